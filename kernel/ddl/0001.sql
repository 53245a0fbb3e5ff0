-- What every service's schema holds of the kernel. Statements are separated by blank lines; $schema is the service's name.
create sequence $schema.log_position_seq as bigint cache 1;

create table $schema.log (
    position bigint primary key default nextval('$schema.log_position_seq'),
    event_id uuid not null, type text not null, subject uuid not null,
    time timestamptz not null, data json not null, trace text)
    with (fillfactor = 100);

create function $schema.log_appending() returns void language sql volatile as $$
    select pg_catalog.pg_advisory_xact_lock_shared('$schema.log'::pg_catalog.regclass::pg_catalog.oid::pg_catalog.int8 << 40
        | coalesce(pg_catalog.pg_sequence_last_value('$schema.log_position_seq'), 0)) $$;

create function $schema.log_append(ids uuid[], types text[], subjects uuid[], datas text[], at timestamptz, traces text[])
    returns bigint language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare last bigint; wrong text;
begin
    select t into wrong from unnest(types) t where not starts_with(t, 'nl.mantelbrug.$schema.') limit 1;
    if found then raise exception 'a log holds the events of its own service only, not %', wrong using errcode = 'check_violation'; end if;
    with appended as (
        insert into $schema.log (event_id, type, subject, time, data, trace)
        select u.i, u.t, u.s, at, u.d::json, u.c
        from (select $schema.log_appending()) l, unnest(ids, types, subjects, datas, traces) with ordinality u(i, t, s, d, c, n)
        returning position)
    select max(position) into last from appended;
    return last;
end $$;

create function $schema.log_head() returns bigint language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- without a right on the sequence its last value is null, and a reader would see nothing for ever
    if not has_sequence_privilege('$schema.log_position_seq', 'select') then
        raise exception 'log_head may not see the sequence of $schema.log' using errcode = 'insufficient_privilege'; end if;
    return coalesce(pg_sequence_last_value('$schema.log_position_seq'), 0);
end $$;

create function $schema.log_after(after bigint, most integer)
    returns table ("position" bigint, event_id uuid, type text, subject uuid, at timestamptz, data text, trace text)
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 50 as $$
#variable_conflict use_column
declare highest bigint; lowest bigint; unbroken integer;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'log_after needs read committed'; end if;
    highest := $schema.log_head();
    if highest <= after then return; end if;
    -- positions without a hole: nobody can still come before any of them
    return query select l.position, l.event_id, l.type, l.subject, l.time, l.data::text, l.trace
        from (select e.*, row_number() over (order by e.position) as n from $schema.log e
            where e.position > after and e.position <= highest order by e.position limit most) l
        where l.position = after + l.n;
    get diagnostics unbroken = row_count;
    after := after + unbroken;
    most := most - unbroken;
    if highest <= after or most <= 0 then return; end if;
    -- behind a hole: the appenders in flight, seen after the highest position given out and before the rows; a snapshot each
    select min((classid::bigint & 255) << 32 | objid::bigint) into lowest from pg_locks
        where locktype = 'advisory' and objsubid = 1 and classid::bigint >> 8 = ('$schema.log'::regclass::oid::bigint & 16777215)
        and database = (select oid from pg_database where datname = current_database());
    return query select l.position, l.event_id, l.type, l.subject, l.time, l.data::text, l.trace from $schema.log l
        where l.position > after and l.position <= least(highest, lowest) order by l.position limit most;
end $$;

create function $schema.log_readable(seen bigint) returns bigint language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp as $$
declare highest bigint; lowest bigint;
begin
    -- how far log_after may read; nothing to look for when no position was given out since
    highest := $schema.log_head();
    if highest = seen then return seen; end if;
    select min((classid::bigint & 255) << 32 | objid::bigint) into lowest from pg_locks
        where locktype = 'advisory' and objsubid = 1 and classid::bigint >> 8 = ('$schema.log'::regclass::oid::bigint & 16777215)
        and database = (select oid from pg_database where datname = current_database());
    return least(highest, lowest);
end $$;

create table $schema.cluster (only_one boolean primary key default true check (only_one), system_identifier bigint not null, timeline integer not null);

create table $schema.cursor (
    reader text not null, log text not null, part integer not null default -1,
    position bigint not null, parked integer not null default 0, primary key (reader, log, part))
    with (fillfactor = 50);

create table $schema.parked (
    reader text not null, log text not null, part integer not null default -1, position bigint not null,
    subject uuid not null, event_id uuid not null, type text not null, time timestamptz not null, data json not null, trace text,
    state text not null check (state in ('waiting', 'parked', 'behind')), error text not null, attempts integer not null,
    retry_at timestamptz, since timestamptz not null, primary key (reader, log, part, position));

create index parked_subject on $schema.parked (reader, log, part, subject, position);

create table $schema.deadline (
    type text not null, subject uuid not null, at timestamptz not null, data json not null,
    next_at timestamptz, attempts integer not null default 0, error text not null default '', primary key (type, subject));

create index deadline_next on $schema.deadline (next_at) where next_at is not null;

create table $schema.errand (
    id uuid primary key, type text not null, data json not null, state text not null default 'waiting' check (state in ('waiting', 'given-up')),
    attempts integer not null default 0, next_at timestamptz not null, lease_until timestamptz,
    error text not null default '', created_at timestamptz not null);

create index errand_next on $schema.errand (next_at) where state = 'waiting';

create table $schema.task (
    id uuid primary key, kind text not null, subject uuid, reason text not null, region text not null default '',
    created_at timestamptz not null, done_at timestamptz, done_by text);

create index task_open on $schema.task (created_at) where done_at is null;

create table $schema.access_log (
    id uuid primary key, at timestamptz not null, person uuid not null, action text not null, what text not null,
    by_subject text not null, by_client text not null, organisation uuid, region text not null, role text not null,
    purpose text not null, on_behalf text, source text not null);

create index access_log_person on $schema.access_log (person, id);

-- into_id is where an old id leads to in the end, told where it was said to lead to
create table $schema.alias (old uuid primary key, into_id uuid not null, told uuid not null);

create index alias_into on $schema.alias (into_id);

create index alias_told on $schema.alias (told);

create table $schema.idempotency (
    client text not null, route text not null, key text not null, body_hash bytea not null,
    status integer, answer bytea, headers jsonb, at timestamptz not null, primary key (client, route, key));

create index idempotency_at on $schema.idempotency (at);

create table $schema.link (
    hash bytea primary key, person uuid not null, action text not null, referral uuid, data jsonb not null default '{}',
    created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz);

create index link_expires on $schema.link (expires_at);

create table $schema.link_code (person uuid primary key, hash bytea not null, expires_at timestamptz not null, attempts integer not null default 0);

create table $schema.attempt_count (
    what text not null, who bytea not null, window_start timestamptz not null, count integer not null, primary key (what, who, window_start));

create table $schema.sealing_key (person uuid primary key, version integer not null, wrapped bytea not null);

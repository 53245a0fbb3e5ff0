-- Who may do what in a service's schema; run after every migration. $schema is the service, $role its login.
grant usage on schema $schema to $role;

-- Who gets an object must be allowed to make it there, when who gives it is no superuser; taken back at the end.
grant usage, create on schema $schema to mantelbrug_log;

grant select, insert, update, delete on all tables in schema $schema to $role;

grant usage, select on all sequences in schema $schema to $role;

revoke all on $schema.log, $schema.cluster from $role;

revoke update, delete on $schema.access_log from $role;

revoke all on sequence $schema.log_position_seq from $role;

alter table $schema.log owner to mantelbrug_log;

alter sequence $schema.log_position_seq owner to mantelbrug_log;

alter function $schema.log_appending() owner to mantelbrug_log;

alter function $schema.log_append(uuid[], text[], uuid[], text[], timestamptz, text[]) owner to mantelbrug_log;

alter function $schema.log_after(bigint, integer) owner to mantelbrug_log;

alter function $schema.log_head() owner to mantelbrug_log;

alter function $schema.log_readable(bigint) owner to mantelbrug_log;

revoke all on function $schema.log_appending(), $schema.log_append(uuid[], text[], uuid[], text[], timestamptz, text[]),
    $schema.log_after(bigint, integer), $schema.log_head(), $schema.log_readable(bigint) from public;

grant execute on function $schema.log_append(uuid[], text[], uuid[], text[], timestamptz, text[]) to $role;

grant execute on function $schema.log_head() to $role;

grant execute on function $schema.log_after(bigint, integer), $schema.log_readable(bigint) to $role;

revoke create on schema $schema from mantelbrug_log

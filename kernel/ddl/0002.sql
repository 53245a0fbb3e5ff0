-- How far the relay has come: per partition what the broker acknowledged (0 to 23), and below which position all of it is (-1).
-- dropped: the last position of the partition that no longer stands in the log; what comes after it names it as the one before.
create table $schema.relay (
    part integer primary key, position bigint not null default 0, dropped bigint not null default 0,
    kafka_offset bigint not null default -1, turn bigint not null default 0);

insert into $schema.relay (part) select generate_series(-1, 23)

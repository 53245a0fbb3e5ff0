alter role mantelbrug createrole;
alter role mantelbrug set createrole_self_grant = 'set, inherit';
create role mantelbrug_log nologin;
grant mantelbrug_log to mantelbrug with admin true, inherit true, set true;
alter default privileges for role mantelbrug grant create on schemas to mantelbrug_log;

#!/bin/bash
# The part of the published image's entry that docker-compose.yml relies on.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    auth=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    mkdir -p -m 0700 "$PGDATA"
    # shellcheck disable=SC2086  # the arguments are words
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-none}") --auth-host="$auth" --auth-local=trust --encoding=UTF8 ${POSTGRES_INITDB_ARGS:-} >/dev/null
    printf 'host all all all %s\n' "$auth" >> "$PGDATA/pg_hba.conf"
    printf "listen_addresses = '*'\nunix_socket_directories = '/var/lib/postgresql'\n" >> "$PGDATA/postgresql.conf"
    pg_ctl -D "$PGDATA" -o "-c listen_addresses=" -w start >/dev/null
    [ "$POSTGRES_DB" = postgres ] || psql --host=/var/lib/postgresql --username="$POSTGRES_USER" --dbname=postgres --quiet --command "create database \"$POSTGRES_DB\""
    pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
fi
exec "$@"

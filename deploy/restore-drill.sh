#!/usr/bin/env bash
# A restore drill: puts a backup back in an empty PostgreSQL, brings it up to date, and asks whether a house could live in it.
#
#   deploy/restore-drill.sh DUMP ROLES            with, in the environment:
#     DRILL_DATABASE_URL           superuser's address of an empty PostgreSQL that is no part of the running house; its database is made
#     MANTELBRUG_MASTER_KEY_FILE   the COPY of the master keys, from where it is kept: the drill is for that too
#     MANTELBRUG_INTAKE_ERASED_FILE   the list of erased ids, kept outside the backup; without it nothing is erased again
#
# DUMP:  pg_dump --format=custom --dbname="$MANTELBRUG_DATABASE_URL" --file=mantelbrug.dump
# ROLES: pg_dumpall --roles-only --dbname="$MANTELBRUG_DATABASE_URL" --file=roles.sql
# Needs psql and pg_restore of PostgreSQL 18, and `mantelbrug`. Answers 0 when the backup is good. Nothing of the running house is touched.
set -euo pipefail

dump=${1:?the dump}; roles=${2:?the roles}
: "${DRILL_DATABASE_URL:?superuser\'s address of an empty PostgreSQL}" "${MANTELBRUG_MASTER_KEY_FILE:?the copy of the master keys}"
database=mantelbrug_drill
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
began=$SECONDS

say() { printf '%4ds  %s\n' $((SECONDS - began)) "$*"; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

# The same address with another database; what stands behind a question mark stays.
there=$(python3 - "$DRILL_DATABASE_URL" "$database" <<'PYTHON'
import sys
from urllib.parse import urlsplit, urlunsplit
print(urlunsplit(urlsplit(sys.argv[1])._replace(path="/" + sys.argv[2])))
PYTHON
)

if [ "$(ask --dbname="$DRILL_DATABASE_URL" --command="select count(*) from pg_roles where rolname like 'mantelbrug\\_%'")" != 0 ]; then
    echo "This PostgreSQL has Mantelbrug's roles already: the drill wants an empty one, so that it proves that the backup is whole." >&2
    exit 2
fi

say "roles"
# Without the superuser that every cluster has, and without reserved names; the rest must go well.
grep -v -E '^(CREATE|ALTER) ROLE "?(postgres|pg_[a-z_]+)"?[ ;]' "$roles" > "$scratch/roles.sql"
ask --dbname="$DRILL_DATABASE_URL" --file="$scratch/roles.sql" > "$scratch/roles.out" 2>&1 || { cat "$scratch/roles.out" >&2; exit 1; }

say "restore"
ask --dbname="$DRILL_DATABASE_URL" --command="create database $database"
pg_restore --exit-on-error --dbname="$there" "$dump"

say "migrations, and positions leap ahead"
export MANTELBRUG_DATABASE_URL=$there MANTELBRUG_DATABASE_PASSWORDS='{}' MANTELBRUG_DATA="$scratch/data" MANTELBRUG_KAFKA=''
mantelbrug migrate

say "what came back"
wrong=0
for schema in $(ask --dbname="$there" --command="select nspname from pg_namespace where to_regclass(quote_ident(nspname) || '.log') is not null order by 1"); do
    read -r events head <<< "$(ask --field-separator=' ' --dbname="$there" --command="select count(*), coalesce(max(position), 0) from \"$schema\".log")"
    next=$(ask --dbname="$there" --command="select last_value from \"$schema\".log_position_seq")
    printf '      %-16s %8s events, the last at %s; the next come after %s\n' "$schema" "$events" "$head" "$next"
    if [ "$next" -le "$head" ]; then
        echo "      $schema would give out positions twice" >&2
        wrong=1
    fi
done

say "does the copy of the master keys open it"
mantelbrug keys check || wrong=1

if [ -n "${MANTELBRUG_INTAKE_ERASED_FILE:-}" ] && [ -s "$MANTELBRUG_INTAKE_ERASED_FILE" ]; then
    say "who was erased after the backup is erased again"
    mantelbrug erase --again
fi

if [ "$wrong" != 0 ]; then
    say "THIS BACKUP IS NOT GOOD"
    exit 1
fi
say "the backup is good; a house could live in it. Database $database is left for you to look at"

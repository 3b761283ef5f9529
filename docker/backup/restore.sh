# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# restore DATABASE [--snapshot ID] [--into NAME] [--replace]

which=${1:-}
[ -n "$which" ] || { usage; exit 2; }
shift
id='' into='' replace=''
while [ $# -gt 0 ]; do
  case $1 in
    --snapshot) id=${2:?ID} && shift 2 ;;
    --into) into=${2:?NAME} && shift 2 ;;
    --replace) replace=yes && shift ;;
    *) die "restore does not know '$1'" ;;
  esac
done

# shellcheck source=docker/backup/compare.sh
. "$here/compare.sh"

# What is there besides PostgreSQL's own
mine="from pg_class where relkind in ('r', 'v', 'm', 'S', 'f', 'p') and relnamespace::regnamespace::text not like 'pg\_%'
  and relnamespace <> 'information_schema'::regnamespace"

reach "$which"
if [ -n "$into" ]; then
  reachable "$which"
  sql -v name="$into" <<<"select format('create database %I', :'name') where not exists (select from pg_database where datname = :'name') \\gexec"
  PGDATABASE=$into
fi
reachable "$which"
there=$(sql -c "select count(*) $mine")
if [ "$there" -gt 0 ] && [ -z "$replace" ]; then
  die "$PGDATABASE at $PGHOST has $there tables and the like: stop what uses it and say --replace to drop them, or restore --into another name"
fi

began=$SECONDS
found=$(newest "$which" "$id")
say "restoring $which from the backup ${found% *} of ${found#* } into $PGDATABASE at $PGHOST"
leave+=(forget_restored)
forget_restored() { rm -rf "$work/restored"; }
fetch "$which" "${found% *}"
# as text, whole, before a byte of it runs: then all of it runs in one transaction, or nothing has changed
{
  [ -z "$replace" ] || cat <<'SQL'
set lock_timeout = '30s';
select format('drop schema %I cascade', nspname) from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema' \gexec
create schema public;
SQL
  pg_restore --no-owner --no-privileges --file=- "$fetched/database.dump"
} >"$fetched/restore.sql" || die "the dump in the backup cannot be read"
psql -Xq -v ON_ERROR_STOP=1 --single-transaction --file="$fetched/restore.sql" >/dev/null 2>"$scratch/restore" \
  || die "nothing was changed: $(grep -v '^$' "$scratch/restore" | tail -3)"
compare "$which" "$fetched/manifest"
sql -c 'analyze' 2>/dev/null || true
say "its service needs the MINIREDIS_SECRET_KEY that this was sealed with, and does not start with another"
say "done after $((SECONDS - began)) s"

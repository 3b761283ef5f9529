# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# Loads the newest backup of each database into a PostgreSQL that lives only here, has this release's migrations run on it, and checks it.

# shellcheck source=docker/backup/compare.sh
. "$here/compare.sh"

scratch_postgres=$work/postgres
began=$(date +%s)

stop_postgres() {
  [ ! -e "$scratch_postgres/postmaster.pid" ] || pg_ctl -D "$scratch_postgres" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$scratch_postgres" "$work/restored"
  [ "$1" -ne 0 ] || return 0
}

failed_run() {
  [ "$1" -ne 0 ] || return 0
  rm -f "$metrics"/*
  metric miniredis_restore_test_last_failure_timestamp_seconds "$(date +%s)" "When a restore test failed last"
  publish restore-test-failure
}
leave+=(stop_postgres failed_run)

start_postgres() {
  rm -rf "$scratch_postgres"
  head -c 24 /dev/urandom | base64 -w0 >"$scratch/superuser"
  initdb --pgdata="$scratch_postgres" --username=postgres --pwfile="$scratch/superuser" --auth=scram-sha-256 --encoding=UTF8 \
    --no-sync >"$scratch/initdb" 2>&1 || die "no scratch PostgreSQL could be made: $(tail -3 "$scratch/initdb")"
  # it is thrown away afterwards, so nothing is flushed
  pg_ctl -D "$scratch_postgres" -w -t 60 -l "$scratch/postgres.log" -o "-c listen_addresses=127.0.0.1 -c unix_socket_directories=$scratch_postgres \
    -c fsync=off -c full_page_writes=off -c shared_buffers=64MB -c maintenance_work_mem=64MB -c dynamic_shared_memory_type=mmap" start >/dev/null \
    || die "the scratch PostgreSQL did not start: $(tail -3 "$scratch/postgres.log")"
  PGPASSWORD=$(<"$scratch/superuser")
  unset PGPASSFILE
  export PGHOST=127.0.0.1 PGPORT=5432 PGUSER=postgres PGPASSWORD PGCONNECT_TIMEOUT=10
}

# service_of DATABASE: whose migrations and record they are
service_of() {
  case $1 in main) echo backend ;; auth) echo auth-service ;; *) die "no service of the image owns '$1'" ;; esac
}

restore_one() {
  local found service
  found=$(newest "$1")
  say "$1: the backup ${found% *} of ${found#* }"
  fetch "$1" "${found% *}"
  PGDATABASE=postgres sql -c "create database $1"
  export PGDATABASE=$1
  pg_restore --exit-on-error --no-owner --no-privileges --dbname="$1" "$fetched/database.dump" 2>"$scratch/restore" \
    || die "the backup of '$1' cannot be loaded: $(tail -3 "$scratch/restore")"
  rm -f "$fetched/database.dump"
  compare "$1" "$fetched/manifest"
  service=$(service_of "$1")
  java -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlogback.configurationFile=/opt/miniredis/backup/logback.xml \
    -cp "/opt/miniredis/services/$service.jar" io.miniredis.kit.restore.RestoredDatabase "$service" "jdbc:postgresql://127.0.0.1:5432/$1" postgres \
    || die "the restored database '$1' does not serve this release"
  metric miniredis_restore_test_backup_timestamp_seconds "$(date -d "${found#* }" +%s)" "{database=\"$1\"}" "When the backup was taken that was tested last"
}

# What one database says about the other
together() {
  local lost
  case ",$databases," in *,main,*) ;; *) return 0 ;; esac
  case ",$databases," in *,auth,*) ;; *) return 0 ;; esac
  PGDATABASE=auth sql -c '\copy organization (id) to pstdout' >"$scratch/organizations"
  lost=$(
    PGDATABASE=main sql <<SQL
create temporary table known (id text);
\copy known from '$scratch/organizations'
select count(*) from database where deleted_at is null and not exists (select from known where id = organization_id);
SQL
  )
  [ "$lost" -eq 0 ] || die "$lost databases belong to an organization that the backup of 'auth' does not have"
  say "every database has its organization"
}

start_postgres
for name in ${databases//,/ }; do restore_one "$name"; done
together
metric miniredis_restore_test_duration_seconds "$(($(date +%s) - began))" "The whole test took"
metric miniredis_restore_test_last_success_timestamp_seconds "$(date +%s)" "When a backup was last restored and found whole"
publish restore-test
say "done after $(($(date +%s) - began)) s"

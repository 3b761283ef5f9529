# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# Takes a backup of every database: all of one moment, as good as that can be over two servers.

# hold DATABASE: begins a transaction and keeps it open, whose snapshot both the counting and the dump look at
hold() {
  local -n descriptor=session_$1
  mkfifo "$scratch/in-$1"
  : >"$scratch/out-$1"
  psql -XqAt -v ON_ERROR_STOP=1 <"$scratch/in-$1" >"$scratch/out-$1" 2>&1 &
  holders+=($!)
  exec {descriptor}>"$scratch/in-$1"
  echo 'begin isolation level repeatable read read only; select pg_export_snapshot();' >&"$descriptor"
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    [ ! -s "$scratch/out-$1" ] || break
    kill -0 "${holders[-1]}" 2>/dev/null || die "PostgreSQL '$1' ended our session: $(<"$scratch/out-$1")"
    sleep 0.05
  done
  snapshot=$(<"$scratch/out-$1")
  [[ $snapshot =~ ^[0-9A-F]+-[0-9A-F]+-[0-9]+$ ]] || die "PostgreSQL '$1' gave no snapshot: $snapshot"
  echo "$snapshot" >"$scratch/snapshot-$1"
}

# dump DATABASE: dump and manifest of the held snapshot, into $work/dump/DATABASE
dump() {
  local folder=$work/dump/$1 snapshot
  snapshot=$(<"$scratch/snapshot-$1")
  mkdir -p "$folder"
  {
    echo "taken $(date -u +%FT%TZ)"
    echo "server $(sql -c 'show server_version')"
    { echo "begin isolation level repeatable read read only; set transaction snapshot '$snapshot';"; rows; } | sql
  } >"$folder/manifest" || die "the rows of '$1' could not be counted"
  # not compressed: restic compresses, and finds what has not changed only in what is not
  pg_dump --format=custom --compress=none --no-owner --no-privileges --snapshot="$snapshot" --lock-wait-timeout=60s \
    --file="$folder/database.dump" 2>"$scratch/dump" || die "pg_dump of '$1' failed: $(tail -3 "$scratch/dump")"
  # reads the table of contents at the end of what was written
  pg_restore --list "$folder/database.dump" >/dev/null || die "the dump of '$1' cannot be read back"
}

let_go() {
  [ ${#holders[@]} -eq 0 ] || kill "${holders[@]}" 2>/dev/null
  rm -rf "$work/dump"
}

failed_run() {
  [ "$1" -ne 0 ] || return 0
  rm -f "$metrics"/*
  metric miniredis_backup_last_failure_timestamp_seconds "$(date +%s)" "When a backup failed last"
  publish backup-failure
}

backup_all() {
  local name began overdue
  overdue=$(seconds "${BACKUP_EVERY:-1d}")
  overdue=$(overdue "$overdue")
  for name in ${databases//,/ }; do
    reach "$name"
    reachable "$name"
    room "$work" "$(sql -c 'select pg_database_size(current_database())')" "the dump of '$name'"
  done
  open_store
  # no waiting between these: what is in one database refers to what is in the other
  for name in ${databases//,/ }; do
    reach "$name"
    hold "$name"
  done
  for name in ${databases//,/ }; do
    began=$(date +%s.%N)
    reach "$name"
    dump "$name"
    in_store backup --tag "$name" "$work/dump/$name" || die "the backup of '$name' was not stored"
    metric miniredis_backup_duration_seconds "$(since "$began")" "{database=\"$name\"}" "Dumping and storing took"
    metric miniredis_backup_size_bytes "$(stat -c %s "$work/dump/$name/database.dump")" "{database=\"$name\"}" "Of the dump, before it is compressed and encrypted"
    metric miniredis_backup_overdue_seconds "$overdue" "{database=\"$name\"}" "At which age the last backup is too old, by its schedule"
    metric miniredis_backup_last_success_timestamp_seconds "$(date +%s)" "{database=\"$name\"}" "When the last backup was whole"
    say "$name: $(stat -c %s "$work/dump/$name/database.dump") bytes in $(since "$began") s"
    rm -rf "$work/dump/$name"
  done
  metric miniredis_backup_store_size_bytes "$(store_size)" "All backups, compressed and encrypted"
  publish backup
  retain
}

since() { awk -v began="$1" -v now="$(date +%s.%N)" 'BEGIN { printf "%.1f", now - began }'; }
store_size() { read_store stats --mode raw-data --json | sed -nE 's/.*"total_size":([0-9]+).*/\1/p'; }

retain() {
  in_store forget --group-by tags --prune --keep-daily "${BACKUP_KEEP_DAILY:-7}" --keep-weekly "${BACKUP_KEEP_WEEKLY:-4}" \
    --keep-monthly "${BACKUP_KEEP_MONTHLY:-6}" --keep-within "${BACKUP_KEEP_WITHIN:-24h}" >/dev/null \
    || die "the backup is stored, but old ones could not be removed"
}

holders=()
leave+=(let_go failed_run)
backup_all
say "done"

# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# For compose, where nothing else wakes at a time: sleeps until the next run is due. A run that failed is tried again after BACKUP_RETRY.

every=${BACKUP_EVERY:-1d}
test_every=${BACKUP_RESTORE_TEST_EVERY:-7d}
retry=${BACKUP_RETRY:-10m}
every_seconds=$(seconds "$every") test_seconds=$(seconds "$test_every") retry_seconds=$(seconds "$retry")

# The file beside the backups that a run leaves when it succeeded, with the time of its start: no younger than what it stored. Where
# they are in a bucket it is only known to this container
last() { stat -c %Y "$stamps/$1" 2>/dev/null || echo 0; }
case $store in /*) stamps=$store/metrics ;; *) stamps=$work/metrics ;; esac
mkdir -p "$stamps"

if [ "${1:-}" = healthy ]; then
  age=$(($(date +%s) - $(last backup.done)))
  # a start-up has its first run before it
  [ "$age" -le "$(overdue "$every_seconds")" ] || die "the last backup that succeeded is $age s old"
  exit 0
fi

# due RUN INTERVAL: seconds until it is. After a failure no later than it would have been anyway
due() {
  local then=$(($(last "$1.done") + $2)) tried=${failed[$1]:-0}
  [ "$tried" -eq 0 ] || then=$((tried + (retry_seconds < $2 ? retry_seconds : $2)))
  local left=$((then - $(date +%s)))
  echo $((left > 0 ? left : 0))
}

run() {
  local began
  began=$(date +%s)
  if "$here/backup" "$1"; then
    touch -d "@$began" "$stamps/$1.done"
    failed[$1]=0
  else
    say "$1 failed and is tried again"
    failed[$1]=$(date +%s)
  fi
}

declare -A failed=()
say "a backup every $every, a restore test every $test_every"
while :; do
  [ "$(due backup "$every_seconds")" -gt 0 ] || run backup
  if [ "$(last backup.done)" -gt 0 ] && [ "$(due restore-test "$test_seconds")" -eq 0 ]; then run restore-test; fi
  next=$(due backup "$every_seconds") test=$(due restore-test "$test_seconds")
  if [ "$test" -lt "$next" ] && [ "$(last backup.done)" -gt 0 ]; then next=$test; fi
  # in the background, so that a stop is heeded at once
  sleep "$next" &
  wait $! || true
done

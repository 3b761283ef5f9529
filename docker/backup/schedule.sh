# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# For compose, where nothing else wakes at a time: sleeps until the next run is due. A run that failed is tried again after BACKUP_RETRY.

every=${BACKUP_EVERY:-1d}
test_every=${BACKUP_RESTORE_TEST_EVERY:-7d}
retry=${BACKUP_RETRY:-10m}

seconds() {
  [[ $1 =~ ^([1-9][0-9]*)([smhd])$ ]] || die "'$1' is no duration: write a number and s, m, h or d"
  case ${BASH_REMATCH[2]} in s) factor=1 ;; m) factor=60 ;; h) factor=3600 ;; d) factor=86400 ;; esac
  echo $((BASH_REMATCH[1] * factor))
}

# The file beside the backups that a run leaves when it succeeded; where they are in a bucket it is only known to this container
last() { stat -c %Y "$stamps/$1" 2>/dev/null || echo 0; }
case $store in /*) stamps=$store/metrics ;; *) stamps=$work/metrics ;; esac
mkdir -p "$stamps"

if [ "${1:-}" = healthy ]; then
  age=$(($(date +%s) - $(last backup.done)))
  # a start-up has its first run before it
  [ "$age" -le $(($(seconds "$every") * 2)) ] || die "the last backup that succeeded is $age s old"
  exit 0
fi

# due RUN INTERVAL: seconds until it is
due() {
  local then=$(($(last "$1.done") + $2)) tried=${failed[$1]:-0}
  [ "$tried" -eq 0 ] || then=$((tried + $(seconds "$retry")))
  local left=$((then - $(date +%s)))
  echo $((left > 0 ? left : 0))
}

run() {
  if "$here/backup" "$1"; then
    touch "$stamps/$1.done"
    failed[$1]=0
  else
    say "$1 failed and is tried again in $retry"
    failed[$1]=$(date +%s)
  fi
}

declare -A failed=()
every_seconds=$(seconds "$every") test_seconds=$(seconds "$test_every")
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

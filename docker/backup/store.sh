# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# The store: a restic repository in a folder or a bucket. restic encrypts, compresses, keeps a checksum of every piece, and makes a
# snapshot visible only when all of it is written.

store=$(wanted BACKUP_STORE)
RESTIC_PASSWORD_FILE=$(secret BACKUP_KEY)
RESTIC_CACHE_DIR=$work/cache
case $store in
  s3://*)
    endpoint=${BACKUP_S3_ENDPOINT:-https://s3.amazonaws.com}
    RESTIC_REPOSITORY=s3:${endpoint%/}/${store#s3://}
    AWS_ACCESS_KEY_ID=$(contents S3_ACCESS_KEY_ID)
    AWS_SECRET_ACCESS_KEY=$(contents S3_SECRET_ACCESS_KEY)
    AWS_DEFAULT_REGION=${BACKUP_S3_REGION:-us-east-1}
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION
    ;;
  /*)
    [ -d "$store" ] || die "the store $store is not there: mount the volume of the backups there"
    RESTIC_REPOSITORY=$store/restic
    ;;
  *) die "BACKUP_STORE is '$store': it has to be a folder or s3://BUCKET/PREFIX" ;;
esac
export RESTIC_REPOSITORY RESTIC_PASSWORD_FILE RESTIC_CACHE_DIR RESTIC_PROGRESS_FPS=0.01 RESTIC_HOST=miniredis

# A lock that a killed run left over is old after half an hour, and only then removed: somebody's who works is younger
lock_patience=${BACKUP_LOCK_PATIENCE:-2100}

# restic itself tries for a quarter of an hour to reach a bucket. Whoever waits for a word gets one within a minute.
answered=''
probe() {
  local status=0
  [ -z "$answered" ] || return 0
  timeout 60 restic --quiet --no-lock cat config >/dev/null 2>"$scratch/restic" || status=$?
  [ "$status" -ne 124 ] || echo 'timeout' >>"$scratch/restic"
  [ "$status" -ne 0 ] || answered=yes
  return "$status"
}

# in_store COMMAND...: restic, until nobody else holds the store; what failed in words that say what to do
in_store() {
  local end=$((SECONDS + lock_patience)) status=0
  probe || { status=$?; explain "$status"; return "$status"; }
  while :; do
    status=0
    restic --quiet "$@" 2>"$scratch/restic" || status=$?
    if [ "$status" -ne 11 ] || ((SECONDS >= end)); then break; fi
    restic --quiet unlock 2>/dev/null || true
    sleep 5
  done
  [ "$status" -eq 0 ] || explain "$status"
  return "$status"
}

# The same without a lock of its own: the store may be mounted read-only
read_store() { in_store --no-lock "$@" || exit 1; }

explain() {
  sed 's/^/restic: /' "$scratch/restic" >&2
  case $1 in
    10) say "FAILED: there is no backup in $store yet: run the command backup first, or look whether BACKUP_STORE is right" ;;
    11) say "FAILED: another run has held the store for $lock_patience s; when none is at work, its lock goes half an hour after its end" ;;
    12) say "FAILED: BACKUP_KEY is not the key that the backups in $store were made with" ;;
    *)
      if grep -qi 'no space left' "$scratch/restic"; then
        say "FAILED: the store $store is full: enlarge it, or keep fewer backups (BACKUP_KEEP_*)"
      elif grep -qiE 'dial tcp|no such host|connection refused|timeout|access denied|permission denied' "$scratch/restic"; then
        say "FAILED: the store $store cannot be reached or does not let us in: see the line of restic above"
      elif grep -qiE 'ciphertext verification|does not match|invalid data|wrong hash|contains errors|unexpected|truncated|not found' "$scratch/restic"; then
        say "FAILED: the backup is damaged: see docs/runbooks/backup-failed.md"
      else
        say "FAILED: restic ended with status $1"
      fi
      ;;
  esac >&2
}

# Makes the repository where there is none. A store that cannot be asked is not an empty one
open_store() {
  local status=0
  probe || status=$?
  case $status in
    0) ;;
    10)
      say "making a new repository in $store"
      restic --quiet init >/dev/null 2>"$scratch/restic" || { explain $?; exit 1; }
      ;;
    *)
      explain "$status"
      exit 1
      ;;
  esac
}

check_store() {
  local options=(--read-data)
  [ -w "${store}" ] || options+=(--no-lock)
  in_store check "${options[@]}" >"$scratch/check" || { cat "$scratch/check"; exit 1; }
  say "every byte in $store is as it was written"
}

# newest DATABASE [ID]: id and time of a snapshot
newest() {
  local found
  found=$(read_store snapshots --json --tag "$1" --latest 1 "${2:-latest}") || exit 1
  found=$(sed -nE 's/.*"time":"([^"]+)".*"short_id":"([^"]+)".*/\2 \1/p' <<<"$found")
  [ -n "$found" ] || die "no backup of '$1' is in $store${2:+ with the id $2}: list shows what is"
  printf '%s' "$found"
}

# fetch DATABASE ID: a backup's dump and manifest, into $work/restored/DATABASE
fetch() {
  fetched=$work/restored/$1
  rm -rf "$fetched"
  mkdir -p "$fetched"
  read_store restore "$2:/work/dump/$1" --target "$fetched"
  if [ ! -s "$fetched/database.dump" ] || [ ! -s "$fetched/manifest" ]; then die "the backup $2 is not whole"; fi
}

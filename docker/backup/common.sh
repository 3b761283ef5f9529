# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the others
# What every command needs: messages, secrets, and how to reach a database.

secrets=${MINIREDIS_SECRETS_DIR:-/run/secrets/miniredis}
work=${BACKUP_WORK:-/work}
databases=${BACKUP_DATABASES:-main,auth}

say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }
die() {
  say "FAILED: $*" >&2
  exit 1
}

# wanted NAME: the value of a variable that has to be there
wanted() {
  [ -n "${!1:-}" ] || die "$1 is not set"
  printf '%s' "${!1}"
}

# seconds DURATION
seconds() {
  [[ $1 =~ ^([1-9][0-9]*)([smhd])$ ]] || die "'$1' is no duration: write a number and s, m, h or d"
  local factor
  case ${BASH_REMATCH[2]} in s) factor=1 ;; m) factor=60 ;; h) factor=3600 ;; d) factor=86400 ;; esac
  echo $((BASH_REMATCH[1] * factor))
}

# overdue INTERVAL: at which age, in seconds, the newest of a run every INTERVAL seconds is too old: one was left out, or is two hours late
overdue() { echo $(($1 + ($1 < 7200 ? $1 : 7200))); }

# secret NAME: the path of a secret's file
secret() {
  [ -s "$secrets/$1" ] || die "the secret $1 is missing: there is no file $secrets/$1, or it is empty"
  printf '%s' "$secrets/$1"
}

# contents NAME: what is in it
contents() {
  local file
  file=$(secret "$1")
  cat "$file"
}

known() {
  case ",$databases," in *",$1,"*) ;; *) die "no database '$1'; there are: ${databases//,/ }" ;; esac
}

# reach DATABASE: sets what PostgreSQL's programs read. The password goes into a file, so that no process shows it
reach() {
  local name=${1^^}
  known "$1"
  PGHOST=$(wanted "BACKUP_${name}_HOST")
  PGDATABASE=$(wanted "BACKUP_${name}_NAME")
  PGUSER=$(wanted "BACKUP_${name}_USER")
  local port=BACKUP_${name}_PORT password
  PGPORT=${!port:-5432}
  password=$(contents "POSTGRES_${name}_PASSWORD")
  password=${password//\\/\\\\}
  PGPASSFILE=$scratch/password-$1
  printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$PGPASSFILE"
  export PGHOST PGPORT PGDATABASE PGUSER PGPASSFILE PGCONNECT_TIMEOUT=10 PGAPPNAME=miniredis-backup
}

sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

reachable() {
  local answer
  answer=$(sql -c 'select 1' 2>&1) || die "PostgreSQL '$1' at $PGHOST:$PGPORT does not let us in as $PGUSER to $PGDATABASE: $answer"
}

# rows: how many rows each table has, to be compared after a restore; and how many constraints there are
rows() {
  cat <<'SQL'
select format('select ''rows %I.%I '' || count(*) from %I.%I', schemaname, tablename, schemaname, tablename)
  from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by schemaname, tablename \gexec
select 'constraints ' || count(*) from pg_constraint
  where contype in ('c', 'f', 'p', 'u') and connamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace);
SQL
}

# What this run leaves in its temporary folder goes with it, and so do the programs it started
scratch=$(mktemp -d "${TMPDIR:-/tmp}/backup.XXXXXX")
leave=()
leaving() {
  local status=$? step
  trap - EXIT
  set +e
  for step in "${leave[@]}"; do $step "$status"; done
  rm -rf "$scratch"
  exit "$status"
}
trap leaving EXIT
trap 'exit 143' TERM INT

# room FOLDER NEEDED WHAT: an early word where a disk would be full half-way
room() {
  local free
  free=$(df --output=avail -B1 "$1" | tail -1)
  ((free > $2)) || die "$3 needs about $(($2 / 1048576)) MiB in $1, and $((free / 1048576)) MiB are free: make room there"
}

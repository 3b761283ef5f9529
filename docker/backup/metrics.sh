# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh
# What became of a run, for Prometheus: pushed to BACKUP_PUSHGATEWAY, and as a text file beside the backups where they are in a folder.

metrics=$scratch/metrics
mkdir -p "$metrics"

# metric NAME VALUE [LABELS] HELP: a file for each name, since all values of a name have to stand together
metric() {
  [ -e "$metrics/$1" ] || printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "${4:-$3}" "$1" >"$metrics/$1"
  printf '%s%s %s\n' "$1" "${4:+$3}" "$2" >>"$metrics/$1"
}

# publish RUN: failing to tell is not failing to back up; the alert that misses the news will say so
publish() {
  cat "$metrics"/* >"$scratch/published"
  if [ -n "${BACKUP_PUSHGATEWAY:-}" ] && ! curl -fsS --max-time 20 --data-binary "@$scratch/published" \
    "${BACKUP_PUSHGATEWAY%/}/metrics/job/miniredis-$1" 2>"$scratch/curl"; then
    say "the pushgateway $BACKUP_PUSHGATEWAY did not take the metrics: $(<"$scratch/curl")" >&2
  fi
  case $store in
    /*)
      [ -w "$store" ] || return 0
      mkdir -p "$store/metrics"
      cp "$scratch/published" "$store/metrics/.$1.new" && mv "$store/metrics/.$1.new" "$store/metrics/$1.prom"
      ;;
  esac
}

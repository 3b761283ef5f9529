# shellcheck shell=bash
# shellcheck disable=SC2154 # the names come from common.sh, store.sh and metrics.sh

# compare DATABASE MANIFEST: whether what was restored has the rows and constraints that were counted when it was taken
compare() {
  local difference invalid
  rows | sql >"$scratch/rows" || die "the restored rows of '$1' could not be counted"
  difference=$(diff <(grep -E '^(rows|constraints) ' "$2") "$scratch/rows") \
    || die "what was restored of '$1' is not what was backed up (< then, > now): $difference"
  invalid=$(sql -c 'select count(*) from pg_constraint where not convalidated')
  [ "$invalid" -eq 0 ] || die "$invalid constraints of '$1' do not hold"
  say "$1: $(grep -c '^rows ' "$2") tables, $(awk '/^rows /{n += $NF} END {print n}' "$2") rows, $(sed -n 's/^constraints //p' "$2") constraints as when it was taken"
}

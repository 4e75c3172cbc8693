#!/usr/bin/env bash
# A PostgreSQL server of one's own: a private socket in a folder of its own, no TCP, gone afterwards.
#
#   postgres.sh run [--durable] COMMAND…   starts one, runs COMMAND with HOLDFAST_TEST_POSTGRES naming it, stops it
#   postgres.sh where                      prints where the server's programs are
#
# Tests ask nothing of the disk, so fsync is off; benchmarks ask for --durable. The server does not run as root: there it
# runs as the system's postgres user.
set -euo pipefail

where() {
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  if [ -x "$newest/initdb" ]; then echo "$newest"; else dirname "$(command -v initdb)"; fi
}

as_owner() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

start() {
  local bin durable='-c fsync=off -c full_page_writes=off'
  [ "${1:-}" = --durable ] && durable=
  bin=$(where)
  if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$dir"; fi
  cd "$dir"
  # Bytewise order and UTF-8, as SQLite has them: one expectation for both databases.
  as_owner "$bin/initdb" --no-sync --no-instructions --auth=trust --username=holdfast --encoding=UTF8 --locale=C.UTF-8 \
    --pgdata="$dir/data" >initdb.log 2>&1 || { cat initdb.log >&2; return 1; }
  as_owner "$bin/pg_ctl" --silent --wait --timeout=60 --pgdata="$dir/data" --log="$dir/server.log" \
    --options="-k '$dir' -c listen_addresses='' -c max_connections=200 $durable" start >/dev/null ||
    { tail -n 20 server.log >&2; return 1; }
  # The socket's folder as the host of an address, percent-encoded.
  echo "postgres://holdfast@${dir//\//%2F}/postgres"
}

stop() {
  [ ! -e "$dir/data/postmaster.pid" ] || (cd "$dir" && as_owner "$(where)/pg_ctl" --silent --mode=immediate --pgdata="$dir/data" stop) || true
  rm -rf "$dir"
}

run() {
  local durable="" status=0
  if [ "$1" = --durable ]; then durable=$1; shift; fi
  dir=$(mktemp -d -t holdfast-pg.XXXXXX)
  trap stop EXIT
  trap 'exit 130' INT TERM
  HOLDFAST_TEST_POSTGRES=$(start "$durable")
  export HOLDFAST_TEST_POSTGRES
  "$@" || status=$?
  return $status
}

case ${1:-} in
  run | where) "$@" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

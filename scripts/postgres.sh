#!/usr/bin/env bash
# A PostgreSQL server of one's own: a private socket in a folder of its own, no TCP, gone afterwards.
#
#   postgres.sh run [--durable] COMMAND…   starts one, runs COMMAND with HOLDFAST_TEST_POSTGRES naming it, stops it
#   postgres.sh start DIR [--durable]      makes or restarts the server in DIR and prints its address
#   postgres.sh kill DIR                   kill -9 of the server and all its backends, as a drill
#   postgres.sh stop DIR                   stops it and removes DIR
#   postgres.sh where                      prints where the server's programs are
#
# Tests ask nothing of the disk, so fsync is off; drills and benchmarks ask for --durable. The server does not run as
# root: there it runs as the system's postgres user.
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
  local dir bin durable='-c fsync=off -c full_page_writes=off'
  dir=$(realpath -m "$1")
  [ "${2:-}" = --durable ] && durable=
  bin=$(where)
  mkdir -p "$dir"
  cd "$dir"
  if [ ! -e data/PG_VERSION ]; then
    # Bytewise order and UTF-8, as SQLite has them: one expectation for both databases.
    if [ "$(id -u)" = 0 ]; then chown postgres:postgres . ; fi
    chmod 700 .
    as_owner "$bin/initdb" --no-sync --no-instructions --auth=trust --username=holdfast --encoding=UTF8 --locale=C.UTF-8 \
      --pgdata="$dir/data" >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; return 1; }
  fi
  as_owner "$bin/pg_ctl" --silent --wait --timeout=60 --pgdata="$dir/data" --log="$dir/server.log" \
    --options="-k '$dir' -c listen_addresses='' -c max_connections=200 $durable" start >/dev/null ||
    { tail -n 20 "$dir/server.log" >&2; return 1; }
  # The socket's folder as the host of an address, percent-encoded.
  echo "postgres://holdfast@${dir//\//%2F}/postgres"
}

stop() {
  [ ! -e "$1/data/postmaster.pid" ] || (cd "$1" && as_owner "$(where)/pg_ctl" --silent --mode=immediate --pgdata="$1/data" stop) || true
  rm -rf "$1"
}

kill_all() {
  local server backends
  server=$(head -n 1 "$1/data/postmaster.pid")
  backends=$(cat "/proc/$server/task/$server/children")
  # shellcheck disable=SC2086  # a list of process ids
  kill -9 "$server" $backends 2>/dev/null || true
  for process in $server $backends; do
    tail --pid="$process" --sleep-interval=0.1 -f /dev/null
  done
}

run() {
  local durable= status=0
  if [ "$1" = --durable ]; then durable=$1; shift; fi
  dir=$(mktemp -d -t holdfast-pg.XXXXXX)
  trap 'stop "$dir"' EXIT
  trap 'exit 130' INT TERM
  HOLDFAST_TEST_POSTGRES=$(start "$dir" $durable)
  export HOLDFAST_TEST_POSTGRES
  "$@" || status=$?
  return $status
}

case ${1:-} in
  run | start | stop | where) "$@" ;;
  kill) kill_all "$2" ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# A PostgreSQL server of one's own: a private socket in a folder of its own, gone afterwards. On the loopback it is there too, for
# those with a password, of whom there are none until a test makes one, and speaks TLS with the certificates in scripts/tls.
#
#   postgres.sh run [--durable] COMMAND…   starts one, runs COMMAND with HOLDFAST_TEST_POSTGRES naming it, stops it
#   postgres.sh where                      prints where the server's programs are
#
# Tests ask nothing of the disk, so fsync is off; benchmarks ask for --durable. The server does not run as root: there it
# runs as the system's postgres user.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)

where() {
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  if [ -x "$newest/initdb" ]; then echo "$newest"; else dirname "$(command -v initdb)"; fi
}

as_owner() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

start() {
  local bin tries port durable='-c fsync=off -c full_page_writes=off'
  [ "${1:-}" = --durable ] && durable=
  bin=$(where)
  install -m 600 "$here/tls/server.key" "$here/tls/server.pem" "$dir"
  if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$dir" "$dir"/server.*; fi
  cd "$dir"
  # Bytewise order and UTF-8, as SQLite has them: one expectation for both databases.
  as_owner "$bin/initdb" --no-sync --no-instructions --auth-local=trust --auth-host=scram-sha-256 --username=holdfast --encoding=UTF8 --locale=C.UTF-8 \
    --pgdata="$dir/data" >initdb.log 2>&1 || { cat initdb.log >&2; return 1; }
  # Somebody may have the port: then another.
  for tries in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    if as_owner "$bin/pg_ctl" --silent --wait --timeout=60 --pgdata="$dir/data" --log="$dir/server.log" \
      --options="-k '$dir' -c listen_addresses=localhost -p $port -c ssl=on -c ssl_cert_file='$dir/server.pem' -c ssl_key_file='$dir/server.key' -c max_connections=200 $durable" start >/dev/null
    then
      # The socket's folder as the host of an address, percent-encoded.
      echo "postgres://holdfast@${dir//\//%2F}:$port/postgres"
      return
    fi
  done
  tail -n 20 server.log >&2
  return 1
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
  *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# Installs what is missing of what is named: postgresql, chromium, python3 (the drills), nextest, wrk (the benchmarks), or a folder with a package-lock.json.
# Running it again installs nothing. (`type -P` looks for programs alone: `command -v` would find the functions of this file.)
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

debian() {
  command -v apt-get >/dev/null || { echo "Not a Debian system: please install $* yourself." >&2; exit 1; }
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
}

postgresql() {
  scripts/postgres.sh where >/dev/null 2>&1 && return
  # Only the programs: no server of the system's own beside the one that the tests start.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  debian postgresql
}

# The font stands in for Arial, so that widths are the same on every machine.
chromium() {
  type -P chromium >/dev/null && return
  debian chromium fonts-liberation
}

python3() {
  type -P python3 >/dev/null && return
  debian python3
}

wrk() {
  type -P wrk >/dev/null && return
  debian wrk
}

nextest() {
  cargo nextest --version >/dev/null 2>&1 && return
  cargo install cargo-nextest --locked --version '~0.9.143'
}

npm_packages() {
  local folder=$1 installed=$1/node_modules/.package-lock.json
  [ "$installed" -nt "$folder/package-lock.json" ] && return
  npm ci --prefix "$folder" --no-audit --no-fund
  touch "$installed"
}

for thing in "$@"; do
  case $thing in
    postgresql | chromium | python3 | nextest | wrk) "$thing" ;;
    */*) npm_packages "$thing" ;;
    *) echo "install.sh does not know $thing" >&2; exit 2 ;;
  esac
done

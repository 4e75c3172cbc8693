#!/usr/bin/env bash
# Every drill on the real binary. `full` is what a release must pass, `short` what every test run does.
#   drills/all.sh full|short [path/to/holdfast]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=${2:-${CARGO_TARGET_DIR:-$here/../target}/debug/holdfast}
export PYTHONDONTWRITEBYTECODE=1
case ${1:-} in
    full) kills=50 server_kills=10 cuts=1000 ;;
    short) kills=10 server_kills=2 cuts=100 ;;
    *) sed -n '2,3s/^# //p' "$0" && exit 2 ;;
esac

"$here/kill.py" --server "$server" --database sqlite --rounds "$kills"
"$here/kill.py" --server "$server" --database postgres --rounds "$kills"
"$here/kill.py" --server "$server" --victim postgres --rounds "$server_kills"
"$here/diskfull.py" --server "$server"
CUTS=$cuts "$here/powercut.sh" "$server"

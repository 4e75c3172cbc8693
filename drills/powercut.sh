#!/usr/bin/env bash
# A power cut on the real binary: CUTS at synchronous=FULL, none may break a promise, then a control at NORMAL, which must.
#   CUTS=1000 drills/powercut.sh path/to/holdfast
# SYNC=FULL or SYNC=NORMAL runs one of the two. The control needs a build that can be weakened, which a debug build is:
# CONTROL=path, where the first is a released one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=${1:-${CARGO_TARGET_DIR:-$here/../target}/debug/holdfast}
control=${CONTROL:-$server}
cuts=${CUTS:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -Wall -Wextra -Werror -O2 -shared -fPIC -o "$work/recorder.so" "$here/powercut/recorder.c" -ldl -lpthread

cut() { python3 "$here/powercut/drill.py" --server "$1" --recorder "$work/recorder.so" --sync "$2" --cuts "$3" --verify-every "$4"; }

# `holdfast verify` opens every tenth image of a long run, and every one of a short run.
[ "${SYNC:-FULL}" != FULL ] || cut "$server" FULL "$cuts" $(((cuts + 99) / 100))
[ "${SYNC:-NORMAL}" != NORMAL ] || cut "$control" NORMAL $(((cuts + 9) / 10)) 10

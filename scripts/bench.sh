#!/usr/bin/env bash
# `make bench`: the released binary on a made-up authority of full size, on both databases. Options go to bench/record/run.py:
# make bench WITH="--census FILE.xml --engines sqlite".
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh postgresql python3 wrk
cargo build --release --locked --package holdfast --package bench-record
cargo build --locked --package holdfast
PATH="$PATH:$(scripts/postgres.sh where)" scripts/postgres.sh run --durable bench/record/run.py "${CARGO_TARGET_DIR:-target}" "$@"

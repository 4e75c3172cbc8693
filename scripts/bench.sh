#!/usr/bin/env bash
# `make bench`: the released binary on a made-up authority of full size. Options go to bench/record/run.py: make bench WITH="--census FILE.xml".
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh python3 wrk
cargo build --release --locked --package holdfast
bench/record/run.py "${CARGO_TARGET_DIR:-target}/release/holdfast" "$@"

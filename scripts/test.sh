#!/usr/bin/env bash
# `make test`: installs what tests need and is missing, gives them a PostgreSQL of their own, and runs everything that must
# hold. One debug build serves the tests, the checks and the browser. Every step runs even if one before it failed, so that
# one run tells all; the last lines are the runners' own closing lines and the sum.
set -euo pipefail
cd "$(dirname "$0")/.."

folders=$(git ls-files '*/package-lock.json' | xargs -n 1 dirname)
# shellcheck disable=SC2086  # one argument a folder
scripts/install.sh postgresql chromium python3 nextest $folders
[ -n "${HOLDFAST_TEST_POSTGRES:-}" ] || exec scripts/postgres.sh run "$0"

export CARGO_TERM_COLOR=never
built=${CARGO_TARGET_DIR:-target}/debug
logs=$(mktemp -d -t holdfast-test.XXXXXX)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=() took=()

step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@" 2>&1 | tee "$logs/$name"; then passed=$((passed + 1)); else failed+=("$name"); fi
  took+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
}

step format cargo fmt --all --check
step build cargo build --locked --workspace --bins --tests
step arrows "$built/xtask" arrows
step tidy "$built/xtask" tidy
step supply "$built/xtask" supply
step documents "$built/xtask" docs --check
step lints cargo clippy --locked --workspace --all-targets -- -D warnings
step examples cargo test --locked --workspace --doc --quiet
step tests cargo nextest run --locked --workspace
step browser node tests/browser/run.mjs
step drills drills/all.sh short

# The count before a word in a closing line, summed over the runners.
count() {
  {
    grep -hE '^ +Summary \[' "$logs/tests"
    grep -hE '^test result:' "$logs/examples"
    sed -n 's/^ℹ pass \(.*\)/\1 passed/p; s/^ℹ fail \(.*\)/\1 failed/p; s/^ℹ skipped \(.*\)/\1 skipped/p' "$logs/browser"
  } | grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'
}

printf '\n== Took\n'
printf '%s\n' "${took[@]}"
printf '\n== Closing lines\n'
grep -hE '^ +Summary \[' "$logs/tests" || true
grep -hE '^ℹ (tests|pass|fail)' "$logs/browser" || true
[ ${#failed[@]} = 0 ] || printf 'failed: %s\n' "${failed[@]}"
[ "$SECONDS" -lt 2700 ] || echo "This took $((SECONDS / 60)) minutes. It has to stay under 45 on two cores: see \"Took\" for what to make faster."
echo "steps: $passed passed, ${#failed[@]} failed"
echo "tests: $(count passed) passed, $(count failed) failed, $(count skipped) skipped"
[ ${#failed[@]} = 0 ]

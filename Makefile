# `make` alone lists what there is.

.DEFAULT_GOAL := help
.PHONY: help demo test bench drills drills-short screens assets debug docs fmt

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: export HOLDFAST_ADDR ?= 127.0.0.1:8080
demo: export HOLDFAST_DATA ?= demo-data
demo: assets ## a synthetic authority to try, on http://127.0.0.1:8080 (HOLDFAST_ADDR, HOLDFAST_DATA)
	cargo build --release --locked --package holdfast
	@$${CARGO_TARGET_DIR:-target}/release/holdfast demo

test: ## everything that must hold; installs what it needs, ends non-zero on any failure
	@scripts/test.sh

bench: assets ## the benchmarks, with their floors in the same run
	@scripts/bench.sh $(WITH)

drills: debug ## every kill, power cut and full disk, in full
	@scripts/install.sh postgresql python3
	@drills/all.sh full

drills-short: debug ## the drills as `make test` runs them
	@scripts/install.sh postgresql python3
	@drills/all.sh short

screens: debug ## a picture of each main screen, written to docs/screens/
	@scripts/install.sh chromium tests/browser
	@node tests/browser/run.mjs --screens

assets: ## the front-end packages, by lock file
	@scripts/install.sh crates/web

# The one debug build that tests, drills and the browser share.
debug: assets
	cargo build --locked --workspace --bins --tests

docs: ## writes the generated lists in docs/generated/ again
	@cargo run --quiet --package xtask -- docs

fmt: ## formats all Rust source
	@cargo fmt --all

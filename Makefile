# Everything a fresh machine needs: Python 3.11 or newer, git and make.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin

.PHONY: help setup demo unit test tests newest check fix bench pictures lock clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

setup: .venv/.ready  ## install everything into .venv

# An exact path counts as present when uv is on the PATH; otherwise it is put beside the checkout, never into the system.
.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.ready: requirements.lock pyproject.toml | $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --python .venv --require-hashes requirements.lock
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## a made-up state, its findings, and the dashboard
	$(BIN)/loopline demo

unit: setup  ## unit tests, the slow ones left out
	$(BIN)/python -m pytest -n auto -m 'not slow' tests/unit

# Types are checked by one process, so the tests start beside it.
test: setup  ## everything: lint, types, import contracts, unit, integration and page tests
	$(MAKE) --no-print-directory --jobs 2 --output-sync=none check tests

tests: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

newest: setup  ## all integration tests on the newest Neo4j; `make test` runs on it what depends on the version
	LOOPLINE_TEST_ALL_SERVERS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup -k 2026.08.1 tests/integration

check: setup  ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup  ## mend what lint and format can mend, and the generated parts of files
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/loopline catalog --refresh

bench: setup  ## measure the figures of graph/README.md
	$(BIN)/python -m tests.benchmark

pictures: setup  ## take the READMEs' pictures of the pages from the demo
	$(BIN)/loopline demo --no-serve
	$(BIN)/python -m tests.pictures

lock: | $(UV)  ## renew requirements.lock
	$(UV) lock --quiet --upgrade
	$(UV) export --quiet --frozen --all-groups --no-emit-project --no-header --no-annotate -o requirements.lock

clean:  ## remove what was installed
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

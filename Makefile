# Everything sets up what it needs, on a machine that has only Python 3.11+ with pip, and make.
# Second runs start at once: .venv/.ready is renewed only when uv.lock or pyproject.toml change.

PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
BROWSER ?= auto
NODE ?= auto
NODE_HOME := tests/node

# certificates of this machine, for those behind a proxy of their own
export UV_SYSTEM_CERTS = 1

# our modules are compiled once, not at each of the many starts of bots and tests
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test bars mutants check bench format clean

demo: .venv/.ready
	@$(BIN)/tandem demo $(ARGS)

# BROWSER=required fails where there is no Chromium, NODE=required where there is no Node; otherwise
# those tests are named as not run.
test: .venv/.ready
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NODE_HOME)/node_modules/.ready || true; fi
	@$(BIN)/pytest -n 3 --dist worksteal --browser-tests=$(BROWSER) --node-tests=$(NODE) $(ARGS)

# Each rule of the sandbox is switched off in turn; a rule that no test misses is named.
mutants: .venv/.ready
	@$(BIN)/python -m tests.mutants $(ARGS)

# the same races and properties at their full size
bars: .venv/.ready
	@TANDEM_BARS=1 $(BIN)/pytest tests/races tests/bars $(ARGS)

check: .venv/.ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tests.contract_table --check

bench: .venv/.ready
	@$(BIN)/python -m tests.bench $(ARGS)

format: .venv/.ready
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

.venv/.ready: uv.lock pyproject.toml | $(UV)
	@echo "Setting up .venv (first time, or the lock has changed) ..."
	@$(UV) sync --frozen --quiet --compile-bytecode --python $(PYTHON)
	@touch $@

$(NODE_HOME)/node_modules/.ready: $(NODE_HOME)/package-lock.json
	@echo "Setting up the echo app in Node ..."
	@npm ci --prefix $(NODE_HOME) --no-audit --no-fund --ignore-scripts --loglevel error >/dev/null
	@touch $@

$(UV):
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --target .tools uv

clean:
	rm -rf .venv .tools .demo $(NODE_HOME)/node_modules

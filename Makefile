# `make demo` shows the product, `make check` is for every save, `make test` is everything,
# `make bench` measures: some minutes, on a machine that does nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_MODULES := tests/node/node_modules/.package-lock.json

# Compiled tests are kept: to compile all of them takes ten seconds in each process.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test check lint format types fast bench docs pictures clean

demo: $(READY)
	@$(BIN)/python tests/demo.py

test: lint types $(NODE_MODULES)
	@rm -f .coverage .coverage.*
	SYNCER_EXAMPLES=30 $(BIN)/python -m pytest -n 3 --dist worksteal --cov --cov-report=term-missing -rfEs

check: lint types fast

fast: $(READY)
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not slow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[benchmarks]"
	@$(BIN)/python -m benchmarks $(BENCH)

docs: pictures
	$(BIN)/python -c "from syncer.rules.page import rules_page; print(rules_page(), end='')" > docs/rules.md
	$(BIN)/python -c "from syncer.cli.reference import commands_page; print(commands_page(), end='')" > docs/commands.md
	PYTHONPATH=tests $(BIN)/python -m docs.rewrite

pictures: $(READY)
	PYTHONPATH=tests $(BIN)/python -m docs.pictures

clean:
	rm -rf $(VENV) tests/node/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* dist

$(NODE_MODULES): tests/node/package-lock.json
	@if command -v npm > /dev/null; then \
		npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --silent && touch $@ \
			|| echo "npm could not install what tests/node names: the tests that need it are skipped"; \
	else \
		echo "there is no npm on this machine: the tests that need it are skipped"; \
	fi

$(READY): pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

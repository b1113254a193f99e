# Terugblik: every task, on a machine with Python (3.11 or newer) and make alone. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
# The demonstration is for looking around on this machine: it never listens to the network.
HOST := 127.0.0.1
BIN := .venv/bin
SHELL_SCRIPTS := .ci/run $(wildcard tools/*.sh)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test check bench lock audit format screenshots clean \
        environment browser lint types contracts templates translations containers

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Set up the environment from the lock; afterwards .venv/bin/terugblik works
	@$(PYTHON) tools/set_up.py

demo: setup ## Load the demonstration case and serve it on http://127.0.0.1:$PORT (8000)
	@PORT=$(PORT) $(BIN)/terugblik demo --host $(HOST) --port $(PORT)

test: check browser ## Everything: the checks, then all tests on both databases and in a real Chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: environment lint types contracts templates translations containers ## The quick checks alone, without the tests

bench: environment browser ## Measure start, pages, import, report and memory; writes build/bench.json
	$(BIN)/python -m bench.run

format: environment ## Put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: environment browser ## Take the pictures of the screens that the documentation shows
	$(BIN)/python tools/screenshots.py

lock: ## Pin the packages again (UPGRADE=1 takes the newest that fit)
	PYTHON=$(PYTHON) tools/lock.sh $(if $(UPGRADE),--upgrade)

audit: environment ## Ask the advisory service about the pinned packages (the only task that calls an outside service)
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

clean: ## Remove everything that these tasks made, except data
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

# The parts of the tasks above.

environment:
	@$(PYTHON) tools/set_up.py --test

browser: environment
	@$(BIN)/python tools/chromium.py --install

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

templates:
	$(BIN)/djlint templates --lint --quiet

translations:
	$(BIN)/python tools/translations.py check

containers:
	$(BIN)/hadolint --failure-threshold info Dockerfile
	$(BIN)/compose-lint check --strict-config --fail-on low --quiet --skip-suppressed compose.yaml
	$(BIN)/shellcheck $(SHELL_SCRIPTS)

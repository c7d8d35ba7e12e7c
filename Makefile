# `make` without a target lists the targets.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Install, start a private PostgreSQL, migrate, load the demo data, serve until Ctrl-C
	@exec $(VENV)/bin/crm run

test: $(VENV)/.development ## Run all tests on a private PostgreSQL, and print the twenty slowest
	@$(VENV)/bin/python -m pytest -n 3 --dist worksteal --durations 20 $(PYTEST)

check: check-style check-types check-files ## Check format, lint, types, import directions, generated files, documentation, licences

check-style: $(VENV)/.development
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/lint-imports

check-types: $(VENV)/.development
	@$(VENV)/bin/mypy

check-files: $(VENV)/.development
	@$(VENV)/bin/python frontend-contract/contract.py --check
	@$(VENV)/bin/python scripts/documentation --check
	@$(VENV)/bin/python scripts/advisories.py

docs: $(VENV)/.development ## Build the documentation; the server serves it at /docs
	@$(VENV)/bin/python scripts/documentation

contract: $(VENV)/.development ## Regenerate the files for front ends: schema, persisted documents, types
	@$(VENV)/bin/python frontend-contract/contract.py

bench: $(VENV)/.development ## Measure side by side with comparable projects; print ratios (needs Node.js)
	@$(VENV)/bin/python -m bench

trials: $(VENV)/.development ## Run the long tests: kills, races, many examples, every supported PostgreSQL, attacks
	@CRM_TEST_POSTGRES=wheel $(VENV)/bin/python -m pytest -n 2 --dist worksteal -m "database and not trial"
	@CRM_TEST_EXAMPLES=full $(VENV)/bin/python -m pytest -o faulthandler_timeout=2400 -m examples
	@$(VENV)/bin/python -m pytest -n 2 --dist worksteal -o faulthandler_timeout=2400 -m trial
	@$(VENV)/bin/python -m bench.attacks

attacks: $(VENV)/.development ## Attack a served instance; print what an operator notices (ATTACKS="name ..." for some)
	@$(VENV)/bin/python -m bench.attacks $(ATTACKS)

mutants: $(VENV)/.development ## Insert known faults one at a time, and list those that no test detects (up to an hour)
	@$(VENV)/bin/python -m tests.mutants $(MUTANTS)

format: $(VENV)/.development ## Format the code, and apply automatic fixes
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

lock: ## Pin all dependencies to their newest versions, with hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --upgrade \
		--extra build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--extra build --extra development -c requirements.txt pyproject.toml -o requirements-development.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is required; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --python $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing dependencies into $(VENV)" >&2
	@scripts/install requirements.txt
	@touch $@

$(VENV)/.development: requirements-development.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing dependencies into $(VENV)" >&2
	@scripts/install requirements-development.txt
	@touch $@ $(VENV)/.run

.PHONY: help run test check check-style check-types check-files docs contract bench trials attacks mutants format lock

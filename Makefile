# Everything that people and scripts call. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
export PORT

.DEFAULT_GOAL := help
.PHONY: help install run test check bench clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## the virtual environment .venv with the pinned dependencies

$(STAMP): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with PYTHON=…"; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the pinned dependencies into $(VENV) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $(STAMP)

run: install ## the site with its demonstration content, on http://127.0.0.1:8000
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_demo --if-empty
	@$(PY) manage.py runserver 127.0.0.1:$(PORT)

test: install ## the whole test suite, on SQLite and on PostgreSQL
	@$(PY) -m tests.run

check: install ## style, types, imports, templates, migrations, deployment, dependencies
	@$(PY) -m tests.check

bench: install ## the benchmarks; figures under benchmarks/results/
	@$(PY) -m benchmarks.run
	@$(PY) -m benchmarks.layers

clean: ## what can be made again (never data)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

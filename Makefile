# make run    read raw/ and publish the warehouse      make ui      the Dagster UI on this machine
# make test   every test                               make lint    style and types
# make bench  speed      make test-faults  the full counts of the fault tests      make bench-scale  100,000 articles
# Python 3.11 to 3.13 and make are all that is needed; the first call sets up .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test ui lint bench bench-scale fuzz test-faults evaluate lock clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-virtualenv

help:
	@sed -n 's/^# //p' Makefile | head -4

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "clusterbook needs Python 3.11, 3.12 or 3.13; none was found"; exit 1; }
	@echo "setting up $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "python cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing the locked packages (once)"
	@$(INSTALL) --require-hashes --no-deps -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: .ci/requirements-dev.lock $(VENV)/.run
	@echo "installing the locked tools for tests (once)"
	@$(INSTALL) --require-hashes --no-deps -r .ci/requirements-dev.lock
	@touch $@

run: $(VENV)/.run
	@$(BIN)/clusterbook build

ui: $(VENV)/.run
	@$(BIN)/clusterbook ui

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-faults: $(VENV)/.dev
	CLUSTERBOOK_FAULTS=full $(BIN)/python -m pytest -n auto --dist worksteal -m "slow or not slow" tests/faults

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: $(VENV)/.run
	@$(BIN)/clusterbook evaluate

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.speed
	$(BIN)/python -m tests.bench.marts

fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.bench.fuzz

bench-scale: $(VENV)/.dev
	$(BIN)/python -m tests.bench.scale

# Needs uv; writes both locks anew. No host and no path enters them.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"
lock:
	echo 'setuptools>=77' | $(COMPILE) --upgrade -o requirements.lock pyproject.toml -
	echo 'setuptools>=77' | $(COMPILE) --upgrade -c requirements.lock --extra dev --extra postgres --extra ray \
		-o .ci/requirements-dev.lock pyproject.toml -

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

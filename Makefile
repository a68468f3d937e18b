# One command to start, to check, to test. Nothing but make, Python 3.11+ and a package registry is needed.
#
#   make run      a whole day on this machine: PostgreSQL, an invented Mega, Airflow; ends by itself with a summary
#   make up       the same, then Airflow's pages on http://localhost:8080 and the Mega alive, until Ctrl-C
#   make test     everything a developer runs before a commit
#   make chaos    kill the batch or PostgreSQL (-9) N times at random moments: N=20, SEED=… repeats what a run named
#   make clean    forget what `run` and `up` kept (.run/)
#
#   make run CONTRACTS=200 SEED=7     another portfolio (after `make clean`)
#   AIRFLOW_CONN_MEGA_REST=… AIRFLOW_CONN_MEGA_SOAP=… COBRANCA_CONFIG=… make run     another Mega, another company

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help venv run up test test-long bench chaos lint format lock clean

VENV := .venv
BIN := $(VENV)/bin
CONTRACTS ?= 1000
ROWS ?= 600
SEED ?= 1
LOCAL := $(BIN)/python -m cobranca.orchestration.local
DEMO := --contracts $(CONTRACTS) --rows $(ROWS) --seed $(SEED) --with-parent

help:
	@sed -n '2,12s/^# \{0,1\}//p' Makefile

# The environment is exactly the lock; it is installed again only when the lock has changed.
venv:
	@if ! cmp -s requirements.txt $(VENV)/requirements.installed; then
	  for python in $${PYTHON:-} python3 python3.13 python3.12 python3.11; do
	    if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then found=$$python; break; fi
	  done
	  if [ -z "$${found:-}" ]; then
	    echo "Python 3.11 to 3.14 is needed; found: $$(python3 --version 2>&1 || true). Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2
	    exit 1
	  fi
	  [ -x $(BIN)/python ] || "$$found" -m venv $(VENV) || { echo "$$found cannot make a virtual environment (Debian: apt-get install python3-venv)" >&2; exit 1; }
	  echo "installing what requirements.txt locks into $(VENV) …"
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	  $(BIN)/python -m pip --disable-pip-version-check check
	  cp requirements.txt $(VENV)/requirements.installed
	fi

run: venv
	@exec $(LOCAL) run $(DEMO)

up: venv
	@exec $(LOCAL) up $(DEMO)

test: lint
	@$(BIN)/python -m pytest -m "not long" --numprocesses 2 --dist loadfile

test-long: lint
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

bench: venv
	@exec $(BIN)/python -m tests.bench

chaos: venv
	@exec $(BIN)/python -m tests.chaos $(N) $(if $(filter command%,$(origin SEED)),--seed $(SEED))

lint: venv
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: venv
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# requirements.in is what is asked for; the lock keeps its pins where they still fit.
lock: venv
	@$(BIN)/python -m venv .run/lock
	.run/lock/bin/pip install --quiet --disable-pip-version-check uv
	.run/lock/bin/uv pip compile requirements.in --output-file requirements.txt --universal --python-version 3.11 --annotation-style line --no-header --quiet

clean:
	@rm -rf .run

# Every task of the project. `make` lists them. The environment is made in .venv at the first need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV ?= $(or $(wildcard $(BIN)/uv),uv)

.DEFAULT_GOAL := help
.PHONY: help setup demo test model figures lint format format-check types licences check lock picture clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Make .venv and install the locked dependencies and Dragoman in it

$(STAMP): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo "make: no $(PYTHON) here; install Python 3.11 or newer, or name one: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: Dragoman needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) scripts/make_environment.py $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Read some ninety short texts and show what Dragoman finds in them
	@$(BIN)/dragoman demo

test: $(STAMP) ## Run the tests (installs PostgreSQL for them, where it can)
	@$(BIN)/python scripts/postgresql.py install
	$(BIN)/python -m pytest

lint: $(STAMP) ## Look for mistakes in the code (ruff)
	$(BIN)/ruff check .

format: $(STAMP) ## Format the code (ruff)
	$(BIN)/ruff format .

format-check: $(STAMP) ## Fail where the code is not formatted
	$(BIN)/ruff format --check .

types: $(STAMP) ## Check the types (mypy, strict)
	$(BIN)/mypy

licences: $(STAMP) ## Check that every locked dependency has a licence that Dragoman accepts
	$(BIN)/python scripts/check_licences.py requirements/runtime.txt requirements/dev.txt

check: format-check lint types licences test ## All of the checks above

lock: ## Resolve the dependencies of pyproject.toml anew (needs uv)
	@command -v $(UV) > /dev/null || { echo "make: lock needs uv: $(BIN)/python -m pip install uv" >&2; exit 1; }
	$(UV) $(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(UV) $(COMPILE) pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt
	$(UV) $(COMPILE) pyproject.toml --group training -c requirements/runtime.txt -o requirements/training.txt

COMPILE := pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" $(LOCKFLAGS)

model: $(STAMP) ## Make the default reader's model from scratch (docs/training.md; needs ../shared)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/training.txt
	$(BIN)/python training/pretrain.py --steps 450 --out training/artefacts/encoder.pt
	$(BIN)/python training/train.py --encoder training/artefacts/encoder.pt --out training/artefacts/first
	$(BIN)/python training/train.py --begin-with training/artefacts/first/network.pt --epochs 3 --seed 2 --out training/artefacts/second
	$(BIN)/python training/average.py --networks training/artefacts/first training/artefacts/second --out training/artefacts/reader
	$(BIN)/python training/attributes.py --reader training/artefacts/reader
	$(BIN)/python training/export.py --reader training/artefacts/reader --out src/dragoman/reading/model
	$(BIN)/python training/tune.py
	$(BIN)/python training/annotation.py unpack training/annotation/*.jsonl --out training/artefacts/own.jsonl
	$(BIN)/python training/annotation.py unpack training/annotation/held-out/*.jsonl --out training/artefacts/held-out.jsonl
	$(BIN)/python scripts/fit_speakers.py ../shared/gold/train.jsonl training/artefacts/own.jsonl --held-out training/artefacts/held-out.jsonl
	$(BIN)/python training/calibrate.py
	$(BIN)/python training/gate.py

figures: $(STAMP) ## Measure every figure of the model card again (needs ../shared)
	$(BIN)/python benchmarks/quality.py
	$(BIN)/dragoman evaluate ../shared/gold/dev.jsonl --by source --calibration --plot docs/pictures/reliability.svg
	$(BIN)/python benchmarks/readers.py

picture: $(STAMP) ## Take the README's terminal picture from the demo
	$(BIN)/python scripts/picture.py docs/pictures/demo.svg

clean: ## Remove caches and builds (the environment stays: rm -r .venv removes it)
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests scripts training benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

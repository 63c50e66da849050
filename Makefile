# The commands of the house. `make up` and `make test` are all a newcomer needs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO ?= demo
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help setup up test check bench shots docs lock format clean

help: ## say what each command does
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Folkmoot needs Python 3.11 or newer; say which with: make PYTHON=python3.12 setup")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

setup: $(VENV)/.run ## build .venv with moot in it, and nothing else

up: setup ## a demo workspace and the portal on 127.0.0.1:8000
	@test -e $(DEMO)/folkmoot.toml || $(BIN)/moot demo $(DEMO) --people 300 --months 24 --seed 7
	@$(BIN)/moot --workspace $(DEMO) serve --port $(PORT)

test: $(VENV)/.dev ## every test; what is skipped says why
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## the house rules: style, types, layers, sizes, translations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python tools/sizes.py
	$(BIN)/python tools/generated.py --check
	$(BIN)/python tools/translations.py --check
	$(BIN)/djlint --check --lint src/folkmoot/web/templates
	$(BIN)/mypy

bench: $(VENV)/.dev ## the benchmarks, each beside its raw baseline
	$(BIN)/python -m benchmarks

shots: $(VENV)/.dev ## screenshots of every page: three widths, both languages, both themes
	$(BIN)/python tools/shots.py

docs: $(VENV)/.dev ## write the generated reference pages again
	$(BIN)/python tools/generated.py

lock: ## raise the locked versions
	$(BIN)/$(LOCK) --upgrade --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/$(LOCK) --upgrade --extra dev pyproject.toml -o requirements/dev.txt

format: $(VENV)/.dev ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat src/folkmoot/web/templates

clean: ## remove what was built
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

# Everything a person types here. `make` alone says what there is.
SHELL := /bin/sh
.SHELLFLAGS := -ec
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Each server that starts would compile every module anew: twice as long, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
STAMPS := .venv/stamps
SETUP := sh scripts/setup.sh
SOURCES := src tests benchmarks scripts

.PHONY: help setup run test test-full quick lint dev bench clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

setup: $(STAMPS)/base $(STAMPS)/assets $(STAMPS)/messages ## install what running needs, in .venv

run: setup ## start Liant with its demonstration, and print the address
	@exec $(BIN)/liant up --demo

dev: setup $(STAMPS)/test ## the same, starting again at every change of the code
	@LIANT_DEBUG=1 exec $(BIN)/liant up --demo --reload

test: setup $(STAMPS)/test ## install what the tests need, then run them all but the long proofs
	@$(SETUP) system
	@$(SETUP) counterparts
	@$(SETUP) pytest -m "not full"

test-full: setup $(STAMPS)/test ## the long proofs too
	@$(SETUP) system
	@$(SETUP) counterparts
	@$(SETUP) pytest

quick: setup $(STAMPS)/test ## the tests that need neither browser nor counterpart, in under a minute
	@$(SETUP) quick

lint: setup $(STAMPS)/test ## style, types, floors, templates, texts
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_templates.py
	$(BIN)/python scripts/messages.py --check

bench: setup $(STAMPS)/test ## say which benchmarks there are; `make bench NAME=x` runs one
	@exec $(BIN)/liant bench $(NAME)

clean: ## remove all that the above made
	rm -rf .venv node_modules src/liant/web/static/vendor .counterparts .bench build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks scripts -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

$(STAMPS)/venv: requirements/uv.txt
	@$(SETUP) venv

$(STAMPS)/base: $(STAMPS)/venv requirements/base.txt requirements/magazine.txt requirements/build.txt pyproject.toml
	@$(SETUP) base

$(STAMPS)/test: $(STAMPS)/base requirements/test.txt
	@$(SETUP) test

$(STAMPS)/assets: $(STAMPS)/base package-lock.json scripts/vendor_assets.py scripts/print_faces.py $(wildcard src/liant/web/icons.txt src/liant/web/icons/*)
	@$(SETUP) assets

$(STAMPS)/messages: $(STAMPS)/base $(wildcard scripts/messages.py) $(shell find src -name '*.po' 2>/dev/null)
	@$(SETUP) messages

# What a newcomer runs: `make demo`, `make test`. What a developer runs besides: `make check`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.PHONY: demo test check lint format types imports docstrings lock slow clean

$(VENV)/ready: pyproject.toml dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.5"
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r dev.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps -e .
	touch $@

demo: $(VENV)/ready
	$(BIN)/tollbook demo

test: $(VENV)/ready
	$(BIN)/pytest -n auto --dist loadfile -m "not slow"

slow: $(VENV)/ready
	$(BIN)/pytest -n auto --dist loadfile -m slow

check: lint types imports docstrings

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/ready
	$(BIN)/mypy

imports: $(VENV)/ready
	$(BIN)/lint-imports

docstrings: $(VENV)/ready
	$(BIN)/pydoclint src

# The lock names versions and hashes, no registry.
lock:
	$(UV) pip compile --quiet --universal --python-version 3.11 --all-extras --group dev --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml -o dev.lock

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

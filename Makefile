# What a newcomer runs: `make demo`, `make test`. What a developer runs besides: `make check`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.PHONY: demo test check lint format types imports docstrings lock slow spark clean

$(VENV)/ready: pyproject.toml dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.5"
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r dev.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps -e .
	touch $@

demo: $(VENV)/ready
	$(BIN)/tollbook demo

test: $(VENV)/ready
	$(BIN)/pytest -n auto --dist loadfile -m "not slow and not spark"

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

# What needs Spark: half a gigabyte and Java, so not part of `make test`.
spark: $(VENV)/ready
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r spark.lock
	$(BIN)/pytest -rs -m spark tests/engines

# The locks name versions and hashes, no registry.
LOCKED := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate
lock:
	$(UV) pip compile $(LOCKED) --extra reading --extra splink --group dev pyproject.toml -o dev.lock
	$(UV) pip compile $(LOCKED) --extra spark --constraints dev.lock pyproject.toml -o spark.lock

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

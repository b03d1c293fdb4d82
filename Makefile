# Two commands: `make run` starts the bot, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Written last by `install`, so a half-made venv is made again.
READY := $(VENV)/.ready

.PHONY: run test check install lock format clean

run: install
	$(BIN)/winkelpeil run

test: install
	$(BIN)/pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/winkelpeil content check

install: $(READY)

# The lock holds the build backend too, so nothing is fetched that is not pinned by hash.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Winkelpeil needs Python 3.11 or newer; this is " + sys.version)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Resolve the newest versions that pyproject.toml admits and pin them by hash (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) artifacts dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Two commands: `make run` starts the bot, `make test` proves it. `make bench` compares it with others,
# `make crash` shows what is lost when things fail, and `make load` how it stands up to many.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Written last by `install`, so a half-made venv is made again.
READY := $(VENV)/.ready

# The other bots that `bench` compares with, outside of what is locked.
BENCH := .venv-bench
GRAMMY := bench/rig/contenders/grammy

# The other libraries that `test` runs on the sandbox: aiogram wants an older pydantic than the bot.
PEERS := .venv-peers
PEERS_FROM := tests/support/peers

.PHONY: run test check bench crash load deploy-check test-all install lock format clean

run: install
	$(BIN)/winkelpeil run

test: install $(PEERS)/.ready
	$(BIN)/pytest -n 2 --dist loadfile

# VERSIONS="3.13 3.14" for some of the Pythons.
test-all: install
	$(BIN)/python -m tests.support.pythons $(VERSIONS)

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/winkelpeil content check --strict

# QUICK=1 for one short round, MILLION=1 for a million stored chats too.
bench: install $(BENCH)/.ready
	$(BIN)/python -m bench.rig --python $(BENCH)/bin/python $(if $(QUICK),--quick) $(if $(MILLION),--million)

# DRILLS="sqlite" for some of them, CHATS=100 for fewer people.
crash: install
	$(BIN)/python -m bench.crash $(DRILLS) $(if $(CHATS),--chats $(CHATS))

# MINUTES=1 for a shorter time.
load: install
	$(BIN)/python -m bench.load $(if $(MINUTES),--minutes $(MINUTES))

# Builds the image without an engine, and looks at a bot in it. As root, with Debian's buildah and debootstrap; BASE=image
# for a base that is there already.
deploy-check: install
	$(BIN)/pytest tests/image/check_image.py

# Without npm grammY is left out.
$(BENCH)/.ready: bench/rig/requirements.txt $(GRAMMY)/package.json
	$(PYTHON) -m venv --clear $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet -r bench/rig/requirements.txt
	-cd $(GRAMMY) && npm install --no-package-lock --no-fund --no-audit --silent
	touch $(BENCH)/.ready

# Without npm grammY is left out.
$(PEERS)/.ready: $(PEERS_FROM)/requirements.lock $(PEERS_FROM)/package-lock.json
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --require-hashes -r $(PEERS_FROM)/requirements.lock
	-cd $(PEERS_FROM) && npm ci --ignore-scripts --no-fund --no-audit --silent
	touch $(PEERS)/.ready

install: $(READY)

# The lock holds the build backend too, so nothing is fetched that is not pinned by hash.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) and "Winkelpeil needs Python 3.11 to 3.14; this is " + sys.version)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Resolve the newest versions that pyproject.toml and the peers' own lists admit and pin them by hash (needs uv and npm).
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --quiet
lock:
	$(COMPILE) pyproject.toml --group dev --output-file requirements.lock
	$(COMPILE) $(PEERS_FROM)/requirements.in --output-file $(PEERS_FROM)/requirements.lock
	cd $(PEERS_FROM) && npm install --package-lock-only --omit-lockfile-registry-resolved --silent

clean:
	rm -rf $(VENV) $(BENCH) $(PEERS) $(GRAMMY)/node_modules $(PEERS_FROM)/node_modules artifacts dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis

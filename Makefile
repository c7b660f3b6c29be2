# 诗囊 · poetgui. `make` alone lists what there is.
#
# Every target makes its own environment in .venv and installs what it needs; a stamp file remembers
# which set was installed (each has the app in it) and is older than pyproject.toml when that changes.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
CORPUS ?=
PRESET ?= base
ARGS ?=

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint bench fuzz kills damage soak package deb torch train tables screenshots clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.stamp-%: pyproject.toml .ci/setup
	@sh .ci/setup $*
	@touch $@ $(VENV)/.stamp-app

run: $(VENV)/.stamp-app ## open the window (ARGS="compose --heads 春花秋月" runs a command instead)
	@$(PY) -m poetgui $(ARGS)

test: $(VENV)/.stamp-dev ## run all the tests (ARGS="-k acrostic" picks some)
	QT_QPA_PLATFORM=offscreen $(PY) -m coverage run -m pytest -q $(ARGS)
	$(if $(ARGS),,$(PY) -m coverage report)

lint: $(VENV)/.stamp-dev ## style, types, and the arrows between the rooms
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/pyright
	$(VENV)/bin/lint-imports

bench: $(VENV)/.stamp-dev ## measure speed and size, as tables (ARGS="--plots build/bench" draws curves)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -s -m benchmark $(ARGS)

package: $(VENV)/.stamp-package ## build dist/poetgui, a folder that runs without Python, and its archive
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN build.spec

fuzz: $(VENV)/.stamp-dev ## try what people and files give with a million inputs (ARGS="check --inputs 1000")
	$(PY) -m pip install --quiet "atheris>=3,<4"
	$(PY) -m tests.fuzz --inputs 100000 $(ARGS)

kills: $(VENV)/.stamp-dev ## kill the program 300 times while it writes, and look for what is lost
	$(PY) -m tests.kills $(ARGS)

damage: $(VENV)/.stamp-training ## read 1,000 damaged files of every kind (ARGS="history --files 100" some)
	$(PY) -m tests.damage $(ARGS)

soak: $(VENV)/.stamp-dev ## write 10,000 poems in one process, and look for leaks
	$(PY) -m tests.soak $(ARGS)

deb: package ## the same as a Debian package
	$(PY) -m delivery.debian dist

torch: $(VENV)/.stamp-training ## install what training needs, for the window's 学我的诗

train: $(VENV)/.stamp-training ## fetch, prepare, train, export (CORPUS=folder, PRESET=tiny|base|large)
	$(PY) -m training all $(if $(CORPUS),--corpus "$(CORPUS)") --preset $(PRESET) $(ARGS)

tables: $(VENV)/.stamp-training ## rebuild the tables of resources/prosody (CORPUS=the archive of chinese-poetry)
	$(PY) -m training tables $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

screenshots: $(VENV)/.stamp-dev ## draw the pictures of the READMEs into resources/screenshots
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.screenshots resources/screenshots

clean: ## remove what was built (the environment stays)
	rm -rf build dist

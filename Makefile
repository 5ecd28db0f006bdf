# To get going: `make run`, `make test`. The rest is for those who change something; `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run test check bench beban nasional fuzz catalogues pesan gambar lock
SHELL := /bin/sh

# The first of these that is Python 3.11 or newer; name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 10
MADE := $(VENV)/dibuat
INSTALLED := $(VENV)/terpasang
DEV_INSTALLED := $(VENV)/terpasang-pengembang

help:
	@echo "make run         install and start at http://localhost:8501 (PORT=8600 and ADDRESS=0.0.0.0 choose otherwise)"
	@echo "make test        install what tests need, run all of them (ARGS='-k peta' chooses)"
	@echo "make check       lint, format, types, catalogues, data files, documentation"
	@echo "make bench       benchmarks in a real browser; the last result is benchmarks/HASIL.md"
	@echo "make beban       1 to 100 visitors at once, 3 minutes each (ARGS='--sessions 1,50 --seconds 60' is shorter)"
	@echo "make nasional    the national file, and a store with every desa of Indonesia (ARGS='--years 2' is shorter)"
	@echo "make fuzz        thousands of damaged files and killed publications (ARGS='2500 50' chooses how many)"
	@echo "make catalogues  collect the visible texts into locale/ (also: make pesan)"
	@echo "make gambar      the pictures of the README and the guides"
	@echo "make lock        requirements.txt and requirements-dev.txt from their .in files"

run: $(INSTALLED)
	@$(BIN)/python -m lib.web.start

test: $(DEV_INSTALLED)
	@.ci/paket
	@# Two browsers at once on two cores would wait for each other longer than a test does. 5: ARGS chose none of these.
	@failed=0; started=$$(date +%s); \
	$(BIN)/python -m pytest -m "not browser" --numprocesses 2 --dist loadfile $(ARGS) || [ $$? -eq 5 ] || failed=1; \
	$(BIN)/python -m pytest -m browser $(ARGS) || [ $$? -eq 5 ] || failed=1; \
	echo "make test: $$(( ($$(date +%s) - started + 30) / 60 )) minutes"; \
	exit $$failed

check: $(DEV_INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py lib pages benchmarks docs
	$(BIN)/bandit --quiet --configfile pyproject.toml -ll --recursive app.py lib pages
	$(BIN)/python -m tests.audit
	$(BIN)/python -m pytest -q tests/unit/test_language.py tests/unit/test_visible_text.py tests/unit/test_dependency_order.py \
		tests/unit/test_requirements.py tests/unit/test_data_files.py tests/unit/test_repository.py \
		tests/unit/test_audit.py tests/unit/test_docs.py

bench: $(DEV_INSTALLED)
	@.ci/paket
	$(BIN)/python -m benchmarks $(ARGS)

beban: $(DEV_INSTALLED)
	$(BIN)/python -m benchmarks.load $(ARGS)

nasional: $(DEV_INSTALLED)
	@.ci/paket
	$(BIN)/python -m benchmarks.national $(ARGS)

fuzz: $(DEV_INSTALLED)
	$(BIN)/python -m tests.fuzz $(ARGS)

catalogues pesan: $(DEV_INSTALLED)
	$(BIN)/pybabel --quiet extract -F babel.cfg -k N_ --omit-header --no-location --no-wrap --sort-output -o locale/dasbor.pot .
	$(BIN)/pybabel --quiet update -D dasbor -i locale/dasbor.pot -d locale --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date

gambar: $(DEV_INSTALLED)
	@.ci/paket
	$(BIN)/python -m docs.gambar

COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: $(MADE)
	$(PIP) pip-tools==7.6.2
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in

# A stamp each, so that a second start installs nothing; an installation that broke off leaves none.
$(MADE):
	@test -n "$(PYTHON)" || { echo "Python 3.11 atau lebih baru tidak ditemukan / not found (PYTHON=... names one)." >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV) || { \
		echo "venv gagal dibuat / cannot be made; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(INSTALLED): requirements.txt $(MADE)
	@echo "Memasang pustaka / installing packages (once; a minute or two) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV_INSTALLED): requirements-dev.txt $(INSTALLED)
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Two commands for a newcomer: make run, make test.
PYTHON ?= python3
PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check format bench peers snapshots slow torture fuzz clean

run: .venv/ready
	@$(PY) -m tui

test: .venv/ready
	@$(PY) -m pytest -n auto

slow: .venv/ready
	@$(PY) -m pytest -m slow

check: .venv/ready
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache

format: .venv/ready
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

snapshots: .venv/ready
	@$(PY) -m pytest -n auto -m "slow or not slow" --snapshot-update tests/journeys

bench: .venv/ready
	@$(PY) tests/bench/table.py
	@$(PY) tests/bench/repair.py
	@$(PY) -m tests.bench.qr 5
	@$(PY) -m tests.bench.backups 5
	@$(PY) tests/bench/photos.py 8

# Other Textual apps, beside ours: installed below .bench, once.
peers: .venv/ready
	@$(PY) tests/bench/peers.py

# Every promise about saving, for long (SCALE=0.1: a tenth); and every parser, coverage-guided.
SCALE ?= 1
torture: .venv/ready
	@$(PY) tests/torture/run.py $(SCALE)

SECONDS ?= 300
fuzz: .venv/ready
	@$(PY) -c 'import atheris' 2>/dev/null || $(PYTHON) -m pip --python $(PY) install --quiet --editable '.[fuzz]'
	@$(PY) tests/fuzz/run.py $(SECONDS)

clean:
	rm -rf .venv .bench .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# pip of the system installs into the new environment: works without python3-venv's ensurepip, and under PEP 668.
.venv/ready: pyproject.toml tui/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "SpareKey needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python $(PY) install --quiet --editable '.[test]'
	@touch .venv/ready

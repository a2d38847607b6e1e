# Settings of the targets that run experiments: make sweep DATASET=adult SEEDS=10 JOBS=2 TRIALS=20
# With FLAG= the baseline cuts at one half, as in the study.
DATASET ?= telecom
SEEDS ?= 2
JOBS ?= 2
TRIALS ?= 5
# Fraud is rare in the telecom data: few scores reach one half, so the riskiest twentieth is flagged.
FLAG ?= $(if $(filter telecom,$(DATASET)),0.05)
SHARE ?= 0.2
FRONTIER ?= telecom taiwan adult
BUDGET ?= 0.05
PYTHON ?= python3
BIN := .venv/bin
EFFORT = --jobs $(JOBS) --trials $(TRIALS) $(if $(FLAG),--budget $(FLAG))
OPTIONS = --dataset $(DATASET) --seeds $(SEEDS) $(EFFORT)
export MLFLOW_DISABLE_TELEMETRY = true
# Three processes share two cores, for each waits now and then for what it started; threads of their
# own would wait for each other. Whichever is done takes tests from the others, and what they import
# is compiled once.
ONE_THREAD = OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
TESTS = $(ONE_THREAD) PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

.PHONY: help demo test check quick faults format install baseline fair-smote auprc reweighing sweep compare \
	report frontier replicate clones oracles mutants bench evidence docs screenshots ui example example-store lock clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(BIN)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "fairlab needs Python 3.11 or newer: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

install: $(BIN)/.installed  ## make .venv from requirements.lock

demo: install  ## four strategies on simulated credit data: what differs, what is alike, what is open
	@$(BIN)/fairlab sweep --dataset $(DATASET) --seeds 2 --jobs $(JOBS) --search none \
		$(if $(FLAG),--budget $(FLAG))

test: check  ## what CI runs

check: install  ## lint, format, import rules, tests and beside them types, which are told last
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports
	@said=$$(mktemp); $(BIN)/mypy > $$said 2>&1 & \
		$(TESTS); tests=$$?; wait $$!; types=$$?; cat $$said; rm $$said; exit $$((tests || types))

quick: install  ## lint, types, import rules and the fast tests, in under a minute
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
	$(TESTS) -q -m "not slow"

faults: install  ## kill everything 200 times and print what came of it
	$(BIN)/python -m tests.faults.campaign

format: install  ## tidy the source
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

baseline fair-smote auprc reweighing: install  ## one strategy over seeds, with what it needs first
	@$(BIN)/python experiments/$(subst -,_,$@).py $(OPTIONS)

sweep: install  ## the usual four strategies over seeds; only what is missing
	@$(BIN)/fairlab sweep $(OPTIONS)

compare: install  ## strategies side by side, with bands
	@$(BIN)/fairlab compare --dataset $(DATASET) $(foreach w,$(WHERE),--where $(w))

report: install  ## a sweep as one page that can be sent around
	@$(BIN)/fairlab report --dataset $(DATASET) $(foreach w,$(WHERE),--where $(w))

frontier: install  ## every strategy on three tables at one budget, and their reports; hours, resumable
	@failed=0; for name in $(FRONTIER); do \
		$(BIN)/fairlab sweep --strategies all --dataset $$name --seeds $(SEEDS) --jobs $(JOBS) \
			--search none --budget $(BUDGET) || failed=1; \
		$(BIN)/fairlab report --dataset $$name $(foreach w,$(WHERE),--where $(w)) || failed=1; \
	done; exit $$failed

replicate: install  ## the published figures beside ours
	@$(BIN)/fairlab replicate

clones: install  ## the published audit of cloned applicants, and beyond it
	@$(BIN)/fairlab clones

oracles:  ## the causal core beside DoWhy and causal-learn, in an environment of their own
	test -x .oracles/bin/python || $(PYTHON) -m venv .oracles
	.oracles/bin/pip install --quiet --disable-pip-version-check --editable '.[causal,dev]'
	.oracles/bin/pytest tests/oracles

mutants:  ## plant faults in the audit and in mitigation; how many do the tests catch?
	test -x .mutmut/bin/mutmut || { $(PYTHON) -m venv .mutmut && \
		.mutmut/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]' mutmut==3.8.1; }
	OMP_NUM_THREADS=1 .mutmut/bin/python bench/mutation.py --share $(SHARE)

ui: install  ## your runs in the MLflow UI
	@$(BIN)/fairlab ui

example: install  ## the runs that are shipped, in the MLflow UI
	@$(BIN)/fairlab ui --example

example-store: install  ## make mlruns_example anew
	rm -rf mlruns_example .example && mkdir -p .example/store
	$(BIN)/fairlab sweep --dataset telecom --seeds 2 --jobs $(JOBS) --search none --budget 0.05 \
		--store sqlite:///.example/store/mlflow.db
	$(BIN)/python -m fairlab.record.example .example/store mlruns_example

.venv.bench/.installed: bench/requirements.txt requirements.lock pyproject.toml
	test -x .venv.bench/bin/python || $(PYTHON) -m venv .venv.bench
	.venv.bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv.bench/bin/pip install --quiet --disable-pip-version-check -r bench/requirements.txt --editable .
	.venv.bench/bin/pip install --quiet --disable-pip-version-check --no-deps error-parity==0.3.12
	@touch $@

bench: .venv.bench/.installed  ## our speed beside that of peers, some 25 minutes; MEASURE="audit twins"
	@.venv.bench/bin/python -m bench $(MEASURE)

evidence: install  ## how often verdicts are right and wrong, by simulation, for docs/evidence.md; QUICK=1 to try it
	@$(BIN)/python -m bench.evidence $(if $(QUICK),--quick,--write)
	@$(BIN)/python -m bench.gate_evidence $(if $(QUICK),--worlds 40)
	@$(BIN)/python -m bench.exact_evidence $(if $(QUICK),--other 20)
	@$(BIN)/python -m bench.monitor_evidence $(if $(QUICK),--worlds 20)

docs:  ## the documentation with its tutorials run, into site/, in an environment of its own
	test -x .docs/bin/python || $(PYTHON) -m venv .docs
	.docs/bin/pip install --quiet --disable-pip-version-check --editable '.[docs]'
	PATH="$(CURDIR)/.docs/bin:$$PATH" NO_MKDOCS_2_WARNING=1 .docs/bin/mkdocs build --quiet

screenshots: install  ## the pictures of pages and of the MLflow UI that the documentation shows; needs Chromium
	@PYTHONPATH=. $(BIN)/python docs/screenshots.py

lock:  ## resolve requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock

clean:  ## remove the environment and caches, never the runs
	rm -rf .venv .oracles .mutmut .docs site mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

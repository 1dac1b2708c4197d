# Everything a developer types. Each target calls one small script.
.DEFAULT_GOAL := help
.PHONY: help run training training-reset guide-pictures proof at coverage mutants test lint types format replay plan.pdf search-quality bench cluster-test lighthouse lock shots reset clean

# Where it is set, every process compiles every module anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
UNTIL ?= 2020-11-11
DAY ?= 2020-12-31T23:30:00+00:00
DAYS := 2020-10-28T12:00:00+00:00 2020-12-31T23:30:00+00:00 2028-02-29T12:00:00+00:00

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z.-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

run: ## serve the portal on http://127.0.0.1:8000/ (HOST, PORT, DATABASE_URL)
	@$(PYTHON) scripts/check_port.py
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m scripts.serve

training: ## serve a desk to learn on: one account a role, made-up data, a database of its own (docs/training.md)
	@$(PYTHON) scripts/check_port.py
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m scripts.training

training-reset: ## throw the training desk away; the next one is as new
	rm -rf var/training

test: dev ## all checks, and the suite on SQLite and PostgreSQL (ARGS="tests/events" for a part)
	@$(BIN)/python -m scripts.check all $(ARGS)

proof: dev ## every page in every combination of language, screen and colours; other examples each time; the suite on three days, and whole on PostgreSQL; a drill of the backup
	@failed=0; \
	EVERY_COMBINATION=1 $(BIN)/pytest -n 2 --dist loadfile || failed=1; \
	EVERY_COMBINATION=1 scripts/with_postgres.py $(BIN)/pytest -n 2 --dist loadfile --deselect tests/whole_site || failed=1; \
	HYPOTHESIS=free $(BIN)/pytest -n 2 -m hypothesis || failed=1; \
	$(BIN)/python -m scripts.drill || failed=1; \
	for day in $(DAYS); do \
		PYTEST_AT=$$day $(BIN)/pytest -n 2 --dist loadfile -m "not browser" || failed=1; done; \
	exit $$failed

at: dev ## the suite on SQLite with another clock (DAY=2028-02-29T12:00:00+00:00)
	@PYTEST_AT=$(DAY) $(BIN)/pytest -n 2 --dist loadfile $(ARGS)

coverage: dev ## the suite on SQLite, and what of the code it ran
	@$(BIN)/python -m pytest -n 2 --dist loadfile -p scripts.covered

mutants: dev ## plant each fault of scripts/mutants and see that the tests notice (ARGS="--only publishing")
	@$(BIN)/python -m scripts.mutants $(ARGS)

lint: dev ## style, templates and layers
	@$(BIN)/python -m scripts.check lint

types: dev ## mypy
	@$(BIN)/python -m scripts.check types

format: dev ## put Python and templates into their shape
	@$(BIN)/python -m scripts.check format

replay: ## play the history of the plan on in a running portal (UNTIL=2020-11-11)
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python manage.py replay --until $(UNTIL)

plan.pdf: ## typeset the plan to print, in each language, to var/programme
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m scripts.plan_pdf

search-quality: ## how well the published queries find, as a table
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m scripts.search_quality

bench: ## what answers cost, beside nginx and a plain Django app (ARGS="--only cpu" or "--long")
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m bench $(ARGS)

cluster-test: ## two PostgreSQL, Redis, two processes, nginx: one machine dies, and reading goes on (minutes; docs/cluster.md)
	@$(PYTHON) scripts/setup_venv.py requirements.txt
	@$(BIN)/python -m scripts.cluster_test

lighthouse: dev ## what Lighthouse says of every kind of page, as a table (needs npx and Chromium)
	@$(BIN)/python -m scripts.lighthouse

lock: dev ## compile requirements*.in to the hash-locked requirements*.txt
	@sh scripts/lock.sh

guide-pictures: dev ## follow docs/editing.md in a browser, in two languages, and take its pictures
	@$(BIN)/python -m scripts.guide_pictures

shots: dev ## screenshots of every page, to var/shots (ARGS="--only home --beside FOLDER")
	@$(BIN)/python -m scripts.shots $(ARGS)

reset: ## throw the embedded database away; the next run loads the plan again
	rm -f var/portal.sqlite3 var/portal.sqlite3-shm var/portal.sqlite3-wal

clean: ## remove what the tools made; the database stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo

.PHONY: dev
dev:
	@$(PYTHON) scripts/setup_venv.py requirements-dev.txt
	@$(BIN)/python -m scripts.compile_messages

# Everything runs from .venv, which is made here and may be thrown away: make clean.
# Needed beforehand: Python 3.11 or newer with pip 22.3 or newer, and make. Another Python: make PYTHON=python3.13

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(PYTHON) -m pip --python $(BIN)/python install -qq --no-input --disable-pip-version-check

# Stamps: touched when .venv matches the requirements, so that setting up is done again only when they change.
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev

# Turtle files we write; those in tests/broken are broken on purpose.
TURTLE = find ontology shapes data tests -name '*.ttl' -not -path 'tests/broken/*' -print0 | xargs -0 -r

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo serve test check check-format check-lint check-types check-layers check-graph check-turtle check-docs \
        format docs lock clean

help: ## Vis denne oversikten / Show this list
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)$$/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	    while IFS='|' read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

demo: $(RUNTIME) ## Kontroller grafen og vis sporet fra avtalepunkt til kilde / Check the graph, print the trace
	@$(BIN)/hfgraph check
	@$(BIN)/hfgraph trace

serve: $(RUNTIME) ## Kontroller grafen og server den (ARGS="--port 8080") / Check the graph and serve it
	@$(BIN)/hfgraph check
	@exec $(BIN)/hfgraph serve $(ARGS)

test: $(DEV) ## Kjør testene (ARGS="-k navn") / Run the tests (ARGS="-k name")
	@$(BIN)/pytest $(ARGS)

check: check-format check-lint check-types check-layers check-graph check-turtle check-docs ## Alle kontroller / Every check

check-format: $(DEV) ## Er Python-koden formatert? / Is the Python formatted?
	@$(BIN)/ruff format --check --quiet . || { echo "Kjør: make format / Run: make format" >&2; exit 1; }

check-lint: $(DEV) ## Lint (ruff)
	@$(BIN)/ruff check --quiet .

check-types: $(DEV) ## Typer / Types (mypy --strict)
	@$(BIN)/mypy --no-error-summary src tests

check-layers: $(DEV) ## Lagene mellom modulene / The layers between modules (import-linter)
	@$(BIN)/lint-imports --no-logo

check-graph: $(DEV) ## Syntaks, former og kontroller i grafen / Syntax, shapes and checks of the graph
	@$(BIN)/hfgraph check

check-turtle: $(DEV) ## Er Turtle-filene formatert? / Is the Turtle formatted?
	@$(TURTLE) $(BIN)/turtlefmt --check || { echo "Kjør: make format / Run: make format" >&2; exit 1; }

check-docs: $(DEV) ## Er den genererte referansen oppdatert? / Is the generated reference current?
	@$(BIN)/python -m hfgraph.reference --check docs/ || { echo "Kjør: make docs / Run: make docs" >&2; exit 1; }

format: $(DEV) ## Formater Python og Turtle / Format Python and Turtle
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix-only .
	@$(TURTLE) $(BIN)/turtlefmt

docs: $(DEV) ## Lag referansen fra ontologien på nytt / Generate the reference from the ontology
	@$(BIN)/python -m hfgraph.reference docs/

# Versions already locked are kept unless pyproject.toml rules them out; raise them all with: make lock ARGS=--upgrade
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
       --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
lock: $(DEV) ## Lås avhengighetene (ARGS=--upgrade løfter alle) / Lock the dependencies (ARGS=--upgrade raises all)
	@echo "Låser avhengighetene / Locking the dependencies: requirements/*.txt"
	@$(LOCK) $(ARGS) pyproject.toml -o requirements/runtime.txt
	@$(LOCK) $(ARGS) --group build -c requirements/runtime.txt -o requirements/build.txt
	@$(LOCK) $(ARGS) pyproject.toml --group dev -c requirements/runtime.txt -c requirements/build.txt \
	    -o requirements/dev.txt

clean: ## Fjern alt som er laget her, også .venv / Remove everything made here, .venv too
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Some systems keep ensurepip out of Python, so .venv gets no pip of its own: the pip outside installs into it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "hfgraph trenger Python 3.11 eller \
	nyere / hfgraph needs Python 3.11 or newer: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PYTHON) -m pip --python $@ --version >/dev/null || { rm -rf $(VENV); echo "hfgraph trenger pip 22.3 eller \
	nyere / hfgraph needs pip 22.3 or newer" >&2; exit 1; }

$(RUNTIME): requirements/build.txt requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Setter opp .venv, laster ned det som mangler / Setting up .venv, downloading what is missing …"
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Setter opp .venv for utvikling, laster ned det som mangler / Setting up .venv for development, downloading \
	what is missing …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(RUNTIME)

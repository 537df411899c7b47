# What is done often. `make` alone lists it. Needs Python >= 3.11 with venv; nothing else.
# Another Python: make play PYTHON=python3.12. Arguments: make play ARGS="--port 8000".

BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help play test test-slow lint format bundle bench screenshots clean base dev slow

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1	\2/p' Makefile | while IFS='	' read -r name text; do \
	    printf '  make %-12s %s\n' "$$name" "$$text"; done

play: base ## start the playground and open it in the browser
	@$(BIN)/glassnet play $(ARGS)

test: dev ## the tests and the doctests (browser tests need a Chromium)
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist worksteal $(ARGS)

test-slow: slow ## the slow tier of the tests
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist worksteal -m slow $(ARGS)

lint: dev ## ruff and mypy, as CI runs them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: dev ## put the Python code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bundle: ## check the page's JavaScript and join it into the committed bundle (needs Node.js)
	npm --prefix tools/js ci
	npm --prefix tools/js run check
	npm --prefix tools/js run build

bench: dev ## the benchmarks (on an idle machine)
	@for file in benchmarks/[a-z]*.py; do name=$$(basename $$file .py); \
	    echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

screenshots: dev ## make the pictures in docs/ anew (needs a Chromium)
	@$(BIN)/python -m tools.screenshots $(ARGS)

clean: ## remove the environment and everything that can be made again
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis tools/js/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

base:
	@sh tools/environment.sh base

dev:
	@sh tools/environment.sh dev

slow:
	@sh tools/environment.sh slow

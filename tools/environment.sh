#!/bin/sh
# Makes .venv, or repairs it: `base` is enough to use Glassnet, `dev` to work on it (PyTorch and the test tools too),
# `slow` for the slow tier of the tests (JupyterLab and marimo too). Each holds the ones before it.
# A stamp in .venv says for which folder and which pyproject.toml it was made, so that a second call starts at once.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-base}
case $kind in
    base) what=. holders="base dev slow" holds=base
        modules="glassnet numpy matplotlib sklearn starlette uvicorn websockets click rich" ;;
    dev) what='.[dev]' holders="dev slow" holds="base dev"
        modules="glassnet numpy pytest hypothesis playwright torch mypy ruff" ;;
    slow) what='.[dev,slow]' holders=slow holds="base dev slow"
        modules="glassnet numpy pytest hypothesis playwright torch mypy ruff jupyterlab marimo" ;;
    *) echo "tools/environment.sh: base, dev or slow, not '$kind'" >&2; exit 2 ;;
esac
made_for="$(pwd -P) $(cksum < pyproject.toml)"

fail() { echo "make: $1" >&2; exit 1; }

# stamped: this kind, or one that holds it, was made here from this pyproject.toml.
stamped() {
    for holder in $holders; do
        if [ -f ".venv/.$holder" ] && [ "$(cat ".venv/.$holder")" = "$made_for" ]; then return; fi
    done
    return 1
}

# works: the environment's Python starts and finds the modules named in $modules (it looks, and imports none).
works() {
    # shellcheck disable=SC2086
    .venv/bin/python -c '
import importlib.util, sys
sys.exit(not all(importlib.util.find_spec(name) for name in sys.argv[1:]))' $modules 2>/dev/null
}

# whole: a Python new enough, with pip, so that it is worth keeping.
whole() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# find_python: prints a Python >= 3.11; says in one line what is wrong where there is none.
find_python() {
    set -- python3 python3.14 python3.13 python3.12 python3.11 python
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    seen=
    for name in "$@"; do
        version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        seen="$seen $name ($version)"
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue
        if "$name" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "$name"
            return
        fi
        fail "$name has no venv module; install it (Debian, Ubuntu: apt-get install python$version-venv)"
    done
    fail "Glassnet needs Python 3.11 or newer; found:${seen:- none}. To name one: make play PYTHON=/path/to/python3"
}

if stamped && works; then
    exit 0
fi

rm -f .venv/.base .venv/.dev .venv/.slow
if ! whole; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) (once)" >&2
    rm -rf .venv
    "$python" -m venv .venv || fail "$python could not make .venv (see above)"
fi

echo "Installing what Glassnet needs${what#.} into .venv (once; a minute or a few)" >&2
# Only what is imported is worth compiling, and Python does that by itself: --no-compile saves half a minute.
# A package whose files are gone still counts as installed for pip; --force-reinstall alone would fetch everything
# again, so it is kept for an environment that does not work after the ordinary installation.
.venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check --editable "$what" \
    || fail "the installation failed (see above); it needs the network once. Then start the same command again"
if ! works; then
    echo "Repairing .venv" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --editable "$what" \
        || fail "the repair failed (see above); remove .venv and start the same command again"
    works || fail "the environment still lacks one of: $modules. Remove .venv and start the same command again"
fi
for held in $holds; do printf '%s' "$made_for" > ".venv/.$held"; done

"""What tests of several rooms share."""

import importlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "glassnet"


def require_torch() -> Any:
    """The module torch; where it is missing the test (or the whole test module) is left out.

    `tests/conftest.py` sees to it that nothing is left out where GLASSNET_REQUIRE_TORCH is set.
    """
    try:
        return importlib.import_module("torch")
    except ImportError:
        pytest.skip("needs PyTorch: pip install 'glassnet[torch]'", allow_module_level=True)


def required(name: str) -> bool:
    """Whether GLASSNET_REQUIRE_<name> demands that no test be left out for want of it."""
    return os.environ.get(f"GLASSNET_REQUIRE_{name}", "0") not in ("", "0")


def run_python(code: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run code in a fresh Python and return what it prints; fail with its error output.

    Args:
        code: The program, as for ``python -c``.
        *arguments: Its ``sys.argv[1:]``.
        cwd: The folder to run in.
        env: Environment variables to add.
    """
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout

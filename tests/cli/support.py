"""The command line called in this process, as `glassnet` calls it."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from glassnet.cli import main
from glassnet.spec import PRESETS


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object that stands alone on standard output."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


class Terminal:
    """Calls `glassnet` and keeps what it prints."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Ended:
        self._capture.readouterr()
        status = main(arguments)
        out, err = self._capture.readouterr()
        return Ended(status, out, err)

    def trained(self, *arguments: str) -> dict[str, Any]:
        """The result of a small `glassnet train --json` that must succeed."""
        as_they_are = {"--csv", "own", *(name for name, info in PRESETS.items() if info.n)} & {*arguments}
        points = () if as_they_are else ("-n", "40")
        ended = self("train", *points, "--epochs", "2", *arguments, "--json")
        assert (ended.status, ended.err) == (0, "")
        return ended.json

    def refused(self, *arguments: str, status: int = 2) -> str:
        """The one line on standard error of a call that must end with this exit status."""
        ended = self(*arguments)
        assert (ended.status, ended.out) == (status, "")
        assert ended.err.startswith("glassnet: ") and ended.err.count("\n") == 1
        return ended.err.removeprefix("glassnet: ").rstrip("\n")

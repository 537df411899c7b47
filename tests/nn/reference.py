"""The reference numbers of tests/reference/numbers.json and comparisons within their tolerances."""

import json
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.nn import MLP, Dense
from tests.support import ROOT

FILE = ROOT / "tests" / "reference" / "numbers.json"


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return document


@cache
def entry(name: str) -> dict[str, Any]:
    """The entry with this id: its `inputs`, `outputs` and `tolerance`."""
    (found,) = [e for e in _document()["entries"] if e["id"] == name]
    return dict(found)


def fixture(name: str) -> dict[str, Any]:
    """The named arrays that an entry refers to."""
    return dict(_document()["fixtures"][name])


def assert_agrees(name: str, actual: npt.ArrayLike, expected: npt.ArrayLike) -> None:
    """Compare within the tolerance that the entry states: abs, rel, or both."""
    tolerance = entry(name)["tolerance"]
    np.testing.assert_allclose(
        np.asarray(actual, dtype=float),
        np.asarray(expected, dtype=float),
        rtol=tolerance.get("rel", 0.0),
        atol=tolerance.get("abs", 0.0),
    )


def network(weights: Any, biases: Any, hidden: str = "sigmoid", output: str = "sigmoid") -> MLP:
    """A network with the weights of an entry."""
    activations = [hidden] * (len(weights) - 1) + [output]
    return MLP(
        [
            Dense(np.array(W, dtype=float), np.array(b, dtype=float), activation)
            for W, b, activation in zip(weights, biases, activations, strict=True)
        ]
    )

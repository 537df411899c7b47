"""From the plane to the network's inputs, where that is a linear map; and back from a line to the weights behind it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glassnet.data import Transform
from glassnet.data.features import named_columns
from glassnet.explain.polygons import Floats
from glassnet.spec import SpecError
from glassnet.training import Trainer


@dataclass(frozen=True, eq=False)
class PlaneMap:
    """The map x ↦ A x + c from raw points to the network's inputs.

    The rounding to float32 that a transform ends with is left out: here the plane is the plane of real numbers.

    Attributes:
        A: shape (features, 2); with a single raw input the second column is zero.
        c: shape (features,).
        inputs: raw inputs, 1 or 2.
    """

    A: Floats
    c: Floats
    inputs: int

    def __call__(self, points: npt.ArrayLike) -> Floats:
        """Inputs of the network for points of the plane: (n, 2) → (n, features)."""
        mapped: Floats = np.asarray(points, np.float64) @ self.A.T + self.c
        return mapped

    @property
    def back(self) -> Floats:
        """By how much the weights of a neuron change for a change of its slopes over the plane, shape (2, features).

        The least change that does it (Moore–Penrose inverse); a slope that no input sees changes nothing.
        """
        return np.linalg.pinv(self.A).astype(np.float64)


def plane_map(run: Trainer) -> PlaneMap:
    """How a run's network sees the plane.

    Raises:
        SpecError: if the data has more than two inputs, or a feature is a formula and not an input as it is.
    """
    transform = run.data.transform
    inputs = len(transform.inputs)
    if inputs > 2:
        raise SpecError("data", f"{inputs} inputs", "data with one or two inputs, which can be drawn on the plane")
    columns = [_column(name, transform) for name in transform.names]
    A = np.zeros((len(columns), 2))
    A[np.arange(len(columns)), columns] = 1.0 / transform.spread
    return PlaneMap(A, -transform.mean / transform.spread, inputs)


def _column(name: str, transform: Transform) -> int:
    """Which raw input a feature is."""
    numbers = np.arange(float(len(transform.inputs)))[None]
    columns = named_columns(numbers, transform.inputs)
    if name.strip() not in columns:
        allowed = "inputs as they are, " + " and ".join(transform.inputs)
        raise SpecError("data.features", name, f"{allowed}: a formula bends the plane before the first neuron")
    return int(columns[name.strip()][0])

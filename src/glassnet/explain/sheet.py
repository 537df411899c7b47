"""The sheet of paper on which a run is drawn: the plane of the data, or a plane laid through more than two inputs.

Data with one or two inputs lies on the sheet as it is. Through data with more inputs a plane is laid: that of the first
two principal components of the standardised training points, on which they are spread out most, or a slice along two
of the inputs, on which all others stay at their mean.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset
from glassnet.data.table import Domain, window
from glassnet.spec import SpecError

Floats = npt.NDArray[np.float64]

COMPONENTS, SLICE = "components", "slice"
ALLOWED = "components, or slice with two columns, such as slice:0:3"


@dataclass(frozen=True, eq=False)
class Sheet:
    """A plane in the space of the raw inputs.

    Attributes:
        domain: the window that is drawn: across from, to, up from, to.
        names: what is drawn across and up.
        origin: shape (inputs,), the raw point at (0, 0).
        axes: shape (2, inputs), what one step across and one step up add to it; None where the sheet is the data's own.
        back: shape (inputs, 2), from a raw point less the origin to its place on the sheet.
    """

    domain: Domain
    names: tuple[str, ...]
    origin: Floats
    axes: Floats | None
    back: Floats

    def raw(self, places: Floats) -> Floats:
        """The raw points at places of the sheet: (n, 2) → (n, inputs); (n, 1) on the line."""
        return places if self.axes is None else self.origin + places @ self.axes

    def places(self, points: Floats) -> Floats:
        """Where raw points lie, seen from straight above: (n, inputs) → (n, 2)."""
        return points if self.axes is None else (points - self.origin) @ self.back


@lru_cache(maxsize=64)
def sheet_of(data: Dataset, plane: str = "") -> Sheet:
    """The sheet for some data.

    Args:
        data: what is drawn.
        plane: for data with more than two inputs "components" (also if empty), or "slice:0:3" for a slice along its
            columns 0 and 3. Other data has but one sheet.

    Raises:
        SpecError: for another text, or a column that is not there.

    Example:
        >>> from glassnet.data import make_dataset
        >>> from glassnet.spec import DataSpec, Preset
        >>> sheet_of(make_dataset(DataSpec(source=Preset("iris"))), "slice:2:3").names
        ('petal_length', 'petal_width')
    """
    inputs, table = len(data.table.inputs), data.table
    if inputs <= 2:
        return Sheet(table.domain, table.inputs, np.zeros(inputs), None, np.eye(inputs))
    kind, *rest = (plane or COMPONENTS).split(":")
    train = data.drawn["train"].points
    mean = train.mean(axis=0)
    if kind == COMPONENTS and not rest:
        return _components(data, train, mean)
    if kind != SLICE or len(rest) != 2 or not all(text.isdecimal() for text in rest):
        raise SpecError("plane", plane, ALLOWED)
    across, up = (int(text) for text in rest)
    if across == up or max(across, up) >= inputs:
        raise SpecError("plane", plane, f"slice with two different columns from 0 to {inputs - 1}")
    axes = np.zeros((2, inputs))
    axes[0, across] = axes[1, up] = 1.0
    origin = np.where(axes.any(axis=0), 0.0, mean)
    domain = window(table.points[:, [across, up]], table.labels, "classification")
    return Sheet(domain, (table.inputs[across], table.inputs[up]), origin, axes, axes.T)


def _components(data: Dataset, train: Floats, mean: Floats) -> Sheet:
    """The plane of the first two principal components of the standardised training points."""
    spread = train.std(axis=0)
    spread[spread == 0.0] = 1.0
    _, lengths, directions = np.linalg.svd((train - mean) / spread, full_matrices=False)
    two = np.zeros((2, train.shape[1]))
    two[: len(directions)] = directions[:2]
    # A component's sign is free; its greatest part is taken as positive, so that every machine draws the same picture.
    two *= np.sign(two[np.arange(2), np.abs(two).argmax(axis=1)])[:, None] + (two == 0.0).all(axis=1)[:, None]
    share = lengths**2 / max(float((lengths**2).sum()), 1e-300)
    names = tuple(f"component {i + 1} ({100 * part:.0f} %)" for i, part in enumerate([*share, 0.0][:2]))
    back = (two / spread).T
    places = (data.table.points - mean) @ back
    return Sheet(window(places, data.table.labels, "classification"), names, mean, two * spread, back)

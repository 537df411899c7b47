"""Where everything of a population lies: lanes are networks.

Eight networks of one architecture make a *group*. Each number of a network, a weight, an activation, a slot of its
optimizer, becomes a vector of eight: the same number of eight networks. So the program of a group is the program of a
single network, written down without any thought of vectors, with a vector in place of each number; and nothing is ever
padded but the number of networks.

Parameters lie in the reference's order, W₁ row by row, b₁, W₂, b₂, …. What eight networks share is the data: an
example is one *record*, its inputs, then what the loss compares with, then its class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.layout import Floats32, Layout, Region, Shape, aligned
from glassnet.engines.compiled.types import LANES
from glassnet.engines.protocol import Examples
from glassnet.engines.state import Array

MOST_ROWS = 16
"""Examples worked on at once: their activations for eight networks should stay in the first cache."""

COLUMNS = 4
"""A record is a multiple of so many numbers: it is fetched four at a time."""


@dataclass(frozen=True)
class PopulationShape:
    """Everything that is compiled in.

    Attributes:
        network: sizes, activations, loss, and the rows worked on at once.
        optimizer: kind of the optimizer.
        chunked: whether a batch may be longer than these rows.
    """

    network: Shape
    optimizer: str
    chunked: bool


def rows_for(batch: int | None) -> int:
    """Examples worked on at once for a batch size: batches that are cut are cut evenly.

    Example:
        >>> [rows_for(batch) for batch in (1, 10, 16, 17, 100, None)]
        [1, 10, 16, 9, 15, 16]
    """
    if batch is None:
        return MOST_ROWS
    chunks = -(-batch // MOST_ROWS)
    return -(-batch // chunks)


class PopulationLayout(Layout):
    """A layout in which every number is a vector of eight networks'.

    It is a `Layout` so that the losses, which know nothing of networks, can be written on it: `outputs` and `targets`
    of one example look like those of eight examples.

    Args:
        shape: sizes and rows.

    Attributes:
        weight_places, bias_places: number of each layer's first parameter.
        count: parameters of a network.
        input_place, value_places, slope_places: number of the first vector of each in the workings; rows after rows.
        record: numbers of an example's record.
    """

    def __init__(self, shape: Shape) -> None:
        self.shape, self.rows = shape, shape.rows
        sizes, rows = shape.sizes, shape.rows
        self.weight_places: list[int] = []
        self.bias_places: list[int] = []
        self.count = 0
        for fan_in, fan_out in pairwise(sizes):
            self.weight_places.append(self.count)
            self.bias_places.append(self.count + fan_in * fan_out)
            self.count += (fan_in + 1) * fan_out
        self.input_place = 0
        place = rows * sizes[0]
        self.value_places: list[int] = []
        self.slope_places: list[int] = []
        for units in sizes[1:-1]:
            self.value_places.append(place)
            self.slope_places.append(place + rows * units)
            place += 2 * rows * units
        self.output_place = place
        self.target_place = place + rows * shape.outputs
        self.class_place = self.target_place + rows * shape.outputs
        self.scratch = (self.class_place + rows) * LANES
        # What the losses ask for: k outputs, a vector apart; the example is chosen by an offset.
        self.outputs = Region(self.output_place * LANES, shape.outputs, LANES)
        self.targets = Region(self.target_place * LANES, shape.outputs, LANES)
        self.compared = 1 if shape.by_label else shape.outputs
        self.record = -(-(sizes[0] + self.compared + 1) // COLUMNS) * COLUMNS

    # -- between arrays and groups -------------------------------------------------------------------------------------

    def pack_group(self, networks: Sequence[Sequence[Array]], group: Floats32) -> None:
        """Write W₁, b₁, W₂, b₂, … of up to eight networks into their lanes, (count, lanes)."""
        for lane, arrays in enumerate(networks):
            with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, and the loss shows it
                group[:, lane] = np.concatenate([np.ravel(a) for a in arrays]) if arrays else 0.0

    def unpack_lane(self, lane: Floats32) -> tuple[Array, ...]:
        """W₁, b₁, W₂, b₂, … of one network from its numbers, (count,)."""
        shapes: list[tuple[int, ...]] = []
        for fan_in, fan_out in pairwise(self.shape.sizes):
            shapes += [(fan_out, fan_in), (fan_out,)]
        ends = np.cumsum([prod(shape) for shape in shapes])[:-1]
        parts = np.split(lane, ends)
        return tuple(part.reshape(shape).copy() for part, shape in zip(parts, shapes, strict=True))

    def records(self, part: Examples) -> Floats32:
        """The examples of a part as records, (n, record); class numbers are whole numbers in the same memory."""
        n, features = len(part.X), self.shape.sizes[0]
        records = aligned(n * self.record).reshape(n, self.record)
        numbers: npt.NDArray[np.int32] = records.view(np.int32)
        records[:, :features] = part.X
        if self.shape.by_label:
            numbers[:, features] = part.T.argmax(axis=1)
        else:
            records[:, features : features + self.compared] = part.T
        if np.issubdtype(part.labels.dtype, np.integer):
            numbers[:, features + self.compared] = part.labels
        return records


def vector(b: Builder, base: Value, place: int, row: Index = 0, columns: int = 1, column: Index = 0) -> Value:
    """The address of a vector of a matrix of vectors: the place of its first, a row, a column."""
    return b.at(base, (row * columns + column + place) * LANES)

"""What is compiled in, and where everything lies in memory.

A `Shape` is what makes two networks need different machine code: the sizes, the kinds
of activation and loss, and how many rows are worked on at once. Everything else (optimizer, rates, penalties,
data) is handed in when the code runs; so a slider that moves compiles nothing.

**Hidden layers: lanes are units.** One vector holds eight units of a layer for one example. The weights of a hidden
layer lie input by input, `[fan_in][padded fan_out]`: one input, in all lanes, times one row of weights is added to
eight units at once. That is Wᵀ of the reference.

**Output layer: lanes are inputs.** With two or three outputs, vectors of units would be mostly empty. So each output's
weights lie in one row, `[outputs][padded fan_in]`, as in the reference, and an output is a sum over lanes. What comes
out is stored output by output, `[outputs][rows]`, so that the loss works on eight examples at once.

Widths are padded to whole vectors. Padding must not disturb, so it stays zero all the time: padded weights are zero,
their gradients are products with zeros, and zeros stay zeros under every optimizer. One thing needs care: a sigmoid of
0 is ½, and a padded unit would send it on. Its bias is therefore −10³⁰, which a sigmoid and a softplus take to 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.activations import NOT_ZERO_AT_ZERO
from glassnet.engines.compiled.product import BRIEF, LONG, MEDIUM, MOST_VECTORS, Length
from glassnet.engines.compiled.types import LANES
from glassnet.engines.state import Array

TOGETHER = 2 * LANES
"""Parameters that one pass of an optimizer's loop updates: the block of parameters is padded to a multiple."""

Floats32 = npt.NDArray[np.float32]

MAX_ROWS = 32
"""Rows worked on at once; larger batches are worked through in chunks of so many."""

WORTH_DESCENDING = 1024
"""Parameters from which a step is faster if gradients need not be stored; with fewer, all stay in the nearest cache."""

FEW = 2
"""Hidden layers up to which each has code of its own."""

MANY = 8
"""Layers of different sizes above which their code is kept very short."""

SILENT = -1e30
"""The bias of a padded unit whose activation is not zero at zero."""


def padded(width: int) -> int:
    """A width rounded up to whole vectors."""
    return -(-width // LANES) * LANES


@dataclass(frozen=True)
class Shape:
    """Everything that is compiled in; equal shapes share one kernel.

    Attributes:
        sizes: units of each layer, inputs first, outputs last.
        activations: kind of each layer's activation, the output's last.
        loss: kind of the loss.
        rows: examples worked on at once, the batch size up to `MAX_ROWS`.
        chunked: whether a batch may have more examples than that, and is worked through in chunks.
        sparse: whether the first layer skips inputs that are zero.
        weighted: whether examples have weights.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    rows: int
    sparse: bool = False
    weighted: bool = False
    chunked: bool = False

    @property
    def hidden(self) -> int:
        """The number of hidden layers."""
        return len(self.sizes) - 2

    @property
    def outputs(self) -> int:
        """The number of outputs."""
        return self.sizes[-1]

    @property
    def evaluated_rows(self) -> int:
        """Rows that an evaluation works on at once: as training, unless training takes very few."""
        return self.rows if self.rows >= LANES else MAX_ROWS

    @property
    def deep(self) -> bool:
        """Whether there are so many layers that their code is shared where they are equal."""
        return self.hidden > FEW

    @property
    def length(self) -> Length:
        """How long the code of a layer may get."""
        if len(set(pairwise(self.sizes))) > MANY:
            return BRIEF
        return MEDIUM if self.deep else LONG

    @property
    def outputs_alone(self) -> "Shape":
        """What an evaluation's code depends on; networks for which it is equal share that code (see `evaluate`)."""
        return Shape((1, self.outputs), self.activations[-1:], self.loss, self.evaluated_rows, weighted=self.weighted)

    def occurs_once(self, layer: int) -> bool:
        """Whether no other layer has as many inputs and units as this one, and there are few such layers."""
        pairs = list(pairwise(self.sizes))
        return pairs.count(pairs[layer]) == 1 and self.length is not BRIEF

    @property
    def by_label(self) -> bool:
        """Whether the loss reads class numbers; the others read targets."""
        return self.loss == "cross_entropy"

    @property
    def two_classes(self) -> bool:
        """Whether training needs only the difference of the outputs (see `forward.OutputLayer`)."""
        return self.by_label and self.outputs == 2

    def __str__(self) -> str:
        sizes, skipped = "-".join(map(str, self.sizes)), ", zeros skipped" if self.sparse else ""
        weighted = ", weighted examples" if self.weighted else ""
        return f"{sizes} ({', '.join(self.activations)}), {self.loss}, {self.rows} rows at once{skipped}{weighted}"


@dataclass(frozen=True)
class Region:
    """A matrix in a block of floats.

    Attributes:
        offset: where it begins, in floats.
        rows: how many rows it has.
        stride: floats from one row to the next.
    """

    offset: int
    rows: int
    stride: int

    @property
    def end(self) -> int:
        """Where the next one can begin."""
        return self.offset + padded(self.rows * self.stride)


class Layout:
    """Where everything lies: parameters in one block, the workings of a batch in another.

    The workings begin with what the loss reads: outputs, targets and weights of the batch's examples. Where these lie
    does not depend on the network behind them, and so networks can share the code of their evaluations.

    Args:
        shape: the kernel's shape.
        rows: rows worked on at once, if not the shape's.

    Attributes:
        weights, biases: each layer's place among the parameters. Gradients and optimizer slots lie in the same way.
        descends: whether the network's code can take a step of plain gradient descent by itself (see `backward`).
        outputs: the outputs, then dL/dz of them, `[outputs][rows]`.
        targets: the batch's targets, `[outputs][rows]`, or its class numbers if the loss reads those.
        classes: the batch's class numbers for the score, where the loss does not read them.
        example_weights: the weights of the batch's examples.
        inputs: the batch's inputs in the scratch block, or where they lie if zeros are skipped (see `sparse`).
        values: each hidden layer's activations, after dropout.
        slopes: each hidden layer's z, then f′(z) times its dropout mask, then dL/dz: one takes the other's place.
        turned: room for weights with rows and columns exchanged, `[fan_out][inputs that are done together]`.
        difference, difference_bias: of two classes, W[0] − W[1] and b[0] − b[1] of the output layer.
    """

    def __init__(self, shape: Shape, rows: int | None = None) -> None:
        self.shape, self.rows = shape, rows or shape.rows
        sizes, last = shape.sizes, len(shape.sizes) - 2
        room = padded(self.rows)
        self.input_stride = sizes[0] if sizes[0] < LANES and shape.hidden else padded(sizes[0])
        if shape.sparse:
            self.input_stride = LANES  # two addresses and a length

        self.weights: list[Region] = []
        self.biases: list[Region] = []
        place = 0
        for i, (fan_in, fan_out) in enumerate(pairwise(sizes)):
            if i == last:
                region = Region(place, fan_out, padded(fan_in))
            else:
                region = Region(place, fan_in if i == 0 else padded(fan_in), padded(fan_out))
            self.weights.append(region)
            self.biases.append(Region(region.end, 1, padded(fan_out)))
            place = self.biases[-1].end
        self.parameters = -(-place // TOGETHER) * TOGETHER
        alone = not (shape.chunked or shape.sparse or shape.length is BRIEF)
        self.descends = alone and self.parameters >= WORTH_DESCENDING

        self.outputs = Region(0, shape.outputs, room)
        self.targets = Region(self.outputs.end, 1 if shape.by_label else shape.outputs, room)
        self.classes = Region(self.targets.end, 1, room)
        self.example_weights = Region(self.classes.end, 1, room)
        self.inputs = Region(self.example_weights.end, room, self.input_stride)
        place = self.inputs.end
        self.values: list[Region] = []
        self.slopes: list[Region] = []
        for i in range(shape.hidden):
            width = padded(sizes[i + 1])
            self.values.append(Region(place, room, width))
            self.slopes.append(Region(self.values[-1].end, room, width))
            place = self.slopes[-1].end
        between = list(pairwise(sizes[1:-1]))  # layers whose weights are turned
        self.turned = Region(
            place,
            max((padded(fan_out) for _, fan_out in between), default=0),
            min(max((padded(fan_in) for fan_in, _ in between), default=0), MOST_VECTORS * LANES),
        )
        self.difference = Region(self.turned.end, 1, padded(sizes[-2]))
        self.difference_bias = Region(self.difference.end, 1, LANES)
        self.scratch = self.difference_bias.end

    # -- between arrays and the block of parameters --------------------------------------------------------------------

    def _views(self, block: Floats32) -> list[Floats32]:
        """The parts of a block that are W₁, b₁, W₂, b₂, … in the reference's shapes: (fan_out, fan_in), (fan_out,)."""
        sizes, last = self.shape.sizes, len(self.shape.sizes) - 2
        views = []
        for i, (fan_in, fan_out) in enumerate(pairwise(sizes)):
            w, bias = self.weights[i], self.biases[i]
            matrix = block[w.offset : w.offset + w.rows * w.stride].reshape(w.rows, w.stride)
            views.append(matrix[:, :fan_in] if i == last else matrix[:fan_in, :fan_out].T)
            views.append(block[bias.offset : bias.offset + fan_out])
        return views

    def pack(self, arrays: Sequence[Array], block: Floats32) -> None:
        """Write W₁, b₁, W₂, b₂, … into a block that is zero elsewhere."""
        for view, array in zip(self._views(block), arrays, strict=True):
            with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, and the loss shows it
                view[...] = array

    def unpack(self, block: Floats32) -> tuple[Array, ...]:
        """W₁, b₁, W₂, b₂, … as arrays of their own."""
        return tuple(np.array(view, order="C") for view in self._views(block))

    def silence(self, block: Floats32) -> None:
        """Set the biases of padded units whose activation is not zero at zero."""
        for i in range(self.shape.hidden):
            if self.shape.activations[i] in NOT_ZERO_AT_ZERO:
                bias = self.biases[i]
                block[bias.offset + self.shape.sizes[i + 1] : bias.offset + bias.stride] = SILENT

    @cached_property
    def weight_mask(self) -> Floats32:
        """1 for weights, 0 for biases and padding: penalties and weight decay leave biases alone."""
        mask = np.zeros(self.parameters, np.float32)
        for view in self._views(mask)[::2]:
            view[...] = 1.0
        return mask


def aligned(count: int, dtype: Any = np.float32) -> npt.NDArray[Any]:
    """An array of zeros that begins at a multiple of 64 bytes, a cache line."""
    size = np.dtype(dtype).itemsize
    memory = np.zeros(count * size + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + count * size].view(dtype)

"""Decision grids and neuron maps: one network at thousands of points, as numbers or as grey levels.

Training puts the units of a layer into the lanes of a vector. Here it is the other way round: **lanes are points**. The
program is the one that a pocket calculator would run for a single point, z = b + w₁x₁ + w₂x₂ + …, with eight points
in place of each number; nothing is padded but the number of points, and lanes never meet. A sum of a layer is the
product of `product.py`, with units as rows and points as columns:

    z[unit][point] = b[unit] + Σ_input W[unit][input] · x[input][point]

Points are worked through in blocks that stay in the processor's first cache. So everything here lies *plane by plane*:
all points of the first unit, then all of the second. A plane is what a picture of a neuron is made of.
"""

import ctypes
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.grid_code import GridLayout, GridShape, Reading, write_grid
from glassnet.engines.compiled.layout import Floats32, aligned
from glassnet.engines.compiled.shade import BLOCK
from glassnet.engines.protocol import Encoding, Settings
from glassnet.engines.state import Array

Bytes: TypeAlias = npt.NDArray[np.uint8]

KEPT = 64
"""Grid kernels that stay loaded, the ones used last."""

_LOCK = threading.Lock()
_KERNELS: "OrderedDict[GridShape, GridKernel]" = OrderedDict()


def grid_shape(settings: Settings, encoding: Encoding = "one_hot") -> GridShape:
    """What of some settings is compiled into a grid's code."""
    loss, outputs = settings.loss.kind, settings.sizes[-1]
    reading: Reading
    if loss == "cross_entropy":
        reading = "softmax"
    elif loss == "binary_cross_entropy":
        reading = "logistic"
    elif encoding == "sign" and outputs == 1:
        reading = "sign"
    else:
        reading = "value"
    kinds = (*(layer.activation.kind for layer in settings.layers), settings.output.kind)
    return GridShape(settings.sizes, kinds, reading)


class Points(NamedTuple):
    """Points feature by feature, filled up to whole blocks with the last one.

    Attributes:
        planes: float32, shape (features, places).
        n: how many of the places are points.
        places: points and filling together.
        address: where the planes are.
    """

    planes: Floats32
    n: int
    places: int
    address: int


class Pictures(NamedTuple):
    """Pictures of units.

    Attributes:
        pixels: grey levels, shape (units, points): 0 is −scale, 255 is scale, 0 lies in the middle, NaN too.
        scales: shape (units,): 1 for a unit that stays within ±1, else its greatest size at any point, to four digits.
    """

    pixels: Bytes
    scales: Floats32


class GridKernel:
    """A network's forward pass over many points at once, in evaluation mode.

    It holds code and no weights; several threads may use it at once. Weights come with each call: as arrays
    W₁, b₁, W₂, b₂, …, or as a block that `pack` or the compiled engine has laid out (which saves copying them).

    Args:
        shape: what is compiled in.

    Example:
        >>> from glassnet.spec import LayerSpec, TrainingSpec
        >>> from glassnet.spec.choices import CrossEntropy, IdentityOutput
        >>> settings = Settings((2, 3, 2), (LayerSpec(3),), IdentityOutput(), CrossEntropy(), TrainingSpec())
        >>> parameters = [np.ones((3, 2)), np.zeros(3), np.ones((2, 3)), np.array([0.0, 1.0])]
        >>> hidden, output = compile_grid(settings)(parameters, np.zeros((5, 2), np.float32))
        >>> output[0].tolist()
        [0.0, 1.0]
    """

    def __init__(self, shape: GridShape) -> None:
        from glassnet.engines.compiled import cache  # LLVM is loaded only by those who compile

        code = cache.loaded(repr(shape), partial(write_grid, shape))
        address, number, real = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float
        self.shape, self.layout = shape, GridLayout(shape)
        self._forward = code.function("forward", None, address, address, address, number, address)
        self._boundary = code.function("boundary", None, *[address] * 3, number, real, real, address, address)
        self._neurons = code.function("neurons", None, *[address] * 3, number, *[address] * 3)
        self._units = sum(shape.sizes[1:])
        self._no_settings = np.zeros(len(shape.sizes), np.float32)
        self._no_settings_address = self._no_settings.ctypes.data

    # -- what goes in --------------------------------------------------------------------------------------------------

    def pack(self, parameters: Sequence[Array]) -> Floats32:
        """Weights and biases in one block, as the compiled engine's `Layout` has them."""
        block = aligned(self.layout.parameters.parameters)
        self.layout.parameters.pack(parameters, block)
        return block

    def points(self, X: npt.ArrayLike) -> Points:
        """Points (n, features), made ready; for those that stay, such as a picture's pixels, this is worth keeping.

        Raises:
            ValueError: if X is not (n, features).
        """
        given = np.asarray(X, np.float32)
        features = self.shape.sizes[0]
        if given.ndim != 2 or given.shape[1] != features:
            raise ValueError(f"X has shape {given.shape}: it must be (points, {features})")
        return points_of(given)

    # -- what comes out ------------------------------------------------------------------------------------------------

    def __call__(
        self, parameters: Sequence[Array] | Floats32, X: Array, settings: Floats32 | None = None
    ) -> list[Floats32]:
        """The activations of every layer.

        Args:
            parameters: W₁, b₁, W₂, b₂, …, or a packed block.
            X: float32, shape (n, features).
            settings: slope or alpha of each layer's activation, shape (layers,); zeros if left out.

        Returns:
            For each layer, the output's last, float32 of shape (n, units): views of planes, so that the values of one
            unit lie side by side.
        """
        points, theta = self.points(X), self._theta(parameters)
        all_units = np.empty((self._units, points.places), np.float32)
        self._forward(_address(theta), self._settings(settings), points.address, points.places, _address(all_units))
        ends = np.cumsum((0, *self.shape.sizes[1:])).tolist()
        return [all_units[first:end, : len(X)].T for first, end in pairwise(ends)]

    def boundary(
        self, parameters: Sequence[Array] | Floats32, points: Points, low: float = 0.0, high: float = 1.0,
        settings: Floats32 | None = None,
    ) -> tuple[Bytes, ...]:  # fmt: skip
        """What the network says at each point, as grey levels.

        Args:
            parameters: W₁, b₁, W₂, b₂, …, or a packed block.
            points: from the method `points`.
            low: what becomes 0; probabilities go from 0 to 1.
            high: what becomes 255.
            settings: slope or alpha of each layer's activation.

        Returns:
            Up to two outputs: one array (n,), the probability of class 1 or the value. More: the winning class, and
            its probability (or output).
        """
        places, several = points.places, self.shape.sizes[-1] > 2
        pixels = np.empty((1 + several, places), np.uint8)
        first, theta = _address(pixels), self._theta(parameters)
        self._boundary(
            _address(theta), self._settings(settings), points.address, places, low, 255.0 / (high - low), first,
            first + places,
        )  # fmt: skip
        return (pixels[0, : points.n], pixels[1, : points.n]) if several else (pixels[0, : points.n],)

    def neurons(
        self, parameters: Sequence[Array] | Floats32, points: Points, settings: Floats32 | None = None
    ) -> Pictures:
        """The activation of every unit at each point as pictures: the hidden layers', then the outputs'.

        The arguments are those of `boundary`.
        """
        units, places = self._units, points.places
        planes, theta = np.empty((units, places), np.float32), self._theta(parameters)
        pixels, scales = np.empty((units, places), np.uint8), np.empty(units, np.float32)
        self._neurons(
            _address(theta), self._settings(settings), points.address, places, _address(planes), _address(pixels),
            _address(scales),
        )  # fmt: skip
        return Pictures(pixels[:, : points.n], scales)

    def _theta(self, parameters: Sequence[Array] | Floats32) -> Floats32:
        return parameters if isinstance(parameters, np.ndarray) else self.pack(parameters)

    def _settings(self, given: Floats32 | None) -> int:
        return self._no_settings_address if given is None else _address(given)


def points_of(X: Floats32) -> Points:
    """Points (n, features) feature by feature, for every kernel with so many inputs."""
    n, features = X.shape
    places = max(1, -(-n // BLOCK)) * BLOCK
    planes = aligned(features * places).reshape(features, places)
    planes[:, :n] = X.T
    planes[:, n:] = X[-1:].T if n else 0.0
    return Points(planes, n, places, planes.ctypes.data)


def _address(array: npt.NDArray[Any]) -> int:
    """Where an array is; by a third of the time of `array.ctypes.data`, which counts where calls take microseconds."""
    try:
        return ctypes.addressof(ctypes.c_char.from_buffer(array.data))
    except (TypeError, ValueError):  # it is read-only, or empty
        return array.ctypes.data


def activation_settings(settings: Settings) -> Floats32:
    """Slope or alpha of each layer's activation, 0 where there is none: shape (layers,)."""
    layers = [layer.activation for layer in settings.layers]
    return np.array([*(float(next(iter(a.settings().values()), 0.0)) for a in layers), 0.0], np.float32)


def compile_grid(settings: Settings, encoding: Encoding = "one_hot") -> GridKernel:
    """The grid kernel of a network; equal networks share one.

    Args:
        settings: sizes, activations and loss.
        encoding: how the targets are told to the loss; `boundary` reads the outputs accordingly.
    """
    return kernel_of(grid_shape(settings, encoding))


def kernel_of(shape: GridShape) -> GridKernel:
    """The grid kernel of a shape, from the table of those used last, the folder of object code, or the compiler."""
    with _LOCK:
        known = _KERNELS.get(shape)
        if known is not None:
            _KERNELS.move_to_end(shape)
            return known
    kernel = GridKernel(shape)  # without the lock: two threads that ask at once may make it twice, and nobody waits
    with _LOCK:
        _KERNELS[shape] = kernel
        while len(_KERNELS) > KEPT:
            _KERNELS.popitem(last=False)
    return kernel


def is_loaded(shape: GridShape) -> bool:
    """Whether the grid kernel of a shape takes no time to get."""
    return shape in _KERNELS

"""Where a run starts: initial parameters, optimizer slots of zeros."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from glassnet.engines import RunState
from glassnet.engines.state import Array
from glassnet.nn import INITIALIZERS, OPTIMIZERS
from glassnet.rng import Purpose, Stream
from glassnet.spec import NetworkSpec, Optimizer, SpecError


def initial_state(
    network: NetworkSpec, optimizer: Optimizer, sizes: tuple[int, ...], streams: Sequence[Stream] | None = None
) -> RunState:
    """The state before the first step.

    Drawn weights are rounded to float32 so that all engines start equal; given arrays stay as they are. Each layer
    draws from a stream of its own; who makes many networks at once hands over the streams (see `stream_index`).

    Raises:
        SpecError: if given arrays do not fit the sizes.
    """
    for where, given in (("network.weights", network.weights), ("network.biases", network.biases)):
        if given is not None and len(given) != len(sizes) - 1:
            raise SpecError(where, f"{len(given)} arrays", f"{len(sizes) - 1}, one for each layer")
    parameters: list[Array] = []
    for i, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        stream = streams[i] if streams else None
        parameters += layer_parameters(network, i, fan_in, fan_out, last=i == len(sizes) - 2, stream=stream)
    return RunState(tuple(parameters), zero_slots(optimizer, parameters))


def layer_parameters(
    network: NetworkSpec, index: int, fan_in: int, fan_out: int, *, last: bool, stream: Stream | None = None
) -> tuple[Array, Array]:
    """W (fan_out, fan_in) and b (fan_out,) of one layer, from the layer's own stream."""
    scheme = INITIALIZERS[network.initializer.kind]
    stream = stream or Stream(network.seed, Purpose.WEIGHTS, stream_index(index, last=last))
    settings = network.initializer.settings()
    W = _rounded(scheme.weights(fan_out, fan_in, stream, **settings))
    b = _rounded(np.full(fan_out, network.bias))
    if scheme.biases:
        b = _rounded(scheme.biases(fan_out, fan_in, stream))
    W = _given(network.weights, index, W, "network.weights")
    b = _given(network.biases, index, b, "network.biases")
    return W, b


def stream_index(layer: int, *, last: bool) -> int:
    """The index of a layer's stream: the output's is the largest, so that another hidden layer moves no stream."""
    return 2**32 if last else layer


def zero_slots(optimizer: Optimizer, parameters: list[Array]) -> tuple[dict[str, Array], ...]:
    """The optimizer's slots before its first step."""
    return tuple(OPTIMIZERS[optimizer.kind].initial_slots(p) for p in parameters)


def _rounded(array: Array) -> Array:
    return array.astype(np.float32).astype(np.float64)


def _given(arrays: tuple[object, ...] | None, index: int, drawn: Array, where: str) -> Array:
    """The given array of a layer if there is one, in the shape that was drawn."""
    if arrays is None:
        return drawn
    allowed = f"an array of shape {drawn.shape} for layer {index + 1}"
    try:
        given = np.array(arrays[index], np.float64)
    except ValueError:
        raise SpecError(where, "rows of different lengths", allowed) from None
    if given.shape != drawn.shape:
        raise SpecError(where, f"shape {given.shape}", allowed)
    return given

"""Weights set by hand: the same state with some of its numbers replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from glassnet.engines import RunState
from glassnet.spec import SpecError

LARGEST = 1e6
BIAS = "bias"


def with_weight(state: RunState, layer: int, unit: int, source: int | str, value: float) -> RunState:
    """The state with one weight or bias replaced.

    Args:
        state: as it is; it is not changed.
        layer: from 1; the output layer is the last.
        unit: the neuron of that layer, from 1.
        source: which of its inputs, from 1, or "bias".
        value: −1,000,000 to 1,000,000.

    Raises:
        SpecError: if there is no such layer, neuron or input, or the value is not allowed.
    """
    W = state.weights[checked("layer", layer, len(state.weights)) - 1]
    row = checked("unit", unit, len(W)) - 1
    number = _value("value", value)
    if source == BIAS:
        return _replaced(state, layer, row, {}, number)
    if isinstance(source, str):
        raise SpecError("source", source, f'a whole number from 1 to {W.shape[1]}, or "bias"')
    return _replaced(state, layer, row, {checked("source", source, W.shape[1]) - 1: number}, None)


def with_incoming(state: RunState, layer: int, unit: int, weights: Sequence[float], bias: float) -> RunState:
    """The state with all incoming weights and the bias of one neuron replaced; numbers as in `with_weight`.

    Raises:
        SpecError: if there is no such neuron, or the values are not allowed or not as many as it has inputs.
    """
    W = state.weights[checked("layer", layer, len(state.weights)) - 1]
    row = checked("unit", unit, len(W)) - 1
    if len(weights) != W.shape[1]:
        raise SpecError("weights", f"{len(weights)} values", f"{W.shape[1]}, one for each input of the neuron")
    values = {i: _value(f"weights.{i}", value) for i, value in enumerate(weights)}
    return _replaced(state, layer, row, values, _value("bias", bias))


def checked(where: str, number: Any, most: int) -> int:
    """A number that counts from 1.

    Raises:
        SpecError: if it is no whole number from 1 to `most`.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= most:
        raise SpecError(where, number, f"a whole number from 1 to {most}")
    return number


def _value(where: str, value: Any) -> float:
    allowed = f"a number from -{LARGEST:,.0f} to {LARGEST:,.0f}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SpecError(where, value, allowed)
    if not isfinite(value) or abs(value) > LARGEST:
        raise SpecError(where, value, allowed)
    return float(value)


def _replaced(state: RunState, layer: int, row: int, weights: Mapping[int, float], bias: float | None) -> RunState:
    parameters = list(state.parameters)
    at = 2 * (layer - 1)
    W, b = parameters[at].copy(), parameters[at + 1].copy()
    for column, value in weights.items():
        W[row, column] = value
    if bias is not None:
        b[row] = bias
    parameters[at], parameters[at + 1] = W, b
    return replace(state, parameters=tuple(parameters))

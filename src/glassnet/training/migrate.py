"""Live changes of a network: what becomes of weights and optimizer slots when neurons, layers or optimizer change."""

from itertools import pairwise

import numpy as np

from glassnet.engines import RunState
from glassnet.engines.state import Array
from glassnet.nn import OPTIMIZERS
from glassnet.spec import NetworkSpec, Optimizer
from glassnet.training.initial import layer_parameters

Slots = dict[str, Array]


def migrate(
    state: RunState, network: NetworkSpec, old_sizes: tuple[int, ...], new_sizes: tuple[int, ...],
    old_optimizer: Optimizer, new_optimizer: Optimizer,
) -> RunState:  # fmt: skip
    """The state of a run after a live change, everything kept that can be kept.

    - A new neuron gets incoming weights from the initializer and outgoing weights of zero, so that the network
      computes what it did; its slots are zero. A removed one (the last of its layer) takes its weights with it.
    - A layer put in or taken out: layers that still see the same layer before them keep their weights, the others
      start anew from the initializer.
    - Another optimizer starts with slots of zero, unless it keeps the same ones (Adam and AdamW, momentum and
      Nesterov); the weights stay.

    Args:
        state: as it is; it is not changed.
        network: the new specification, whose initializer and seed the new weights come from.
        old_sizes: units of each layer before, inputs first, outputs last.
        new_sizes: units of each layer from now on.
        old_optimizer: what the slots were made by.
        new_optimizer: what is to go on with them.
    """
    if old_sizes != new_sizes:
        state = _reshaped(state, network, old_sizes, new_sizes)
    if OPTIMIZERS[old_optimizer.kind].slots == OPTIMIZERS[new_optimizer.kind].slots:
        return state
    fresh = tuple(OPTIMIZERS[new_optimizer.kind].initial_slots(p) for p in state.parameters)
    return RunState(state.parameters, fresh, 0, state.cursor)


def _reshaped(state: RunState, network: NetworkSpec, old: tuple[int, ...], new: tuple[int, ...]) -> RunState:
    sources = _sources(old, new)
    last = len(new) - 2
    parameters: list[Array] = []
    slots: list[Slots] = []
    for i, (fan_in, fan_out) in enumerate(pairwise(new)):
        W, b = layer_parameters(network.with_(weights=None, biases=None), i, fan_in, fan_out, last=i == last)
        source = sources[i]
        if source is None:
            parameters += [W, b]
            slots += [{k: np.zeros_like(W) for k in state.slots[0]}, {k: np.zeros_like(b) for k in state.slots[0]}]
            continue
        W_old, b_old = state.parameters[2 * source], state.parameters[2 * source + 1]
        W = W.astype(W_old.dtype)
        W[:, W_old.shape[1] :] = 0.0  # from new neurons of the layer before: nothing, at first
        parameters += [_overlaid(W, W_old), _overlaid(b.astype(b_old.dtype), b_old)]
        for array, kept in ((W, state.slots[2 * source]), (b, state.slots[2 * source + 1])):
            slots.append({name: _overlaid(np.zeros_like(array), values) for name, values in kept.items()})
    return RunState(tuple(parameters), tuple(slots), state.slot_steps, state.cursor)


def _sources(old: tuple[int, ...], new: tuple[int, ...]) -> list[int | None]:
    """For each new layer the old one whose weights it takes over, or None.

    With as many layers as before it is the layer in the same place. Otherwise layers are counted from the front as
    far as the sizes agree and from the back for the rest; a layer whose predecessor is another one than before starts
    anew.
    """
    before, after = len(old) - 1, len(new) - 1
    if before == after:
        return list(range(after))
    front = 0
    while front + 1 < min(len(old), len(new)) - 1 and old[front + 1] == new[front + 1]:
        front += 1
    back = 0
    limit = min(before, after) - front - 1
    while back < limit and old[-2 - back] == new[-2 - back]:
        back += 1
    kept_front = list(range(front))
    kept_back = [before - 1 - k for k in reversed(range(back))]
    return [*kept_front, *([None] * (after - front - back)), *kept_back]


def _overlaid(new: Array, old: Array) -> Array:
    """A copy of `new` with the part that both have in common taken from `old`."""
    result = new.copy()
    common = tuple(slice(0, min(a, b)) for a, b in zip(new.shape, old.shape, strict=True))
    result[common] = old[common]
    return result

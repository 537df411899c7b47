"""The networks that a learner is likely to choose next: one click away from the one that is there."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from glassnet.spec import Experiment, LayerSpec, SpecError

MOST = 16
"""Neighbours looked at: each costs about a tenth of a second of a processor's idle time, once in a machine's life."""

ACTIVATIONS = ("relu", "tanh", "sigmoid")
"""The activations that are tried most."""


def neighbours(experiment: Experiment) -> list[Experiment]:
    """The experiment with one neuron more or less, other activations, one layer more or less; at most `MOST` of them.

    Example:
        >>> base = Experiment().with_setting("network.layers", [{"units": 4}])
        >>> [[layer.units for layer in other.network.layers] for other in neighbours(base)]
        [[5], [3], [4], [4], [4, 4], []]
    """
    return list(islice(_near(experiment), MOST))


def _near(experiment: Experiment) -> Iterator[Experiment]:
    layers = experiment.network.layers
    changes: list[tuple[LayerSpec, ...]] = []
    for i, layer in enumerate(layers):
        for units in (layer.units + 1, layer.units - 1):
            if units >= 1:
                changes.append((*layers[:i], replace(layer, units=units), *layers[i + 1 :]))
    for i, layer in enumerate(layers):
        for name in ACTIVATIONS:
            if name != layer.activation.kind:
                other: dict[str, Any] = layer.to_json() | {"activation": name}
                changes.append((*layers[:i], LayerSpec.from_json(other), *layers[i + 1 :]))
    if layers:
        changes += [(*layers, layers[-1]), layers[:-1]]
    for change in changes:
        try:
            yield experiment.with_(network=experiment.network.with_(layers=change))
        except SpecError:  # no layer may be added beyond what the specification allows
            continue

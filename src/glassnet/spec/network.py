"""What the network is: its hidden layers, its output, and where its weights start."""

from dataclasses import dataclass
from typing import Any, ClassVar

from glassnet.spec.choices import (
    Activation,
    IdentityOutput,
    Initializer,
    OutputActivation,
    Tanh,
    XavierUniform,
)
from glassnet.spec.fields import Effect, SpecError, describe, integer, number, seed_number, union
from glassnet.spec.values import Value

MAX_LAYERS = 32
MAX_UNITS = 65_536

Array = tuple[Any, ...]  # nested tuples of numbers: frozen, comparable, and JSON knows them


@dataclass(frozen=True)
class LayerSpec(Value):
    """One hidden layer."""

    plural: ClassVar[str] = "layers"

    units: int = integer(4, "Neurons", "number of neurons in the layer", Effect.RESHAPE, low=1, high=MAX_UNITS)
    activation: Activation = union(
        Tanh(),
        Activation,
        "Activation",
        "the function that each neuron of the layer applies",
        Effect.LIVE,
    )
    dropout: float = number(
        0.0, "Dropout", "share of the layer's neurons silenced at random in each training step",
        Effect.LIVE, low=0.0, high=1.0, open_high=True,
    )  # fmt: skip


@dataclass(frozen=True)
class NetworkSpec(Value):
    """The network between the inputs and the outputs, whose numbers follow from the data and the loss."""

    layers: tuple[LayerSpec, ...] = describe(
        (LayerSpec(8), LayerSpec(8)), "list", "Hidden layers",
        "the layers between input and output; none makes a linear model", Effect.RESHAPE, item=LayerSpec,
    )  # fmt: skip
    output: OutputActivation = union(
        IdentityOutput(), OutputActivation, "Output activation",
        "the function of the output neurons under squared losses", Effect.LIVE,
    )  # fmt: skip
    initializer: Initializer = union(
        XavierUniform(), Initializer, "Start", "how the initial weights are drawn", Effect.RESTART
    )
    bias: float = number(
        0.0,
        "Initial bias",
        "value of every bias at the start",
        Effect.RESTART,
        low=-100.0,
        high=100.0,
    )
    seed: int = seed_number("Seed of the weights", "another seed draws other initial weights", Effect.RESTART)
    weights: Array | None = describe(
        None, "numbers", "Given weights",
        "initial weights given as arrays: one (fan_out, fan_in) matrix for each layer, the output's too",
        Effect.RESTART, optional="drawn by the initializer",
    )  # fmt: skip
    biases: Array | None = describe(
        None, "numbers", "Given biases",
        "initial biases given as arrays: one vector for each layer, the output's too",
        Effect.RESTART, optional="the initial bias",
    )  # fmt: skip

    def check_together(self) -> None:
        """The number of layers is bounded, so that a wrong file cannot ask for all memory."""
        if len(self.layers) > MAX_LAYERS:
            raise SpecError("layers", f"{len(self.layers)} layers", f"at most {MAX_LAYERS}")

"""The choices that have settings of their own: activations, losses, initializers, optimizers, schedules.

Each is a small frozen value; the first line of its docstring is the explanation that every control shows. The
functions themselves live in `glassnet.nn` (schedules in `glassnet.training`) under the same names; a test holds the
two equal.
"""

from dataclasses import dataclass
from typing import ClassVar

from glassnet.spec.fields import Effect, number
from glassnet.spec.values import Variant

LIVE, RESTART = Effect.LIVE, Effect.RESTART


class Activation(Variant):
    """The function that a neuron applies to its weighted sum z."""


@dataclass(frozen=True)
class Identity(Activation):
    """z itself: the layer stays linear."""

    kind: ClassVar[str] = "identity"
    label: ClassVar[str] = "Identity"


@dataclass(frozen=True)
class Sigmoid(Activation):
    """1 / (1 + e⁻ᶻ): from 0 to 1, flat at both ends."""

    kind: ClassVar[str] = "sigmoid"
    label: ClassVar[str] = "Sigmoid"


@dataclass(frozen=True)
class Tanh(Activation):
    """tanh z: from −1 to 1, steepest at 0."""

    kind: ClassVar[str] = "tanh"
    label: ClassVar[str] = "Tanh"


@dataclass(frozen=True)
class ReLU(Activation):
    """max(0, z): straight above 0, silent below."""

    kind: ClassVar[str] = "relu"
    label: ClassVar[str] = "ReLU"


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """z above 0, slope · z below: a ReLU that never falls silent."""

    kind: ClassVar[str] = "leaky_relu"
    label: ClassVar[str] = "Leaky ReLU"
    slope: float = number(0.01, "Slope", "slope below 0", LIVE, low=0.0, high=1.0)


@dataclass(frozen=True)
class ELU(Activation):
    """z above 0, α (eᶻ − 1) below: smooth, levels off at −α."""

    kind: ClassVar[str] = "elu"
    label: ClassVar[str] = "ELU"
    alpha: float = number(1.0, "Alpha", "the level −α far below 0", LIVE, low=0.0, high=10.0)


@dataclass(frozen=True)
class GELU(Activation):
    """z Φ(z), with Φ the normal distribution function: a smooth ReLU that dips below 0."""

    kind: ClassVar[str] = "gelu"
    label: ClassVar[str] = "GELU"


@dataclass(frozen=True)
class SiLU(Activation):
    """z · sigmoid(z), also called swish: a smooth ReLU that dips below 0."""

    kind: ClassVar[str] = "silu"
    label: ClassVar[str] = "SiLU"


@dataclass(frozen=True)
class Softplus(Activation):
    """log(1 + eᶻ): a smooth ReLU that never reaches 0."""

    kind: ClassVar[str] = "softplus"
    label: ClassVar[str] = "Softplus"


@dataclass(frozen=True)
class Sine(Activation):
    """sin z: periodic, good at waves."""

    kind: ClassVar[str] = "sine"
    label: ClassVar[str] = "Sine"


@dataclass(frozen=True)
class Softsign(Activation):
    """z / (1 + |z|): like tanh, levelling off slowly."""

    kind: ClassVar[str] = "softsign"
    label: ClassVar[str] = "Softsign"


class OutputActivation(Variant):
    """The function of the output layer; cross-entropy losses have theirs built in and need the identity."""


@dataclass(frozen=True)
class IdentityOutput(OutputActivation):
    """z itself: any real number, or a logit."""

    kind: ClassVar[str] = "identity"
    label: ClassVar[str] = "Identity"


@dataclass(frozen=True)
class TanhOutput(OutputActivation):
    """tanh z: from −1 to 1, for targets ±1."""

    kind: ClassVar[str] = "tanh"
    label: ClassVar[str] = "Tanh"


@dataclass(frozen=True)
class SigmoidOutput(OutputActivation):
    """1 / (1 + e⁻ᶻ): from 0 to 1, for targets 0 and 1."""

    kind: ClassVar[str] = "sigmoid"
    label: ClassVar[str] = "Sigmoid"


class Loss(Variant):
    """What training makes small: how wrong the outputs are, as one number."""


@dataclass(frozen=True)
class AutoLoss(Loss):
    """Chosen by the task: cross-entropy for classes, mean squared error for values."""

    kind: ClassVar[str] = "auto"
    label: ClassVar[str] = "Automatic"


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """−log of the probability given to the right class, softmax included; one output for each class."""

    kind: ClassVar[str] = "cross_entropy"
    label: ClassVar[str] = "Cross-entropy"


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """Cross-entropy of two classes from one output, sigmoid included."""

    kind: ClassVar[str] = "binary_cross_entropy"
    label: ClassVar[str] = "Binary cross-entropy"


@dataclass(frozen=True)
class MSE(Loss):
    """Mean of (output − target)² over examples and outputs."""

    kind: ClassVar[str] = "mse"
    label: ClassVar[str] = "Mean squared error"


@dataclass(frozen=True)
class HalfSquared(Loss):
    """½ (output − target)², summed over outputs, mean over examples, as TensorFlow Playground has it."""

    kind: ClassVar[str] = "half_squared"
    label: ClassVar[str] = "Half squared error"


@dataclass(frozen=True)
class Huber(Loss):
    """Squared for errors below δ, straight above: outliers pull less."""

    kind: ClassVar[str] = "huber"
    label: ClassVar[str] = "Huber"
    delta: float = number(
        1.0,
        "Delta",
        "error at which the loss turns straight",
        LIVE,
        low=0.0,
        high=1e6,
        open_low=True,
    )


class Initializer(Variant):
    """How the initial weights are drawn."""


@dataclass(frozen=True)
class Uniform(Initializer):
    """Uniform from −limit to limit, whatever the layer's width."""

    kind: ClassVar[str] = "uniform"
    label: ClassVar[str] = "Uniform"
    limit: float = number(0.5, "Limit", "greatest initial weight", RESTART, low=0.0, high=100.0, open_low=True)


@dataclass(frozen=True)
class Normal(Initializer):
    """Normal around 0, whatever the layer's width."""

    kind: ClassVar[str] = "normal"
    label: ClassVar[str] = "Normal"
    std: float = number(
        1.0,
        "Spread",
        "standard deviation of the weights",
        RESTART,
        low=0.0,
        high=100.0,
        open_low=True,
    )


@dataclass(frozen=True)
class LeCunNormal(Initializer):
    """Normal with variance 1 / fan_in."""

    kind: ClassVar[str] = "lecun_normal"
    label: ClassVar[str] = "LeCun normal"


@dataclass(frozen=True)
class XavierUniform(Initializer):
    """Uniform with variance 2 / (fan_in + fan_out): made for tanh and sigmoid."""

    kind: ClassVar[str] = "xavier_uniform"
    label: ClassVar[str] = "Xavier uniform"


@dataclass(frozen=True)
class XavierNormal(Initializer):
    """Normal with variance 2 / (fan_in + fan_out): made for tanh and sigmoid."""

    kind: ClassVar[str] = "xavier_normal"
    label: ClassVar[str] = "Xavier normal"


@dataclass(frozen=True)
class HeUniform(Initializer):
    """Uniform with variance 2 / fan_in: made for ReLU."""

    kind: ClassVar[str] = "he_uniform"
    label: ClassVar[str] = "He uniform"


@dataclass(frozen=True)
class HeNormal(Initializer):
    """Normal with variance 2 / fan_in: made for ReLU."""

    kind: ClassVar[str] = "he_normal"
    label: ClassVar[str] = "He normal"


@dataclass(frozen=True)
class Orthogonal(Initializer):
    """A random rotation times the gain: lengths are kept from layer to layer."""

    kind: ClassVar[str] = "orthogonal"
    label: ClassVar[str] = "Orthogonal"
    gain: float = number(1.0, "Gain", "factor on the rotation", RESTART, low=0.0, high=100.0, open_low=True)


@dataclass(frozen=True)
class Zeros(Initializer):
    """All weights 0: every neuron of a layer stays the same, and nothing is learned."""

    kind: ClassVar[str] = "zeros"
    label: ClassVar[str] = "Zeros"


@dataclass(frozen=True)
class PyTorchDefault(Initializer):
    """Uniform within ±1/√fan_in for weights and biases alike, as torch.nn.Linear does."""

    kind: ClassVar[str] = "pytorch"
    label: ClassVar[str] = "PyTorch's default"

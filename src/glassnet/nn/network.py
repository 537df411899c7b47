"""The network: dense layers one after another, forward beside backward.

The names are the usual ones: z is a layer's weighted sum, a its activation, L the loss, n the
number of examples, and `delta` is dL/dz of a layer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .common import Array, checked_settings, look_up
from .dense import Dense
from .dropout import dropout, dropout_backward
from .losses import LOSSES
from .penalties import l1_gradient, l1_penalty, l2_gradient, l2_penalty

Masks = Sequence[Array | None]
"""One dropout mask (n, fan_out) for each hidden layer, or None for a layer without dropout."""


@dataclass(frozen=True, eq=False)
class Tape:
    """Everything that a forward pass computed; `backward` and explanations read it.

    Attributes:
        inputs: What each layer received, (n, fan_in): X first, then the activations of the layer
            before, after its dropout.
        z: The weighted sums of each layer, (n, fan_out).
        a: The activations of each layer, before its dropout, (n, fan_out).
        masks: The dropout mask of each hidden layer, or None.
    """

    inputs: tuple[Array, ...]
    z: tuple[Array, ...]
    a: tuple[Array, ...]
    masks: tuple[Array | None, ...]

    @property
    def output(self) -> Array:
        """What the network puts out, (n, outputs): logits for the cross-entropies."""
        return self.a[-1]


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradients of a loss.

    Attributes:
        dW: dL/dW of each layer, (fan_out, fan_in).
        db: dL/db of each layer, (fan_out,).
        deltas: dL/dz of each layer, (n, fan_out), kept for explaining. They include the loss's
            factor 1/n, and never a penalty.
        dX: dL/dX, (n, features): how the loss would react to moving the inputs.
    """

    dW: tuple[Array, ...]
    db: tuple[Array, ...]
    deltas: tuple[Array, ...]
    dX: Array

    @property
    def flat(self) -> list[Array]:
        """dW₁, db₁, dW₂, db₂, … in the order of `MLP.parameters`."""
        return [array for pair in zip(self.dW, self.db, strict=True) for array in pair]


@dataclass(frozen=True, eq=False)
class MLP:
    """A multilayer perceptron: `Dense` layers, the last of which is the output layer.

    Attributes:
        layers: One layer or more; a network without hidden layers has just the output layer.

    Raises:
        ValueError: No layer, or layers that do not fit together.

    Example:
        XOR, with weights found by hand: h₁ = [x or y], h₂ = [x and y], and o = h₁ - 2 h₂.

        >>> hidden = Dense(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0]), "relu")
        >>> output = Dense(np.array([[1.0, -2.0]]), np.array([0.0]))
        >>> X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
        >>> MLP((hidden, output)).forward(X).output.ravel().tolist()
        [0.0, 1.0, 1.0, 0.0]
    """

    layers: Sequence[Dense]

    def __post_init__(self) -> None:
        """Refuse layers that do not fit together."""
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("a network needs at least one layer, the output layer")
        for number, (left, right) in enumerate(pairwise(self.layers), start=1):
            if left.fan_out != right.fan_in:
                raise ValueError(
                    f"layer {number} has {left.fan_out} units, but layer {number + 1} "
                    f"takes {right.fan_in} inputs: the two must be equal"
                )
            if left.W.dtype != right.W.dtype:
                raise ValueError(
                    f"layer {number} is {left.W.dtype}, but layer {number + 1} is "
                    f"{right.W.dtype}: all layers must have one dtype"
                )

    @property
    def sizes(self) -> tuple[int, ...]:
        """Features, units of each hidden layer, outputs: (2, 8, 2) for a 2-8-2 network."""
        return (self.layers[0].fan_in, *(layer.fan_out for layer in self.layers))

    @property
    def parameters(self) -> list[Array]:
        """The arrays themselves, no copies: W₁, b₁, W₂, b₂, …."""
        return [array for layer in self.layers for array in (layer.W, layer.b)]

    @property
    def parameter_count(self) -> int:
        """How many numbers the network learns."""
        return sum(array.size for array in self.parameters)

    def with_parameters(self, parameters: Sequence[Array]) -> "MLP":
        """Return the same network with other numbers, in the order of `parameters`."""
        pairs = zip(self.layers, parameters[::2], parameters[1::2], strict=True)
        return MLP([replace(layer, W=W, b=b) for layer, W, b in pairs])

    def forward(self, X: npt.ArrayLike, masks: Masks | None = None) -> Tape:
        """Compute what the network says about each row of X, and remember how.

        Args:
            X: The examples, (n, features). They are converted to the dtype of the parameters.
            masks: For training with dropout. None, for evaluation, drops nothing.

        Raises:
            ValueError: X or a mask has the wrong shape.
        """
        a = np.asarray(X, dtype=self.layers[0].W.dtype)
        if a.ndim != 2 or a.shape[1] != self.sizes[0]:
            raise ValueError(f"X has shape {a.shape}: it must be (examples, {self.sizes[0]})")
        checked = self._checked_masks(len(a), masks)
        inputs, zs, activations = [], [], []
        for layer, mask_before in zip(self.layers, (None, *checked), strict=True):
            inputs.append(dropout(a, mask_before))
            z = layer.forward(inputs[-1])
            a = layer.activate(z)
            zs.append(z)
            activations.append(a)
        return Tape(tuple(inputs), tuple(zs), tuple(activations), checked)

    def backward(self, tape: Tape, dL_do: Array) -> Gradients:
        """Backpropagation: undo `forward` from the last layer to the first by the chain rule.

        Args:
            tape: What `forward` returned.
            dL_do: The gradient of the loss at the output `tape.output`, (n, outputs).
        """
        da = dL_do
        dWs, dbs, deltas = [], [], []
        steps = zip(self.layers, (None, *tape.masks), tape.inputs, tape.z, strict=True)
        for layer, mask_before, received, z in reversed(list(steps)):
            delta = layer.activate_backward(z, da)
            dW, db, dreceived = layer.backward(received, delta)
            da = dropout_backward(dreceived, mask_before)
            dWs.append(dW)
            dbs.append(db)
            deltas.append(delta)
        return Gradients(tuple(dWs[::-1]), tuple(dbs[::-1]), tuple(deltas[::-1]), dX=da)

    def loss_and_gradients(
        self,
        X: npt.ArrayLike,
        T: npt.ArrayLike,
        loss: str,
        masks: Masks | None = None,
        l1: float = 0.0,
        l2: float = 0.0,
        **loss_settings: float,
    ) -> tuple[float, float, Gradients]:
        """Compute the loss of a batch and its gradients: all that a training step needs.

        Args:
            X: The examples, (n, features).
            T: Their targets, (n, outputs).
            loss: A name in `LOSSES`.
            masks: Dropout masks, as for `forward`.
            l1: Strength λ of the penalty λ Σ|w|.
            l2: Strength λ of the penalty λ/2 Σw².
            **loss_settings: Such as `delta` of `huber`.

        Returns:
            The loss on the data, the penalty beside it, and the gradients of their sum.

        Raises:
            ValueError: A wrong shape, an unknown loss or setting.

        Example:
            >>> rng = np.random.default_rng(0)
            >>> hidden = Dense(rng.normal(size=(3, 2)), np.zeros(3), "tanh")
            >>> network = MLP((hidden, Dense(rng.normal(size=(1, 3)), np.zeros(1))))
            >>> X, T = [[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]
            >>> loss, penalty, gradients = network.loss_and_gradients(X, T, "mse", l2=0.1)
            >>> [g.shape for g in gradients.flat]
            [(3, 2), (3,), (1, 3), (1,)]
        """
        chosen = look_up(LOSSES, loss, "loss")
        settings = checked_settings(loss_settings, chosen.settings, loss)
        tape = self.forward(X, masks)
        data_loss = chosen.value(tape.output, T, **settings)
        gradients = self.backward(tape, chosen.gradient(tape.output, T, **settings))
        penalty, gradients = self.penalised(gradients, l1, l2)
        return data_loss, penalty, gradients

    def penalised(self, gradients: Gradients, l1: float = 0.0, l2: float = 0.0) -> tuple[float, Gradients]:
        """The penalty on the weights, and the gradients with the penalty's added to them."""
        if not l1 and not l2:
            return 0.0, gradients
        l1, l2 = float(l1), float(l2)  # a NumPy float64 would promote float32 weights
        weights = [layer.W for layer in self.layers]
        penalty = sum(l1_penalty(W, l1) + l2_penalty(W, l2) for W in weights)
        dW = tuple(dW + l1_gradient(W, l1) + l2_gradient(W, l2) for dW, W in zip(gradients.dW, weights, strict=True))
        return penalty, replace(gradients, dW=dW)

    def _checked_masks(self, n: int, masks: Masks | None) -> tuple[Array | None, ...]:
        """Return one mask or None for each hidden layer, in the dtype of the parameters."""
        widths = self.sizes[1:-1]
        if masks is None:
            return (None,) * len(widths)
        if len(masks) != len(widths):
            raise ValueError(
                f"{len(masks)} masks for {len(widths)} hidden layers: there must be one mask, or None, for each"
            )
        for number, (mask, width) in enumerate(zip(masks, widths, strict=True), start=1):
            if mask is not None and mask.shape != (n, width):
                raise ValueError(
                    f"the mask of hidden layer {number} has shape {mask.shape}: "
                    f"it must be {(n, width)}, (examples, units)"
                )
        dtype = self.layers[0].W.dtype
        return tuple(None if mask is None else mask.astype(dtype) for mask in masks)

"""The dense layer, z = X Wᵀ + b and a = activation(z), each step beside its backward step."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .activations import ACTIVATIONS
from .common import Array, checked_settings, look_up


@dataclass(frozen=True, eq=False)
class Dense:
    """A fully connected layer with its activation.

    Attributes:
        W: The weights, (fan_out, fan_in): row j holds what goes into unit j, as in PyTorch.
        b: The biases, (fan_out,), of the dtype of W.
        activation: A name in `ACTIVATIONS`.
        settings: The activation's settings where they differ from their defaults.

    Raises:
        ValueError: Shapes or dtypes that do not fit together; an unknown activation or setting.

    Example:
        >>> import numpy as np
        >>> layer = Dense(W=np.array([[1.0, -1.0]]), b=np.array([0.5]), activation="relu")
        >>> z = layer.forward(np.array([[3.0, 1.0], [0.0, 2.0]]))
        >>> z.tolist(), layer.activate(z).tolist()
        ([[2.5], [-1.5]], [[2.5], [0.0]])
    """

    W: Array
    b: Array
    activation: str = "identity"
    settings: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if self.W.ndim != 2 or self.b.shape != self.W.shape[:1]:
            raise ValueError(
                f"W has shape {self.W.shape} and b {self.b.shape}: they must be (fan_out, fan_in) and (fan_out,)"
            )
        if self.W.dtype != self.b.dtype or self.W.dtype.kind != "f":
            raise ValueError(f"W is {self.W.dtype} and b is {self.b.dtype}: both must be float64 or both float32")
        known = look_up(ACTIVATIONS, self.activation, "activation").settings
        settings = checked_settings(self.settings, known, self.activation)
        object.__setattr__(self, "settings", settings)  # the way to set a field of a frozen class

    @property
    def fan_in(self) -> int:
        """How many numbers go into each unit."""
        return int(self.W.shape[1])

    @property
    def fan_out(self) -> int:
        """How many units the layer has."""
        return int(self.W.shape[0])

    def forward(self, X: Array) -> Array:
        """`z = X Wᵀ + b`, (n, fan_in) -> (n, fan_out)."""
        return X @ self.W.T + self.b

    def backward(self, X: Array, delta: Array) -> tuple[Array, Array, Array]:
        """Go back through `forward`: from dL/dz to dL/dW, dL/db and dL/dX.

        Component by component, z_ij = Σ_k X_ik W_jk + b_j. So W_jk acts on L through z_ij of
        every example i, with the factor X_ik; b_j likewise with the factor 1; and X_ik through
        every unit j, with the factor W_jk. The three sums are the three products below.

        Args:
            X: What `forward` received, (n, fan_in).
            delta: dL/dz, (n, fan_out).

        Returns:
            dL/dW (fan_out, fan_in), dL/db (fan_out,) and dL/dX (n, fan_in).

        Source: Rumelhart, Hinton and Williams 1986; Nielsen, Neural Networks and Deep Learning,
            equations BP2 to BP4.
        """
        dW = delta.T @ X  # (fan_out, fan_in)
        db = delta.sum(axis=0)  # (fan_out,)
        dX = delta @ self.W  # (n, fan_in)
        return dW, db, dX

    def activate(self, z: Array) -> Array:
        """`a = activation(z)`, element by element, (n, fan_out) -> (n, fan_out)."""
        return ACTIVATIONS[self.activation].value(z, **self.settings)

    def activate_backward(self, z: Array, da: Array) -> Array:
        """Go back through `activate`: delta = dL/dz = dL/da · activation'(z), element by element.

        Args:
            z: What `activate` received, (n, fan_out).
            da: dL/da, (n, fan_out).
        """
        return da * ACTIVATIONS[self.activation].derivative(z, **self.settings)

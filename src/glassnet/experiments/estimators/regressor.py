"""A network that predicts values, as scikit-learn knows regressors."""

from typing import Any, Self

import numpy as np
from sklearn.base import RegressorMixin
from sklearn.utils.validation import validate_data

from glassnet.engines import Encoding
from glassnet.engines.protocol import Floats
from glassnet.experiments.estimators.base import NetworkEstimator


class Regressor(RegressorMixin, NetworkEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """A multilayer perceptron for values, one or several at once, trained by the compiled engine.

    Scale the values to be predicted, too (`sklearn.compose.TransformedTargetRegressor`), if they are far from 1.

    Args:
        hidden: units of the hidden layers, a number or a tuple; () makes it linear regression.
        activation: of the hidden layers: a name such as relu or tanh, or one for each.
        loss: mse, half_squared or huber, or a dictionary with its settings.
        optimizer: sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, or a dictionary with its settings.
        learning_rate: length of a step.
        schedule: constant, step, exponential, cosine, or a dictionary with its settings.
        warmup: epochs in which the learning rate rises from 0.
        batch_size: examples averaged for each step; None for all.
        epochs: passes through the training set, at most.
        l1: λ of the penalty λ Σ|w|.
        l2: λ of the penalty λ/2 Σw². `MLPRegressor` has half the squared error as its loss; under loss="half_squared"
            its `alpha` is this times the batch size.
        dropout: share of hidden units silenced in each step, for all hidden layers or one for each.
        clip_norm: greatest norm of the gradient; None for no limit.
        initializer: how the initial weights are drawn, such as xavier_uniform or he_normal.
        shuffle: whether each epoch visits the examples in another order.
        early_stopping: hold `validation_fraction` of the examples back, watch the loss there, and keep the weights of
            the best epoch. Else the loss of the training set is watched, and the last weights are kept.
        validation_fraction: share that is held back for early stopping.
        patience: epochs without a loss that is lower by `tol` that are borne; None to train all epochs.
        tol: how much lower a loss must be to count as better.
        engine: compiled, reference or torch, or an `EngineChoice` with a device; None for the compiled engine, or the
            reference where there is no compiler.
        random_state: of weights, order, dropout and split; an integer gives the same network every time.

    Attributes:
        n_features_in_: number of features.
        net_: the trained `glassnet.Network`, for everything that Glassnet can show of it.
        n_iter_: epochs trained.
        loss_: of the training set at the end.
        loss_curve_: of the training set after each epoch.
        validation_loss_curve_: of the examples held back; None without early stopping.

    Example:
        >>> X = np.linspace(-3, 3, 100)[:, None]
        >>> model = Regressor(hidden=(16,), activation="tanh", random_state=0).fit(X, np.sin(X[:, 0]))
        >>> model.score(X, np.sin(X[:, 0])) > 0.95
        True
    """

    _encoding: Encoding = "value"

    def __init__(
        self, hidden: Any = (32,), *, activation: Any = "relu", loss: Any = "mse", optimizer: Any = "adam",
        learning_rate: float = 0.01, schedule: Any = "constant", warmup: float = 0.0, batch_size: int | None = 32,
        epochs: int = 200, l1: float = 0.0, l2: float = 0.0, dropout: Any = 0.0, clip_norm: float | None = None,
        initializer: Any = "xavier_uniform", shuffle: bool = True, early_stopping: bool = False,
        validation_fraction: float = 0.1, patience: int | None = 10, tol: float = 1e-4, engine: Any = None,
        random_state: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(
            hidden=hidden, activation=activation, optimizer=optimizer, learning_rate=learning_rate, schedule=schedule,
            warmup=warmup, batch_size=batch_size, epochs=epochs, l1=l1, l2=l2, dropout=dropout, clip_norm=clip_norm,
            initializer=initializer, shuffle=shuffle, early_stopping=early_stopping,
            validation_fraction=validation_fraction, patience=patience, tol=tol, engine=engine,
            random_state=random_state,
        )  # fmt: skip
        self.loss = loss

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Train a new network.

        Args:
            X: inputs, (n, features).
            y: values, (n,) or (n, outputs).
            sample_weight: how much each example counts, (n,), 0 or more; only their proportions matter.

        Raises:
            ValueError: for numbers that are not finite, or a setting that is not allowed.
        """
        self._forget()
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True)
        return self._fit(X, self._shaped(y), sample_weight, epochs=None)

    def partial_fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Train the present network for one more epoch, on these examples; the arguments are those of `fit`."""
        first = not hasattr(self, "net_")
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True, reset=first)
        y = self._shaped(y)
        if not first and y.shape[1:] != (() if self._single else (self.net_.sizes[-1],)):
            raise ValueError(f"`y` has shape {y.shape}; the network was begun with {self.net_.sizes[-1]} output(s)")
        return self._fit(X, y, sample_weight, epochs=1)

    def predict(self, X: Any) -> Floats:
        """The value of each example, (n,), or (n, outputs) if there were several in `fit`."""
        outputs = self._outputs(X)
        return outputs[:, 0] if self._single else outputs

    def __sklearn_tags__(self) -> Any:
        """Several values at once can be predicted."""
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    def _shaped(self, y: Any) -> Floats:
        values: Floats = np.asarray(y, np.float64)
        if values.ndim == 2 and values.shape[1] == 1:
            values = values[:, 0]
        self._single = values.ndim == 1
        return values

    def _targets(self, y: Any) -> Floats:
        targets: Floats = y.reshape(len(y), -1)
        return targets

    @property
    def _loss(self) -> Any:
        return self.loss

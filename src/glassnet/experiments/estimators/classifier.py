"""A network that classifies, as scikit-learn knows classifiers."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import column_or_1d, validate_data

from glassnet.engines import Encoding
from glassnet.engines.protocol import Floats
from glassnet.experiments.estimators.base import NetworkEstimator
from glassnet.nn import LOSSES


class Classifier(ClassifierMixin, NetworkEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """A multilayer perceptron for classes, with cross-entropy, trained by the compiled engine.

    Args:
        hidden: units of the hidden layers, a number or a tuple; () makes it logistic regression.
        activation: of the hidden layers: a name such as relu or tanh, or one for each.
        optimizer: sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, or a dictionary with its settings, such as
            {"kind": "momentum", "momentum": 0.8}.
        learning_rate: length of a step.
        schedule: constant, step, exponential, cosine, or a dictionary with its settings.
        warmup: epochs in which the learning rate rises from 0.
        batch_size: examples averaged for each step; None for all.
        epochs: passes through the training set, at most.
        l1: λ of the penalty λ Σ|w|.
        l2: λ of the penalty λ/2 Σw². `alpha` of scikit-learn's `MLPClassifier` is this times the batch size.
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
        classes_: the classes, sorted.
        n_features_in_: number of features.
        net_: the trained `glassnet.Network`, for everything that Glassnet can show of it.
        n_iter_: epochs trained.
        loss_: of the training set at the end.
        loss_curve_: of the training set after each epoch.
        validation_loss_curve_: of the examples held back; None without early stopping.

    Example:
        >>> from sklearn.datasets import make_moons
        >>> X, y = make_moons(200, noise=0.1, random_state=0)
        >>> model = Classifier(hidden=(16,), epochs=100, random_state=0).fit(X, np.where(y, "upper", "lower"))
        >>> model.score(X, np.where(y, "upper", "lower")) > 0.95, model.predict_proba(X[:1]).shape
        (True, (1, 2))
    """

    _encoding: Encoding = "one_hot"

    def __init__(
        self, hidden: Any = (32,), *, activation: Any = "relu", optimizer: Any = "adam", learning_rate: float = 0.01,
        schedule: Any = "constant", warmup: float = 0.0, batch_size: int | None = 32, epochs: int = 200,
        l1: float = 0.0, l2: float = 0.0, dropout: Any = 0.0, clip_norm: float | None = None,
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

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Train a new network.

        Args:
            X: inputs, (n, features).
            y: classes of any kind, (n,): numbers, strings, ….
            sample_weight: how much each example counts, (n,), 0 or more; only their proportions matter.

        Raises:
            ValueError: for inputs that are not finite numbers, a single class, or a setting that is not allowed.
        """
        self._forget()
        X, y = validate_data(self, X, y, dtype=np.float64)
        y = self._checked(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) < 2:
            (only,) = self.classes_.tolist()
            raise ValueError(f"Classifier needs examples of at least 2 classes; y has one class only: {only!r}")
        return self._fit(X, y, sample_weight, epochs=None)

    def partial_fit(self, X: Any, y: Any, classes: Any = None, sample_weight: Any = None) -> Self:
        """Train the present network for one more epoch, on these examples.

        Args:
            X: inputs, (n, features).
            y: classes, (n,).
            classes: all classes that will ever come; needed at the first call.
            sample_weight: how much each example counts, (n,).

        Raises:
            ValueError: as `fit`; and if `classes` is missing at the first call, or others come later.
        """
        first = not hasattr(self, "net_")
        if first and classes is None:
            raise ValueError("classes must be passed on the first call to partial_fit.")
        if classes is not None:
            given = np.unique(classes)
            if not first and not np.array_equal(given, self.classes_):
                raise ValueError(f"`classes={classes!r}` is not the same as on the last call: {self.classes_!r}")
            self.classes_ = given
        X, y = validate_data(self, X, y, dtype=np.float64, reset=first)
        y = self._checked(y)
        unknown = np.setdiff1d(y, self.classes_)
        if len(unknown):
            raise ValueError(f"`y` has classes that are not in `classes`: {unknown!r}")
        return self._fit(X, y, sample_weight, epochs=1)

    def predict_proba(self, X: Any) -> Floats:
        """The probability of each class, (n, classes), in the order of `classes_`."""
        chances: Floats = LOSSES["cross_entropy"].predict(self._outputs(X)).astype(np.float64)
        return chances

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class of each example, (n,)."""
        outputs = self._outputs(X)
        found: npt.NDArray[Any] = self.classes_[outputs.argmax(axis=1)]
        return found

    def _checked(self, y: Any) -> Any:
        y = column_or_1d(y, warn=True)
        check_classification_targets(y)
        return y

    def _targets(self, y: Any) -> Floats:
        targets: Floats = np.eye(len(self.classes_))[np.searchsorted(self.classes_, y)]
        return targets

    def _strata(self, y: Any) -> Any:
        """The classes, as far as each has two examples."""
        return y if np.unique(y, return_counts=True)[1].min() > 1 else None

    @property
    def _loss(self) -> str:
        return "cross_entropy"

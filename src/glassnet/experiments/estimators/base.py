"""What both estimators have in common: their settings, and the way from arrays to an engine and back."""

import warnings
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.utils import check_random_state
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from glassnet.engines import DEFAULT_ENGINE, Encoding, EngineChoice, Examples, Problem, Settings
from glassnet.engines.protocol import Floats
from glassnet.experiments.estimators.fitting import Fitted, Stopping, fit
from glassnet.spec import NetworkSpec, SpecError, TrainingSpec
from glassnet.training import Network
from glassnet.training.initial import initial_state

SEEDS = 2**32


class NetworkEstimator(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """A multilayer perceptron; `Classifier` and `Regressor` say what its outputs mean."""

    def __init__(
        self, *, hidden: Any, activation: Any, optimizer: Any, learning_rate: float, schedule: Any,
        warmup: float, batch_size: int | None, epochs: int, l1: float, l2: float, dropout: Any, clip_norm: float | None,
        initializer: Any, shuffle: bool, early_stopping: bool, validation_fraction: float, patience: int | None,
        tol: float, engine: Any, random_state: Any,
    ) -> None:  # fmt: skip
        self.hidden = hidden
        self.activation = activation
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.schedule = schedule
        self.warmup = warmup
        self.batch_size = batch_size
        self.epochs = epochs
        self.l1 = l1
        self.l2 = l2
        self.dropout = dropout
        self.clip_norm = clip_norm
        self.initializer = initializer
        self.shuffle = shuffle
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.tol = tol
        self.engine = engine
        self.random_state = random_state

    # -- what the two kinds say ----------------------------------------------------------------------------------------

    def _targets(self, y: Any) -> Floats:
        """What the loss compares the outputs with, (n, outputs)."""
        raise NotImplementedError

    _encoding: Encoding
    _loss: Any

    # -- from arrays to an engine --------------------------------------------------------------------------------------

    def _fit(self, X: Floats, y: Any, sample_weight: Any, *, epochs: int | None) -> Self:
        """Train from the present state; `epochs` None: as the settings say, with early stopping."""
        targets = self._targets(y)
        counts, weights = self._counting(X, sample_weight)
        X, targets, y = _in_single(X)[counts], targets[counts], y[counts]
        draw = check_random_state(self.random_state)
        held_back = self.early_stopping and epochs is None
        parts = {"train": (X, targets, weights)}
        if held_back:
            parts = self._split(X, targets, y, weights, int(draw.randint(2**31)))
        training, network = self._training(draw), self._network(draw)
        sizes = (X.shape[1], *(layer.units for layer in network.layers), targets.shape[1])
        state = getattr(self, "_state", None)
        if state is None:
            state = initial_state(network, training.optimizer, sizes)
        problem = Problem({name: self._examples(*part) for name, part in parts.items()}, self._encoding)
        settings = Settings(sizes, network.layers, network.output, training.loss, training)
        stopping = Stopping(
            self.patience if epochs is None else None,
            self._tolerance(),
            "validation" if held_back else "train",
            held_back,
        )
        with np.errstate(all="ignore"):  # a run that diverges says so below
            fitted = fit(
                self._choice(), problem, settings, state, epochs=training.epochs if epochs is None else epochs,
                stopping=stopping,
            )  # fmt: skip
        return self._keep(fitted, network, sizes)

    def _keep(self, fitted: Fitted, network: NetworkSpec, sizes: tuple[int, ...]) -> Self:
        self._state = fitted.state
        self.net_ = Network.of(network, sizes, fitted.state)
        self.n_iter_ = int(getattr(self, "n_iter_", 0)) + len(fitted.losses)
        self.loss_curve_ = [*getattr(self, "loss_curve_", []), *fitted.losses]
        self.validation_loss_curve_ = fitted.validation_losses if self.early_stopping else None
        self.loss_ = self.loss_curve_[-1] if self.loss_curve_ else np.nan
        if fitted.diverged:
            warnings.warn(
                f"training diverged in epoch {self.n_iter_ + 1}: the loss is no longer a finite number. Scale the "
                "inputs (and the values to be predicted), or take a smaller learning rate",
                ConvergenceWarning,
                stacklevel=3,
            )
        return self

    def _forget(self) -> None:
        """Start anew: a fit knows nothing of an earlier one."""
        for name in ("_state", "net_", "n_iter_", "loss_curve_"):
            self.__dict__.pop(name, None)

    def _counting(self, X: Floats, sample_weight: Any) -> tuple[npt.NDArray[np.bool_], Floats | None]:
        """Which examples count at all, and how much each of these does, 1 on average; None if all count alike."""
        if sample_weight is None:
            return np.ones(len(X), np.bool_), None
        given = _check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        counts: npt.NDArray[np.bool_] = given > 0.0
        if not counts.any():
            raise ValueError("sample_weight: all weights are 0, so that there is nothing to learn from")
        weights: Floats = given[counts]
        return counts, None if (weights == weights[0]).all() else weights / weights.mean()

    def _split(self, X: Floats, T: Floats, y: Any, weights: Floats | None, seed: int) -> dict[str, Any]:
        """The examples in two parts; the second steers early stopping, and nothing is learned from it."""
        if not 0.0 < self.validation_fraction < 1.0:
            raise SpecError("validation_fraction", self.validation_fraction, "a number above 0 and below 1")
        rows = np.arange(len(X))
        train, held = train_test_split(
            rows, test_size=self.validation_fraction, random_state=seed, stratify=self._strata(y)
        )
        names = (("train", train), ("validation", held))
        return {name: (X[some], T[some], None if weights is None else weights[some]) for name, some in names}

    def _strata(self, y: Any) -> Any:
        """What the split keeps the shares of; None for nothing."""
        return None

    def _examples(self, X: Floats, T: Floats, weights: Floats | None) -> Examples:
        labels: Any = T.argmax(axis=1) if self._encoding == "one_hot" else T[:, 0]
        return Examples(X, T, labels, weights)

    # -- the settings, checked by the specification --------------------------------------------------------------------

    def _network(self, draw: np.random.RandomState) -> NetworkSpec:
        units = list(self.hidden) if isinstance(self.hidden, (list, tuple, np.ndarray)) else [self.hidden]
        rates, kinds = (
            list(given) if isinstance(given, (list, tuple)) else [given] * len(units)
            for given in (self.dropout, self.activation)
        )
        for name, values in (("dropout", rates), ("activation", kinds)):
            if len(values) != len(units):
                raise SpecError(name, getattr(self, name), f"one for all or {len(units)}, one for each hidden layer")
        layers = [
            {"units": _plain(n), "activation": kind, "dropout": _plain(rate)}
            for n, kind, rate in zip(units, kinds, rates, strict=True)
        ]
        return NetworkSpec.from_json(
            {"layers": layers, "initializer": self.initializer, "seed": int(draw.randint(SEEDS, dtype=np.int64))}
        )

    def _training(self, draw: np.random.RandomState) -> TrainingSpec:
        names = ("optimizer", "learning_rate", "schedule", "warmup", "batch_size", "epochs", "l1", "l2",
                 "clip_norm", "shuffle", "patience")  # fmt: skip
        seeds = {name: int(draw.randint(SEEDS, dtype=np.int64)) for name in ("seed", "dropout_seed")}
        given = {name: _plain(getattr(self, name)) for name in names}
        return TrainingSpec.from_json({"loss": self._loss} | given | seeds)

    def _tolerance(self) -> float:
        tol = _plain(self.tol)
        if isinstance(tol, bool) or not isinstance(tol, int | float) or not tol >= 0.0:
            raise SpecError("tol", self.tol, "a number from 0")
        return tol

    def _choice(self) -> EngineChoice:
        return EngineChoice.of(self.engine if self.engine is not None else DEFAULT_ENGINE)

    # -- from the network back to arrays -------------------------------------------------------------------------------

    def _outputs(self, X: Any) -> Floats:
        """The outputs for new inputs, (n, outputs), in float64."""
        check_is_fitted(self, "net_")
        checked = validate_data(self, X, dtype=np.float64, reset=False)
        mlp = self.net_.mlp
        wide = mlp.with_parameters([p.astype(np.float64) for p in mlp.parameters])
        with np.errstate(all="ignore"):
            found: Floats = wide.forward(checked).output.astype(np.float64, copy=False)
        return found


def _in_single(X: Floats) -> Floats:
    """The inputs rounded to float32, as every engine starts from them."""
    with np.errstate(over="ignore"):
        rounded: Floats = X.astype(np.float32).astype(np.float64)
    if not np.isfinite(rounded).all():
        raise ValueError("Input X contains infinity or a value too large for dtype('float32'); scale the inputs first")
    return rounded


def _plain(value: Any) -> Any:
    """NumPy's numbers as Python's, which a grid search hands over."""
    return value.item() if isinstance(value, np.generic) else value

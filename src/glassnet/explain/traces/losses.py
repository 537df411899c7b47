"""The formula of each loss and of its gradient: in symbols, and with the numbers of one step put in.

n is the number of examples, k the number of outputs. A cross-entropy can be written short, δ = (ŷ − t)/n, or long,
through ∂L/∂ŷ and the derivative of softmax or sigmoid; both give the same δ, the reference computes the short form.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from glassnet.explain.traces.activations import logistic, softplus
from glassnet.explain.traces.expressions import Add, Div, Expr, Mul, Neg, Num, Square, Sym, added, divided
from glassnet.explain.traces.functions import Call, Cases
from glassnet.nn import LOSSES, Array

ENTROPIES = ("cross_entropy", "binary_cross_entropy")
"""Losses with a squashing function of their own: ŷ is what it makes of the output."""

LARGEST = 700.0
"""A greater logit o has an e^o that overflows."""

NEAR_ONE = 1e-4
"""Where 1 − ŷ is smaller, its digits are lost in the subtraction, and the formula is written in the logit instead."""


@dataclass(frozen=True, eq=False)
class Outputs:
    """What a loss looks at.

    Attributes:
        loss: its name.
        settings: such as `delta` of `huber`.
        o: the network's outputs, (n, k).
        T: the targets, (n, k).
        symbol: what the outputs are called.
        weights: how much each example counts, (n,); None if all count as 1.
    """

    loss: str
    settings: Mapping[str, float]
    o: Array
    T: Array
    symbol: Sym
    weights: Array | None = None

    @property
    def count(self) -> int:
        """What the sum is divided by: examples, and for some losses outputs too."""
        return int(len(self.o) if self.loss in ("cross_entropy", "half_squared") else self.o.size)

    @property
    def predicted(self) -> Array:
        """ŷ (n, k): probabilities, or the outputs themselves under squared losses."""
        return LOSSES[self.loss].predict(self.o)

    @property
    def long_form(self) -> bool:
        """Whether the long form can be computed: no ŷ that a target divides by is 0 in float64."""
        p, T = self.predicted, self.T
        if self.loss == "cross_entropy":
            return bool((p[T != 0] > 0).all())
        return bool((p[T != 0] > 0).all() and (self.o[T != 1] < LARGEST).all())

    # -- in symbols ------------------------------------------------------------------------------------------------

    def loss_formula(self) -> Expr:
        """L in symbols."""
        y, t = Sym("yhat"), Sym("t")
        error = Add(self.symbol, Neg(t))
        match self.loss:
            case "cross_entropy":
                return Neg(self._averaged(Call("sum", self._counted(Mul(t, Call("log", y))))))
            case "binary_cross_entropy":
                right = Mul(t, Call("log", y))
                wrong = Mul(Add(Num(1.0), Neg(t)), Call("log", Add(Num(1.0), Neg(y))))
                return Neg(self._averaged(self._summed(Add(right, wrong))))
            case "mse":
                return self._averaged(self._summed(Square(error)))
            case "half_squared":
                return self._averaged(Mul(Num(0.5), self._summed(Square(error))))
            case _:
                size, delta = Call("abs", error), Sym("delta")
                inside = Mul(Num(0.5), Square(error))
                beyond = Mul(delta, Add(size, Neg(Mul(Num(0.5), delta))))
                return self._averaged(self._summed(Cases(Add(delta, Neg(size)), inside, beyond)))

    def gradient_formula(self) -> Expr:
        """dL/do in symbols, the short form for the cross-entropies."""
        t = Sym("t")
        error = Add(self.symbol, Neg(t))
        match self.loss:
            case "cross_entropy" | "binary_cross_entropy":
                return self._averaged(self._counted(Add(Sym("yhat"), Neg(t))))
            case "mse":
                return self._averaged(self._counted(Mul(Num(2.0), error)))
            case "half_squared":
                return self._averaged(self._counted(error))
            case _:
                delta = Sym("delta")
                return self._averaged(self._counted(Call("max", Neg(delta), Call("min", error, delta))))

    def predicted_formula(self) -> Expr:
        """ŷ in symbols."""
        return Call("softmax", self.symbol) if self.loss == "cross_entropy" else logistic(self.symbol)

    def long_formula(self) -> Expr:
        """dL/dŷ in symbols."""
        y, t = Sym("yhat"), Sym("t")
        if self.loss == "cross_entropy":
            return Neg(self._averaged(self._counted(Div(t, y))))
        both = Add(Neg(Div(t, y)), Div(Add(Num(1.0), Neg(t)), Add(Num(1.0), Neg(y))))
        return self._averaged(self._counted(both))

    def slope_formula(self) -> Expr:
        """dŷ/do in symbols: a matrix for softmax, as every output moves every probability."""
        y = Sym("yhat")
        if self.loss == "cross_entropy":
            return Add(Call("diag", y), Neg(Mul(y, Sym("yhatᵀ"), by=" ")))
        return Mul(y, Add(Num(1.0), Neg(y)))

    def _averaged(self, total: Expr) -> Expr:
        n, k = self.o.shape
        letters: list[Expr] = [Sym("n")] if n > 1 else []
        letters += [Sym("k")] if k > 1 and self.count == n * k else []
        if not letters:
            return total
        return Div(total, letters[0] if len(letters) == 1 else Mul(*letters))

    def _summed(self, term: Expr) -> Expr:
        counted = self._counted(term)
        return counted if self.o.size == 1 else Call("sum", counted)

    def _counted(self, term: Expr) -> Expr:
        """A term times the weight of its example, where examples have weights."""
        return term if self.weights is None else Mul(Sym("c"), term)

    def _weight(self, i: int) -> float:
        return 1.0 if self.weights is None else float(self.weights[i])

    # -- in numbers ------------------------------------------------------------------------------------------------

    def loss_numbers(self) -> Expr:
        """L with its numbers; targets of 0 add nothing to a cross-entropy and are left out."""
        p = self.predicted
        terms = [
            _weighted(self._weight(i), term)
            for i, j in np.ndindex(self.o.shape)
            for term in self._loss_terms(i, j, p)
            if self._weight(i)
        ]
        total = added(terms)
        if self.loss in ENTROPIES:
            return Neg(divided(total, self.count))
        if self.loss == "half_squared":
            return divided(Mul(Num(0.5), total), self.count)
        return divided(total, self.count)

    def _loss_terms(self, i: int, j: int, p: Array) -> list[Expr]:
        """What one output of one example adds to the sum."""
        o, t, y = float(self.o[i, j]), float(self.T[i, j]), float(p[i, j])
        error = Add(Num(o), Neg(Num(t)))
        match self.loss:
            case "cross_entropy":
                return [_weighted(t, self._log_softmax(i, j, y))] if t else []
            case "binary_cross_entropy":
                terms = [_weighted(t, Call("log", Num(y)) if 1 - y > NEAR_ONE < y else Neg(softplus(Num(-o))))]
                rest = Call("log", Add(Num(1.0), Num(-y))) if 1 - y > NEAR_ONE < y else Neg(softplus(Num(o)))
                terms.append(_weighted(1.0 - t, rest))
                return [term for term, weight in zip(terms, (t, 1.0 - t), strict=True) if weight]
            case "huber":
                delta = self.settings["delta"]
                size = abs(o - t)
                q: Expr = Call("abs", error)
                if size <= delta:
                    return [Mul(Num(0.5), Square(error))]
                return [Mul(Num(delta), Add(q, Neg(Mul(Num(0.5), Num(delta)))))]
            case _:
                return [Square(error)]

    def _log_softmax(self, i: int, j: int, y: float) -> Expr:
        """The logarithm of ŷ; where ŷ is too small for its logarithm, the same by log-sum-exp."""
        if 1.0 - y > NEAR_ONE and y > 1e-300:
            return Call("log", Num(y))
        row = self.o[i].tolist()
        top = max(row)
        powers = added([Call("exp", Num(z - top)) for z in row])
        return Add(Num(row[j] - top), Neg(Call("log", powers)))

    def gradient_numbers(self, i: int, j: int) -> Expr:
        """One entry of dL/do with its numbers."""
        return _weighted(self._weight(i), self._unweighted_gradient(i, j))

    def _unweighted_gradient(self, i: int, j: int) -> Expr:
        o, t = float(self.o[i, j]), float(self.T[i, j])
        value = float(self.predicted[i, j]) if self.loss in ENTROPIES else o
        error = Add(Num(value), Neg(Num(t)))
        match self.loss:
            case "cross_entropy":
                total = float(self.T[i].sum())
                return divided(error if total == 1.0 else Add(Mul(Num(value), Num(total)), Neg(Num(t))), self.count)
            case "mse":
                return divided(Mul(Num(2.0), error), self.count)
            case "huber":
                delta = self.settings["delta"]
                return divided(Call("max", Num(-delta), Call("min", error, Num(delta))), self.count)
            case _:
                return divided(error, self.count)

    def predicted_numbers(self, i: int, j: int) -> Expr:
        """One ŷ with its numbers; the greatest logit is subtracted, as the reference does."""
        row = self.o[i].tolist()
        if self.loss == "binary_cross_entropy":
            return logistic(Num(row[j]))
        top = max(row)
        return Div(Call("exp", Num(row[j] - top)), added([Call("exp", Num(z - top)) for z in row]))

    def long_numbers(self, i: int, j: int) -> Expr:
        """One entry of dL/dŷ with its numbers."""
        o, t, y = float(self.o[i, j]), float(self.T[i, j]), float(self.predicted[i, j])
        weight = self._weight(i)
        if self.loss == "cross_entropy":
            return Neg(divided(_weighted(weight, Div(Num(t), Num(y))), self.count)) if t else Num(0.0)
        terms: list[Expr] = [Neg(Div(Num(t), Num(y)))] if t else []
        if t != 1.0:
            rest = Num(1.0 - t)
            near = 1.0 - y < NEAR_ONE  # 1/(1 − ŷ) = 1 + e^o
            terms.append(Mul(rest, Add(Num(1.0), Call("exp", Num(o)))) if near else Div(rest, Add(Num(1.0), Num(-y))))
        return divided(_weighted(weight, added(terms)), self.count)

    def long_value(self) -> Array:
        """dL/dŷ, (n, k)."""
        found = self._unweighted_long_value()
        return found if self.weights is None else found * self.weights[:, None]

    def _unweighted_long_value(self) -> Array:
        p, T = self.predicted, self.T
        if self.loss == "cross_entropy":
            return np.where(T == 0.0, 0.0, -T / np.where(T == 0.0, 1.0, p)) / self.count
        right = np.where(T == 0.0, 0.0, -T / np.where(T == 0.0, 1.0, p))
        wrong = np.where(T == 1.0, 0.0, (1.0 - T) * (1.0 + np.exp(np.where(T == 1.0, 0.0, self.o))))
        return (right + wrong) / self.count

    def slope_value(self) -> Array:
        """dŷ/do: (n, k) for a sigmoid; (n, k, k) for softmax, entry j, m being dŷ_j/do_m."""
        p = self.predicted
        if self.loss == "binary_cross_entropy":
            return p * LOSSES[self.loss].predict(-self.o)
        return p[:, :, None] * (np.eye(p.shape[1]) - p[:, None, :])

    def slope_numbers(self, index: tuple[int, ...]) -> Expr:
        """One entry of dŷ/do with its numbers."""
        p = self.predicted
        y = Num(float(p[index[0], index[1]]))
        if self.loss == "binary_cross_entropy" and 1.0 - y.value < NEAR_ONE:
            return Mul(y, Call("σ", Num(-float(self.o[index[0], index[1]]))))
        if self.loss == "binary_cross_entropy" or index[1] == index[2]:
            return Mul(y, Add(Num(1.0), Num(-y.value)))
        return Mul(Num(-y.value), Num(float(p[index[0], index[2]])))


def _weighted(weight: float, term: Expr) -> Expr:
    """A term times its target: the target of 1 need not be written."""
    return term if weight == 1.0 else Mul(Num(weight), term)

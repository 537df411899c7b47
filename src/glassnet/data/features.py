"""What the network sees of a point: its coordinates, or formulas of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Floats
from glassnet.spec.fields import SpecError
from glassnet.spec.formula import Formula, parse

DEFAULT_FEATURES = ("x", "y", "x^2", "y^2", "x*y", "sin(x)", "sin(y)")  # the seven of TensorFlow Playground

_UNARY: dict[str, Callable[[Floats], Floats]] = {
    "+": np.positive, "-": np.negative, "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh, "exp": np.exp,
    "log": np.log, "sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "floor": np.floor,
}  # fmt: skip
_BINARY: dict[str, Callable[[Floats, Floats], Floats]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power,
}  # fmt: skip


def evaluate(formula: Formula, columns: Mapping[str, npt.ArrayLike], *, finite: bool = True) -> Floats:
    """The value of a formula at every point.

    Args:
        formula: what `glassnet.spec.parse` gives.
        columns: the inputs by name, each of shape (n,).
        finite: whether values that are not finite are refused; pictures of the plane show them instead.

    Returns:
        Shape (n,), float64.

    Raises:
        SpecError: if the formula uses an input that is not there, or is not finite at one of the points.

    Example:
        >>> evaluate(parse("x^2 + y"), {"x": [1.0, 2.0], "y": [0.0, 3.0]}).tolist()
        [1.0, 7.0]
    """
    arrays = {name: np.asarray(column, np.float64) for name, column in columns.items()}
    missing = sorted(formula.inputs() - arrays.keys())
    if missing:
        got = f"{missing[0]} in {formula}"
        raise SpecError("formula", got, "the inputs " + ", ".join(_shown(list(arrays))))
    with np.errstate(all="ignore"):  # what is not finite is found below, and said with its place
        value = _value(formula, arrays)
    shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
    values = np.array(np.broadcast_to(value, shape))
    if finite and not np.isfinite(values).all():
        i = int(np.argmin(np.isfinite(values)))
        where = ", ".join(f"{name} = {arrays[name][i]:.6g}" for name in sorted(formula.inputs()))
        what = "not a number" if np.isnan(values[i]) else "infinite"
        at = f"at {where} it is {what}" if where else f"it is {what}"
        raise SpecError("formula", str(formula), f"a formula that is finite at every point; {at}")
    return values


def _value(formula: Formula, columns: Mapping[str, Floats]) -> Floats:
    match formula:
        case Formula(head="input", name=name):
            return columns[name]
        case Formula(head="number", number=number):
            return np.float64(number)  # type: ignore[return-value]  # a scalar is broadcast like an array
        case Formula(head=head, parts=(part,)):
            return _UNARY[head](_value(part, columns))
        case Formula(head=head, parts=parts):
            return reduce(_BINARY[head], [_value(part, columns) for part in parts])


def _shown(names: Sequence[str]) -> list[str]:
    return [*names[:6], "...", names[-1]] if len(names) > 8 else [*names]


def named_columns(points: Floats, inputs: Sequence[str]) -> dict[str, Floats]:
    """The columns of some points by every name that a formula may use for them.

    These are x1, x2, ... for all, x and y for the first two, and the inputs' own names, which come first if they
    say otherwise: in a table whose columns are "y" and "x", x is the second.

    Args:
        points: shape (n, inputs).
        inputs: the names of the columns.

    Example:
        >>> sorted(named_columns(np.zeros((5, 2)), ["width", "height"]))
        ['height', 'width', 'x', 'x1', 'x2', 'y']
    """
    columns = list(points.T)
    by_place = {f"x{i}": column for i, column in enumerate(columns, start=1)}
    return dict(zip("xy", columns, strict=False)) | by_place | dict(zip(inputs, columns, strict=True))


def feature_matrix(
    features: Sequence[str], points: npt.ArrayLike, inputs: Sequence[str], *, finite: bool = True
) -> Floats:
    """The features of some points.

    Args:
        features: formulas; none at all stands for the inputs as they are.
        points: shape (n, inputs).
        inputs: the names of the columns of `points`.
        finite: whether values that are not finite are refused.

    Returns:
        Shape (n, features), float64.

    Raises:
        SpecError: for what is no formula, an input that is not there, or a value that is not finite; it names the
            feature as `features.0` and so on.

    Example:
        >>> feature_matrix(["x", "x*y"], [[2.0, 3.0], [4.0, 5.0]], ["x", "y"]).tolist()
        [[2.0, 6.0], [4.0, 20.0]]
    """
    held = np.asarray(points, np.float64)
    if not features:
        return held.copy()
    columns = named_columns(held, inputs)
    matrix = np.empty((len(held), len(features)))
    for i, text in enumerate(features):
        try:
            matrix[:, i] = evaluate(parse(text), columns, finite=finite)
        except SpecError as error:
            raise SpecError(f"features.{i}", error.got, error.allowed) from None
    return matrix

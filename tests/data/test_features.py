"""A typed feature is arithmetic and nothing else, and its value is what Python's mathematics gives."""

import math
import time
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from glassnet.data.features import DEFAULT_FEATURES, evaluate, feature_matrix
from glassnet.spec import SpecError
from glassnet.spec.formula import CONSTANTS, FUNCTIONS, MAX_LENGTH, Formula, parse

HEADS = {"+", "-", "*", "/", "^", "input", "number", *FUNCTIONS}

ATTACKS = [
    "__import__('os').system('true')", "().__class__.__bases__", "x.__class__", "x.real", "x[0]", "x1[y]",
    "eval(x)", "exec(x)", "open(x)", "print(x)", "globals()", "sin", "sin.__call__(x)", "x(y)", "pi(x)", "(sin)(x)(y)",
    "lambda x: x", "lambda: 0", "[x for x in y]", "{x}", "{x: y}", "[x]", "(x, y)", "x,", "(x for x in y)",
    "'x'", '"x"', "f'{x}'", "b'x'", "x if y else x1", "x and y", "x or y", "not x", "x < y", "x == y", "x is y",
    "x in y", "x := 1", "(x := 1)", "x = 1", "x; y", "import os", "x\ny", "x # y", "x\\y", "x @ y", "x % y", "x // y",
    "x | y", "x & y", "x << 2", "~x", "True", "None", "...", "1j", "2x", "2(x)", "3 x", "x y", "sin x", "sin(x, y)",
    "sin()", "sin(*x)", "sin(x=y)", "sin(**x)", "z", "x0", "x01", "x_1", "__builtins__", "await x", "yield x", "*x",
    "x٣", "ｘ", "ſin(x)", "x\0", "\x0cx", "1if x else y", "1or 2", "0_or x", "é", "1e400", "9" * 301, "()", "", " ",
    "x ^^ y", "x *^ y", "x ^* y", "^x", "x +", "1__0", "@x", "$x", "`x`", "x?", "x!", "!x", "del x", "_", "e e", ")(",
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_what_is_not_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse(text)
    message = str(caught.value)
    assert message.startswith("formula: got ") and "allowed: " in message
    assert "\n" not in message and len(message) < 320


def test_refusal_says_what_is_allowed() -> None:
    with pytest.raises(SpecError) as caught:
        parse("x.real")
    assert str(caught.value) == (
        "formula: got 'x.real', allowed: numbers, inputs (x, y, x1, x2, ...), pi, e, + - * / ^, parentheses, "
        "and the functions sin, cos, tan, tanh, exp, log, sqrt, abs, sign, floor"
    )
    with pytest.raises(
        SpecError, match=r"got '2x', allowed: a sign between a number and what follows it, such as 2\*x"
    ):
        parse("2x")


def nodes(formula: Formula) -> list[Formula]:
    return [formula, *(node for part in formula.parts for node in nodes(part))]


LIKELY = st.text(st.sampled_from("xyesinpilog0123456789.()+-*/^ _'\"[]{},:=@#\\\n<>~%&|!;ａ٣"), max_size=40)


@given(text=st.text(max_size=60) | LIKELY)
@settings(max_examples=400)
@example(text="1if x else y")
@example(text="2.or x")
@example(text="x*2.and y")
@example(text="0xfor x")
@example(text="x(((")
def test_any_text_is_a_formula_or_an_error(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            formula = parse(text)
        except SpecError:
            return
    assert {node.head for node in nodes(formula)} <= HEADS
    assert all(math.isfinite(node.number) for node in nodes(formula))
    try:
        values = evaluate(formula, {"x": np.array([0.5, 2.0]), "y": np.array([1.0, -3.0])})
    except SpecError:
        return
    assert values.shape == (2,) and np.isfinite(values).all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9**9**9", "got '9^9^9', allowed: a formula that is finite at every point; it is infinite"),
        ("x*9^9^9^9^9", "at x = 1 it is infinite"),
        ("exp(exp(exp(x+2)))", "at x = 1 it is infinite"),
        ("(" * 100 + "x" + ")" * 99, "allowed: numbers"),
        ("sin(" * 39 + "x" + ")" * 39, "at most 30 levels of nesting"),
        ("-" * 150 + "x", "at most 30 levels of nesting"),
        ("(" * 150 + "x" + ")" * 49, "allowed: numbers"),
        ("2^" * 99 + "x", "at most 30 levels of nesting"),
        ("x" * 1_000_000, "got '1000000 characters', allowed: at most 200 characters"),
    ],
)
def test_huge_formulas_are_refused_at_once(text: str, message: str) -> None:
    start = time.perf_counter()
    with pytest.raises(SpecError) as caught:
        evaluate(parse(text), {"x": np.ones(3)})
    assert message in str(caught.value)
    assert time.perf_counter() - start < 5.0  # a parser that goes back over its text would need hours


def test_long_sums_and_many_parentheses_are_no_nesting() -> None:
    assert evaluate(parse("+".join(["x"] * 100)), {"x": np.array([2.0])}).tolist() == [200.0]
    assert parse("(" * 90 + "x" + ")" * 90) == parse("x")


FORMULAS = st.recursive(
    st.sampled_from(["x", "y"]).map(lambda name: Formula("input", name=name))
    | st.floats(0, 1e6).map(lambda number: Formula("number", number=number))
    | st.sampled_from(sorted(CONSTANTS)).map(lambda name: Formula("number", name=name, number=CONSTANTS[name])),
    lambda part: (
        st.builds(lambda head, a: Formula(head, (a,)), st.sampled_from(["+", "-", *FUNCTIONS]), part)
        | st.builds(lambda head, a, b: Formula(head, (a, b)), st.sampled_from(list("+-*/^")), part, part)
    ),
    max_leaves=8,
)

PYTHON: dict[str, Callable[..., float]] = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "tanh": math.tanh, "exp": math.exp, "log": math.log,
    "sqrt": math.sqrt, "abs": abs, "floor": math.floor, "sign": lambda v: (v > 0) - (v < 0),
    "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": math.pow,
    "+": lambda a, b=None: a if b is None else a + b, "-": lambda a, b=None: -a if b is None else a - b,
}  # fmt: skip


def by_python(formula: Formula, at: dict[str, float]) -> float:
    if formula.head == "input":
        return at[formula.name]
    if formula.head == "number":
        return formula.number
    value = float(PYTHON[formula.head](*(by_python(part, at) for part in formula.parts)))
    if not math.isfinite(value) or abs(value) > 1e12:  # beyond, sines and differences of last digits mean nothing
        raise OverflowError
    return value


@given(formula=FORMULAS)
@settings(max_examples=300)
def test_text_of_a_formula_parses_to_the_same(formula: Formula) -> None:
    text = str(formula)
    assume(len(text) <= MAX_LENGTH)
    assert parse(text) == formula


@given(formula=FORMULAS, x=st.floats(-6, 6), y=st.floats(-6, 6))
@settings(max_examples=400)
def test_value_is_that_of_pythons_mathematics(formula: Formula, x: float, y: float) -> None:
    try:
        expected = by_python(formula, {"x": x, "y": y})
    except (ValueError, OverflowError, ZeroDivisionError):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                evaluate(formula, {"x": [x], "y": [y]})
            except SpecError as error:
                assert "\n" not in str(error)
        return
    value = evaluate(formula, {"x": np.array([x]), "y": np.array([y])})
    # a floor or a sign may jump by a last digit of what is under it
    if not {"floor", "sign", "tan"} & {node.head for node in nodes(formula)}:
        assert value.tolist() == [pytest.approx(expected, rel=1e-6, abs=1e-6)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^3^2", 512.0), ("-x^2", -9.0), ("x^-1", 1 / 3), ("2 - 3 - 4", -5.0), ("8 / 4 / 2", 1.0), ("x**2", 9.0),
        ("x + 2*y", 13.0), ("(x + 2)*y", 25.0), ("+x", 3.0), ("1e2*x", 300.0), ("2.5E-1", 0.25), ("cos(pi)", -1.0),
        ("log(e)", 1.0), ("x1 - x2", -2.0), (".5*x", 1.5), ("floor(-x/2)", -2.0), ("sign(-y)", -1.0), ("abs(-x)", 3.0),
        ("sqrt(y - 1)", 2.0), ("tan(0)", 0.0), ("tanh(0*x)", 0.0),
    ],
)  # fmt: skip
def test_arithmetic(text: str, value: float) -> None:
    assert feature_matrix([text], [[3.0, 5.0]], ["x", "y"]).tolist() == [[pytest.approx(value, abs=1e-15)]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/x", "features.1: got '1/x', allowed: a formula that is finite at every point; at x = 0 it is infinite"),
        (
            "log(x - y)",
            "got 'log(x - y)', allowed: a formula that is finite at every point; at x = 0, y = 1 it is not a",
        ),
        ("x/x", "at x = 0 it is not a number"),
        ("sqrt(-y)", "at y = 1 it is not a number"),
        ("x^-0.5", "at x = 0 it is infinite"),
        ("exp(1000 + x)", "at x = 2 it is infinite"),
        ("1/0", "got '1/0', allowed: a formula that is finite at every point; it is infinite"),
        ("x3 + x", "features.1: got 'x3 in x3 + x', allowed: the inputs x, y, x1, x2"),
        ("x.y", "features.1: got 'x.y', allowed: numbers, inputs"),
    ],
)
def test_error_names_the_feature_and_the_point(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        feature_matrix(["y", text], [[2.0, 1.0], [0.0, 1.0]], ["x", "y"])
    assert message in str(caught.value)


def test_no_features_are_the_inputs_themselves() -> None:
    points = np.array([[1.0, 2.0, 3.0]])
    matrix = feature_matrix((), points, ["a", "b", "c"])
    assert matrix.tolist() == points.tolist()
    matrix[0, 0] = 9.0
    assert points[0, 0] == 1.0


def test_inputs_have_names_by_place_unless_their_own_say_otherwise() -> None:
    points = [[1.0, 2.0, 3.0]]
    assert feature_matrix(["x", "y", "x1", "x2", "x3"], points, ["a", "b", "c"]).tolist() == [[1, 2, 1, 2, 3]]
    assert feature_matrix(["x", "y", "x1"], points, ["y", "x", "c"]).tolist() == [[2, 1, 1]]


def test_error_lists_few_of_many_inputs() -> None:
    with pytest.raises(SpecError, match=r"the inputs x, y, x1, x2, x3, x4, \.\.\., p63$"):
        feature_matrix(["x99"], np.zeros((1, 64)), [f"p{i}" for i in range(64)])


def test_a_constant_feature_has_a_row_for_each_point() -> None:
    assert feature_matrix(["2*pi"], np.zeros((3, 1)), ["x"]).tolist() == [[2 * math.pi]] * 3
    assert feature_matrix(["x", "2"], np.zeros((0, 2)), ["x", "y"]).shape == (0, 2)


def test_default_features_are_those_of_tensorflow_playground() -> None:
    a, b = 0.3, -2.0
    row = feature_matrix(DEFAULT_FEATURES, [[a, b]], ["x", "y"]).tolist()
    assert row == [[pytest.approx(v) for v in (a, b, a * a, b * b, a * b, math.sin(a), math.sin(b))]]


def test_constants_are_no_inputs() -> None:
    assert parse("pi*x + e").inputs() == {"x"}
    assert str(parse("pi*x+e")) == "pi*x + e"

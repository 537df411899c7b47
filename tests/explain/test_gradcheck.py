"""Gradients against finite differences: right ones pass, wrong ones are found and named, right ones never accused."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from glassnet.explain import BackwardError, gradcheck
from glassnet.explain.gradchecks import relative_errors
from glassnet.explain.gradchecks.factors import factor_words
from glassnet.nn import ACTIVATIONS, MLP, Array, Dense
from glassnet.spec import Experiment, SpecError
from glassnet.training import Network, Trainer
from tests.explain.faults import SHAPES, Arrays, Injected, Shape, backward_of, by_loops, faults_of, in_float32, scaled
from tests.nn.cases import cases_of

RIGHT = (backward_of, by_loops, in_float32)


def start(shape: Shape, seed: int) -> tuple[np.random.Generator, MLP, Array, Array]:
    rng = np.random.default_rng([seed, *shape.sizes])
    return rng, shape.network(rng), *shape.data(rng)


# -- the reference itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backpropagation_passes_for_every_loss_and_depth(activation: str) -> None:
    for case in cases_of(activation):
        if case.depth not in (0, 1):
            continue
        loss = {"kind": case.loss, **case.loss_settings}
        found = gradcheck(case.network, case.X, case.T, loss=loss, l1=case.l1, l2=case.l2)
        assert found.passed, f"{case}\n{found}"
        assert sum(row.checked for row in found.rows) == case.network.parameter_count
        assert found.rows[0].worst < 1e-6


@pytest.mark.parametrize("large", [1e-3, 1e4])
def test_backpropagation_passes_at_any_scale(large: float) -> None:
    for seed, shape in enumerate(SHAPES):
        _, network, X, T = start(shape, seed)
        found = gradcheck(network, large * X, T, loss=shape.loss)
        assert found.passed, f"{shape}\n{found}"
        wide = network.with_parameters([p * min(large, 30.0) for p in network.parameters])
        assert gradcheck(wide, X, T, loss=shape.loss).passed, shape


def test_a_run_is_checked_with_its_dropout_and_penalties(engine: str) -> None:
    experiment = Experiment.from_json(
        {
            "data": {"n": 60},
            "network": {"layers": [{"units": 6, "activation": "relu", "dropout": 0.5}, {"units": 4}]},
            "training": {"l1": 0.01, "l2": 0.1, "batch_size": 12},
        }
    )
    run = Trainer(experiment, engine=engine)
    run.advance(20)
    assert gradcheck(run).passed and gradcheck(run, example=3, part="test").passed
    assert run.step == 20


def test_the_table_has_the_worst_first() -> None:
    _, network, X, T = start(SHAPES[2], 0)
    found = gradcheck(network, X, T, worst=7)
    worst = [row.worst for row in found.rows]
    assert worst == sorted(worst, reverse=True) and len(found.rows) == 6
    errors = [entry.error for entry in found.entries]
    assert errors == sorted(errors, reverse=True) and len(errors) == 7 and errors[0] == worst[0]
    text = str(found)
    assert "gradient check passed" in text and text.index(found.rows[0].parameter) < text.index("worst entries")


def test_large_networks_are_sampled_and_it_is_said() -> None:
    network = Network([30, 40, 2], seed=1)
    X, T = np.random.default_rng(0).normal(size=(5, 30)), np.ones((5, 2))
    found = gradcheck(network, X, T, entries=50)
    assert found.passed and {row.checked for row in found.rows} == {50, 40, 2}
    assert "142 of 1,322 parameters, drawn at random from each array" in found.notes
    other = gradcheck(network, X, T, entries=50, seed=1)
    assert {e.index for e in found.entries} != {e.index for e in other.entries}
    assert found == gradcheck(network, X, T, entries=50)


# -- kinks -------------------------------------------------------------------------------------------------------------


def kinked(bias: float, activation: str = "relu") -> MLP:
    """Two units of which the first has a weighted sum of exactly `bias` for the input 0."""
    hidden = Dense(np.array([[1.0], [0.5]]), np.array([bias, 0.3]), activation)
    return MLP([hidden, Dense(np.array([[1.0, -2.0]]), np.array([0.1]))])


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_an_entry_on_a_kink_is_not_compared_and_it_is_said(activation: str) -> None:
    found = gradcheck(kinked(0.0, activation), [[0.0]], [[2.0]])
    assert found.passed
    rows = {row.parameter: row for row in found.rows}
    assert (rows["b1"].kinks, rows["b1"].checked, rows["W1"].kinks) == (1, 1, 0)
    assert "1 entry sits on a kink" in found.notes[0]
    assert [e.parameter for e in found.entries if e.kink] == ["b1"]
    assert "kink" in str(found)


@pytest.mark.parametrize("distance", [1e-2, 1e-3, 1e-4, -1e-3])
def test_near_a_kink_the_steps_are_shorter_and_the_entry_is_compared(distance: float) -> None:
    found = gradcheck(kinked(distance), [[0.0]], [[2.0]])
    rows = {row.parameter: row for row in found.rows}
    assert found.passed and rows["b1"].kinks == 0 and rows["b1"].near == 1
    assert "near a kink: measured with shorter steps" in found.notes[0]


def test_a_plain_central_difference_would_be_wrong_there() -> None:
    # What the ladder avoids: at 1e-3 from the kink a step of 1e-2 mixes both sides.
    network, h = kinked(1e-3), 1e-2
    X, T = [[0.0]], [[2.0]]
    true = network.loss_and_gradients(X, T, "mse")[2].db[0][0]

    def loss(bias: float) -> float:
        return kinked(bias).loss_and_gradients(X, T, "mse")[0]

    plain = (loss(1e-3 + h) - loss(1e-3 - h)) / (2 * h)
    assert abs(plain - true) > 0.3 * abs(true)


def test_l1_has_a_kink_at_zero() -> None:
    network = MLP([Dense(np.array([[0.0, 1.0]]), np.zeros(1))])
    found = gradcheck(network, [[1.0, 2.0]], [[0.5]], l1=0.1)
    assert found.passed and {row.parameter: row.kinks for row in found.rows} == {"W1": 1, "b1": 0}


def test_the_floor_of_the_error_is_what_differences_can_resolve() -> None:
    a, n = np.array([0.0, 1e-12, 1.0]), np.array([1e-13, -1e-12, 1.0 + 1e-5])
    errors = relative_errors(a, n, np.full(3, 1e-11), 1e-6)
    assert errors[0] < 1e-6 and errors[1] < 1e-6 and errors[2] == pytest.approx(1e-5, rel=1e-3)


# -- a learner's own function ------------------------------------------------------------------------------------------


def named_rightly(shape: Shape, network: MLP, X: Array, T: Array, injected: Injected) -> bool:
    check = gradcheck(network, X, T, loss=shape.loss, backward=backward_of(shape, injected.fault), entries=5)
    finding = check.finding
    if check.passed or finding is None or finding.kind != injected.kind:
        return False
    if injected.layers is not None and finding.layers != injected.layers:
        return False
    return injected.cause is None or injected.cause in finding.causes


def judge(shape: Shape, seeds: range) -> tuple[Counter[str], Counter[str], list[str]]:
    """How often each fault was there, how often it was named rightly, and which right code was accused."""
    there: Counter[str] = Counter()
    named: Counter[str] = Counter()
    accused = []
    for seed in seeds:
        rng, network, X, T = start(shape, seed)
        for right in RIGHT:
            check = gradcheck(network, X, T, loss=shape.loss, backward=right(shape), entries=30)
            if not check.passed or check.finding is not None:
                accused.append(f"{right.__name__}, seed {seed}\n{check}")
        for injected in faults_of(shape, rng):
            there[injected.name] += 1
            named[injected.name] += named_rightly(shape, network, X, T, injected)
    return there, named, accused


@pytest.mark.parametrize("shape", SHAPES[:3], ids=lambda s: "-".join(map(str, s.sizes)))
def test_faults_are_named_rightly_and_right_code_is_not_accused(shape: Shape) -> None:
    there, named, accused = judge(shape, range(1))
    assert accused == []
    assert named == there


@pytest.mark.slow
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backpropagation_passes_in_deeper_networks(activation: str) -> None:
    for case in cases_of(activation):
        if case.depth > 1:
            loss = {"kind": case.loss, **case.loss_settings}
            assert gradcheck(case.network, case.X, case.T, loss=loss, l1=case.l1, l2=case.l2).passed, str(case)


@pytest.mark.slow
def test_each_fault_is_named_rightly_in_95_percent_over_all_shapes() -> None:
    there: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for shape in SHAPES:
        more_there, more_named, accused = judge(shape, range(1, 7))
        assert accused == []
        there += more_there
        named += more_named
    assert min(there.values()) >= 24
    assert {name: named[name] / n for name, n in there.items() if named[name] < 0.95 * n} == {}


def finding_of(shape: Shape, change: Any) -> str:
    _, network, X, T = start(shape, 3)
    check = gradcheck(network, X, T, loss=shape.loss, backward=backward_of(shape, change), entries=3)
    assert check.finding is not None and str(check.finding.message) in str(check)
    return check.finding.message


def test_the_words_say_what_to_do() -> None:
    shape = Shape((2, 4, 3), 7)
    assert finding_of(shape, scaled(-1.0)).startswith("all gradients: their sign is turned round")
    assert "7 times too large: the division by the batch size, 7, is missing" in finding_of(shape, scaled(7.0))
    assert "the division by the number of outputs, 3, is missing" in finding_of(shape, scaled(3.0))
    assert "2 times too small: the factor 2 of the square's derivative is missing" in finding_of(shape, scaled(0.5))
    assert finding_of(shape, scaled(0.37)) == "all gradients are 0.37 times what they should be"
    assert finding_of(shape, scaled(-1.0, lambda i: i // 2 == 0)).startswith("only layer 1: their sign")
    assert finding_of(shape, scaled(1 / 7, lambda i: i % 2 == 1)).startswith("all db: they are 7 times too small")


def test_ambiguous_factors_name_all_their_causes() -> None:
    words = factor_words(2.0, 2, 2, 1e-6)
    assert words is not None and set(words.causes) == {"2", "batch size", "outputs"}
    assert factor_words(0.37, 5, 3, 1e-6) is None
    both = factor_words(-15.0, 5, 3, 1e-6)
    assert both is not None and both.causes == ("sign", "batch size", "outputs")


def test_two_faults_at_once_are_both_said() -> None:
    shape = SHAPES[3]
    _, network, X, T = start(shape, 0)
    right = backward_of(shape)

    def backward(*arguments: Any) -> Arrays:
        return [-g.T for g in right(*arguments)]

    finding = gradcheck(network, X, T, loss=shape.loss, backward=backward).finding
    assert finding is not None and finding.kind == "transposed" and finding.layers == (1, 2, 3)
    assert "dW1, dW2 and dW3 are transposed" in finding.message
    assert "Besides: all gradients: their sign is turned round" in finding.message


def test_nothing_is_guessed_where_nothing_fits() -> None:
    shape = SHAPES[2]
    rng, network, X, T = start(shape, 0)
    noise = [rng.normal(size=p.shape) for p in network.parameters]
    finding = gradcheck(network, X, T, loss=shape.loss, backward=lambda *_: noise).finding
    assert (
        finding is not None and finding.kind == "unknown" and "in no usual way; begin with layer 3" in finding.message
    )


def test_what_one_example_or_one_output_hides_is_said() -> None:
    shape = Shape((2, 3, 1), 1)
    _, network, X, T = start(shape, 0)
    found = gradcheck(network, X, T, backward=backward_of(shape))
    assert found.passed and len(found.notes) == 2
    assert "missing division by the number of outputs cannot be seen" in found.notes[0]
    assert "missing division by the batch size cannot be seen" in found.notes[1]


def test_a_function_that_changes_its_arguments_changes_nothing_here() -> None:
    shape = SHAPES[0]
    _, network, X, T = start(shape, 0)
    right = backward_of(shape)

    def backward(weights: Arrays, biases: Arrays, X: Array, T: Array) -> Arrays:
        found: Arrays = right(weights, biases, X, T)
        for array in (*weights, *biases, X, T):
            array[:] = 0.0
        return found

    kept = [p.copy() for p in network.parameters]
    assert gradcheck(network, X, T, loss=shape.loss, backward=backward).passed
    assert all((p == k).all() for p, k in zip(network.parameters, kept, strict=True)) and X.any()


def divided(*_: Any) -> Any:
    return 1 / 0


@pytest.mark.parametrize(
    ("backward", "said"),
    [
        (divided, r"raised ZeroDivisionError: division by zero \(line \d+: return 1 / 0\)"),
        (lambda *_: None, "returned NoneType: it must return"),
        (lambda *_: {"W1": 1}, "returned dict"),
        (lambda *_: [1, 2, 3], "returned 3 values for 2 layers"),
        (lambda W, b, X, T: [W[0], b[0], W[1], "no"], "db2 is no array of numbers but str"),
        (lambda W, b, X, T: [W[0][:1], b[0], W[1], b[1]], r"dW1 has shape \(1, 2\): it must be \(3, 2\), like W1"),
        (lambda W, b, X, T: [W[0], b[0][:, None], W[1], b[1]], r"db1 has shape \(3, 1\): it must be \(3,\)"),
        (lambda W, b, X, T: [W[0] * np.nan, b[0], W[1], b[1]], "dW1 has entries that are not finite"),
    ],
)
def test_a_function_that_returns_no_gradients_is_told_in_a_line(backward: Any, said: str) -> None:
    with pytest.raises(BackwardError, match=said) as caught:
        gradcheck(Network([2, 3, 1]), [[1.0, 2.0]], [[1.0]], backward=backward)
    assert "\n" not in str(caught.value)


def test_missing_gradients_count_as_zero() -> None:
    shape = SHAPES[1]
    _, network, X, T = start(shape, 0)
    right = backward_of(shape)
    found = gradcheck(network, X, T, loss=shape.loss, backward=lambda *a: [None, None, *right(*a)[2:]])
    assert found.finding is not None and found.finding.kind == "only one layer"
    assert "dW1 and db1 are 0. The error is not carried back" in found.finding.message


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"tolerance": 0.0}, "tolerance: got 0.0"),
        ({"entries": 0}, "entries: got 0, allowed: a whole number from 1"),
        ({"worst": -1}, "worst: got -1"),
        ({"loss": "no"}, "loss: got 'no'"),
    ],
)
def test_bad_input_is_told_in_a_line(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        gradcheck(Network([2, 3, 1]), [[1.0, 2.0]], [[1.0]], **settings)

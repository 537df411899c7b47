"""What the Microscope is sent: the step, one entry written out, one weight's chain beside its finite difference."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from glassnet.explain import chain_view, entry_view, trace, trace_view
from glassnet.explain.traces import Style
from glassnet.nn import ACTIVATIONS, LOSSES, MLP, Dense
from glassnet.session import Session
from glassnet.spec import Experiment, SpecError
from glassnet.training import Network, Trainer
from tests.nn.cases import cases_of

ELEMENTS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "mfrac", "msqrt", "mover", "mtable", "mtr",
    "mtd",
}  # fmt: skip


def make(**changes: Any) -> Trainer:
    settings: dict[str, Any] = {"data": {"source": {"kind": "preset", "name": "moons"}, "n": 60}}
    return Trainer(Experiment.from_json(settings | changes), engine="reference")


def markups(value: Any) -> Iterator[str]:
    """Every formula in a view."""
    if isinstance(value, str) and value.startswith("<math"):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from markups(part)
    elif isinstance(value, list):
        for part in value:
            yield from markups(part)


def assert_is_mathml(markup: str) -> None:
    root = ElementTree.fromstring(markup)
    assert {element.tag for element in root.iter()} <= ELEMENTS
    for element in root.iter():
        children = {"msub": 2, "msup": 2, "mfrac": 2, "mover": 2}.get(element.tag)
        assert children is None or len(element) == children
        assert len(element) or element.text or element.tag == "mspace", markup


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_formulas_are_mathml(activation: str) -> None:
    for loss in LOSSES:
        case = next(c for c in cases_of(activation) if c.depth == 1 and c.loss == loss)
        for long in {False, "entropy" in loss}:
            found = trace(case.network, case.X, case.T, loss=loss, long=long, l1=0.1, l2=0.1, optimizer="adamw")
            for quantity in found:
                assert_is_mathml(quantity.formula_markup())
                for piece in quantity.numbers_markup(next(quantity.indices()), Style()):
                    assert_is_mathml(piece)


def test_the_view_has_the_numbers_of_the_trace() -> None:
    run = make()
    found, view = trace(run, example=4), trace_view(run, example=4).data
    assert [q["name"] for q in view["quantities"]] == list(found.names)
    for shown, quantity in zip(view["quantities"], found, strict=True):
        np.testing.assert_allclose(np.ravel(shown["values"]), np.ravel(quantity.value), rtol=1e-5)
        assert shown["shape"] == list(quantity.shape)
    assert view["loss"] == found.loss and view["n"] == 1
    stepped = found.step.network.with_parameters(found.updated)
    assert view["loss_after"] == stepped.loss_and_gradients(found.step.X, found.step.T, "cross_entropy")[0]
    assert view["loss_after"] < view["loss"]
    for markup in markups(view):
        assert_is_mathml(markup)


def test_a_large_quantity_is_sent_in_part_with_its_whole_size() -> None:
    layers = [{"units": 50, "activation": "tanh"}]
    view = trace_view(make(network={"layers": layers}, training={"batch_size": 40})).data
    z1 = view["quantities"][0]
    assert (z1["rows"], z1["columns"]) == (36, 50)
    assert (len(z1["values"]), len(z1["values"][0])) == (32, 32)


@pytest.mark.parametrize("name", ["z1", "a2", "yhat", "loss", "delta3", "dL/dW2", "dL/db1", "W1 after"])
def test_an_entry_is_written_with_its_numbers(name: str) -> None:
    run = make()
    quantity = trace(run, example=0)[name]
    for index in quantity.indices():
        row, column = index if len(index) == 2 else (0, index[0] if index else 0)
        view = entry_view(run, example=0, quantity=name, row=row, column=column).data
        assert (view["quantity"], view["row"], view["column"]) == (name, row, column)
        assert view["value"] == quantity.value[index]
        for piece in view["mathml"]:
            assert_is_mathml(piece)


def test_an_entry_beyond_the_last_is_the_last() -> None:
    run = make()
    view = entry_view(run, quantity="dL/dW1", row=99, column=99).data
    assert (view["row"], view["column"]) == (7, 1)
    assert entry_view(run, quantity="gone").data["quantity"] == "z1"
    long = entry_view(run, example=0, long=True, quantity="dyhat/dz3", row=0, column=3).data
    assert (long["row"], long["column"]) == (0, 3)


def test_a_step_that_cannot_be_computed_is_said() -> None:
    run = make()
    snapshot = run.snapshot()
    snapshot.state.parameters[2][0, 0] = np.nan
    run.restore(snapshot)
    for view in (trace_view(run), entry_view(run), chain_view(run)):
        assert "weights of layer 2" in view.data["error"]
    assert "example: got 999" in trace_view(make(), example=999).data["error"]


def test_a_session_shows_them_as_json() -> None:
    session = Session(Experiment.from_json({"data": {"n": 50}}), engine="reference")
    for name, parameters in (
        ("trace", {"example": 3, "long": True}),
        ("trace_entry", {"quantity": "a1", "column": 2}),
        ("trace_chain", {"layer": 2, "unit": 1, "source": 0}),
    ):
        view = session.view(name, parameters)
        assert "error" not in json.loads(json.dumps(view.data, allow_nan=False)) and view.arrays == ()


# -- chains ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu"])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_chain_multiplies_out_to_the_gradient(activation: str, loss: str) -> None:
    for case in cases_of(activation):
        if case.loss != loss or case.depth not in (1, 3):
            continue
        found = trace(case.network, case.X[:2], case.T[:2], loss=loss, l2=0.1)
        for layer in range(1, case.depth + 2):
            for source in (None, 0):
                chain = found.chain(layer, 0, source)
                gradient = found[f"dL/db{layer}"].value[0] if source is None else found[f"dL/dW{layer}"].value[0, 0]
                assert chain.analytic == pytest.approx(gradient, rel=1e-12)
                assert sum(path.value for path in chain.paths) == pytest.approx(gradient, rel=1e-10, abs=1e-15)
                for path in chain.paths:
                    product = np.prod([factor.value for factor in path.factors])
                    assert path.value == pytest.approx(product, rel=1e-12)
                assert chain.agrees and chain.numeric == pytest.approx(chain.total, rel=1e-6, abs=1e-9)
                for markup in markups(chain.to_json()):
                    assert_is_mathml(markup)


def test_factors_have_the_names_of_the_quantities() -> None:
    net = Network([2, 2, 1], activation="sigmoid", output="sigmoid", seed=1)
    found = trace(net, [1.0, 2.0], [1.0])
    names = [factor.symbol.text() for factor in found.chain(1, 1, 0).paths[0].factors]
    assert names == ["dL/da2[1]", "da2/dz2[1]", "W2[1,2]", "da1/dz1[2]", "x[1]"]
    assert [factor.symbol.text() for factor in found.chain(2, 0, 1).paths[0].factors] == [
        "dL/da2[1]", "da2/dz2[1]", "a1[2]",
    ]  # fmt: skip


def test_many_paths_are_added_up_at_the_next_layer() -> None:
    net = Network([2, 8, 8, 2], seed=1)
    found = trace(net, [1.0, 2.0], [1.0, 0.0], loss="cross_entropy")
    deep, late = found.chain(1, 3, 0), found.chain(2, 3, 0)
    assert deep.merged and len(deep.paths) == 1
    assert [factor.symbol.text() for factor in deep.paths[0].factors] == ["dL/da1[4]", "da1/dz1[4]", "x[1]"]
    assert not late.merged and len(late.paths) == 2


def test_a_batch_is_written_for_its_first_examples() -> None:
    run = make(training={"batch_size": 20})
    chain = trace(run).chain(3, 0, 0)
    assert len(chain.paths) == 3 and chain.left_out == 17 and chain.agrees


def test_a_chain_on_a_kink_says_so() -> None:
    layers = [Dense(np.array([[1.0]]), np.zeros(1), "relu"), Dense(np.ones((1, 1)), np.ones(1))]
    chain = trace(MLP(layers), [0.0], [3.0]).chain(1, 0)
    assert chain.kink and chain.agrees and "on a kink" in chain.text()


@pytest.mark.parametrize(
    ("where", "said"), [((0, 0, 0), "layer: got 0"), ((1, 9, 0), "unit: got 9"), ((1, 0, 2), "source: got 2")]
)
def test_a_weight_that_there_is_not_is_told(where: tuple[int, int, int], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        trace(Network([2, 3, 1]), [1.0, 2.0], [1.0]).chain(*where)

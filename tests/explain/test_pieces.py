"""The exact pieces of a network of ReLUs: they fill the window, each pattern has one, and each is linear."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.explain import Pieces, border, pieces, pieces_view
from glassnet.explain.polygons import Polygon, cut
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from tests.nn.reference import assert_agrees, entry
from tests.support import require_torch

Floats = npt.NDArray[np.float64]


def run_of(
    weights: Any, biases: Any, activation: Any = "relu", data: dict[str, Any] | None = None, **training: Any
) -> Trainer:
    """A run of a network with given weights; its inputs are the coordinates as they are."""
    plain = {"source": {"kind": "preset", "name": "gauss"}, "n": 20, "scaling": "none"}
    layers = [{"units": len(b), "activation": activation} for b in biases[:-1]]
    experiment = Experiment.from_json(
        {
            "data": plain | (data or {}),
            "network": {"layers": layers, "weights": weights, "biases": biases},
            "training": training,
        }
    )
    return Trainer(experiment, engine="reference")


def random_run(sizes: list[int], seed: int, activation: Any = "relu", whole: bool = False) -> Trainer:
    rng = np.random.default_rng(seed)

    def numbers(*shape: int) -> Any:
        # whole numbers meet in the same places: lines through one point, equal lines, neurons without any weight
        return (rng.integers(-1, 2, shape).astype(float) if whole else rng.normal(size=shape)).tolist()

    shapes = list(zip(sizes[1:], sizes, strict=False))
    return run_of([numbers(out, into) for out, into in shapes], [numbers(out) for out, _ in shapes], activation)


def samples(found: Pieces, count: int, seed: int = 0) -> Floats:
    x0, x1, y0, y1 = found.domain
    return np.random.default_rng(seed).uniform([x0, y0], [x1, y1], (count, 2))


def inside(polygon: Polygon, points: Floats, slack: float) -> npt.NDArray[np.bool_]:
    """Whether points lie in a convex polygon, or no farther outside than the slack."""
    ends = np.roll(polygon.corners, -1, axis=0)
    along = ends - polygon.corners  # (corners, 2)
    away = points[:, None, :] - polygon.corners  # (n, corners, 2)
    side = along[:, 0] * away[..., 1] - along[:, 1] * away[..., 0]
    length = np.maximum(np.linalg.norm(along, axis=1), 1e-300)
    turn = np.sign(np.sum(side / length, axis=1, keepdims=True))
    result: npt.NDArray[np.bool_] = (side * turn / length >= -slack).all(axis=1)
    return result


def check(run: Trainer, points: int = 400) -> Pieces:
    """What must hold of the pieces of any network."""
    found = pieces(run)
    window = Polygon.window(found.domain).area
    assert found.areas.sum() == pytest.approx(window, rel=1e-9)
    assert (found.areas > 0.0).all()
    assert len({pattern.tobytes() for pattern in found.patterns}) == len(found)
    assert found.limit is None or len(found) <= found.limit
    places = samples(found, points)
    at = found.piece_at(places)
    assert (at >= 0).all()
    outputs = run.net(places)
    scale = max(1.0, float(np.abs(outputs).max()))
    for number in np.unique(at):
        mine = places[at == number]
        assert inside(found.polygons[number], mine, slack=1e-7).all()
        linear = mine @ found.slopes[number].T + found.offsets[number]
        np.testing.assert_allclose(linear, outputs[at == number], atol=1e-9 * scale)
    return found


def test_one_neuron_cuts_the_plane_where_it_is_zero() -> None:
    found = pieces(run_of([[[2.0, 0.0]], [[1.0], [-1.0]]], [[-1.0], [0.5, 0.0]]), domain=(0.0, 2.0, 0.0, 1.0))
    assert [(p.corners.tolist(), on.tolist()) for p, on in zip(found.polygons, found.patterns, strict=True)] == [
        ([[0.5, 0.0], [2.0, 0.0], [2.0, 1.0], [0.5, 1.0]], [True]),
        ([[0.0, 0.0], [0.5, 0.0], [0.5, 1.0], [0.0, 1.0]], [False]),
    ]
    assert found.slopes.tolist() == [[[2.0, 0.0], [-2.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]
    assert found.offsets.tolist() == [[-0.5, 1.0], [0.5, 0.0]]
    segments, owners = found.kinks
    assert (sorted(map(sorted, segments.reshape(-1, 2, 2).tolist())), owners.tolist()) == (
        [[[0.5, 0.0], [0.5, 1.0]]],
        [0],
    )


def test_lines_in_general_position_reach_the_limit() -> None:
    # three lines that cross in three points of the window, by hand: 1 + 3 + 3 pieces
    run = run_of([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [[1.0, 1.0, 1.0]] * 2], [[0.0, 0.0, -1.0], [0.0, 0.0]])
    found = check(run)
    assert (len(found), found.limit, found.counts) == (7, 7, (7,))


def test_lines_through_one_point_make_a_star() -> None:
    angles = np.arange(5) * np.pi / 5
    W = np.stack([np.cos(angles), np.sin(angles)], axis=1).tolist()
    assert len(check(run_of([W, [[1.0] * 5] * 2], [[0.0] * 5, [0.0, 0.0]]))) == 10


def test_equal_lines_cut_once_and_a_silent_neuron_cuts_nothing() -> None:
    W = [[1.0, 1.0], [2.0, 2.0], [-1.0, -1.0], [0.0, 0.0], [0.0, 0.0]]
    found = check(run_of([W, [[1.0] * 5] * 2], [[0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0]]))
    assert sorted(found.patterns.tolist()) == [[False, False, True, True, False], [True, True, False, True, False]]


def test_a_neuron_that_is_zero_on_a_whole_piece_is_off_there() -> None:
    # z = relu(x + 0.1) − relu(x) − 0.1 is zero for every x > 0, but for rounding
    run = run_of([[[1.0, 0.0], [1.0, 0.0]], [[1.0, -1.0]], [[1.0], [0.0]]], [[0.1, 0.0], [-0.1], [0.0, 0.0]])
    assert check(run).patterns.tolist() == [[True, True, False], [True, False, False], [False, False, False]]


def test_the_line_of_a_second_layer_bends_where_it_crosses_one_of_the_first() -> None:
    # |x| − y + … : the second layer's neuron is zero on y = |x| − 1, a line with one bend
    run = run_of([[[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]], [[1.0, 1.0, -1.0, 1.0]], [[1.0], [0.0]]],
                 [[0.0] * 4, [-1.0], [0.0, 0.0]])  # fmt: skip
    found = check(run)
    segments, owners = found.kinks
    bent = segments[owners == 4]
    np.testing.assert_allclose(np.abs(bent[:, [0, 2]]) - 1.0, bent[:, [1, 3]], atol=1e-12)
    assert found.layer_of(4) == (2, 1)
    assert {x for x in bent[:, [0, 2]].ravel().tolist() if abs(x) < 1e-12}, "it bends at x = 0"


@settings(max_examples=30)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(0, 10**6), st.booleans(),
    st.sampled_from(["relu", {"kind": "leaky_relu", "slope": 0.1}, {"kind": "leaky_relu", "slope": 0.0}]),
)  # fmt: skip
def test_every_sampled_pattern_lies_in_exactly_one_piece(
    hidden: list[int], seed: int, whole: bool, activation: Any
) -> None:
    check(random_run([2, *hidden, 2], seed, activation, whole))


@pytest.mark.parametrize("hidden", [[16, 16], [8, 8, 8, 8]])
def test_larger_networks(hidden: list[int]) -> None:
    found = check(random_run([2, *hidden, 2], 3), points=3000)
    assert len(found) > 100
    assert list(found.counts) == sorted(found.counts)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_wide_and_deep_networks(seed: int) -> None:
    check(random_run([2, 48, 48, 2], seed), points=10_000)
    check(random_run([2, *[8] * 8, 2], seed), points=10_000)


def test_a_trained_network_on_scaled_inputs() -> None:
    data = {"source": {"kind": "preset", "name": "moons"}, "n": 60}
    network = {"layers": [{"units": 6, "activation": "relu"}, {"units": 4, "activation": "leaky_relu"}]}
    run = Trainer(Experiment.from_json({"data": data, "network": network}))
    run.advance_epochs(20)
    found = pieces(run)
    places = samples(found, 1000)
    at = found.piece_at(places)
    said = run.activations(places)[-1]
    linear = np.einsum("nkd,nd->nk", found.slopes[at], places) + found.offsets[at]
    np.testing.assert_allclose(linear, said, atol=1e-4)  # the run computes in float32
    ends = border(run, found).reshape(-1, 2)
    assert len(ends) > 4
    np.testing.assert_allclose(run.predict(ends)[:, 1], 0.5, atol=1e-3)


def test_slopes_are_the_gradients_of_pytorch() -> None:
    torch = require_torch()
    run = random_run([2, 6, 5, 2], 11)
    found = pieces(run)
    layers: list[Any] = []
    for W, b in zip(run.state.weights, run.state.biases, strict=True):
        layer = torch.nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
        layer.weight.data, layer.bias.data = torch.tensor(W), torch.tensor(b)
        layers += [layer, torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    for polygon, slopes in zip(found.polygons, found.slopes, strict=True):
        jacobian = torch.autograd.functional.jacobian(net, torch.tensor(polygon.middle))
        np.testing.assert_allclose(slopes, jacobian.numpy(), atol=1e-10)


@pytest.mark.parametrize("kind", ["softmax_ce", "linear_mse"])
def test_pieces_of_the_reference_network_say_its_outputs(kind: str) -> None:
    name = f"ref.gradients.relu.{kind}"
    inputs, outputs = entry(name)["inputs"], entry(name)["outputs"]
    run = run_of([*inputs["W"][:2], inputs["W"][2][:2]], [*inputs["b"][:2], inputs["b"][2][:2]])
    found = check(run)
    places = np.array(inputs["X"])
    at = found.piece_at(places)
    said = np.einsum("nkd,nd->nk", found.slopes[at], places) + found.offsets[at]
    if kind == "linear_mse":
        assert_agrees(name, said, outputs["outputs"])
    else:  # the entry has three outputs; the quotient of the first two is theirs alone
        chances = np.array(outputs["outputs"])
        assert_agrees(name, np.exp(said[:, 0] - said[:, 1]), chances[:, 0] / chances[:, 1])


def test_one_input_makes_strips() -> None:
    data = {"source": {"kind": "preset", "name": "sine"}}
    run = run_of([[[1.0], [-1.0], [1.0]], [[1.0, 1.0, 1.0]]], [[0.0, 1.0, -2.0], [0.0]], data=data)
    found = pieces(run, domain=(-4.0, 4.0, 0.0, 1.0))
    assert (len(found), found.limit) == (4, 4)
    np.testing.assert_allclose(sorted(found.areas), [1.0, 1.0, 2.0, 4.0])
    assert len(border(run, found)) == 0


def test_linear_layers_have_one_piece() -> None:
    found = check(random_run([2, 3, 2], 5, "identity"))
    assert (len(found), found.limit, found.patterns.tolist()) == (1, 1, [[True] * 3])
    none = check(run_of([[[1.0, 2.0], [0.0, 1.0]]], [[0.0, 1.0]]))
    assert (len(none), none.counts, none.kinks[0].shape) == (1, (), (0, 4))


def test_the_border_of_a_single_output() -> None:
    W = [[[1.0, 0.0]], [[1.0]]]
    cases: list[tuple[dict[str, Any], str, float]] = [
        ({"loss": "binary_cross_entropy"}, "identity", 1.0),
        ({"loss": "mse"}, "identity", 1.5),
        ({"loss": "mse"}, "tanh", 1.0),
        ({"loss": "mse"}, "sigmoid", 1.0),
    ]
    for training, output, at in cases:
        run = run_of(W, [[0.0], [-1.0]], **training)
        run.change(run.experiment.with_setting("network.output", output))
        segments = border(run, pieces(run))
        np.testing.assert_allclose(segments[:, [0, 2]], at)


def test_a_corner_on_the_line_belongs_to_both_halves() -> None:
    square = Polygon.window((0.0, 1.0, 0.0, 1.0))
    above, below = cut(square, np.array([0.0, 1.0, 0.0, -1.0]), owner=4)
    assert (above.corners.tolist(), above.owners.tolist()) == ([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], [-1, -1, 4])
    assert (below.corners.tolist(), below.owners.tolist()) == ([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]], [4, -1, -1])


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({"network.layers.0.activation": "tanh"}, {}, "layer 1: got 'tanh', allowed: relu, leaky_relu or identity"),
        ({"data.features": ("x", "x*y")}, {}, r"data.features: got 'x\*y', allowed: inputs as they are, x and y"),
        ({"data.source": {"kind": "preset", "name": "iris"}}, {}, "data: got '4 inputs'"),
        ({}, {"most": 3}, "pieces: got 'more than 3', allowed: at most 3"),
        ({}, {"domain": (1.0, 1.0, 0.0, 1.0)}, "domain: got .* in ascending order"),
        ({}, {"domain": (0.0, np.inf, 0.0, 1.0)}, "domain: got .* finite"),
    ],
)
def test_what_has_no_pieces_is_refused_in_a_line(change: Any, options: Any, message: str) -> None:
    run = random_run([2, 4, 2], 1)
    experiment = run.experiment.with_(network=run.experiment.network.with_(weights=None, biases=None))
    for path, value in change.items():
        experiment = experiment.with_setting(path, value)
    with pytest.raises(SpecError, match=message):
        pieces(Trainer(experiment, engine="reference"), **options)


def test_weights_that_are_not_finite_are_refused() -> None:
    run = random_run([2, 4, 2], 1)
    run.state.weights[1][0, 0] = np.nan  # the reference engine's own array
    with pytest.raises(SpecError, match=r"weights: got 'layer 2 with numbers that are not finite'"):
        pieces(run)
    assert "not finite" in pieces_view(run).data["problem"]


def test_the_view_has_all_lines_and_pieces() -> None:
    run = random_run([2, 4, 3, 2], 2)
    found, view = pieces(run), pieces_view(run)
    kinks, edge, corners, sizes, on = view.arrays
    assert view.data["pieces"] == len(found) == len(sizes)
    np.testing.assert_allclose(kinks.reshape(-1, 6)[:, :4], found.kinks[0], rtol=1e-6)
    assert set(map(tuple, kinks.reshape(-1, 6)[:, 4:].tolist())) <= {(1, j) for j in range(1, 5)} | {
        (2, j) for j in range(1, 4)
    }
    assert edge.size == border(run, found).size
    assert corners.size == 2 * int(sizes.sum())
    assert on.reshape(-1, 2).sum() == found.patterns.sum()
    listed = found.to_json()
    assert [len(piece["on"]) for piece in listed["pieces"]] == [2] * len(found)
    assert sum(piece["area"] for piece in listed["pieces"]) == pytest.approx(found.areas.sum())

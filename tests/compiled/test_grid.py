"""Grids of points: the reference's activations, the pictures made of them, and nothing outside the arrays."""

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from glassnet.engines import ReferenceEngine, predict
from glassnet.engines.compiled.compile import Loaded, Target, object_code
from glassnet.engines.compiled.grid import activation_settings, compile_grid
from glassnet.engines.compiled.grid_code import GridShape, write_grid
from glassnet.engines.compiled.layout import aligned
from glassnet.engines.compiled.shade import BLOCK
from glassnet.engines.state import Array
from glassnet.explain.surface import boundary, neurons
from glassnet.spec import Experiment
from glassnet.spec.choices import MSE, Activation, BinaryCrossEntropy, ReLU, Sigmoid, Sine, Softplus, Tanh
from glassnet.training import Trainer
from tests.compiled.cases import ACTIVATIONS, OUTPUTS, Case, in_precision, make_case

BOUND = 3e-6
"""Greatest error of an activation, relative to the greatest activation of its layer (of 1 at least)."""


def reference_forward(case: Case, X: Array) -> list[Array]:
    engine = ReferenceEngine()
    engine.open(case.problem, case.settings, in_precision(case.state, np.float64))
    return engine.forward(X.astype(np.float64))


def points(n: int, features: int, seed: int = 0) -> npt.NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(n, features)).astype(np.float32)


def compare(case: Case, n: int) -> None:
    X = points(n, case.settings.sizes[0])
    kernel = compile_grid(case.settings, case.problem.encoding)
    found = kernel(case.state.parameters, X, activation_settings(case.settings))
    for layer, expected in zip(found, reference_forward(case, X), strict=True):
        assert layer.dtype == np.float32
        assert layer.shape == expected.shape
        scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
        np.testing.assert_allclose(layer, expected, rtol=0, atol=BOUND * scale)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda a: a.kind)
def test_every_activation_is_the_reference_s(activation: Any) -> None:
    compare(make_case(activation=activation, width=5, features=3), 77)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda a: a.kind)
def test_every_output_activation_is_the_reference_s(output: Any) -> None:
    compare(make_case(output=output, loss=MSE(), outputs=1), 40)


SHAPES = [(0, 1, 1, 2), (1, 65, 9, 11), (3, 17, 64, 3), (4, 7, 2, 2), (8, 63, 64, 3)]
"""Hidden layers, their units, features, outputs."""


@pytest.mark.parametrize(("depth", "width", "features", "outputs"), SHAPES)
def test_every_shape_is_the_reference_s(depth: int, width: int, features: int, outputs: int) -> None:
    compare(make_case(activation=Tanh(), depth=depth, width=width, features=features, outputs=outputs), 90)


@pytest.mark.parametrize("n", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
def test_any_number_of_points_will_do(n: int) -> None:
    compare(make_case(), n)


# -- pictures ----------------------------------------------------------------------------------------------------------


def levels(values: Array, low: float, high: float) -> npt.NDArray[np.int64]:
    """Grey levels by the book."""
    scaled = np.nan_to_num((values - low) * (255.0 / (high - low)), nan=127.5)
    rounded: npt.NDArray[np.int64] = np.floor(np.clip(scaled, 0.0, 255.0) + 0.5).astype(np.int64)
    return rounded


def says(experiment: str) -> dict[str, Any]:
    """A small experiment for each way in which outputs are read."""
    data, training, output = {"n": 60, "source": {"kind": "preset", "name": "circle"}}, {}, "identity"
    if experiment == "three classes":
        data["source"] = {"kind": "preset", "name": "blobs"}
    elif experiment == "values":
        data["source"] = {"kind": "preset", "name": "plane"}
    elif experiment == "logistic":
        training = {"loss": "binary_cross_entropy"}
    elif experiment == "sign":
        training, output = {"loss": "mse"}, "tanh"
    elif experiment == "class":
        training, output = {"loss": "half_squared"}, "sigmoid"
    elif experiment == "one-hot values":
        training, data = {"loss": "mse"}, data | {"targets": "one_hot"}
    layers = [{"units": 6}, {"units": 5, "activation": "relu"}]
    if experiment == "two classes, ReLU":
        layers = [{"units": 6, "activation": "relu"}]
    elif experiment == "two classes, sigmoid":
        layers = [{"units": 6, "activation": "sigmoid"}]
    return {"data": data, "network": {"layers": layers, "output": output}, "training": training}


@pytest.mark.parametrize(
    "experiment",
    [
        "two classes", "two classes, ReLU", "two classes, sigmoid", "three classes", "values", "logistic", "sign",
        "class", "one-hot values",
    ],
)  # fmt: skip
def test_the_boundary_is_the_view_s_within_a_grey_level(experiment: str) -> None:
    run = Trainer(Experiment.from_json(says(experiment)), engine="reference")
    run.advance(50)
    view = boundary(run, 40)
    kernel = compile_grid(run.settings, run.problem.encoding)
    grid = pixels(run, 40)
    found = kernel.boundary(run.state.parameters, kernel.points(grid), view.data["low"], view.data["high"])
    assert len(found) == len(view.arrays)
    assert view.data["mode"] == ("classes" if len(found) == 2 else "diverging")
    if len(found) == 2:
        assert np.mean(found[0] != view.arrays[0]) < 0.01  # but for ties
    difference = found[-1].astype(np.int64) - view.arrays[-1].astype(np.int64)
    assert np.abs(difference).max() <= 1
    assert np.ptp(found[-1]) > 20  # a picture of something


def pixels(run: Trainer, size: int) -> npt.NDArray[np.float32]:
    from glassnet.explain.surface import grid

    X = run.data.transform(grid(run.data.table.domain, size, len(run.data.table.inputs)))
    return X.astype(np.float32)


def test_neuron_maps_are_the_view_s_within_a_grey_level() -> None:
    run = Trainer(Experiment.from_json(says("two classes")), engine="reference")
    run.advance(50)
    view = neurons(run, 32)
    kernel = compile_grid(run.settings)
    found = kernel.neurons(run.state.parameters, kernel.points(pixels(run, 32)))
    difference = found.pixels.astype(np.int64) - view.arrays[0].reshape(-1, 32 * 32)[2:].astype(np.int64)
    assert np.abs(difference).max() <= 1
    scales = found.scales
    np.testing.assert_allclose(scales, np.concatenate(view.data["layers"][1:]), rtol=1e-4)
    assert scales.max() > 1.0


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda a: a.kind)
def test_each_unit_is_drawn_on_its_own_scale(activation: Activation) -> None:
    case = make_case(activation=activation)
    kernel, X = compile_grid(case.settings), points(300, 2)
    parameters, functions = [4.0 * p for p in case.state.parameters], activation_settings(case.settings)
    found = kernel.neurons(parameters, kernel.points(X), functions)
    values = np.concatenate([layer.T for layer in kernel(parameters, X, functions)]).astype(np.float64)
    scales = np.maximum(np.abs(values).max(axis=1), 1.0)
    np.testing.assert_allclose(found.scales, scales, rtol=1e-4)
    expected = levels(values / scales[:, None], -1.0, 1.0)
    assert np.abs(found.pixels.astype(np.int64) - expected).max() <= 1


def test_nan_and_infinity_go_through_and_are_grey_or_at_the_end() -> None:
    for activation in (Tanh(), ReLU(), Sigmoid(), Softplus(), Sine()):
        case = make_case(activation=activation)
        parameters = [p.copy() for p in case.state.parameters]
        parameters[1][3] = np.nan
        kernel = compile_grid(case.settings)
        hidden, second, output = kernel(parameters, points(100, 2))
        assert np.isnan(hidden[:, 3]).all()
        assert np.isfinite(hidden[:, :3]).all()
        assert np.isnan(second).all()
        assert np.isnan(output).all()
        ready = kernel.points(points(100, 2))
        (picture,) = kernel.boundary(parameters, ready)
        assert (picture == 128).all()
        maps = kernel.neurons(parameters, ready)
        assert (maps.pixels[3] == 128).all()
        assert maps.scales[3] == 1.0
        assert np.isfinite(maps.scales).all()
    parameters[1][3] = np.inf
    kernel = compile_grid(make_case(activation=ReLU()).settings)
    maps = kernel.neurons(parameters, kernel.points(points(100, 2)))
    assert maps.scales[3] == np.float32(3e38)
    assert (maps.pixels[3] == 255).all()


def test_a_nan_wins_as_argmax_has_it() -> None:
    case = make_case(outputs=5)
    parameters = [p.copy() for p in case.state.parameters]
    parameters[-1][2] = np.nan
    kernel = compile_grid(case.settings)
    winner, chance = kernel.boundary(parameters, kernel.points(points(50, 2)))
    outputs = reference_forward(Case(case.problem, case.settings, case.state), points(50, 2))[-1]
    outputs[:, 2] = np.nan
    said = predict(outputs, case.settings.loss, "one_hot")
    np.testing.assert_array_equal(winner, np.argmax(said, axis=1))
    assert (chance == 128).all()


def test_only_what_saves_time_is_drawn_less_exactly() -> None:
    shapes = [((2, 4, 2), ("tanh", "identity")), ((2, 4, 2), ("relu", "identity")), ((2, *[4] * 5, 2), ("tanh",) * 6)]
    assert [GridShape(sizes, kinds, "softmax").sketched for sizes, kinds in shapes] == [True, False, False]
    assert ["@hidden_sketched(" in write_grid(GridShape(sizes, kinds, "softmax")) for sizes, kinds in shapes] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("factor", [1.0, 5.0, 30.0])
def test_a_sketch_differs_by_a_grey_level_at_most_from_the_exact_activations(factor: float) -> None:
    case = make_case(activation=Tanh(), depth=2, width=8)
    parameters = [factor * p for p in case.state.parameters]
    kernel, X = compile_grid(case.settings), points(2000, 2)
    (found,) = kernel.boundary(parameters, kernel.points(X))
    z = kernel(parameters, X)[-1].astype(np.float64)
    with np.errstate(over="ignore"):
        expected = levels(1.0 / (1.0 + np.exp(z[:, 0] - z[:, 1])), 0.0, 1.0)
    assert np.abs(found - expected).max() <= 1
    assert np.mean(found != expected) < 0.1


def test_probabilities_near_an_end_are_rounded_as_by_the_book() -> None:
    case = make_case(loss=BinaryCrossEntropy(), outputs=1, activation=Tanh())
    parameters = [6.0 * p for p in case.state.parameters]
    kernel = compile_grid(case.settings, "class")
    X = points(2000, 2)
    (found,) = kernel.boundary(parameters, kernel.points(X))
    z = kernel(parameters, X)[-1][:, 0].astype(np.float64)
    assert np.abs(found - levels(1.0 / (1.0 + np.exp(-z)), 0.0, 1.0)).max() <= 1


# -- memory and targets ------------------------------------------------------------------------------------------------


def test_nothing_is_written_outside_the_arrays() -> None:
    case = make_case(outputs=3, width=7)
    kernel, guard = compile_grid(case.settings), 64
    theta, ready = kernel.pack(case.state.parameters), kernel.points(points(100, 2))
    units, places = sum(case.settings.sizes[1:]), ready.places
    planes = np.full(units * places + 2 * guard, 7.5, np.float32)
    shown = np.full(units * places + 2 * guard, 77, np.uint8)
    scales = np.full(units + 2 * guard, 7.5, np.float32)
    kept = theta.copy(), ready.planes.copy()
    kernel._forward(theta.ctypes.data, kernel._settings(None), ready.address, places, planes[guard:].ctypes.data)
    assert (planes[:guard] == 7.5).all() and (planes[guard + units * places :] == 7.5).all()
    kernel._neurons(
        theta.ctypes.data, kernel._settings(None), ready.address, places, planes[guard:].ctypes.data,
        shown[guard:].ctypes.data, scales[guard:].ctypes.data,
    )  # fmt: skip
    for array, canary, inside in ((planes, 7.5, units * places), (shown, 77, units * places), (scales, 7.5, units)):
        assert (array[:guard] == canary).all()
        assert (array[guard + inside :] == canary).all()
    first, second = np.full((2, places + 2 * guard), 77, np.uint8)
    kernel._boundary(
        theta.ctypes.data, kernel._settings(None), ready.address, places, 0.0, 255.0, first[guard:].ctypes.data,
        second[guard:].ctypes.data,
    )  # fmt: skip
    for array in (first, second):
        assert (array[:guard] == 77).all()
        assert (array[guard + places :] == 77).all()
    assert (theta == kept[0]).all()
    assert (ready.planes == kept[1]).all()


def test_points_of_the_wrong_width_are_refused() -> None:
    with pytest.raises(ValueError, match=r"X has shape \(4, 3\): it must be \(points, 2\)"):
        compile_grid(make_case().settings).points(np.zeros((4, 3)))


def test_equal_networks_share_a_kernel_and_weights_are_no_part_of_it() -> None:
    one, other = make_case(seed=0), make_case(seed=1)
    kernel = compile_grid(one.settings)
    assert compile_grid(other.settings) is kernel
    X = points(10, 2)
    packed = kernel(kernel.pack(one.state.parameters), X)[-1]
    np.testing.assert_array_equal(packed, kernel(one.state.parameters, X)[-1])
    assert (packed != kernel(other.state.parameters, X)[-1]).any()


def test_code_for_other_processors_is_emitted_and_the_generic_one_agrees() -> None:
    case = make_case()
    kernel = compile_grid(case.settings)
    assert object_code(write_grid(kernel.shape, fused=True), Target.aarch64())
    target = Target.generic()
    code = Loaded(object_code(write_grid(kernel.shape, fused=target.fused), target))
    address, number = ctypes.c_void_p, ctypes.c_int64
    plain = code.function("forward", None, address, address, address, number, address)
    X = points(100, 2)
    ready, theta = kernel.points(X), kernel.pack(case.state.parameters)
    planes = aligned(sum(case.settings.sizes[1:]) * ready.places).reshape(-1, ready.places)
    plain(theta.ctypes.data, kernel._settings(None), ready.address, ready.places, planes.ctypes.data)
    expected = np.concatenate([layer.T for layer in kernel(case.state.parameters, X)])
    np.testing.assert_allclose(planes[:, :100], expected, rtol=0, atol=2e-6 * np.abs(expected).max())


def test_the_ir_says_what_it_computes() -> None:
    ir = write_grid(GridShape((2, 4, 2), ("tanh", "identity"), "softmax"))
    assert "z[unit][point] = b[unit] + Σ_input W[unit][input] · x[input][point]" in ir
    assert "fast" not in ir.replace("fastcc", "")

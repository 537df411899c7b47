"""Networks as modules, modules as networks, and networks as files for other programs."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.spec.choices import Activation, OutputActivation
from glassnet.training.exports import FORMATS, state_arrays
from glassnet.training.onnx_graph import onnx_model
from tests.compiled.cases import ACTIVATIONS
from tests.support import require_torch

torch = require_torch()
nn = torch.nn

X = np.random.default_rng(0).normal(scale=3.0, size=(50, 3))
WILD = [v.with_(alpha=0.7) if v.kind == "elu" else v for v in ACTIVATIONS]
"""Every activation, those with a setting with another one than the usual."""


def network(activation: Any, output: str = "identity", dropout: float = 0.0) -> gn.Network:
    return gn.Network([3, 7, 6, 2], activation=activation, output=output, dropout=dropout, bias=0.3, seed=4)


@pytest.mark.parametrize("activation", WILD, ids=lambda v: v.kind)
@pytest.mark.parametrize("output", OutputActivation.choices())
def test_a_module_says_what_the_network_says_and_comes_back_as_it(activation: Activation, output: str) -> None:
    net = network(activation, output, dropout=0.25)
    module = gn.to_torch(net, dtype="float64").eval()
    with torch.no_grad():
        np.testing.assert_allclose(module(torch.tensor(X)).numpy(), net(X), rtol=1e-11, atol=1e-14)
    back = gn.from_torch(module)
    assert (back.sizes, back.spec.layers, back.spec.output) == (net.sizes, net.spec.layers, net.spec.output)
    for mine, other in zip([*net.weights, *net.biases], [*back.weights, *back.biases], strict=True):
        np.testing.assert_array_equal(mine, other)


def test_softplus_keeps_its_digits_where_pytorchs_own_becomes_a_line() -> None:
    """Above 20 nn.Softplus is z unless it is told otherwise; at 21 that is wrong in the ninth digit."""
    single = gn.Network([1, 1, 1], activation="softplus", weights=[[[1.0]], [[1.0]]], biases=[[0.0], [0.0]])
    with torch.no_grad():
        said = gn.to_torch(single, dtype="float64")(torch.tensor([[21.0]], dtype=torch.float64)).item()
        usual = nn.Softplus()(torch.tensor(21.0, dtype=torch.float64)).item()
    assert abs(said - np.log1p(np.exp(21.0))) < 1e-13 and usual == 21.0 and said > 21.0


def test_the_module_is_an_ordinary_sequential() -> None:
    module = gn.to_torch(network("relu", dropout=0.5))
    kinds = [type(part) for part in module]
    assert kinds == [nn.Linear, nn.ReLU, nn.Dropout, nn.Linear, nn.ReLU, nn.Dropout, nn.Linear]
    assert {p.dtype for p in module.parameters()} == {torch.float32}
    assert all(p.requires_grad for p in module.parameters())
    assert [tuple(p.shape) for p in module.parameters()] == [(7, 3), (7,), (6, 7), (6,), (2, 6), (2,)]
    before = gn.to_torch(net := network("relu"))
    with torch.no_grad():
        next(before.parameters()).zero_()
    assert net.weights[0].any()  # the network is not the module's


def test_a_network_from_a_module_can_be_trained_on() -> None:
    torch.manual_seed(0)
    net = gn.from_torch(nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2)))
    data = gn.load("gauss", n=60)
    run = gn.train(net, data, epochs=20, lr=0.05)
    assert run.history.train_loss[-1] < 0.2 < run.history.train_loss[0]
    module = gn.to_torch(run.net)
    with torch.no_grad():
        chances = module(torch.tensor(data.test.X, dtype=torch.float32)).softmax(1).numpy()
    np.testing.assert_allclose(chances, run.predict(data.test.points), atol=1e-5)


def test_what_nests_or_flattens_is_opened() -> None:
    inner = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
    net = gn.from_torch(nn.Sequential(nn.Flatten(), inner, nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())))
    assert (net.sizes, net.spec.output.kind) == ((4, 3, 1), "sigmoid")
    assert gn.from_torch(nn.Linear(4, 2)).sizes == (4, 2)
    assert gn.from_torch(nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))).spec.layers[0].activation.kind == "identity"


def bad_linear() -> Any:
    part = nn.Linear(2, 2)
    with torch.no_grad():
        part.weight[0, 0] = float("nan")
    return part


L = nn.Linear
REFUSED: list[tuple[Any, str]] = [
    (nn.Conv2d(1, 2, 3), "got 'Conv2d', allowed: an nn.Sequential of nn.Linear, activations and nn.Dropout"),
    (3, "got 'int'"),
    (nn.Sequential(), "an empty module"),
    (nn.Sequential(nn.ReLU(), L(2, 2)), "got 'ReLU at 0', allowed: an nn.Linear first"),
    (nn.Sequential(nn.Dropout(0.5), L(2, 2)), "got 'Dropout at 0', allowed: an nn.Linear first"),
    (nn.Sequential(L(2, 3), nn.BatchNorm1d(3), L(3, 1)), "got 'BatchNorm1d at 1'"),
    (nn.Sequential(L(2, 3), nn.ReLU(), nn.Tanh(), L(3, 1)), "got 'Tanh at 2', allowed: one activation a layer"),
    (nn.Sequential(L(2, 3), nn.Dropout(0.5), nn.ReLU(), L(3, 1)), "got 'ReLU at 2', allowed: one activation a layer"),
    (nn.Sequential(L(2, 3), nn.Dropout(0.5), nn.Dropout(0.5), L(3, 1)), "one nn.Dropout a layer"),
    (nn.Sequential(L(2, 3), nn.ReLU(), L(3, 2), nn.Dropout(0.5)), "dropout after hidden layers only"),
    (nn.Sequential(L(2, 3), nn.ReLU(), L(3, 2), nn.Softmax(1)), "cross-entropy has its softmax or sigmoid built in"),
    (nn.Sequential(L(2, 3), nn.ReLU(), L(3, 2), nn.ReLU()), "relu at the output"),
    (nn.Sequential(L(2, 3, bias=False), nn.ReLU(), L(3, 2)), "got 'Linear at 0 without bias'"),
    (nn.Sequential(L(2, 3), nn.ReLU(), L(4, 2)), "got 'Linear at 2 with 4 inputs', allowed: 3 inputs"),
    (nn.Sequential(L(2, 3), nn.GELU(approximate="tanh"), L(3, 2)), "an nn.GELU without approximation"),
    (nn.Sequential(L(2, 3), nn.Softplus(beta=2), L(3, 2)), "an nn.Softplus with beta=1"),
    (nn.Sequential(L(2, 3), nn.LeakyReLU(3.0), L(3, 2)), "slope: got 3.0"),
    (nn.Sequential(L(2, 3), nn.ReLU(), nn.Dropout(1.0), L(3, 2)), "dropout: got 1.0"),
    (bad_linear(), "got 'Linear with numbers that are not finite'"),
]


@pytest.mark.parametrize(("module", "message"), REFUSED, ids=[message[:40] for _, message in REFUSED])
def test_what_has_no_counterpart_is_refused_with_what_would_be_right(module: Any, message: str) -> None:
    with pytest.raises(gn.SpecError, match=re.escape(message)):
        gn.from_torch(module)


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained() -> gn.Network:
    data = gn.load("moons", n=100, seed=1)
    return gn.train(gn.Network([2, 8, 6, 2], activation="silu", dropout=0.1), data, epochs=20).net


@pytest.mark.parametrize("ending", [ending for endings, _, _ in FORMATS.values() for ending in endings])
def test_a_trained_network_is_written_read_back_and_compared(trained: gn.Network, ending: str, tmp_path: Path) -> None:
    done = gn.export_network(trained, tmp_path / f"net{ending}")
    assert (done.path.name, done.size) == (f"net{ending}", done.path.stat().st_size)
    assert 0.0 <= done.difference < 1e-5  # float32
    before = done.path.read_bytes()
    other = gn.Network.of(trained.spec, trained.sizes, gn.Trainer(gn.Experiment()).state)
    other.weights, other.biases = [W + 0.1 for W in trained.weights], trained.biases
    assert gn.export_network(other, done.path).path.read_bytes() != before


def test_the_state_dict_is_that_of_the_module(trained: gn.Network, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    module = gn.to_torch(trained)
    for name in ("net.pt", "net.safetensors"):
        gn.export_network(trained, tmp_path / name)
        state = torch.load(tmp_path / name, weights_only=True) if name == "net.pt" else load_file(tmp_path / name)
        assert set(state) == set(module.state_dict()) == set(state_arrays(trained))
        for key, value in module.state_dict().items():
            assert torch.equal(state[key], value)


@pytest.mark.parametrize("ending", [".pt", ".safetensors"])
def test_float64_keeps_every_digit(ending: str, tmp_path: Path) -> None:
    net = gn.Network([2, 5, 1], weights=[np.full((5, 2), 1 / 3), np.full((1, 5), 1e-9)])
    assert gn.export_network(net, tmp_path / f"net{ending}", dtype="float64").difference < 1e-14
    assert gn.export_network(net, tmp_path / f"net{ending}").difference > 1e-10


@pytest.mark.parametrize("activation", WILD, ids=lambda v: v.kind)
@pytest.mark.parametrize("output", OutputActivation.choices())
def test_onnx_has_every_activation(activation: Activation, output: str) -> None:
    import onnxruntime

    net = network(activation, output, dropout=0.5)
    session = onnxruntime.InferenceSession(onnx_model(net).SerializeToString(), providers=["CPUExecutionProvider"])
    (said,) = session.run(["output"], {"input": X.astype(np.float32)})
    np.testing.assert_allclose(said, net(X.astype(np.float32)), rtol=1e-4, atol=1e-5)
    assert session.run(["output"], {"input": X[:1].astype(np.float32)})[0].shape == (1, 2)  # any number of rows


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("net.h5", {}, "a file that ends with .pt, .pth, .safetensors, .onnx"),
        ("net.onnx", {"dtype": "float64"}, "dtype: got 'float64', allowed: float32 for ONNX"),
        ("net.pt", {"dtype": "half"}, "dtype: got 'half', allowed: float32 or float64"),
    ],
)
def test_a_file_that_is_not_known_is_refused(name: str, options: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(gn.SpecError, match=re.escape(message)):
        gn.export_network(network("tanh"), tmp_path / name, **options)
    assert list(tmp_path.iterdir()) == []

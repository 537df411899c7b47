"""Choosing an engine: by name, device and precision; what there is not, and what is not installed."""

import re
from pathlib import Path
from typing import Any

import pytest

import glassnet as gn
from glassnet.engines import DEFAULT_ENGINE, ENGINES, EngineChoice, need
from glassnet.engines import needs as rooms_needs
from tests.cli.support import Terminal
from tests.support import require_torch, run_python


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name": "steam"}, "engine: got 'steam', allowed: one of compiled, reference, torch"),
        ({"name": "compiled", "device": "cuda"}, "device: got 'cuda', allowed: cpu for the engine compiled"),
        ({"name": "torch", "device": "tpu"}, "device: got 'tpu', allowed: auto or cpu or cuda or mps"),
        ({"name": "torch", "device": "cuda:x"}, "device: got 'cuda:x'"),
        ({"name": "torch", "device": 3}, "device: got 3"),
        ({"name": "reference", "dtype": "float32"}, "dtype: got 'float32', allowed: float64 for the engine reference"),
        ({"name": "compiled", "compile": True}, "compile: got True, allowed: false for the engine compiled; torch has"),
    ],
)
def test_what_no_engine_does_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(gn.SpecError, match=re.escape(message)):
        EngineChoice(**options)


def test_every_engine_can_be_chosen_as_it_usually_is() -> None:
    require_torch()
    for name in ENGINES:
        assert EngineChoice(name).make().name == name
    assert EngineChoice("torch", device="cuda:3").options() == {"device": "cuda:3"}
    assert EngineChoice.of("torch", dtype="float64") == EngineChoice("torch", dtype="float64")
    assert EngineChoice.of(EngineChoice("torch")) == EngineChoice("torch")
    with pytest.raises(gn.SpecError, match="engine: got 'torch'"):
        EngineChoice.of(EngineChoice("torch"), device="cpu")


def test_options_of_the_library_reach_the_engine() -> None:
    require_torch()
    net, data = gn.Network([2, 3, 2]), gn.load("gauss", n=30)
    run = gn.train(net, data, epochs=1, engine="torch", device="cpu", dtype="float64")
    assert run.engine_choice == EngineChoice("torch", device="cpu", dtype="float64")
    assert {str(p.dtype) for p in run.state.parameters} == {"float64"}
    with pytest.raises(gn.SpecError, match="device: got 'cuda', allowed: cpu"):
        gn.train(net, data, epochs=1, engine="reference", device="cuda")
    assert gn.train(net, data, epochs=1).engine == DEFAULT_ENGINE


def test_all_engines_learn_the_same() -> None:
    require_torch()
    net, data = gn.Network([2, 8, 8, 2], activation="relu"), gn.load("moons", n=100, noise=0.1)
    losses = [
        gn.train(net, data, epochs=3, lr=0.01, batch_size=32, engine=name).history.train_loss[-1] for name in ENGINES
    ]
    assert losses == pytest.approx([losses[1]] * 3, rel=1e-5)


def test_the_command_line_chooses(capsys: pytest.CaptureFixture[str]) -> None:
    require_torch()
    glassnet = Terminal(capsys)
    common = ("train", "--data", "gauss", "--points", "30", "--epochs", "1")
    done = glassnet(*common, "--engine", "torch", "--device", "cpu", "--dtype", "float64", "--json")
    assert done.status == 0
    assert done.json["engine"].startswith("torch: PyTorch") and done.json["engine"].endswith("on cpu, float64")
    shown = glassnet(*common, "--engine", "torch", "--device", "auto")
    assert "torch: PyTorch" in shown.out.splitlines()[-1]
    for wrong, message in (
        (("--engine", "torch", "--device", "cuda:77"), "--device: got 'cuda:77'"),
        (("--device", "cuda"), "--device: got 'cuda', allowed: cpu for the engine"),
        (("--engine", "torch", "--dtype", "half"), "--dtype: got 'half', allowed: float32 or float64"),
        (("--compile",), "--compile: got True"),
        (("--engine", "steam"), "--engine: got 'steam', allowed: one of compiled, reference, torch"),
    ):
        done = glassnet(*common, *wrong)
        assert (done.status, message in done.err, done.err.count("\n")) == (2, True, 1), done.err


def test_a_missing_package_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms_needs, "find_spec", lambda name: None)
    with pytest.raises(
        gn.MissingPackage, match=r"PyTorch is not installed; to get it: pip install 'glassnet\[torch\]'"
    ):
        need("torch")
    net = gn.Network([2, 3, 2])
    calls: list[Any] = [
        lambda: gn.to_torch(net),
        lambda: gn.from_torch(None),  # type: ignore[arg-type]
        lambda: gn.compare_gradients(net, [[0.0, 1.0]], [1]),
        lambda: EngineChoice("torch").make(),
        lambda: gn.export_network(net, "net.pt"),
    ]
    for call in calls:
        with pytest.raises(gn.MissingPackage, match="PyTorch is not installed"):
            call()


def test_without_pytorch_the_command_line_says_so_in_one_line() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'torch' else find(name, *more)\n"
        "sys.stderr = sys.stdout\n"
        "from glassnet.cli import main\n"
        "print(main(['train', '--engine', 'torch', '--epochs', '1']))\n"
        "print(main(['gradcheck', '--against', 'torch']))\n"
        "print(main(['train', '--epochs', '1', '--data', 'gauss', '--json']) == 0)"
    )
    said = "glassnet: PyTorch is not installed; to get it: pip install 'glassnet[torch]'"
    lines = run_python(code).splitlines()
    assert lines[:4] == [said, "1", said, "1"] and lines[-1] == "True"


def test_the_file_of_an_older_version_still_says_its_engine(tmp_path: Path) -> None:
    import json

    import numpy as np

    from tests.training.support import make

    run = make("reference")
    run.save(tmp_path / "run.npz")
    arrays = dict(np.load(tmp_path / "run.npz"))
    header = json.loads(arrays["header"].tobytes())
    del header["engine_options"]
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), np.uint8)
    np.savez(tmp_path / "old.npz", **arrays)
    assert gn.Trainer.load(tmp_path / "old.npz").engine_choice == EngineChoice("reference")

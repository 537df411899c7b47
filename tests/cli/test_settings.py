"""Every setting of the specification has an option that does what it says."""

import re

import pytest

from glassnet.cli.options import GLOSSARY
from glassnet.cli.settings import option_of, seed_paths, settings
from glassnet.spec import PRESETS, Activation, CsvFile, Experiment, Source, entries, get_at, plain, to_link
from tests.cli.support import Terminal

OWN = {
    "data.points": ("[[1, 2, 0], [3, 4, 1]]", [[1, 2, 0], [3, 4, 1]]),
    "data.features": ("x, sin(x)*y", ["x", "sin(x)*y"]),
    "network.weights": ("[[[1, 0.5]], [[1], [2]]]", [[[1, 0.5]], [[1], [2]]]),
    "network.biases": ("((0.5),(0,0))", [[0.5], [0, 0]]),
    "training.optimizer": ("adam(beta1 = 0.8)", {"kind": "adam", "beta1": 0.8, "beta2": 0.999, "eps": 1e-8}),
    "training.schedule": ("step(every=3,factor=0.1)", {"kind": "step", "every": 3, "factor": 0.1}),
    "training.patience": ("1", 1),
    "training.batch_size": ("all", None),
    "training.loss": ("huber(delta=2)", {"kind": "huber", "delta": 2.0}),
    "network.output": ("tanh", {"kind": "tanh"}),
    "data.scaling": ("none", "none"),
    "training.evaluate_every": ("2", 2),
    "network.initializer": ("orthogonal(gain=2)", {"kind": "orthogonal", "gain": 2.0}),
    "data.source": ("plane", {"kind": "preset", "name": "plane", "erased": []}),
    "data.columns": ("petal_length,petal_width", ["petal_length", "petal_width"]),
    "data.n": ("60", 60),
    "training.epochs": ("1", 1),
}
"""Options whose value is no plain number: what is typed, and what the experiment then holds."""
TOGETHER = {
    "network.weights": ["--hidden", "1"],
    "network.biases": ["--hidden", "1"],
    "training.loss": ["--data", "plane"],
    "data.columns": ["--data", "iris"],
    "data.targets": ["--loss", "mse"],
    "network.output": ["--loss", "mse"],
}
MADE_BY_HAND = ("data.split.train", "data.split.validation", "data.split.test", "network.layers")


@pytest.mark.parametrize("path", [e.path for e in entries() if e.path not in MADE_BY_HAND])
def test_option_of_each_field_changes_it(path: str, glassnet: Terminal) -> None:
    entry = next(e for e in entries() if e.path == path)
    option, info = option_of(path)[0], entry.info
    given: list[str]
    expected: object
    if info.type == "flag":
        given, expected = [f"--no-{option[2:]}"], False
    elif path in OWN:
        given, expected = [option, OWN[path][0]], OWN[path][1]
    elif info.type == "choice":
        given, expected = [option, info.choices[-1]], info.choices[-1]
    else:
        given, expected = [option, "1" if info.holds(1) else "0.25"], 1 if info.holds(1) else 0.25
    spec = glassnet.trained(*TOGETHER.get(path, []), *given)["spec"]
    assert plain(get_at(Experiment.from_json(spec), path)) == expected != plain(entry.default)


def test_every_field_has_an_option_of_its_own() -> None:
    for entry in entries():
        assert option_of(entry.path)[0].startswith("--"), entry.path
    flags = [flag for setting in settings() for flag in setting.flags]
    assert len(flags) == len(set(flags))


def test_layers_come_from_three_options(glassnet: Terminal) -> None:
    layers = glassnet.trained("--hidden", "3,2", "--activation", "relu,leaky_relu(slope=0.1)", "--dropout", "0.1,0")
    assert layers["spec"]["network"]["layers"] == [
        {"units": 3, "activation": {"kind": "relu"}, "dropout": 0.1},
        {"units": 2, "activation": {"kind": "leaky_relu", "slope": 0.1}, "dropout": 0.0},
    ]
    assert layers["parameters"] == 3 * 3 + 4 * 2 + 3 * 2


@pytest.mark.parametrize("none", ["none", "0"])
def test_network_without_hidden_layers(none: str, glassnet: Terminal) -> None:
    result = glassnet.trained("--hidden", none, "--activation", "relu")
    assert result["spec"]["network"]["layers"] == [] and result["parameters"] == 6


def test_one_activation_holds_for_all_layers(glassnet: Terminal) -> None:
    layers = glassnet.trained("--hidden", "2,2,2", "--activation", "sine")["spec"]["network"]["layers"]
    assert [layer["activation"]["kind"] for layer in layers] == ["sine"] * 3


@pytest.mark.parametrize("shares", ["70,10,20", "0.7,0.1,0.2"])
def test_split_takes_percent_and_shares(shares: str, glassnet: Terminal) -> None:
    split = glassnet.trained("--split", shares, "--split-seed", "4")["spec"]["data"]["split"]
    assert split == {"train": 0.7, "validation": 0.1, "test": 0.2, "stratify": True, "seed": 4}


def test_seed_sets_all_five_and_single_ones_override_it(glassnet: Terminal) -> None:
    spec = Experiment.from_json(glassnet.trained("--order-seed", "3", "--seed", "7")["spec"])
    assert len(seed_paths()) == 5
    assert {path: get_at(spec, path) for path in seed_paths()} == dict.fromkeys(seed_paths(), 7) | {"training.seed": 3}


def test_any_field_can_be_set_by_its_path(glassnet: Terminal) -> None:
    texts = ("network.layers.1.units=3", "network.layers.0=(units=5)", "data.source.name=xor", "training.shuffle=false")
    spec = glassnet.trained(*(part for text in texts for part in ("--set", text)))["spec"]
    assert [layer["units"] for layer in spec["network"]["layers"]] == [5, 3]
    assert spec["data"]["source"]["name"] == "xor" and spec["training"]["shuffle"] is False


def test_link_is_a_start_that_options_change(glassnet: Terminal) -> None:
    experiment = Experiment().with_setting("data.noise", 0.3).with_setting("training.optimizer", "sgd")
    spec = glassnet.trained("--link", f"http://127.0.0.1:8000/?token=1#{to_link(experiment)}", "--lr", "0.5")["spec"]
    assert (spec["data"]["noise"], spec["training"]["optimizer"], spec["training"]["learning_rate"]) == (
        0.3, {"kind": "sgd"}, 0.5,
    )  # fmt: skip


def test_csv_keeps_column_and_task_of_the_start() -> None:
    change = next(s for s in settings() if s.name == "--csv").change
    start = Experiment().with_setting("data.source", CsvFile("a.csv", "kind", "regression", "00"))
    assert change(start, "b.csv").data.source == CsvFile("b.csv", "kind", "regression", "")


def test_help_has_every_line_of_the_specification(glassnet: Terminal) -> None:
    ended = glassnet("train", "--help")
    text = re.sub(r"\s+", " ", ended.out)
    assert ended.status == 0
    for entry in entries():
        if entry.path != "data.source":  # whose options are those of its variants
            assert re.sub(r"\s+", " ", entry.info.explain) in text, entry.path
    for family in GLOSSARY.values():
        for cls in family.choices().values():
            assert cls.explain() in text and all(info.explain in text for info in cls.infos().values())
    unions = {entry.info.item for entry in entries() if entry.info.type == "union"} | {Activation}
    assert unions - {Source} == set(GLOSSARY.values())
    assert all(name in text for name in PRESETS)
    for group in ("Data:", "Network:", "Training:", "Run:", "Optimizers:"):
        assert f"\n{group}\n" in ended.out

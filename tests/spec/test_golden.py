"""What was saved with an older version still means the same: golden files and links of every version.

The files of a version are never changed once that version has been released; a new format gets files of its own.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from glassnet.spec import FORMAT, Experiment, Value, from_link, to_link
from glassnet.spec.defaults import DEFAULTS, SETTINGS

GOLDEN = Path(__file__).parent / "golden"
PINNED_V1 = json.loads((GOLDEN / "defaults_v1.json").read_text(encoding="utf-8"))


def links_of(version: int) -> list[tuple[str, dict[str, Any]]]:
    """Each link with what it changes from that version's defaults, by path."""
    lines = (GOLDEN / f"links_v{version}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line for line in lines if line and not line.startswith("#")]
    return [(link, json.loads(meaning)) for link, meaning in zip(pairs[::2], pairs[1::2], strict=True)]


LINKS_V1 = links_of(1)


def experiment_of(changes: dict[str, Any]) -> Experiment:
    experiment = Experiment.from_json({"format": 1} | PINNED_V1["experiment"])
    for path, value in changes.items():
        experiment = experiment.with_setting(path, value)
    return experiment


@pytest.mark.parametrize(("link", "changes"), LINKS_V1, ids=[link[:60] for link, _ in LINKS_V1])
def test_a_link_of_version_1_means_what_it_meant(link: str, changes: dict[str, Any]) -> None:
    assert from_link(link) == experiment_of(changes)


@pytest.mark.skipif(FORMAT != 1, reason="links are written in the newest version")
@pytest.mark.parametrize(("link", "changes"), LINKS_V1, ids=[link[:60] for link, _ in LINKS_V1])
def test_links_are_written_as_they_were(link: str, changes: dict[str, Any]) -> None:
    assert to_link(experiment_of(changes)) == link


def test_a_file_of_version_1_means_what_it_meant() -> None:
    text = (GOLDEN / "experiment_v1.json").read_text(encoding="utf-8")
    experiment = Experiment.loads(text)
    body = json.loads(text)
    assert body.pop("format") == 1
    if FORMAT == 1:
        assert experiment.dumps() == text
    network, training, data = experiment.network, experiment.training, experiment.data
    assert [layer.units for layer in network.layers] == [3, 2]
    assert network.layers[0].activation.to_json() == {"kind": "leaky_relu", "slope": 0.2}
    assert network.layers[1].dropout == 0.25
    assert network.weights is not None
    assert network.weights[0][2] == (0.5, 1 / 3)
    assert training.optimizer.to_json()["weight_decay"] == 0.05
    assert training.schedule.to_json() == {"kind": "cosine", "epochs": 50, "floor": 0.1}
    assert (training.batch_size, training.clip_norm, training.patience) == (None, 1.5, 20)
    assert data.source.to_json() == {"kind": "preset", "name": "moons", "erased": []}
    assert data.features == ("x", "x*y")
    assert data.points == ((1.5, -0.25, 1.0),)


def settings_of_the_code() -> dict[str, Any]:
    """What variants and layers leave out in a link, found by walking through the specification."""
    found: dict[str, Any] = {}

    def visit(cls: type[Value], prefix: str) -> None:
        for name, info in cls.infos().items():
            path = prefix + name
            if info.type == "record":
                visit(info.item, f"{path}.")
            elif info.type == "list" and info.item not in (str, int):
                found[f"{path}.*"] = info.item().to_json()
                visit(info.item, f"{path}.*.")
            elif info.type == "union":
                for kind, variant in info.item.choices().items():
                    if variant.names():
                        found[f"{path}.{kind}"] = {n: v for n, v in variant().to_json().items() if n != "kind"}

    visit(Experiment, "")
    return found


def test_no_default_changes_without_a_new_format() -> None:
    advice = "a default changed: raise FORMAT and add the new defaults to spec/defaults.py"
    assert {"format": FORMAT} | DEFAULTS[FORMAT] == Experiment().to_json(), advice
    assert SETTINGS[FORMAT] == settings_of_the_code(), advice


def test_the_defaults_of_version_1_stay_as_they_were() -> None:
    assert DEFAULTS[1] == PINNED_V1["experiment"]
    assert SETTINGS[1] == PINNED_V1["settings"]


def test_every_version_has_its_defaults() -> None:
    assert DEFAULTS.keys() == SETTINGS.keys() == set(range(1, FORMAT + 1))


def test_a_link_pins_the_defaults_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    older = DEFAULTS[1] | {"training": DEFAULTS[1]["training"] | {"epochs": 77}}
    monkeypatch.setitem(DEFAULTS, 1, older)
    monkeypatch.setitem(SETTINGS[1], "training.optimizer.adam", {"beta1": 0.7, "beta2": 0.8, "eps": 1e-3})
    monkeypatch.setitem(SETTINGS[1], "network.layers.*", {"units": 6, "activation": {"kind": "relu"}, "dropout": 0.1})
    monkeypatch.setitem(SETTINGS[1], "network.layers.*.activation.elu", {"alpha": 0.3})
    experiment = from_link("v=1&training.optimizer=adam(eps=0.5)&network.layers=((),(units=2,activation=elu))")
    assert experiment.training.epochs == 77
    assert experiment.training.optimizer.to_json() == {"kind": "adam", "beta1": 0.7, "beta2": 0.8, "eps": 0.5}
    plain_layer, elu_layer = experiment.network.layers
    assert plain_layer.to_json() == {"units": 6, "activation": {"kind": "relu"}, "dropout": 0.1}
    assert elu_layer.to_json() == {"units": 2, "activation": {"kind": "elu", "alpha": 0.3}, "dropout": 0.1}
    assert from_link("v=1&training.optimizer=adam").training.optimizer.to_json()["beta1"] == 0.7

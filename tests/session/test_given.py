"""What a widget or a live part of a lesson begins with."""

from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.session.given import given
from glassnet.training import Trainer


def test_a_network_and_data_are_the_experiment_that_train_would_run() -> None:
    net, data = gn.Network([2, 4, 1], seed=3), gn.load("moons", n=60)
    meant = given(net, data, lr=0.1, epochs=3, batch_size=7)
    run = gn.train(net, data, lr=0.1, epochs=3, batch_size=7)
    assert isinstance(meant, gn.Experiment)
    assert meant == run.experiment


def test_a_trained_network_begins_with_its_weights() -> None:
    net, data = gn.Network([2, 3, 2]), gn.load("moons", n=60)
    trained = gn.train(net, data, epochs=2).net
    meant = given(trained, data)
    assert isinstance(meant, gn.Experiment)
    start = Trainer(meant).net
    assert all(np.array_equal(a, b) for a, b in zip(start.weights, trained.weights, strict=True))


def test_data_alone_are_for_the_usual_network() -> None:
    data = gn.load("spiral", n=60)
    meant = given(data=data, optimizer="sgd")
    assert isinstance(meant, gn.Experiment)
    assert meant.data == data.spec and meant.training.optimizer.kind == "sgd"
    assert meant.network == gn.Experiment().network


def test_a_run_is_itself() -> None:
    run = Trainer(gn.Experiment())
    assert given(run) is run


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        ((3,), {}, "playground: got 3, allowed: an experiment, a network with its data, or a run"),
        ((None, "moons"), {}, r"data: got 'moons', allowed: data as from gn.load"),
        ((gn.Network([2, 2, 2]),), {}, "data: got None, allowed: the data that the network is to learn"),
        ((gn.Network([3, 2, 2]), gn.load("moons", n=40)), {}, "sizes: got .*2 inputs first"),
        ((gn.Experiment(), gn.load("moons", n=40)), {}, "data: got 'data', allowed: an experiment alone"),
        ((None,), {"speed": 3}, "training.speed: got 'speed', allowed: one of the fields loss"),
        ((None,), {"lr": -1.0}, "training.learning_rate: got -1.0"),
        ((Trainer(gn.Experiment()),), {"lr": 0.1}, "run: got 'lr', allowed: a run alone"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(
    arguments: tuple[Any, ...], settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(gn.SpecError, match=message) as said:
        given(*arguments, **settings)
    assert "\n" not in str(said.value)

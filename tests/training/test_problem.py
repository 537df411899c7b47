"""What becomes of data on its way to an engine: made once, and as long as the data lives."""

import gc
import weakref

from glassnet.data import make_dataset
from glassnet.spec import Experiment
from glassnet.training.problem import resolve


def test_the_same_data_told_in_the_same_way_is_one_problem() -> None:
    experiment = Experiment.from_json({"data": {"n": 40}})
    data = make_dataset(experiment.data)
    problem, _ = resolve(experiment, data)
    assert resolve(experiment.with_setting("training.learning_rate", 0.5), data)[0] is problem
    assert resolve(experiment.with_setting("network.seed", 7), data)[0] is problem


def test_other_targets_and_other_data_are_other_problems() -> None:
    experiment = Experiment.from_json({"data": {"n": 40}})
    data = make_dataset(experiment.data)
    problem, _ = resolve(experiment, data)
    by_number, settings = resolve(experiment.with_setting("training.loss", "binary_cross_entropy"), data)
    assert settings.sizes[-1] == 1
    assert (problem.train.T.shape, by_number.train.T.shape) == ((24, 2), (24, 1))
    assert (problem.encoding, by_number.encoding) == ("one_hot", "class")
    edited = data.edited(experiment.with_setting("data.points", [[0.5, 0.5, 1.0]]).data)
    assert len(resolve(experiment, edited)[0].train.X) == 25
    assert len(resolve(experiment, data)[0].train.X) == 24


def test_a_problem_goes_with_its_data() -> None:
    experiment = Experiment.from_json({"data": {"n": 40}})
    data = make_dataset(experiment.data)
    seen = weakref.ref(resolve(experiment, data)[0].train)
    assert seen() is not None
    del data
    gc.collect()
    assert seen() is None

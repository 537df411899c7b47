"""A link of TensorFlow Playground opens the same experiment here."""

import pytest

from glassnet.spec import Experiment, SpecError, from_link, to_link
from glassnet.training import Trainer

ADDRESS = "https://playground.tensorflow.org/"
DEFAULT = (
    "#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0"
    "&networkShape=4,2&seed=0.64398&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false"
    "&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false"
    "&problem=classification&initZero=false&hideText=false"
)


def test_its_first_page_is_read_setting_by_setting() -> None:
    experiment = from_link(ADDRESS + DEFAULT)
    data, network, training = experiment.data, experiment.network, experiment.training
    assert data.source.to_json() == {"kind": "preset", "name": "classic_circle", "erased": []}
    assert (data.n, data.noise, data.scaling, data.targets, data.features) == (500, 0.0, "none", "sign", ("x", "y"))
    assert (data.split.train, data.split.validation, data.split.test) == (0.5, 0.0, 0.5)
    assert [(layer.units, layer.activation.kind) for layer in network.layers] == [(4, "tanh"), (2, "tanh")]
    assert (network.output.kind, network.bias) == ("tanh", 0.1)
    assert network.initializer.to_json() == {"kind": "uniform", "limit": 0.5}
    assert (training.loss.kind, training.optimizer.kind, training.learning_rate) == ("half_squared", "sgd", 0.03)
    assert (training.batch_size, training.l1, training.l2) == (10, 0.0, 0.0)
    assert from_link(to_link(experiment)) == experiment


@pytest.mark.parametrize("name", ["circle", "xor", "gauss", "spiral"])
def test_what_it_describes_learns(name: str) -> None:
    link = f"dataset={name}&noise=5&xSquared=true&ySquared=true&xTimesY=true&sinX=true&sinY=true&networkShape=8,8"
    run = Trainer(from_link(link))
    before = run.evaluate().scores["test"]
    run.advance_epochs(60)
    after = run.evaluate().scores["test"]
    assert after.loss < before.loss
    assert after.score > (0.8 if name == "spiral" else 0.95)


def test_values_have_a_linear_output() -> None:
    link = "problem=regression&regDataset=reg-gauss&activation=relu&regularization=L2&regularizationRate=0.003"
    link += "&initZero=true"
    experiment = from_link(link)
    assert experiment.data.source.to_json()["name"] == "classic_bumps"
    assert (experiment.network.output.kind, experiment.data.n, experiment.training.l2) == ("identity", 1200, 0.003)
    assert experiment.network.initializer.kind == "zeros"
    assert Trainer(experiment).parameters == 3 * 4 + 5 * 2 + 3


def test_no_hidden_layer_is_allowed() -> None:
    assert from_link("networkShape=&dataset=gauss").network.layers == ()


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("dataset=moons", "dataset: got 'moons', allowed: one of circle, xor, gauss, spiral"),
        ("networkShape=4,x", "networkShape: got 'x', allowed: a number from 1 to 64"),
        ("networkShape=1,1,1,1,1,1,1,1,1", "networkShape: got '1,1,1,1,1,1,1,1,1', allowed: at most 8 layers"),
        ("dataset=xor&learningRate=fast", "learningRate: got 'fast', allowed: a number from 0 to 10"),
        ("dataset=xor&x=false&y=false", "features: got 'none', allowed: at least one of x, y"),
        ("dataset=xor&batchSize=0", "batchSize: got '0', allowed: a number from 1"),
        ("dataset=xor&percTrainData=nan", "percTrainData: got 'nan', allowed: a number from 1 to 99"),
    ],
)
def test_what_it_cannot_mean_is_told_in_a_line(link: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        from_link(link)
    assert str(caught.value).startswith(message)


def test_our_own_links_are_never_taken_for_one() -> None:
    experiment = Experiment().with_setting("data.source.name", "moons")
    assert from_link("#" + to_link(experiment)) == experiment

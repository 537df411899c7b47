"""Experiments to try on the playground: each sets up runs to compare, says what to look for, and a claim that holds.

A claim is checked against the runs themselves: `Trial.seen` trains every variant, `Trial.holds` judges what came out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.lessons.markup import inline_html, to_html
from glassnet.spec import Experiment, from_link


@dataclass(frozen=True)
class Variant:
    """One run of an experiment.

    Attributes:
        name: of the variant within its experiment.
        label: what stands on its button.
        changes: what differs from the default experiment, as in a link.
        epochs: after how many epochs the claim is about it.
    """

    name: str
    label: str
    changes: str
    epochs: int

    @property
    def link(self) -> str:
        """The link that sets it up."""
        return f"v=1&{self.changes}&training.epochs={self.epochs}"

    @property
    def experiment(self) -> Experiment:
        """The experiment that it sets up."""
        return from_link(self.link)


@dataclass(frozen=True)
class Seen:
    """What came out of a run.

    Attributes:
        train: accuracy on the training set at the end.
        test: accuracy on the test set at the end.
        loss: training loss at the end.
        losses: training loss after each epoch, the one before training first.
        test_losses: the same on the test set.
        ratio: norm of the loss's gradient in the first layer over that in the last, after one epoch.
    """

    train: float
    test: float
    loss: float
    losses: tuple[float, ...]
    test_losses: tuple[float, ...]
    ratio: float

    @property
    def rises(self) -> int:
        """In how many epochs the training loss rose."""
        return int((np.diff(self.losses) > 0).sum())


def see(variant: Variant, seed: int = 0) -> Seen:
    """Train a variant.

    Args:
        variant: one run of an experiment.
        seed: of initial weights and batch order; the data stays.
    """
    from glassnet.explain import flow
    from glassnet.training import Trainer

    experiment = variant.experiment.with_setting("network.seed", seed).with_setting("training.seed", seed)
    run = Trainer(experiment)
    run.advance(run.steps_per_epoch)
    gradient = flow(run).gradient[-1]
    scores = run.train().evaluate().scores
    losses, test_losses = (tuple(map(float, each)) for each in (run.history.train_loss, run.history.test_loss))
    run.close()
    train, test = scores["train"], scores["test"]
    return Seen(train.score, test.score, train.loss, losses, test_losses, float(gradient[0] / gradient[-1]))


Claim = Callable[[Mapping[str, Seen]], bool]


@dataclass(frozen=True)
class Trial:
    """An experiment to try.

    Attributes:
        name: stable name.
        title: its title.
        question: what to think about before pressing Play.
        variants: the runs to compare.
        look: what to look for, Markdown.
        because: why it is so, Markdown; shown on demand.
        tab: the tab of the drawer that shows it best, or empty.
        holds: whether the runs, by name, show what the text says.
    """

    name: str
    title: str
    question: str
    variants: tuple[Variant, ...]
    look: str
    because: str
    holds: Claim
    tab: str = ""

    def seen(self, seed: int = 0) -> dict[str, Seen]:
        """All its variants, trained."""
        return {variant.name: see(variant, seed) for variant in self.variants}

    def to_json(self) -> dict[str, Any]:
        """What a page needs to show it."""
        return {
            "name": self.name,
            "title": self.title,
            "question": inline_html(self.question),
            "look": to_html(self.look),
            "because": to_html(self.because),
            "tab": self.tab,
            "variants": [{"label": v.label, "link": v.link, "epochs": v.epochs} for v in self.variants],
        }


def _layers(*units: int, activation: str = "tanh") -> str:
    return "network.layers=(" + ",".join(f"(units={n},activation={activation})" for n in units) + ")"


def _data(name: str, more: str = "") -> str:
    return f"data.source=preset(name={name}){more}"


_SGD = "&training.optimizer=sgd&training.learning_rate="

TRIALS = (
    Trial(
        "xor_upgrade",
        "XOR: one layer more",
        "Two classes in opposite quarters. Can a network without a hidden layer separate them?",
        (
            Variant("none", "No hidden layer", f"{_data('xor')}&network.layers=()", 100),
            Variant("four", "One layer of 4", f"{_data('xor')}&{_layers(4)}", 100),
        ),
        "Play both. Without a hidden layer the loss does fall, but only to about ln 2 ≈ 0.69, what guessing costs; the "
        "border stays a straight line. With four tanh units it bends, and more than nine in ten points are right.",
        "One layer draws one line, and no line has opposite quarters on the same side. The hidden units draw several "
        "lines, and the output combines them.",
        lambda s: 0.65 < s["none"].loss < 0.72 and s["none"].test < 0.75 and s["four"].test > 0.9,
    ),
    Trial(
        "vanishing_gradients",
        "Vanishing gradients",
        "Six hidden layers, once sigmoid, once tanh. Which first layer learns?",
        (
            Variant("sigmoid", "Six sigmoid layers",
                    f"{_data('circle')}&{_layers(*[8] * 6, activation='sigmoid')}{_SGD}0.1", 60),
            Variant("tanh", "Six tanh layers", f"{_data('circle')}&{_layers(*[8] * 6)}{_SGD}0.1", 60),
        ),
        "Open the tab *Gradients* and press *One epoch*. With sigmoid the bars shrink from layer to layer on the way "
        "back; the first layer gets less than a hundredth of the last one's gradient. With tanh all are of one size. "
        "Then Play: the sigmoid network still guesses after 60 epochs, the tanh network is nearly perfect.",
        "Each sigmoid passes at most a quarter of the gradient back. It is no verdict on sigmoid for ever: with Adam "
        "and patience the deep sigmoid network can learn too, since Adam divides each step by the gradient's size.",
        lambda s: s["sigmoid"].ratio < 0.01 and s["tanh"].ratio > 0.1
        and s["sigmoid"].test < 0.65 and s["tanh"].test > 0.95,
        tab="gradients",
    ),
    Trial(
        "learning_rate",
        "A learning rate that is too high",
        "The same network with three learning rates. What does the curve of the loss look like in each?",
        (
            Variant("low", "0.001: too low", f"{_data('circle')}&{_layers(8, 8)}{_SGD}0.001", 30),
            Variant("right", "0.1: right", f"{_data('circle')}&{_layers(8, 8)}{_SGD}0.1", 30),
            Variant("high", "20: too high", f"{_data('circle')}&{_layers(8, 8)}{_SGD}20", 30),
        ),
        "Too low: the curve falls so slowly that 30 epochs change little. Right: it falls to nearly nothing. Too high: "
        "the loss is soon *above* where it began, and stays there; it need not swing, and it need not become NaN.",
        "A step that is too long jumps over the valley. Here it drives the tanh units into saturation, where their "
        "slope is nearly 0, so that nothing brings them back.",
        lambda s: s["low"].loss > 0.55 and s["right"].loss < 0.1
        and s["high"].loss > 1.0 and s["high"].loss > s["high"].losses[0],
    ),
    Trial(
        "capacity",
        "Capacity against data",
        "A network with hundreds of parameters, once with few points, once with many. Compare train and test.",
        (
            Variant("few", "60 points", f"{_data('moons', '&data.n=60&data.noise=0.35')}&{_layers(16, 16, 16)}", 300),
            Variant("many", "2,000 points",
                    f"{_data('moons', '&data.n=2000&data.noise=0.35')}&{_layers(16, 16, 16)}", 300),
        ),
        "With 60 points the training set is learned by heart: all of it is right, but the test points are not, and the "
        "test loss climbs while the training loss falls. With 2,000 points the same network has to find the rule, and "
        "train and test stay close together.",
        "What counts is capacity in proportion to the data. More data is the surest cure of overfitting; a smaller "
        "network or a penalty on the weights are others.",
        lambda s: s["few"].train > 0.97 and s["few"].train - s["few"].test > 0.1
        and s["few"].test_losses[-1] > min(s["few"].test_losses) + 0.05
        and abs(s["many"].train - s["many"].test) < 0.06,
    ),
    Trial(
        "batch_size",
        "Batch size",
        "20 epochs each, at the same learning rate. Which batch size gets furthest, which has the smoothest curve?",
        (
            Variant("one", "Batches of 1", f"{_data('circle')}&{_layers(8)}{_SGD}0.1&training.batch_size=1", 20),
            Variant("ten", "Batches of 10", f"{_data('circle')}&{_layers(8)}{_SGD}0.1&training.batch_size=10", 20),
            Variant("all", "All 300 at once", f"{_data('circle')}&{_layers(8)}{_SGD}0.1&training.batch_size=300", 20),
        ),
        "Small batches get further: after 20 epochs batches of 1 have the lowest loss, the full batch hardly begins. "
        "The full batch has the smoothest curve: it falls in every epoch.",
        "An epoch has 300 steps with batches of 1, and a single one with the full batch. Larger batches give a better "
        "direction for each step and are quicker to compute, but there are fewer of them.",
        lambda s: s["one"].loss < s["ten"].loss < s["all"].loss - 0.2 and s["all"].rises == 0,
    ),
    Trial(
        "spiral_depth",
        "Spirals and depth",
        "Does a spiral need a deep network?",
        (
            Variant("four", "One layer of 4", f"{_data('spiral')}&{_layers(4)}", 300),
            Variant("deep", "Two layers of 8", f"{_data('spiral')}&{_layers(8, 8)}", 300),
            Variant("wide", "One layer of 64 ReLU", f"{_data('spiral')}&{_layers(64, activation='relu')}", 300),
        ),
        "Four units fail. Two layers of 8 do it. So does a single layer of 64: the spiral needs *units*, not depth.",
        "The border winds round and needs many pieces. Width makes pieces one by one; depth folds the plane, and "
        "makes more of them from fewer parameters.",
        lambda s: s["four"].test < 0.75 and s["deep"].test > 0.88 and s["wide"].test > 0.93
        and s["wide"].test > s["four"].test + 0.2,
    ),
)  # fmt: skip
"""The experiments of the theory panel."""


@dataclass(frozen=True)
class Prediction:
    """Which of two runs will be better on the test set? The learner says so before they are trained.

    Attributes:
        name: stable name.
        question: what is asked.
        one: a run.
        other: another run.
        winner: "one", "other" or "even": what comes out, over several seeds (a test).
        because: why.
    """

    name: str
    question: str
    one: Variant
    other: Variant
    winner: str
    because: str

    def outcome(self, seed: int = 0) -> dict[str, Any]:
        """Both runs, trained: their accuracies on the test set, and the winner; within 3 points it is even."""
        one, other = see(self.one, seed).test, see(self.other, seed).test
        winner = "even" if abs(one - other) < EVEN else "one" if one > other else "other"
        return {"one": one, "other": other, "winner": winner, "because": to_html(self.because)}

    def to_json(self) -> dict[str, Any]:
        """What a page needs to ask it; the answer is not in it."""
        runs = {key: {"label": run.label, "link": run.link} for key, run in (("one", self.one), ("other", self.other))}
        return {"name": self.name, "question": inline_html(self.question), "epochs": self.one.epochs} | runs


EVEN = 0.03
"""Accuracies that lie closer together than this count as even."""

PREDICTIONS = (
    Prediction(
        "features",
        "The circle, 100 epochs. Which run is better on the test set?",
        Variant("one", "no hidden layer, inputs x² and y²",
                f"{_data('circle')}&data.features=(x^2,y^2)&network.layers=()&training.learning_rate=0.1", 100),
        Variant("other", "one hidden unit, inputs x and y",
                f"{_data('circle')}&{_layers(1)}&training.learning_rate=0.1", 100),
        "one",
        "In x² and y² a circle is a straight line. The right input can be worth more than a layer.",
    ),
    Prediction(
        "linear_depth",
        "XOR, 100 epochs. Which run is better?",
        Variant("one", "four layers of 8 without a bend (identity)",
                f"{_data('xor')}&{_layers(8, 8, 8, 8, activation='identity')}", 100),
        Variant("other", "one layer of 4 tanh", f"{_data('xor')}&{_layers(4)}", 100),
        "other",
        "Layers without an activation collapse into one: a product of matrices is a matrix. Depth needs a bend.",
    ),
    Prediction(
        "width_or_depth",
        "The spiral, 300 epochs with Adam. Which run is better?",
        Variant("one", "one layer of 4 tanh", f"{_data('spiral')}&{_layers(4)}", 300),
        Variant("other", "one layer of 64 ReLU", f"{_data('spiral')}&{_layers(64, activation='relu')}", 300),
        "other",
        "Sixteen times as many units give the border the pieces that it needs; a second layer is not necessary.",
    ),
    Prediction(
        "same_weights",
        "Three blobs, 60 epochs. Which run is better?",
        Variant("one", "no hidden layer", f"{_data('blobs')}&network.layers=()", 60),
        Variant("other", "two layers of 16", f"{_data('blobs')}&{_layers(16, 16)}", 60),
        "even",
        "Straight borders between three clouds are right already. What the data does not need, more layers cannot add.",
    ),
)  # fmt: skip
"""The questions of predict-before-Play."""

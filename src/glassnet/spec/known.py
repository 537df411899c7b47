"""Settings known to work: for each data set an experiment that learns it, how well, and why these settings.

Each was trained from three initial weights (seeds 0 to 2); `score` is what all of them reach on the test set after
`epochs` epochs: the accuracy, or R² for values. A test trains them again.
"""

from dataclasses import dataclass

from glassnet.spec.experiment import Experiment
from glassnet.spec.link import from_link


@dataclass(frozen=True)
class Known:
    """Settings that learn a data set.

    Attributes:
        changes: what differs from the defaults, as in a link.
        score: what is reached on the test set; on the training set where there is no other.
        why: the reason, in a sentence.
    """

    changes: str
    score: float
    why: str

    def link(self, name: str) -> str:
        """The link of the experiment on a data set."""
        return "&".join(filter(None, ["v=1", f"data.source=preset(name={name})", self.changes]))

    def experiment(self, name: str) -> Experiment:
        """The experiment on a data set."""
        return from_link(self.link(name))


EPOCHS = 200
"""After how many epochs the scores are reached."""

_NONE = "network.layers=()"
_TANH4 = "network.layers=((units=4))"
_RELU8 = "network.layers=((units=8,activation=relu))"
_RELU24 = "network.layers=((units=24,activation=relu),(units=24,activation=relu))"
_MANY = "&data.n=1500&data.noise=0.05"

KNOWN: dict[str, Known] = {
    "circle": Known("", 0.97, "A closed border needs three lines at least; two layers of eight have plenty."),
    "xor": Known("", 0.95, "No single line separates opposite quarters, two bent by a hidden layer do."),
    "gauss": Known(_NONE, 0.97, "Two clouds are separated by one line: no hidden layer is needed."),
    "spiral": Known(_RELU24, 0.97, "The border winds round twice; ReLU layers of 24 have lines enough to follow it."),
    "moons": Known("", 0.97, "One bend is enough, and tanh units are smooth bends."),
    "checkerboard": Known(
        "data.n=1500&network.layers=((units=32,activation=relu),(units=32,activation=relu))", 0.92,
        "Sixteen squares need many lines, and more points so that each square is known.",
    ),
    "blobs": Known(_NONE, 0.97, "Three clouds in three corners: a straight border between any two of them is right."),
    "spirals3": Known(_RELU24, 0.97, "Like the spiral, with a third arm: width buys the many pieces of the border."),
    "curve": Known("", 0.93, "The border is one wave; a few tanh units add up to it."),
    "pinwheel": Known("", 0.95, "Five blades, five classes: softmax gives each its own output."),
    "plane": Known(_NONE, 0.9, "The values lie on a plane, and a network without hidden layers is a plane."),
    "bumps": Known(_RELU24 + _MANY, 0.9, "Hills are local: many pieces and many points are needed to place them."),
    "sine": Known(
        "data.noise=0.05&network.layers=((units=16,activation=relu),(units=16,activation=relu))", 0.95,
        "A wave is a dozen short straight pieces; less noise leaves more to explain.",
    ),
    "trend": Known("", 0.95, "The slope is easy, the wave on it takes the hidden layers."),
    "step": Known("", 0.95, "One steep tanh unit is a step."),
    "plane1": Known(_NONE, 0.93, "A line is learned by a line: one weight and one bias."),
    "bumps1": Known(_TANH4, 0.88, "One hill is one tanh up and one tanh down."),
    "sine2": Known(_RELU24 + _MANY, 0.94, "Waves along both axes: width for the pieces, points to know them all."),
    "trend2": Known("", 0.95, "A slope along y and a wave along x."),
    "step2": Known("", 0.9, "An edge is a single steep unit, turned the right way."),
    "classic_circle": Known("", 0.93, "As in TensorFlow Playground; the noise flips labels, so that some stay wrong."),
    "classic_xor": Known("", 0.93, "Two hidden layers of tanh bend the border into a cross."),
    "classic_gauss": Known(_NONE, 0.95, "One line is enough."),
    "classic_spiral": Known(_RELU24, 0.95, "Raw x and y are enough if the network is wide: no sine features needed."),
    "classic_plane": Known(_NONE, 0.95, "The target is linear in x and y."),
    "classic_bumps": Known(_RELU24 + "&data.n=1200&data.noise=0", 0.9, "Many narrow hills, so many pieces and points."),
    "circles": Known("data.noise=0.05", 0.9, "Two rings close together: with more noise they overlap."),
    "clusters": Known("", 0.85, "Two clouds, and some labels are drawn anew: more than nine in ten cannot be had."),
    "xor_points": Known(_TANH4, 1.0, "Four points, and four units make sure that two of them find the two lines."),
    "digits": Known(_NONE, 0.93, "Sixty-four pixels make the digits nearly linearly separable."),
    "iris": Known(_TANH4 + "&training.l2=0.003", 0.9, "Small data: few units and a little L2 against overfitting."),
    "wine": Known("", 0.93, "Thirteen standardized measures separate the growers almost by lines."),
    "breast_cancer": Known("", 0.92, "Standardized inputs; more capacity brings nothing more."),
    "diabetes": Known(
        _RELU8 + "&training.learning_rate=0.05&training.batch_size=32", 0.28,
        "The values are in the hundreds, so the steps must be large; most of the spread cannot be explained.",
    ),
}  # fmt: skip

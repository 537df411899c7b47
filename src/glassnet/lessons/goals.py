"""Goals on the playground: what a learner may try to reach there, checked from the state of the run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glassnet.lessons.markup import inline_html
from glassnet.spec import Experiment, Preset, from_link
from glassnet.training import Trainer

TEST_POINTS = 20
"""Points that a test set must have for its score to count: with a handful, luck decides."""

Measure = Callable[[Trainer], float]


def _score(part: str) -> Measure:
    def measure(run: Trainer) -> float:
        found = run.evaluate().scores.get(part)
        return found.score if found is not None else float("nan")

    return measure


def _gap(run: Trainer) -> float:
    return _score("train")(run) - _score("test")(run)


@dataclass(frozen=True)
class Condition:
    """One thing that must hold.

    Attributes:
        words: what it asks for.
        measure: the number that it is about.
        limit: what the number is compared with.
        at_least: whether the number must reach the limit; else it must not exceed it.
        percent: whether the number is shown as a percentage.
    """

    words: str
    measure: Measure
    limit: float
    at_least: bool = True
    percent: bool = False

    def state(self, run: Trainer) -> dict[str, Any]:
        """How it stands in a run: its words, the number now, whether it holds."""
        value = self.measure(run)
        met = value >= self.limit if self.at_least else value <= self.limit
        shown = "–" if value != value else f"{value:.1%}".replace("%", " %") if self.percent else f"{value:,.4g}"
        return {"words": self.words, "now": shown, "met": bool(met)}


def _test(least: float) -> Condition:
    return Condition(f"test accuracy at least {least:.0%}".replace("%", " %"), _score("test"), least, percent=True)


def _parameters(most: int) -> Condition:
    return Condition(f"at most {most} parameters", lambda run: run.parameters, most, at_least=False)


_ENOUGH = Condition(
    f"at least {TEST_POINTS} test points", lambda run: len(run.data.test), TEST_POINTS
)  # else one lucky point would do


@dataclass(frozen=True)
class Goal:
    """A goal.

    Attributes:
        name: stable name.
        title: what is to be reached.
        hint: a nudge, Markdown.
        preset: the data set that it is about.
        conditions: what must hold, all at once.
        changes: what the button sets up, beside the data set, as in a link.
        reached_by: changes that lead there, and
        after: in how many epochs; a test trains them.
    """

    name: str
    title: str
    hint: str
    preset: str
    conditions: tuple[Condition, ...]
    reached_by: str
    after: int
    changes: str = ""

    @property
    def id(self) -> str:
        """Its name in the progress of a learner."""
        return f"goals/{self.name}"

    @property
    def link(self) -> str:
        """The link that its button sets up."""
        return self._link(self.changes)

    @property
    def solution(self) -> Experiment:
        """An experiment that reaches it."""
        return from_link(f"{self._link(self.reached_by)}&training.epochs={self.after}")

    def _link(self, changes: str) -> str:
        return "&".join(filter(None, [f"v=1&data.source=preset(name={self.preset})", changes]))

    def state(self, run: Trainer) -> dict[str, Any]:
        """How it stands in a run, as plain JSON values; on other data nothing holds."""
        source = run.experiment.data.source
        here = isinstance(source, Preset) and source.name == self.preset
        states = [c.state(run) if here else {"words": c.words, "now": "–", "met": False} for c in self.conditions]
        return {
            "name": self.name,
            "id": self.id,
            "title": self.title,
            "hint": inline_html(self.hint),
            "link": self.link,
            "here": here,
            "conditions": states,
            "met": here and all(state["met"] for state in states),
        }


GOALS = (
    Goal(
        "xor_small",
        "XOR with a very small network",
        "Two units leave something out. What does each further unit add?",
        "xor",
        (_test(0.94), _parameters(20), _ENOUGH),
        "network.layers=((units=3))&training.learning_rate=0.05",
        300,
    ),
    Goal(
        "circle_flat",
        "The circle without a hidden layer",
        "No straight line in x and y will do. In which inputs is a circle a straight line?",
        "circle",
        (
            _test(0.95),
            Condition("no hidden layer", lambda run: len(run.experiment.network.layers), 0, at_least=False),
            _ENOUGH,
        ),
        "data.features=(x^2,y^2)&network.layers=()&training.learning_rate=0.05",
        100,
    ),
    Goal(
        "spiral_40",
        "The spiral with at most 40 parameters",
        "Raw x and y need more units than that. Some features wave along with the arms.",
        "spiral",
        (_test(0.95), _parameters(40), _ENOUGH),
        "data.features=(x,y,sin%28x%29,sin%28y%29)&network.layers=((units=5))&training.learning_rate=0.02",
        600,
    ),
    Goal(
        "hurry",
        "The circle in five epochs",
        "Learning rate, batch size, optimizer, width: what buys speed?",
        "circle",
        (_test(0.95), Condition("at most 5 epochs", lambda run: run.epoch, 5, at_least=False), _ENOUGH),
        "network.layers=((units=16))&training.learning_rate=0.05",
        5,
    ),
    Goal(
        "wave_small",
        "The wave with at most 25 parameters",
        "How many bends has the wave? Each tanh unit is one.",
        "sine",
        (Condition("test R² at least 0.94", _score("test"), 0.94), _parameters(25), _ENOUGH),
        "network.layers=((units=8))&training.learning_rate=0.02",
        300,
    ),
    Goal(
        "overfit",
        "Overfit on purpose",
        "Few points, much noise, a large network, much time: do everything wrong, and watch the two losses part.",
        "moons",
        (
            Condition("train accuracy at least 99 %", _score("train"), 0.99, percent=True),
            Condition("test accuracy at least 15 points lower", _gap, 0.15, percent=True),
        ),
        "data.n=60&data.noise=0.35&network.layers=((units=16),(units=16),(units=16))",
        300,
    ),
)
"""The goals, from easy to hard."""


def standing(run: Trainer) -> list[dict[str, Any]]:
    """How all goals stand in a run.

    Example:
        >>> from glassnet.spec import Experiment
        >>> [goal["name"] for goal in standing(Trainer(Experiment())) if goal["here"]]
        ['circle_flat', 'hurry']
    """
    return [goal.state(run) for goal in GOALS]

"""The rules' thresholds, one by one: a healthy run's facts with a few numbers changed, on both sides of a limit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glassnet.explain.diagnosis import Facts, examine, judge
from glassnet.explain.diagnosis.fitting import GROWN, SHRUNK
from glassnet.explain.diagnosis.learning import SLOW, SPIKED
from glassnet.explain.diagnosis.material import ENOUGH, NOISY, RARE, TWICE
from glassnet.explain.diagnosis.symptoms import PROMISING, SHORT, WELL
from glassnet.explain.diagnosis.trials import Trial
from glassnet.spec import Experiment
from glassnet.training import Trainer


@pytest.fixture(scope="module")
def healthy() -> Facts:
    made = Experiment().with_setting("data.n", 240).with_setting("training.epochs", 40)
    facts = examine(Trainer(made).train())
    assert judge(facts)[0].kind == "fine"
    return facts


def trials(own: float, lower: float, onward: float) -> tuple[Trial, ...]:
    """Trials whose losses are: with the run's rate, with a tenth of it, and with ten times the rate from here."""
    start = [
        Trial(factor, True, 10, 1.0, loss) for factor, loss in ((0.01, 1.0), (0.1, lower), (1.0, own), (10.0, 1.0))
    ]
    return (*start, Trial(1.0, False, 10, 0.5, 0.4), Trial(10.0, False, 10, 0.5, onward))


def worse(facts: Facts) -> dict[str, Any]:
    return {"score": facts.neighbours.train - 2 * SHORT, "held_score": facts.neighbours.held - 2 * SHORT}


def blunt(facts: Facts) -> dict[str, Any]:
    """A score with something left to gain, where nearest neighbours do no better."""
    around = replace(facts.neighbours, train=WELL - 0.02, held=WELL - 0.02)
    return {"score": WELL - 0.01, "held_score": WELL - 0.01, "neighbours": around}


def overfitted(facts: Facts, by: float) -> Facts:
    curve = replace(facts.curve, rises=by * GROWN / 0.1 - 1.0)
    return replace(facts, score=0.99, held_score=0.89, error=0.02, curve=curve)


def slow(facts: Facts, onward: float) -> Facts:
    small = tuple(replace(layer, update=SLOW / 10) for layer in facts.now.layers)
    now = replace(facts.now, layers=small)
    return replace(facts, now=now, trials=trials(0.4, 0.6, 0.4 * onward), **blunt(facts))


def spiked(facts: Facts, by: float) -> Facts:
    curve = replace(facts.curve, best=0.1, last=0.1 * by)
    return replace(facts, curve=curve, trials=trials(0.1, 0.09, 1.0), **worse(facts))


def held_down(facts: Facts, small: float) -> Facts:
    return replace(facts, penalty=1.0, small_weights=small, **blunt(facts))


def large_batch(facts: Facts, share: float) -> Facts:
    batch = round(share * facts.examples)
    return replace(facts, batch=batch, steps_per_epoch=4, steps=100, trials=trials(0.4, 0.6, 1.0), **worse(facts))


def rare(facts: Facts, relative: float) -> Facts:
    return replace(facts, held_score=0.9, about=replace(facts.about, shares=(relative / 2, 1.0 - relative / 2)))


def doubled(facts: Facts, share: float) -> Facts:
    return replace(facts, about=replace(facts.about, doubles=share))


def noisy(facts: Facts, by: float) -> Facts:
    around = replace(facts.neighbours, pure=0.1, surrounded=by * NOISY, single=0.7, crowd=0.8)
    return replace(facts, neighbours=around, examples=ENOUGH)


def noisy_few(facts: Facts, examples: float) -> Facts:
    return replace(noisy(facts, 2.0), examples=round(examples))


CASES: dict[str, tuple[Callable[[Facts, float], Facts], float, float]] = {
    "overfitting": (overfitted, 1.1, 0.9),
    "learning_rate_too_low": (slow, PROMISING - 0.05, PROMISING + 0.1),
    "learning_rate_too_high": (spiked, SPIKED + 0.1, SPIKED - 0.1),
    "too_strong_regularisation": (held_down, SHRUNK - 0.05, SHRUNK + 0.05),
    "batch_too_large": (large_batch, 0.25, 0.15),
    "class_imbalance": (rare, RARE - 0.02, RARE + 0.02),
    "leak": (doubled, TWICE + 0.01, TWICE - 0.01),
    "label_noise": (noisy, 1.2, 0.9),
    "label_noise of few examples": (noisy_few, ENOUGH, ENOUGH - 1),
}
"""For each rule: what is changed, a value beyond its limit and one on this side."""


@pytest.mark.parametrize("name", CASES)
def test_a_rule_speaks_beyond_its_limit_and_not_before(name: str, healthy: Facts) -> None:
    change, beyond, before = CASES[name]
    name = name.split()[0]
    assert name in [d.name for d in judge(change(healthy, beyond))]
    assert name not in [d.name for d in judge(change(healthy, before))]


def test_the_learning_rate_of_the_cure_brings_the_steps_to_a_usual_size(healthy: Facts) -> None:
    found = next(d for d in judge(slow(healthy, 0.5)) if d.name == "learning_rate_too_low")
    given = healthy.experiment.training.learning_rate
    (setting, restart) = found.cures[0].actions
    assert setting["value"] == pytest.approx(given * 1e-3 / (SLOW / 10), rel=0.05) and restart == {"do": "restart"}


def test_the_surest_finding_comes_first_and_fine_ones_are_left_out(healthy: Facts) -> None:
    said = judge(doubled(held_down(healthy, 0.1), 0.5))
    assert [d.name for d in said] == ["leak", "too_strong_regularisation"]
    assert said[0].strength > said[1].strength and all(d.kind == "sick" for d in said)

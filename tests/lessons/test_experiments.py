"""What stands beside the playground is true when tried: experiments, predictions, goals, and the theory's links."""

import re
from dataclasses import replace

import pytest

from glassnet.lessons import course, glossary
from glassnet.lessons.experiments import PREDICTIONS, TRIALS, Prediction, Seen, Trial
from glassnet.lessons.goals import GOALS, TEST_POINTS, Goal
from glassnet.lessons.markup import anchor
from glassnet.lessons.theory import theory
from glassnet.spec import from_link, to_link
from glassnet.training import Trainer
from glassnet.web.limits import check

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3, 4))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_the_claim_of_an_experiment_holds(trial: Trial, seed: int) -> None:
    seen = trial.seen(seed)
    assert trial.holds(seen), seen


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_claim_can_fail(trial: Trial) -> None:
    """Runs that all came out alike show nothing."""
    same = Seen(1.0, 1.0, 0.1, (0.7, 0.1), (0.7, 0.1), 1.0)
    assert not trial.holds({variant.name: same for variant in trial.variants})
    bad = replace(same, train=0.5, test=0.5, loss=0.69, losses=(0.69, 0.69))
    assert not trial.holds({variant.name: bad for variant in trial.variants})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("prediction", PREDICTIONS, ids=lambda prediction: prediction.name)
def test_the_winner_of_a_prediction_wins(prediction: Prediction, seed: int) -> None:
    assert prediction.outcome(seed)["winner"] == prediction.winner
    assert prediction.one.epochs == prediction.other.epochs


def test_no_answer_wins_always() -> None:
    assert {prediction.winner for prediction in PREDICTIONS} == {"one", "other", "even"}
    assert not any("winner" in prediction.to_json() for prediction in PREDICTIONS)


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.name)
def test_a_goal_can_be_reached_and_is_not_reached_at_the_start(goal: Goal) -> None:
    reached = goal.state(Trainer(goal.solution).train())
    assert reached["met"], reached["conditions"]
    start = goal.state(Trainer(from_link(goal.link)))
    assert start["here"]
    assert not start["met"]


def test_a_goal_is_about_its_own_data() -> None:
    spiral = next(goal for goal in GOALS if goal.name == "spiral_40")
    solution = spiral.solution.with_setting("data.source", {"kind": "preset", "name": "gauss"})
    state = spiral.state(Trainer(solution).train())
    assert not state["here"]
    assert not state["met"]


def test_a_lucky_handful_of_test_points_reaches_nothing() -> None:
    goal = next(goal for goal in GOALS if goal.name == "circle_flat")
    few = goal.solution.with_setting("data.n", 5 * (TEST_POINTS - 1))
    assert not goal.state(Trainer(few).train())["met"]


def test_each_button_sets_up_what_the_playground_accepts() -> None:
    variants = [variant for trial in TRIALS for variant in trial.variants]
    variants += [run for prediction in PREDICTIONS for run in (prediction.one, prediction.other)]
    for link in [variant.link for variant in variants] + [goal.link for goal in GOALS]:
        experiment = from_link(link)
        check(experiment, experiment)
        assert from_link(to_link(experiment)) == experiment


def test_names_are_unique() -> None:
    for names in ([t.name for t in TRIALS], [p.name for p in PREDICTIONS], [g.name for g in GOALS]):
        assert len(names) == len(set(names))


def test_links_of_the_theory_lead_somewhere() -> None:
    text = str(theory())
    terms = {anchor(term) for term in glossary()}
    assert set(re.findall(r'data-term="([^"]+)"', text)) <= terms
    assert set(re.findall(r'data-lesson="([^"]+)"', text)) <= {lesson.number for lesson in course()}
    assert " style=" not in text

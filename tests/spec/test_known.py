"""Settings known to work do work."""

import pytest

from glassnet.spec import PRESETS
from glassnet.spec.known import EPOCHS, KNOWN
from glassnet.training import Trainer


def reached(name: str, seed: int) -> float:
    run = Trainer(KNOWN[name].experiment(name).with_setting("network.seed", seed))
    run.advance_epochs(EPOCHS)
    return run.evaluate().scores["test" if len(run.data.test) else "train"].score


def test_every_data_set_has_settings_that_work() -> None:
    assert KNOWN.keys() == PRESETS.keys()
    assert all(known.why.endswith(".") for known in KNOWN.values())


@pytest.mark.parametrize("name", ["circle", "spiral", "sine", "iris"])
def test_they_reach_what_they_promise(name: str) -> None:
    assert reached(name, 0) >= KNOWN[name].score


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_they_reach_it_from_any_start(name: str) -> None:
    assert min(reached(name, seed) for seed in range(3)) >= KNOWN[name].score

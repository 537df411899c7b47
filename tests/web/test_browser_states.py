"""The page looks as it did when somebody last looked: its main states, at every size, light and dark."""

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from tools.browser import Playground
from tools.states import PICTURES, STATES, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DIFFERENT = 24
"""A block whose colour differs by more than this, of 255, in one channel looks different."""
MOST_DIFFERENT = 0.02
"""The share of blocks that may; letters drawn by another version of the browser change about a third of that."""


@pytest.mark.parametrize("name", STATES)
def test_a_state_looks_as_it_did(browser: Browser, playground: Playground, name: str) -> None:
    with Image.open(PICTURES / f"{name}.png") as kept:
        before = np.asarray(kept.convert("RGB"), dtype=np.int16)
    now = look(browser, playground.url, STATES[name]).astype(np.int16)
    assert now.shape == before.shape
    share = float((np.abs(now - before).max(axis=2) > DIFFERENT).mean())
    assert share <= MOST_DIFFERENT, f"{share:.1%} of {name} looks different; if it should: python -m tools.states"


def test_a_missing_card_would_be_noticed(browser: Browser, playground: Playground) -> None:
    with Image.open(PICTURES / "start.png") as kept:
        start = np.asarray(kept.convert("RGB"), dtype=np.int16)
    other = look(browser, playground.url, STATES["handout"]).astype(np.int16)
    assert float((np.abs(other - start).max(axis=2) > DIFFERENT).mean()) > 2 * MOST_DIFFERENT


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in PICTURES.glob("*")} == set(STATES)

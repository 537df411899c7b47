"""Whatever pages send, in whatever order: the server lives, says no internal error, and leaves other sessions alone."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from glassnet.training import Trainer
from glassnet.web import app
from glassnet.web.wire import encode
from tests.web.fuzzing import SMALL, Babbler
from tests.web.inside import House, Visitor

CHANCE = st.randoms(use_true_random=False)
MOST_PAGES = 3
STEPS = 5


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    patience, app.TAKE_OVER_SECONDS = app.TAKE_OVER_SECONDS, 0.02
    with House(SMALL) as house:
        yield house
    app.TAKE_OVER_SECONDS = patience


@pytest.fixture(scope="module")
def witness(house: House) -> Iterator[Visitor]:
    """A page that is there all the time; it trains a little now and then, and sees nothing of the others."""
    with house.visitor() as page:
        page.hello()
        yield page


def after_some_steps() -> bytes:
    """What the witness's weights must be after its steps, from a run of its own."""
    run = Trainer(SMALL)
    run.advance(STEPS)
    layers = zip(run.state.weights, run.state.biases, strict=True)
    return b"".join(np.asarray(part, np.float32).tobytes() for layer in layers for part in layer)


class Pages(RuleBasedStateMachine):
    """Up to three pages that send what they like, one after another and all at once."""

    house: House
    witness: Visitor
    expected: bytes

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Visitor] = []
        self.left: list[str] = []  # sessions whose pages have gone

    def one(self, chance: Random) -> Visitor:
        return self.pages[chance.randrange(len(self.pages))]

    @precondition(lambda self: len(self.pages) < MOST_PAGES)
    @rule(chance=CHANCE)
    def a_page_comes(self, chance: Random) -> None:
        babbler = Babbler(chance)
        taken = [other.session for other in self.pages]
        session = babbler.one([None, "nobody", *taken, *self.left, *self.left])
        link = babbler.link() if babbler.often(0.5) else None
        early: list[bytes | str] = []
        if babbler.often(0.2):  # what it sends before it begins is refused, and it may begin all the same
            early.append(babbler.one([babbler.garbage(), encode("act", {"id": 3, "action": {"do": "play"}})]))
            early.append(encode("hello", {"protocol": babbler.one([0, "1", None]), "session": babbler.nonsense(1)}))
            early.append(encode("hello", {"protocol": 1, "session": 5, "link": None}))
        page = Visitor(self.house)  # only now: while chance is asked, Hypothesis may end the sequence
        self.pages.append(page)
        for frame in early:
            page.send(frame)
        page.hello(session, link)
        assert page.session not in taken
        if session in self.left:
            assert page.session == session
            self.left.remove(session)

    @precondition(lambda self: self.pages)
    @rule(chance=CHANCE)
    def a_page_goes(self, chance: Random) -> None:
        page = self.one(chance)
        self.pages.remove(page)
        page.leave()
        self.left.append(page.session)

    @precondition(lambda self: self.pages)
    @rule(chance=CHANCE)
    def an_act_is_done_or_refused_with_one_line(self, chance: Random) -> None:
        page = self.one(chance)
        number = page.act(Babbler(chance).action())
        done = page.answered(number)
        page.settle()
        assert len(page.errors.get(number, [])) == (0 if done else 1)

    @precondition(lambda self: self.pages)
    @rule(chance=CHANCE)
    def all_kinds_of_messages_are_lived_through(self, chance: Random) -> None:
        page, babbler = self.one(chance), Babbler(chance)
        for _ in range(chance.randrange(1, 6)):
            match chance.randrange(4):
                case 0:
                    page.act(babbler.action())
                case 1:
                    page.want(babbler.want(page.next_number()))
                case 2:
                    page.send(encode(*babbler.stranger()))
                case _:
                    page.send(babbler.garbage())
        page.settle()

    @precondition(lambda self: self.pages)
    @rule(chance=CHANCE)
    def a_want_is_answered(self, chance: Random) -> None:
        page, babbler = self.one(chance), Babbler(chance)
        page.hello(page.session)  # what it asked for before does not count any more
        told = sum(map(len, page.errors.values()))
        asked = babbler.views() | {"status": {}}
        shown = page.look(**asked).data["views"]
        assert "status" in shown
        assert shown.keys() <= asked.keys()
        assert shown.keys() == asked.keys() or sum(map(len, page.errors.values())) > told

    @precondition(lambda self: len(self.pages) > 1)
    @rule(chance=CHANCE)
    def all_send_at_once(self, chance: Random) -> None:
        babbler = Babbler(chance)
        for _ in range(3):
            for page in self.pages:
                page.act(babbler.action())
                page.want({"seq": page.next_number(), "views": babbler.views()})
        for page in self.pages:
            page.settle()

    def teardown(self) -> None:
        try:
            for page in self.pages:
                page.settle()
        finally:
            for page in self.pages:
                page.leave()
        self.witness.act({"do": "restart"})
        for _ in range(STEPS):
            self.witness.act({"do": "step", "unit": "batch"})
        assert self.witness.weights() == self.expected
        assert self.witness.errors == {}
        assert self.house.printed() == ""


def fuzz(house: House, witness: Visitor, sequences: int, steps: int) -> None:
    Pages.house, Pages.witness, Pages.expected = house, witness, after_some_steps()
    enough = settings(
        max_examples=sequences, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
        print_blob=True,
    )  # fmt: skip
    run_state_machine_as_test(Pages, settings=enough)


def test_nothing_that_pages_send_harms_the_server_or_another_session(house: House, witness: Visitor) -> None:
    fuzz(house, witness, 100, 6)


@pytest.mark.slow
def test_nothing_that_pages_send_harms_the_server_in_a_thousand_sequences(house: House, witness: Visitor) -> None:
    fuzz(house, witness, 1000, 5)

"""Code is made beside the sessions: what is waited for first, what may come when there is time."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from glassnet.web import workshop
from glassnet.web.workshop import Workshop
from tests.web.test_pool import eventually

MADE: list[str] = []


@dataclass(frozen=True)
class Thing:
    """Something to be made; it is noted when it is."""

    name: str
    fails: bool = False
    gate: threading.Event | None = field(default=None, compare=False)

    @property
    def ready(self) -> bool:
        return self.name in MADE

    def make(self) -> None:
        if self.gate is not None:
            assert self.gate.wait(10.0)
        if self.fails:
            raise RuntimeError("it broke")
        MADE.append(self.name)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    MADE.clear()
    monkeypatch.setattr(workshop, "QUIET_SECONDS", 0.02)
    shop = Workshop()
    yield shop
    shop.stop()


def test_an_order_is_made_and_told(shop: Workshop) -> None:
    done = threading.Event()
    shop.order(Thing("a"), done.set)
    assert done.wait(10.0)
    assert MADE == ["a"]


def test_what_is_ready_is_told_without_being_made_again(shop: Workshop) -> None:
    MADE.append("a")
    done = threading.Event()
    shop.order(Thing("a"), done.set)
    assert done.wait(10.0)
    assert MADE == ["a"]


def test_orders_come_before_suggestions(shop: Workshop) -> None:
    gate = threading.Event()
    shop.order(Thing("first", gate=gate), lambda: None)
    shop.suggest("one", [Thing("likely")])
    done = threading.Event()
    shop.order(Thing("second"), done.set)
    gate.set()
    assert done.wait(10.0)
    assert MADE == ["first", "second"]
    assert eventually(lambda: MADE == ["first", "second", "likely"])


def test_customers_take_turns_and_the_newest_suggestions_count(shop: Workshop) -> None:
    gate = threading.Event()
    shop.order(Thing("x", gate=gate), lambda: None)
    shop.suggest("one", [Thing("old")])
    shop.suggest("one", [Thing("a1"), Thing("a2")])
    shop.suggest("two", [Thing("b1")])
    shop.suggest("three", [Thing("c1")])
    shop.forget("three")
    shop.forget("nobody")
    gate.set()
    assert eventually(lambda: len(MADE) == 4)
    assert MADE == ["x", "a1", "b1", "a2"]


def test_while_somebody_is_at_work_only_orders_are_made(shop: Workshop) -> None:
    shop.suggest("one", [Thing("likely")])
    done = threading.Event()
    for _ in range(20):
        shop.disturb()
        time.sleep(0.005)
    shop.order(Thing("ordered"), done.set)
    shop.disturb()
    assert done.wait(10.0)
    assert MADE[0] == "ordered"
    assert eventually(lambda: MADE == ["ordered", "likely"])


def test_what_cannot_be_made_is_told_too_and_nothing_stops(shop: Workshop, capfd: pytest.CaptureFixture[str]) -> None:
    done = threading.Event()
    shop.order(Thing("a", fails=True), done.set)
    assert done.wait(10.0)
    shop.suggest("one", [Thing("b", fails=True), Thing("c")])
    assert eventually(lambda: MADE == ["c"])
    assert "it broke" in capfd.readouterr().err


def test_after_the_end_nothing_is_made(shop: Workshop) -> None:
    shop.stop()
    shop.order(Thing("a"), lambda: None)
    shop.stop()
    assert MADE == []

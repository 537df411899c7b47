"""Threads that give tasks their turns: fairly, one at a time, and none after the end."""

import threading
import time
from collections.abc import Callable

import pytest

from glassnet.web.pool import Pool, Task


class Count(Task):
    """Counts its turns; each takes a while, and may say when the next is due."""

    def __init__(self, seconds: float = 0.0, pause: float | None = 0.0) -> None:
        super().__init__()
        self.turns, self.seconds, self.pause = 0, seconds, pause
        self.at_once, self.most_at_once = 0, 0

    def turn(self) -> float | None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.seconds)
        self.turns += 1
        self.at_once -= 1
        return self.pause


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


def test_tasks_share_the_threads_fairly() -> None:
    pool, tasks = Pool(2), [Count(0.001) for _ in range(5)]
    for task in tasks:
        pool.wake(task)
    assert eventually(lambda: sum(task.turns for task in tasks) > 200)
    pool.stop()
    turns = [task.turns for task in tasks]
    assert max(turns) < 2 * min(turns), turns
    assert all(task.most_at_once == 1 for task in tasks)


def test_a_slow_task_keeps_no_other_waiting() -> None:
    pool, slow, quick = Pool(2), Count(0.5), Count(0.0, pause=None)
    pool.wake(slow)
    time.sleep(0.02)
    pool.wake(quick)
    assert eventually(lambda: quick.turns == 1, 0.3)
    pool.stop()


def test_a_task_with_nothing_to_do_waits_until_woken() -> None:
    pool, task = Pool(2), Count(pause=None)
    pool.wake(task)
    assert eventually(lambda: task.turns == 1)
    time.sleep(0.05)
    assert task.turns == 1
    pool.wake(task)
    assert eventually(lambda: task.turns == 2)
    pool.stop()


def test_a_task_woken_during_its_turn_gets_another() -> None:
    pool, task = Pool(2), Count(0.05, pause=None)
    pool.wake(task)
    time.sleep(0.02)
    pool.wake(task)
    pool.wake(task)
    assert eventually(lambda: task.turns == 2)
    time.sleep(0.1)
    assert (task.turns, task.most_at_once) == (2, 1)
    pool.stop()


def test_a_sleeping_task_wakes_in_time_or_when_woken() -> None:
    pool, task = Pool(2), Count(pause=0.05)
    pool.wake(task)
    assert eventually(lambda: task.turns >= 4)
    task.pause = 60.0
    turns = task.turns + 1
    assert eventually(lambda: task.turns == turns)
    pool.wake(task)
    assert eventually(lambda: task.turns == turns + 1)
    pool.stop()


def test_an_error_costs_no_thread(capfd: pytest.CaptureFixture[str]) -> None:
    class Broken(Task):
        def turn(self) -> float | None:
            raise RuntimeError("a bug")

    pool, task = Pool(1), Count(pause=None)
    pool.wake(Broken())
    pool.wake(task)
    assert eventually(lambda: task.turns == 1)
    pool.stop()
    assert "RuntimeError: a bug" in capfd.readouterr().err


def test_stop_ends_the_threads() -> None:
    before = threading.active_count()
    pool, task = Pool(3), Count(0.01)
    pool.wake(task)
    assert threading.active_count() == before + 3
    assert pool.stop()
    assert threading.active_count() == before


def test_stop_waits_no_longer_than_it_may() -> None:
    pool, task = Pool(1), Count(0.6)
    pool.wake(task)
    time.sleep(0.02)
    start = time.monotonic()
    assert not pool.stop(0.1)
    assert time.monotonic() - start < 0.4

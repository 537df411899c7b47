"""A few threads that give many tasks their turns.

A task that has something to do is woken and waits in one queue with the others; a thread takes the first, gives it one
short turn, and puts it at the end again if it has more to do. So tasks share the processor fairly, each is worked on
by one thread at a time, and a slow one keeps one thread busy and no other task waiting.
"""

import heapq
import os
import sys
import threading
import time
import traceback
from collections import deque
from enum import Enum

MIN_THREADS, MAX_THREADS = 2, 8
STOP_SECONDS = 1.0


class _Place(Enum):
    IDLE = "has nothing to do"
    WAITING = "waits for its turn"
    SLEEPING = "waits for its time"
    AT_WORK = "has its turn"
    AGAIN = "has its turn, and was woken meanwhile"


class Task:
    """Something that is worked on in turns."""

    def __init__(self) -> None:
        self._place = _Place.IDLE
        self._alarm = 0  # the number of the alarm that counts while it sleeps

    def turn(self) -> float | None:
        """Work for some milliseconds.

        Returns:
            Seconds until there is more to do: 0 at once, None only when woken.
        """
        raise NotImplementedError


class Pool:
    """Threads that work on tasks.

    Args:
        threads: how many; None is about as many as there are cores.
    """

    def __init__(self, threads: int | None = None) -> None:
        count = threads or min(max(os.cpu_count() or MIN_THREADS, MIN_THREADS), MAX_THREADS)
        self._change = threading.Condition()
        self._waiting: deque[Task] = deque()
        self._alarms: list[tuple[float, int, Task]] = []
        self._alarm = 0
        self._stopped = False
        # daemons, so that a step that takes long cannot keep the program from ending
        self._threads = [threading.Thread(target=self._work, name=f"glassnet-{i}", daemon=True) for i in range(count)]
        for thread in self._threads:
            thread.start()

    def wake(self, task: Task) -> None:
        """Give the task a turn soon; from any thread."""
        with self._change:
            if task._place in (_Place.IDLE, _Place.SLEEPING):
                self._queue(task)
            elif task._place is _Place.AT_WORK:
                task._place = _Place.AGAIN

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Give no more turns, and wait for those under way; whether all of them ended in time."""
        with self._change:
            self._stopped = True
            self._change.notify_all()
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _queue(self, task: Task) -> None:
        task._place = _Place.WAITING
        self._waiting.append(task)
        self._change.notify()

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                pause = task.turn()
            except Exception:  # a task takes care of its own errors; one that was forgotten must not cost a thread
                traceback.print_exc(file=sys.stderr)
                pause = None
            self._put_back(task, pause)

    def _next(self) -> Task | None:
        with self._change:
            while not self._stopped:
                self._ring()
                if self._waiting:
                    task = self._waiting.popleft()
                    task._place = _Place.AT_WORK
                    return task
                self._change.wait(self._alarms[0][0] - time.monotonic() if self._alarms else None)
            return None

    def _ring(self) -> None:
        """Queue the tasks whose time has come; an alarm of one that was woken before counts no more."""
        while self._alarms and self._alarms[0][0] <= time.monotonic():
            _, number, task = heapq.heappop(self._alarms)
            if task._place is _Place.SLEEPING and task._alarm == number:
                self._queue(task)

    def _put_back(self, task: Task, pause: float | None) -> None:
        with self._change:
            if task._place is _Place.AGAIN or pause == 0.0:
                self._queue(task)
            elif pause is None:
                task._place = _Place.IDLE
            else:
                self._alarm += 1
                task._place, task._alarm = _Place.SLEEPING, self._alarm
                heapq.heappush(self._alarms, (time.monotonic() + pause, self._alarm, task))
                self._change.notify()  # whoever sleeps until a later alarm must look again

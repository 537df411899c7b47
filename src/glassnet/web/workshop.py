"""Where machine code is made while sessions go on: one thread, with what is waited for before what may come.

A session that needs a kernel orders it and goes on training and answering views; when the kernel is there it is woken
and does what it was asked. When nobody has done anything for a moment, the thread makes what sessions are likely to
need next. (Writing a kernel's text is Python, which shares the interpreter with the sessions: pictures would stutter.)
"""

import sys
import threading
import time
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable

from glassnet.engines import Preparation

QUIET_SECONDS = 0.5
"""How long nobody must have done anything before things are made that nobody has ordered."""
STOP_SECONDS = 1.0


class Workshop:
    """Makes preparations, one at a time.

    Example:
        >>> from glassnet.session import Session
        >>> session, done = Session(), threading.Event()
        >>> code = session.preparation({"do": "set", "path": "network.layers", "value": [{"units": 7}]})
        >>> workshop = Workshop()
        >>> workshop.order(code, done.set)
        >>> done.wait(10.0), code.ready
        (True, True)
        >>> workshop.stop()
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._orders: deque[tuple[Preparation, Callable[[], None]]] = deque()
        self._likely: OrderedDict[Hashable, deque[Preparation]] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._disturbed = time.monotonic()

    def disturb(self) -> None:
        """Somebody is at work: what nobody waits for is put off."""
        self._disturbed = time.monotonic()

    def order(self, what: Preparation, then: Callable[[], None]) -> None:
        """Make something soon, and then call `then` in the workshop's thread, also if it could not be made."""
        with self._change:
            self._orders.append((what, then))
            self._at_work()

    def suggest(self, customer: Hashable, likely: Iterable[Preparation]) -> None:
        """Make things when there is time; they replace what was suggested for the customer before."""
        with self._change:
            self._likely[customer] = deque(likely)
            self._at_work()

    def forget(self, customer: Hashable) -> None:
        """Make no more suggestions for a customer."""
        with self._change:
            self._likely.pop(customer, None)

    def stop(self) -> None:
        """Begin nothing more, and wait a moment for what is under way."""
        with self._change:
            self._stopped = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _at_work(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="glassnet-workshop", daemon=True)
            self._thread.start()
        self._change.notify_all()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            what, then = job
            try:
                if not what.ready:
                    what.make()
            except Exception:  # whoever needs it makes it again, and is told then
                traceback.print_exc(file=sys.stderr)
            if then is not None:
                then()

    def _next(self) -> tuple[Preparation, Callable[[], None] | None] | None:
        """The next order; if there is none and it is quiet, something that is likely to be needed."""
        with self._change:
            while not self._stopped:
                if self._orders:
                    return self._orders.popleft()
                left = self._disturbed + QUIET_SECONDS - time.monotonic()
                if left <= 0.0 and (likely := self._one_likely()) is not None:
                    return likely, None
                self._change.wait(max(left, 0.0) if self._likely else None)
            return None

    def _one_likely(self) -> Preparation | None:
        """The customers take turns; one that has nothing left is forgotten."""
        while self._likely:
            customer, things = self._likely.popitem(last=False)
            while things:
                thing = things.popleft()
                if not thing.ready:
                    self._likely[customer] = things
                    return thing
        return None

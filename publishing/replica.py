"""From which database readers are answered: the replica while it says what the primary says, else the primary.

Both are asked for their stamp once in each second. While the stamps differ the replica lacks something,
and nobody is told of a plan that is older than the primary's. Where one does not answer, the other is read.
ADR 0018 says why.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

from publishing import stamp

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
#: As people call them.
NAMES = {PRIMARY: "primary", REPLICA: "replica"}
#: Seconds for which a choice is good.
INTERVAL = 1.0
#: Seconds for which a database is waited for; afterwards it counts as gone until it has answered.
PATIENCE = 2.0

log = logging.getLogger(__name__)
#: The database that is read at present; the primary, but where a reader is answered.
_read: ContextVar[str] = ContextVar("_read", default=PRIMARY)


class NobodyAnswersError(OperationalError):
    """Neither database said its stamp."""


class Line:
    """One question after the other, asked in a thread of its own: who waits for the answer may give up.

    A machine that was switched off refuses nothing; without this every reader would wait for it.
    """

    def __init__(self, question: Callable[[], str | None], patience: float = PATIENCE) -> None:
        self._question, self._patience = question, patience
        self._wanted, self._answered = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._is_late = False
        self._said: str | None = None

    def ask(self) -> None:
        """Put the question, unless an older one is still without an answer."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, daemon=True)
            self._thread.start()
        elif not self._answered.is_set():
            self._is_late = True
            return
        self._is_late = False
        self._answered.clear()
        self._wanted.set()

    def answer(self) -> str | None:
        """Return what was said; None where nothing came in time, or a failure."""
        in_time = not self._is_late and self._answered.wait(self._patience)
        return self._said if in_time else None

    def _listen(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                self._said = self._question()
            except Exception:  # a thread that ends would never answer again
                self._said = None
                log.exception("A database could not be asked.")
            self._answered.set()


@dataclass(frozen=True)
class Choice:
    """The database to be read, and the stamp under which what is made of it may be kept."""

    alias: str
    stamp: str


class Reads:
    """Chooses anew each second, for all threads. `ticks` counts seconds that only go forward."""

    def __init__(
        self, primary: Line, replica: Line, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._primary, self._replica, self._ticks = primary, replica, ticks
        self._lock = threading.Lock()
        self._choice: Choice | None = None
        self._asked: float | None = None
        self._turn = 0
        self._same: float | None = None
        #: Which databases answered when they were asked last.
        self.up: dict[str, bool] = {PRIMARY: True, REPLICA: True}
        #: Seconds since the replica said what the primary said; 0 while it does.
        self.behind = 0.0

    def current(self) -> Choice:
        """Return the choice of this second. Raises NobodyAnswersError."""
        if self._asked is None or self._ticks() - self._asked >= INTERVAL:
            return self.choose()
        return _there(self._choice)

    def choose(self) -> Choice:
        """Ask both, and return the choice. Raises NobodyAnswersError."""
        with self._lock:
            self._replica.ask()
            self._primary.ask()
            replica, primary = self._replica.answer(), self._primary.answer()
            self._note(primary, replica)
            self._choice = choice = self._chosen(primary, replica)
        return _there(choice)

    def _chosen(self, primary: str | None, replica: str | None) -> Choice | None:
        if replica is not None and primary in (None, replica):
            return Choice(REPLICA, f"{self._turn}:{replica}")
        return None if primary is None else Choice(PRIMARY, f"{self._turn}:{primary}")

    def _note(self, primary: str | None, replica: str | None) -> None:
        """Remember who answered. When one goes or comes, all that was kept is made anew.

        For a reader may have been told by the replica what was asked of a primary that went meanwhile.
        """
        self._asked = now = self._ticks()
        up = {PRIMARY: primary is not None, REPLICA: replica is not None}
        if up != self.up:
            self.up, self._turn = up, self._turn + 1
            log.warning(
                "Databases that answer: %s", ", ".join(NAMES[n] for n in up if up[n]) or "none"
            )
        if None not in (primary, replica) and primary != replica:
            self.behind = now - (now if self._same is None else self._same)
        else:
            self.behind, self._same = 0.0, now


def _there(choice: Choice | None) -> Choice:
    if choice is None:
        raise NobodyAnswersError("Neither the primary nor the replica answers.")
    return choice


def is_there() -> bool:
    """Whether this installation has a replica (DATABASE_REPLICA_URL)."""
    return REPLICA in connections.databases


@cache
def reads() -> Reads:
    """Return what this process knows of its databases."""
    return Reads(Line(lambda: stamp_of(PRIMARY)), Line(lambda: stamp_of(REPLICA)))


def stamp_of(alias: str) -> str | None:
    """Return the stamp that a database bears, None where it does not answer.

    A connection may have ended since: the second one is new.
    """
    for _attempt in range(2):
        try:
            return stamp.read(alias)
        except Error:
            connections[alias].close()
    return None


def read_stamp() -> str:
    """Return the stamp under which what readers are told may be kept. Raises Error."""
    return reads().choose().stamp if is_there() else stamp.read()


def chosen(*, own_writes: bool = False, anew: bool = False) -> str:
    """Return the database that a reader is answered from. Raises Error.

    Whoever may have written (`own_writes`) is answered by the primary as long as there is one.
    """
    if not is_there():
        return PRIMARY
    choice = reads().choose() if anew else reads().current()
    return PRIMARY if own_writes and reads().up[PRIMARY] else choice.alias


def alias_to_read() -> str:
    return _read.get()


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    token = _read.set(alias)
    try:
        yield
    finally:
        _read.reset(token)


def read_own_writes() -> None:
    """From now on, to the end of `reading_from`, the primary is read."""
    _read.set(PRIMARY)

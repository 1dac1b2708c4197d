"""What follows from what the public is told: noted in the transaction that tells it, done after it.

Nothing that follows can stop a writer. A listener that raises is logged; its message stays and is tried
again after the next commit, MOST_TRIES times in all, and then by `manage.py drain_outbox` alone. A
listener is told of a thing at least once, and of its newest state last. ADR 0007.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F

from publishing.models import OutboxMessage

logger = logging.getLogger(__name__)

#: After so many tries a message waits for the command.
MOST_TRIES = 5
#: A database takes only so many values in a query.
MOST_AT_ONCE = 500


class Thing(NamedTuple):
    """A public thing, as its record is named."""

    kind: str
    key: str


#: Follows what the public is told of these things now, and returns what is to be tried again.
Listener = Callable[[Sequence[Thing]], Collection[Thing]]
#: Things that are noted later, together.
Waiting = dict[Thing, None]

_listeners: dict[str, Listener] = {}
_waiting: ContextVar[Waiting | None] = ContextVar("_waiting", default=None)


def listener(name: str) -> Callable[[Listener], Listener]:
    """Have the decorated function follow all that the public is told anew, or no longer.

    Its module is imported when its app is ready. `name` is kept with what waits for it.
    """

    def register(follow: Listener) -> Listener:
        _listeners[name] = follow
        return follow

    return register


@contextmanager
def together() -> Iterator[Waiting]:
    """Note what is told meanwhile at the end, and each thing once.

    Yields what waits: clear it where the recording is undone. Belongs inside a transaction. One
    within another leaves it to that.
    """
    outer = _waiting.get()
    waiting: Waiting = {} if outer is None else outer
    token = _waiting.set(waiting)
    try:
        yield waiting
    finally:
        _waiting.reset(token)
    if outer is None:
        note(waiting)


def note(things: Iterable[Thing]) -> None:
    """Note for every listener that the public was told of `things`, or let `together` do it."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.update(dict.fromkeys(things))
    elif messages := [_message(name, thing) for thing in things for name in _listeners]:
        OutboxMessage.objects.bulk_create(messages)
        if all(call[1] is not _after_commit for call in connection.run_on_commit):
            transaction.on_commit(_after_commit, robust=True)


def _after_commit() -> None:
    drain()


def drain(*, anew: bool = False) -> int:
    """Have each listener follow what is noted for it, and return how many messages are left.

    With `anew` also what was given up.
    """
    for name, follow in _listeners.items():
        _drain(name, follow, anew=anew)
    return OutboxMessage.objects.count()


def forget(name: str) -> None:
    """Take away what is noted for a listener that has just followed everything."""
    OutboxMessage.objects.filter(listener=name).delete()


@transaction.atomic
def _drain(name: str, follow: Listener, *, anew: bool) -> None:
    # Whoever comes at the same time waits, and finds only what is left then. To skip what is locked
    # would let a newer state of a thing be followed before an older one.
    messages_of: defaultdict[Thing, list[OutboxMessage]] = defaultdict(list)
    messages = OutboxMessage.objects.filter(listener=name)
    for message in messages.select_for_update().order_by("pk"):
        messages_of[Thing(message.kind, message.key)].append(message)
    things = [thing for thing in messages_of if anew or messages_of[thing][-1].tries < MOST_TRIES]
    for start in range(0, len(things), MOST_AT_ONCE):
        _follow(
            name,
            follow,
            {thing: messages_of[thing] for thing in things[start : start + MOST_AT_ONCE]},
        )


def _follow(name: str, follow: Listener, messages_of: dict[Thing, list[OutboxMessage]]) -> None:
    """Let a listener follow some things: all at once or, where it raises, each by itself."""
    try:
        with transaction.atomic():
            _settle(name, messages_of, set(follow(list(messages_of))))
    except Exception:  # whatever fails here: others are to be followed, and nobody is stopped
        if len(messages_of) > 1:
            for thing, messages in messages_of.items():
                _follow(name, follow, {thing: messages})
            return
        logger.exception("“%s” cannot follow: %s.", name, "/".join(next(iter(messages_of))))
        _settle(name, messages_of, set(messages_of))


def _settle(name: str, messages_of: dict[Thing, list[OutboxMessage]], again: set[Thing]) -> None:
    """Take away what was followed; count a try of what is to be tried again."""
    kept_keys = [messages_of[thing][-1].pk for thing in messages_of if thing in again]
    keys = [message.pk for messages in messages_of.values() for message in messages]
    OutboxMessage.objects.filter(pk__in=keys).exclude(pk__in=kept_keys).delete()
    OutboxMessage.objects.filter(pk__in=kept_keys).update(tries=F("tries") + 1)
    fresh = [_message(name, thing) for thing in again if thing not in messages_of]
    for message in fresh:
        message.tries = 1
    OutboxMessage.objects.bulk_create(fresh)


def _message(name: str, thing: Thing) -> OutboxMessage:
    return OutboxMessage(listener=name, kind=thing.kind, key=thing.key)

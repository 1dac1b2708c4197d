"""How many wrong passwords there were lately, counted in Redis: guessers cost the database nothing.

Logins are still written to the database, since who has logged in from a place is known there. While Redis
does not answer, the database counts. No name and no address can be read in Redis.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from axes.helpers import get_client_username, get_failure_limit
from axes.signals import user_locked_out
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from staff.login_throttle import REMEMBERED, InDatabase

MINUTE = 60
#: Minutes that are added up, and seconds for which each is kept.
MINUTES = range(int(REMEMBERED.total_seconds()) // MINUTE)
KEPT = int(REMEMBERED.total_seconds()) + MINUTE
#: Seconds for which Redis is not asked after it did not answer.
PAUSE = 5
#: What is counted of a name or an address, and of both together.
NAME, ADDRESS = "username", "ip_address"


def or_in_database(method: Callable[..., Any]) -> Callable[..., Any]:
    """Let the database do it while Redis does not answer: nobody waits for it at every question."""

    @wraps(method)
    def done(handler: "InRedis", *args: Any, **named: Any) -> Any:
        if time.monotonic() >= handler.gone_until:
            try:
                return method(handler, *args, **named)
            except RedisError:
                handler.gone_until = time.monotonic() + PAUSE
        return getattr(InDatabase, method.__name__)(handler, *args, **named)

    return done


class InRedis(InDatabase):
    """The handler of axes where REDIS_URL is set: the same limits, counted by the minute."""

    gone_until = 0.0

    @or_in_database
    def counted(self, now: datetime, **who: Any) -> tuple[int, datetime | None]:
        return number(now, **who), last(**who)

    @or_in_database
    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        return number(timezone.now(), **both(request, credentials))

    @or_in_database
    def user_login_failed(
        self,
        sender: object,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **more: Any,
    ) -> None:
        if request is None:
            return
        now, who = timezone.now(), both(request, credentials)
        for some in (who, *({name: value} for name, value in who.items())):
            note(now, **some)
        failures = number(now, **who)
        request.axes_failures_since_start = failures  # type: ignore[attr-defined]
        if failures >= get_failure_limit(request, credentials):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            request.axes_credentials = credentials  # type: ignore[attr-defined]
            user_locked_out.send("axes", request=request, **who)

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Open the lock of a name at an address: it has just logged in."""
        forget(**both(request, credentials))
        return int(super().reset_user_attempts(request, credentials))

    def reset_attempts(self, **who: Any) -> int:
        """Open the locks of a name or an address (`axes_reset_username`), and let it wait no longer."""
        for name in (NAME, ADDRESS):
            if who.get(name):
                forget(**{name: who[name]})
        return int(super().reset_attempts(**who))

    def reset_failure_logs(self, *, age_days: int | None = None) -> int:
        """Forget all that is counted (`axes_reset_failure_logs --age 0`)."""
        if not age_days:
            forget()
        return int(super().reset_failure_logs(age_days=age_days))


def both(request: HttpRequest, credentials: dict[str, Any] | None) -> dict[str, Any]:
    address = request.axes_ip_address  # type: ignore[attr-defined]  # axes writes it there
    return {NAME: get_client_username(request, credentials), ADDRESS: address}


def note(now: datetime, **who: Any) -> None:
    stem = stem_of(who)
    key = f"{stem}:{minute_of(now)}"
    cache.add(key, 0, KEPT)
    cache.incr(key)
    cache.set(f"{stem}:last", now.timestamp(), KEPT)


def number(now: datetime, **who: Any) -> int:
    stem, minute = stem_of(who), minute_of(now)
    return sum(cache.get_many([f"{stem}:{minute - past}" for past in MINUTES]).values())


def last(**who: Any) -> datetime | None:
    moment = cache.get(f"{stem_of(who)}:last")
    return None if moment is None else datetime.fromtimestamp(moment, UTC)


def forget(**who: Any) -> None:
    """Begin to count anew whatever names all of `who`; without any, everything. Best effort."""
    with suppress(RedisError):
        cache.set(mark_of(who), secrets.token_hex(8), KEPT)


def stem_of(who: dict[str, Any]) -> str:
    """Return how keys begin under which is counted: others, once any part of `who` was forgotten."""
    parts = [{}, who, *({name: value} for name, value in who.items())]
    marks = cache.get_many([mark_of(part) for part in parts])
    return _digest([who, sorted(marks.items())])


def mark_of(who: dict[str, Any]) -> str:
    return f"anew:{_digest([who])}"


def _digest(words: list[Any]) -> str:
    return salted_hmac(__name__, repr(words)).hexdigest()


def minute_of(now: datetime) -> int:
    return int(now.timestamp()) // MINUTE

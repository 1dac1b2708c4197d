"""Wrong passwords that Redis counts cost the database nothing, and are counted there while it is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as installation
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.test import Client
from redis.exceptions import ConnectionError as RedisConnectionError

pytestmark = pytest.mark.django_db

HOME, WRONG = "203.0.113.5", 200
LOCKED = 429


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch) -> Iterator[dict[str, datetime]]:
    settings.AXES_ENABLED = True
    settings.AXES_HANDLER = "staff.guesses.InRedis"
    held = {"now": datetime.now(tz=UTC)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: held["now"])
    cache.clear()
    AxesProxyHandler.get_implementation(force=True)
    get_user_model().objects.create_user("editor", password="right", is_staff=True)
    yield held
    AxesProxyHandler.implementation = None


def log_in(typed: str = "right", address: str = HOME, username: str = "editor") -> int:
    sent = {"username": username, "password": typed}
    return Client().post("/admin/login/", sent, REMOTE_ADDR=address).status_code


def guess(times: int = installation.AXES_FAILURE_LIMIT, **who: str) -> list[int]:
    return [log_in("wrong", **who) for _ in range(times)]


def test_the_fifth_wrong_password_closes_a_name_at_an_address():
    assert [*guess(), log_in()] == [WRONG] * 4 + [LOCKED, LOCKED]
    assert log_in(address="192.0.2.77") == 302


def test_guesses_write_nothing_to_the_database():
    guess()

    assert (AccessAttempt.objects.count(), AccessFailureLog.objects.count()) == (0, 0)


def test_logins_stay_in_the_database():
    log_in()

    assert AccessLog.objects.get().username == "editor"


def test_guesses_outside_of_a_request_are_counted_to_nobody():
    """There is no address that they came from."""
    for _time in range(installation.AXES_FAILURE_LIMIT):
        user_login_failed.send(__name__, credentials={"username": "editor"}, request=None)

    assert log_in() == 302


def test_lock_opens_after_an_hour(clock):
    guess()
    clock["now"] += timedelta(minutes=61)

    assert log_in() == 302


def test_a_login_takes_back_what_was_wrong_before():
    guess(4)
    log_in()

    assert guess(4) == [WRONG] * 4


def test_a_login_takes_back_nothing_that_others_guessed():
    for number in range(9):
        log_in("wrong", address=f"198.51.100.{number}")
    log_in()
    log_in("wrong", address="198.51.100.9")

    assert log_in("wrong", address="198.51.100.10") == 429


def test_administrator_opens_the_lock_of_a_name():
    guess()
    guess(username="other", address="192.0.2.77")
    call_command("axes_reset_username", "editor")

    assert log_in() == 302
    assert log_in("wrong", username="other", address="192.0.2.77") == LOCKED


def test_administrator_lets_all_be_forgotten():
    for number in range(12):
        log_in("wrong", address=f"198.51.100.{number}")
    assert log_in() == 429
    call_command("axes_reset_failure_logs", "--age", "0")

    assert log_in() == 302


def test_no_name_and_no_address_stands_in_redis():
    guess()

    keys = " ".join(cache._cache)
    assert keys
    assert "editor" not in keys
    assert HOME not in keys


def gone(*_words: object, **_more: object) -> None:
    raise RedisConnectionError("Connection refused")


def test_redis_that_was_gone_is_asked_again_five_seconds_later(monkeypatch):
    seconds, asked = {"now": 0.0}, []
    monkeypatch.setattr("staff.guesses.time.monotonic", lambda: seconds["now"])
    get_many = LocMemCache.get_many

    def counted(*words: object, **more: object) -> object:
        asked.append(seconds["now"])
        if seconds["now"] < 4:
            raise RedisConnectionError("Connection refused")
        return get_many(*words, **more)

    monkeypatch.setattr(LocMemCache, "get_many", counted)
    for seconds["now"] in (0.0, 4.9, 5.0):
        log_in("wrong")

    assert sorted(set(asked)) == [0.0, 5.0]
    assert asked.count(0.0) == 1
    assert AccessFailureLog.objects.count() == 2


def test_while_redis_is_gone_the_database_counts(monkeypatch):
    for name in ("add", "get", "get_many", "incr", "set"):
        monkeypatch.setattr(LocMemCache, name, gone)

    assert guess() == [WRONG] * 4 + [LOCKED]
    assert AccessFailureLog.objects.count() == 5
    call_command("axes_reset_username", "editor")
    assert log_in() == 302

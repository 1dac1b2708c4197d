"""Guessers are slowed at every address and for every name; editors come in all the same.

Wherever wrong passwords are counted: what Redis does is done here by a cache in memory.
"""

from datetime import UTC, datetime, timedelta
from unittest.mock import ANY

import pytest
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from staff import login_throttle
from staff.login_throttle import OF_A_NAME, OF_AN_ADDRESS

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
HOME = "203.0.113.5"


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """The time stands, however long a test takes on a busy machine."""
    settings.AXES_ENABLED = True
    held = {"now": datetime.now(tz=UTC)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: held["now"])
    return held


@pytest.fixture(autouse=True, params=["staff.login_throttle.InDatabase", "staff.guesses.InRedis"])
def handler(request, settings):
    settings.AXES_HANDLER = request.param
    cache.clear()
    yield AxesProxyHandler.get_implementation(force=True)
    AxesProxyHandler.implementation = None


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor", password="right", is_staff=True)


def log_in(address, typed="right", username="editor", client=None):
    sent = {"username": username, "password": typed}
    return (client or Client()).post(LOGIN, sent, REMOTE_ADDR=address)


def attack_the_name(times=OF_A_NAME.free + 2):
    """Try passwords of one name, each from another address; return how each was answered."""
    return [log_in(f"198.51.100.{number}", "wrong").status_code for number in range(times)]


def attack_from_one_address(names=8):
    return [
        log_in("198.51.100.1", "wrong", f"name-{number}").status_code for number in range(names)
    ]


def later(clock, **time):
    """Let time pass: what was counted grows old."""
    clock["now"] += timedelta(**time)


@pytest.mark.parametrize("length", [150, 151, 255, 256, 5000])
def test_name_of_any_length_is_answered_like_a_wrong_one(length):
    answer = log_in(HOME, username="a" * length)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["__all__"]


def test_many_addresses_that_guess_one_name_are_slowed(editor, handler, clock):
    answers = attack_the_name()

    assert answers == [200] * OF_A_NAME.free + [429] * 2
    assert handler.counted(clock["now"], username="editor") == (OF_A_NAME.free, ANY)


def test_one_address_that_guesses_many_names_is_slowed():
    answers = attack_from_one_address()

    assert answers == [200] * OF_AN_ADDRESS.free + [429] * (8 - OF_AN_ADDRESS.free)


def test_right_guess_is_no_use_while_guesses_are_slowed(editor):
    attack_the_name()

    answer = log_in("198.51.100.200")

    assert answer.status_code == 429
    assert "Too many wrong passwords lately. Wait 15 seconds" in answer.content.decode()
    assert answer["Retry-After"] == "15"
    assert answer.context["form"]["username"].value() == "editor"


def test_editor_at_the_usual_address_comes_in_during_an_attack(editor):
    assert log_in(HOME).status_code == 302
    attack_the_name()

    assert log_in(HOME).status_code == 302


def test_editor_with_the_usual_browser_comes_in_from_anywhere_during_an_attack(editor):
    browser = Client()
    log_in(HOME, client=browser)
    browser.post("/admin/logout/")
    attack_the_name()

    assert log_in("192.0.2.77", client=browser).status_code == 302


def test_editor_comes_in_from_an_address_that_guesses(editor):
    log_in("198.51.100.1")
    attack_from_one_address()

    assert log_in("198.51.100.1").status_code == 302
    assert log_in("198.51.100.1", username="another").status_code == 429


def test_editor_in_a_strange_place_waits_a_minute_at_most(editor, clock):
    attack_the_name()
    later(clock, seconds=16)

    assert log_in("192.0.2.77").status_code == 302


def test_each_wrong_password_doubles_the_wait_up_to_an_end():
    waits = [OF_A_NAME.wait(number).total_seconds() for number in (9, 10, 11, 12, 13, 14, 99)]

    assert waits == [0, 15, 30, 60, 60, 60, 60]
    assert OF_AN_ADDRESS.wait(9_999_999) == timedelta(seconds=900)


def test_tries_during_the_wait_do_not_lengthen_it(editor, clock):
    attack_the_name()
    attack_the_name()
    later(clock, seconds=16)

    assert log_in("192.0.2.77").status_code == 302


def test_what_was_wrong_an_hour_ago_is_forgotten(editor, clock):
    attack_the_name()
    later(clock, minutes=61)

    assert [log_in(f"192.0.2.{number}", "wrong").status_code for number in range(9)] == [200] * 9
    assert log_in("192.0.2.77").status_code == 302


def test_mark_of_a_browser_is_void_after_a_new_password(editor):
    browser = Client()
    log_in(HOME, client=browser)
    cookie = browser.cookies[login_throttle.COOKIE]
    attack_the_name()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/admin/")

    editor.set_password("another right one")
    editor.save()

    assert log_in("192.0.2.77", client=browser).status_code == 429


@pytest.mark.parametrize("value", ["", "x", "WyJlZGl0b3IiLCJ4Il0:1abc:forged", "\x00"])
def test_forged_mark_opens_nothing(editor, value):
    attack_the_name()
    browser = Client()
    browser.cookies[login_throttle.COOKIE] = value

    assert log_in("192.0.2.77", client=browser).status_code == 429


def test_mark_of_one_editor_is_none_of_another(editor):
    get_user_model().objects.create_user("other", password="right", is_staff=True)
    browser = Client()
    log_in(HOME, username="other", client=browser)
    attack_the_name()

    assert log_in("192.0.2.77", client=browser).status_code == 429


def test_address_is_the_one_that_the_proxy_saw(editor, settings):
    settings.AXES_CLIENT_IP_CALLABLE = "staff.login_throttle.client_address"

    answers = [
        Client()
        .post(
            LOGIN,
            {"username": f"name-{number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}, 198.51.100.1"},
        )
        .status_code
        for number in range(8)
    ]

    assert answers == [200] * OF_AN_ADDRESS.free + [429] * (8 - OF_AN_ADDRESS.free)


def test_unknown_name_is_slowed_like_a_known_one(editor):
    known = attack_the_name()
    addresses = [f"203.0.113.{number}" for number in range(len(known))]
    unknown = [log_in(address, "wrong", "nobody").status_code for address in addresses]

    assert unknown == known

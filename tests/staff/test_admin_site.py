"""Coming into the admin: languages, passwords, and what happens to guessers."""

import re
from datetime import date

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as base
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.urls import reverse

from publishing import clock
from sco_presidency.settings import base as base_settings
from tests.markup import page_of

LOGIN = "/admin/login/"

pytestmark = pytest.mark.django_db


def log_in(client, password, username="editor"):
    return client.post(LOGIN, {"username": username, "password": password})


@pytest.fixture
def hashed_as_kept(settings):
    """Passwords are hashed as in production, which is meant to take long."""
    settings.PASSWORD_HASHERS = base_settings.PASSWORD_HASHERS


@pytest.fixture
def editor(settings):
    settings.AXES_ENABLED = True
    return get_user_model().objects.create_user("editor", password="right", is_staff=True)


# --- languages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "Username:"), ("ru", "Имя пользователя:"), ("zh-hans", "用户名：")],
)
def test_login_page_speaks_the_chosen_language(client, code, words):
    client.post(reverse("admin:language"), {"language": code, "next": LOGIN})

    answer = client.get(LOGIN)

    assert answer.headers["Content-Language"] == code
    assert words.rstrip("：") in answer.content.decode()


def test_choosing_a_language_keeps_the_page(admin_client):
    answer = admin_client.post(
        reverse("admin:language"), {"language": "ru", "next": "/admin/events/event/?q=a"}
    )

    assert answer.url == "/admin/events/event/?q=a"


def test_choosing_a_language_leads_to_no_other_site(client):
    answer = client.post(
        reverse("admin:language"), {"language": "ru", "next": "https://evil.example/"}
    )

    assert answer.url == "/"


def test_visitors_language_is_taken_before_one_is_chosen(client):
    answer = client.get(LOGIN, headers={"Accept-Language": "zh-CN,zh;q=0.9"})

    assert answer.headers["Content-Language"] == "zh-hans"


def test_languages_go_by_their_own_names(client):
    answer = client.get(LOGIN, headers={"Accept-Language": "ru"})

    names = [name for _code, name in answer.context["languages"]]
    assert names == ["Русский", "English", "中文"]
    assert all(f">{name}</button>" in answer.content.decode() for name in names)


# --- logging in -----------------------------------------------------------------------------


def test_right_password_kept_by_argon2_opens_the_admin(client, hashed_as_kept, editor):
    assert identify_hasher(editor.password).algorithm == "argon2"
    assert log_in(client, "wrong").status_code == 200
    assert log_in(client, "right").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_five_wrong_passwords_close_the_login(client, editor):
    answers = [log_in(client, "wrong") for _try in range(base.AXES_FAILURE_LIMIT)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "closed for an hour after 5 wrong passwords" in answers[-1].content.decode()
    assert log_in(client, "right").status_code == 429


def test_another_user_at_the_same_address_is_not_closed_out(client, editor):
    get_user_model().objects.create_user("other", password="right", is_staff=True)
    for _try in range(5):
        log_in(client, "wrong")

    assert log_in(client, "right", "other").status_code == 302


def test_same_user_at_another_address_is_not_closed_out(client, editor):
    for _try in range(5):
        log_in(client, "wrong")

    answer = client.post(
        LOGIN, {"username": "editor", "password": "right"}, REMOTE_ADDR="192.0.2.7"
    )

    assert answer.status_code == 302


def test_four_wrong_passwords_do_not_close_the_login(client, editor):
    for _try in range(4):
        log_in(client, "wrong")

    assert log_in(client, "right").status_code == 302


def test_who_is_no_staff_does_not_come_in(client, editor):
    get_user_model().objects.create_user("visitor", password="right")

    assert log_in(client, "right", "visitor").status_code == 200
    assert client.get("/admin/").status_code == 302


# --- the order of the page --------------------------------------------------------------------


def test_content_comes_before_administration(admin_client):
    apps = [app["app_label"] for app in admin_client.get("/admin/").context["app_list"]]

    assert apps == [
        "events",
        "staff",
        "news",
        "documents",
        "bodies",
        "hosts",
        "priorities",
        "themes",
        "presidencies",
        "places",
        "search",
        "auth",
        "axes",
    ]


@pytest.mark.parametrize("code", ["ru", "zh-hans"])
@pytest.mark.parametrize("model", [AccessAttempt, AccessFailureLog, AccessLog])
def test_words_of_the_logins_are_in_the_language_of_the_desk(admin_client, model, code):
    model.objects.create(**({"failures_since_start": 1} if model is AccessAttempt else {}))
    address = reverse(f"admin:axes_{model._meta.model_name}_changelist")
    admin_client.cookies[base.LANGUAGE_COOKIE_NAME] = code

    page = page_of(admin_client.get(address))

    heads = [head.text for head in page.all("th") if "column-" in str(head["class"])]
    words = [*heads, page.one("h1").text]
    assert len(words) > 5
    assert [word for word in words if re.fullmatch(r"[ -~]+", word)] == []


def test_standing_clock_is_told_to_editors(admin_client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"

    answer = admin_client.get("/admin/events/event/")

    said = answer.content.decode().replace("\xa0", " ")
    assert "Demonstration. Today is 28 October 2020 here" in said
    assert "make replay" not in answer.content.decode()  # a clock held by the settings


@pytest.mark.parametrize(
    ("day", "until"), [(date(2020, 10, 28), "2020-11-11"), (date(2020, 11, 11), "2020-12-11")]
)
def test_editors_are_told_how_the_clock_moves_on(admin_client, settings, day, until):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(day)

    notice = page_of(admin_client.get("/admin/")).one("aside", cls="standing-clock")

    assert notice.one("code").text == f"make replay UNTIL={until}"


@pytest.mark.parametrize("model", [AccessAttempt, AccessFailureLog, AccessLog])
def test_what_was_seen_of_logins_is_read_and_not_edited(admin_client, model):
    tries = {"failures_since_start": 1} if model is AccessAttempt else {}
    seen = model.objects.create(username="anna", path_info="/admin/login/", **tries)
    address = reverse(f"admin:axes_{model._meta.model_name}_change", args=[seen.pk])

    page = admin_client.get(address)
    answer = admin_client.post(address, {"_save": "Save"})

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert answer.status_code == 403
    assert not LogEntry.objects.exists()

"""What programs look for at addresses that others have fixed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from presidencies.models import Presidency
from website.views import site

pytestmark = pytest.mark.django_db


def named(contact: str) -> None:
    presidency = Presidency.objects.get()
    presidency.contact = contact
    presidency.save()


def test_old_address_of_the_icon_leads_to_one_that_is_there(client: Client):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Location"]) == (302, "/static/img/favicon.ico")
    icon = client.get(answer["Location"])
    assert b"".join(icon).startswith(b"\x00\x00\x01\x00")  # type: ignore[arg-type]
    icon.close()


@time_machine.travel(datetime(2020, 10, 28, 12, 30, tzinfo=UTC), tick=False)
def test_finders_of_faults_learn_whom_to_tell(client: Client, settings):
    settings.SECURITY_CONTACT = "security@portal.example"

    answer = client.get("/.well-known/security.txt?x=1")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:security@portal.example",
        "Expires: 2021-04-26T00:00:00Z",
        "Preferred-Languages: ru, en, zh",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("press@portal.example", "mailto:press@portal.example"),
        ("mailto:press@portal.example", "mailto:press@portal.example"),
        ("https://portal.example/report", "https://portal.example/report"),
    ],
)
def test_presidency_is_told_where_nobody_else_was_named(client: Client, contact: str, uri: str):
    named(contact)

    answer = client.get("/.well-known/security.txt")

    assert answer.content.decode().splitlines()[0] == f"Contact: {uri}"


@pytest.mark.parametrize(
    "contact", ["", "Moscow, Smolenskaya", "http://portal.example", "a @b", "@"]
)
def test_what_is_no_address_of_the_kind_is_not_told(client: Client, contact: str):
    named(contact)

    assert client.get("/.well-known/security.txt").status_code == 404


def test_it_expires_within_a_year():
    assert site.VALID.days < 365

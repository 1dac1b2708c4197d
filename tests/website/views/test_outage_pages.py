"""While the database does not answer, every door says so by 503, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.factories import EventFactory, StaffFactory
from website.views.errors import style_hashes

pytestmark = pytest.mark.django_db

ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def portal() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def editor(portal: Client) -> Client:
    portal.force_login(StaffFactory())
    return portal


@pytest.fixture(params=[OperationalError, InterfaceError])
def gone(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The database answers no question any more, until something is put into the list."""
    answers: list[str] = []

    def refuse(execute: Callable[..., Any], *question: object) -> object:
        if answers:
            return execute(*question)
        raise request.param("the connection is refused")

    EventFactory(slug="forum", published=True)
    with connection.execute_wrapper(refuse):
        yield answers


PAGES = (
    "/en/",
    "/ru/calendar/",
    "/zh-hans/events/forum/",
    "/en/presidencies/lakes/",
    "/en/nowhere/",
    "/en/search/?q=forum",
    "/admin/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("gone")
def test_page_says_it_in_three_languages(portal: Client, path: str):
    portal.cookies["sessionid"] = "a" * 32
    answer = portal.get(path)

    page = html.fromstring(answer.content.decode())
    (style,) = style_hashes(answer.content.decode())
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert page.xpath("//h1/text() | //h2/text()") == [
        "База данных не отвечает",
        "The database does not answer",
        "数据库没有响应",
    ]
    assert page.xpath("//@src | //a/@href | //form") == []
    assert (answer["Cache-Control"], style in answer["Content-Security-Policy"]) == (
        "no-store",
        True,
    )


@pytest.mark.parametrize(
    "path", ["/en/calendar.ics", "/en/news.rss", "/ru/events/forum.ics", "/sitemap.xml"]
)
@pytest.mark.usefixtures("gone")
def test_file_is_a_short_text(portal: Client, path: str):
    answer = portal.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines()[0] == (
        "The portal cannot reach its database at the moment. Please try again in a minute."
    )


@pytest.mark.parametrize(
    "path", ["/api/v1/events/", "/api/v1/events/forum/", "/en/calendar/changes.json"]
)
@pytest.mark.usefixtures("gone")
def test_data_is_a_problem_document(portal: Client, path: str):
    answer = portal.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 503


def test_fault_of_ours_stays_a_500(portal: Client):
    def fail(*_question: object) -> None:
        raise RuntimeError

    with connection.execute_wrapper(fail):
        answers = [portal.get(path).status_code for path in ("/en/", "/api/v1/events/")]

    assert answers == [500, 500]


def test_once_it_answers_again_so_does_the_page(portal: Client, gone: list[str]):
    assert portal.get("/en/events/forum/").status_code == 503

    gone.append("recovered")

    assert portal.get("/en/events/forum/").status_code == 200


def sent_to(portal: Client, **sent: str) -> list[tuple[Any, ...]]:
    """Post a form of the administration; return the fields of the one that comes back."""
    answer = portal.post(reverse("admin:events_event_add"), sent, headers=ORIGIN)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    forms = html.fromstring(answer.content.decode()).forms
    return [(form.action, *form.fields.items()) for form in forms]


def test_what_was_typed_is_kept_to_be_sent_again(editor: Client, gone: list[str]):
    typed = sent_to(editor, title_en="Forum <of> cities", csrfmiddlewaretoken="token")

    assert typed == [
        (
            reverse("admin:events_event_add"),
            ("title_en", "Forum <of> cities"),
            ("csrfmiddlewaretoken", "token"),
        )
    ]


def test_file_of_a_form_is_chosen_again_where_it_is_sent_again(editor: Client, gone: list[str]):
    sent = {"title_en": "Act", "file": SimpleUploadedFile("act.pdf", b"%PDF")}
    answer = editor.post(reverse("admin:documents_document_add"), sent, headers=ORIGIN)

    (form,) = html.fromstring(answer.content.decode()).forms
    (field,) = form.xpath('.//label[normalize-space()="act.pdf"]/input[@type="file"]')
    assert (field.name, form.get("enctype")) == ("file", "multipart/form-data")


@pytest.mark.usefixtures("gone")
def test_no_password_is_written_into_a_page(portal: Client):
    answer = portal.post(
        reverse("admin:login"), {"username": "anna", "password": "secret"}, headers=ORIGIN
    )

    assert (answer.status_code, b"secret" in answer.content) == (503, False)
    assert html.fromstring(answer.content.decode()).forms == []


@pytest.mark.usefixtures("gone")
def test_form_from_elsewhere_is_not_shown_again(portal: Client):
    answer = portal.post(
        reverse("admin:events_event_add"), {"title_en": "Trust me."}, headers={"Origin": "null"}
    )

    assert (answer.status_code, b"Trust me." in answer.content) == (503, False)

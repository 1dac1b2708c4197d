from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from documents.models import DocumentKind
from i18n.texts import CODES
from tests.documents.corrected import corrected
from tests.factories import BodyFactory, DocumentFactory, EventFactory
from tests.listed import titles
from tests.markup import page_at, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2021-01-15")]


@pytest.mark.parametrize(
    ("code", "day"),
    [("en", "10 November 2020"), ("ru", "10 ноября 2020 г."), ("zh-hans", "2020年11月10日")],
)
def test_document_stands_with_its_day_and_kind(client: Client, code: str, day: str):
    DocumentFactory(
        kind=DocumentKind.DECLARATION,
        adopted_on=date(2020, 11, 10),
        external_url="https://text.example/",
        published=True,
    )

    item = page_at(client, f"/{code}/documents/").one("ul", cls="document-list").one("li")

    with override(code):
        kind = str(DocumentKind.DECLARATION.label)
    assert item.one("p", cls="news-date").text == f"{day} · {kind}"


def test_documents_stand_newest_first(client: Client):
    for day in (date(2019, 6, 14), date(2020, 11, 10), date(2020, 5, 13)):
        DocumentFactory(title_en=f"Of {day}", adopted_on=day, published=True)

    main = page_at(client, "/en/documents/").one("main")

    assert [heading.text for heading in main.all("h2")] == ["Known from reports"]
    assert titles(main) == ["Of 2020-11-10", "Of 2020-05-13", "Of 2019-06-14"]


def test_documents_of_one_day_keep_the_order_in_which_they_came(client: Client):
    event = EventFactory(slug="summit", published=True)
    for title in ("Declaration", "Statement", "Plan"):
        DocumentFactory(title_en=title, events=[event], published=True)

    listed = titles(page_at(client, "/en/documents/").one("main"))
    beside = page_at(client, "/en/events/summit/").one("ul", cls="document-list").all("li")

    assert listed == ["Declaration", "Statement", "Plan"]
    assert [one.one("a").text for one in beside] == listed


def test_documents_known_from_reports_stand_under_their_meetings(client: Client):
    council, ministers = (
        EventFactory(short_title_en=title, slug=title.lower(), published=True)
        for title in ("Council", "Ministers")
    )
    day = date(2020, 9, 10)
    for title, events in (("A", [council]), ("B", [ministers]), ("C", [council]), ("D", [])):
        DocumentFactory(
            title_en=title,
            events=events,
            adopted_on=day,
            kind=DocumentKind.DECLARATION,
            published=True,
        )
    DocumentFactory(title_en="E", events=[council], adopted_on=date(2020, 10, 1), published=True)

    main = page_at(client, "/en/documents/").one("main")
    heads = [head.text for head in main.all("h3", cls="document-meeting")]
    lists = [[one.text for one in rows.all("h4")] for rows in main.all("ul", cls="document-list")]

    assert heads == [
        "1 October 2020 · Council",
        "10 September 2020 · declaration",
        "10 September 2020 · Council · 2 documents",
        "10 September 2020 · Ministers",
    ]
    assert lists == [["E"], ["D"], ["A", "C"], ["B"]]


@pytest.mark.parametrize("code", CODES)
def test_list_shows_public_documents_only(client: Client, code: str):
    DocumentFactory(slug="shown", published=True)
    DocumentFactory(slug="draft")
    DocumentFactory(slug="gone", withdrawn=True)

    listed = page_at(client, f"/{code}/documents/").one("ul", cls="document-list").all("li")

    assert [item.one("h4").one("a")["href"] for item in listed] == [f"/{code}/documents/shown/"]


def test_text_on_another_site_is_marked(client: Client):
    DocumentFactory(
        title_en="Charter", external_url="https://www.un.example/charter", published=True
    )

    text = page_at(client, "/en/documents/").one("p", cls="document-text")

    link = text.one("a", cls="external-link")
    assert (link["href"], link.text) == (
        "https://www.un.example/charter",
        "Read the text (another site)",
    )


def test_missing_text_is_said_to_be_missing(client: Client):
    DocumentFactory(published=True)

    text = page_at(client, "/en/documents/").one("p", cls="document-text")

    assert (text.text, text.all("a")) == ("Text not found.", [])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Written in: Russian and Chinese"),
        ("ru", "Языки текста: русский и китайский"),
        ("zh-hans", "文本语言：俄语和中文"),
    ],
)
def test_languages_of_the_text_are_named(client: Client, code: str, said: str):
    DocumentFactory(languages=["ru", "zh-Hans"], published=True)

    text = page_at(client, f"/{code}/documents/").one("p", cls="document-text")

    assert text.text.endswith(said)


def test_document_names_the_public_events_that_it_came_out_of(client: Client):
    summit = EventFactory(
        slug="summit", title_en="Meeting of the Council", short_title_en="Summit", published=True
    )
    DocumentFactory(events=[summit, EventFactory(title_en="Secret talks")], published=True)

    page = page_at(client, "/en/documents/")

    link = page.one("h3", cls="document-meeting").one("a")
    assert (link["href"], link.text) == ("/en/events/summit/", "Summit")
    assert "Secret talks" not in page.text


def test_title_that_is_not_translated_keeps_its_language(client: Client):
    DocumentFactory(title_en="Charter", title_zh_hans="", published=True)

    heading = page_at(client, "/zh-hans/documents/").one("main").one("h4")

    assert heading.one("span", lang="en").text == "Charter"


def test_empty_library_says_so(client: Client):
    assert "No documents here yet." in page_at(client, "/en/documents/").text


# --- pages ----------------------------------------------------------------------------


@pytest.fixture
def shelf():
    for number in range(1, 23):
        DocumentFactory(
            title_en=f"No {number}",
            kind=DocumentKind.DECISION,
            adopted_on=date(2020, 1, number),
            published=True,
        )


@pytest.mark.usefixtures("shelf")
def test_list_stands_on_pages_of_twenty(client: Client):
    first, second = (page_at(client, f"/en/documents/{query}") for query in ("", "?page=2"))

    assert titles(first) == [f"No {number}" for number in range(22, 2, -1)]
    assert titles(second) == ["No 2", "No 1"]
    assert first.one("div", cls="calendar-tools").one("p").text == "22 documents"


@pytest.mark.usefixtures("shelf")
def test_pages_keep_the_filter_and_a_new_filter_begins_on_the_first(client: Client):
    page = page_at(client, "/en/documents/?kind=decision&page=2")

    link = page.one("a", rel="prev")["href"]
    assert sorted(link.removeprefix("?").split("&")) == ["kind=decision", "page=1"]
    assert page.one("form", cls="filter-form").all("input", name="page") == []


@pytest.mark.usefixtures("shelf")
def test_page_that_is_not_there_is_not_found(client: Client):
    assert client.get("/en/documents/?page=3").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "%00", "9" * 30])
def test_page_that_is_no_number_is_refused_by_name(client: Client, number: str):
    response = client.get(f"/en/documents/?page={number}")

    assert response.status_code == 400
    assert "page" in page_of(response).one("main").text


def test_corrected_document_says_so(client: Client):
    corrected(DocumentFactory(published=True), on=date(2020, 12, 3))

    row = page_at(client, "/en/documents/").one("ul", cls="document-list").one("li")

    assert row.one("p", cls="news-date").text.endswith("· corrected on 3 December 2020")


def test_list_asks_the_same_of_one_document_and_of_three(client: Client):
    def row() -> None:
        document = DocumentFactory(
            events=[EventFactory(published=True)],
            bodies=[BodyFactory(published=True)],
            published=True,
        )
        corrected(document)

    row()
    with CaptureQueriesContext(connection) as one:
        client.get("/en/documents/")
    row()
    row()
    with CaptureQueriesContext(connection) as three:
        client.get("/en/documents/")

    assert len(three) == len(one)

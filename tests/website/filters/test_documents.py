"""The list of papers under a filter."""

from datetime import date

import pytest
from django.test import Client

from documents.models import DocumentKind
from tests.factories import BodyFactory, DocumentFactory, EventFactory, PriorityFactory
from tests.listed import titles
from tests.made_once import made_once
from tests.markup import page_at

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def library():
    council = BodyFactory(slug="council", published=True)
    DocumentFactory(
        title_en="Charter",
        kind=DocumentKind.CHARTER,
        adopted_on=date(2002, 6, 7),
        languages=["ru", "zh"],
        bodies=[council],
        published=True,
    )
    DocumentFactory(
        title_en="Statement", adopted_on=date(2020, 5, 13), languages=["en"], published=True
    )
    DocumentFactory(title_en="Draft", adopted_on=date(1999, 1, 1), bodies=[BodyFactory(slug="x")])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Statement", "Charter"]),
        ("kind=charter", ["Charter"]),
        ("kind=statement", ["Statement"]),
        ("body=council", ["Charter"]),
        ("year=2020", ["Statement"]),
        ("language=zh", ["Charter"]),
        ("language=en", ["Statement"]),
        ("kind=charter&year=2002&language=ru", ["Charter"]),
        ("kind=charter&year=2020", []),
        ("kind=&year=&body=&language=", ["Statement", "Charter"]),
        ("utm_source=letter", ["Statement", "Charter"]),
    ],
)
@pytest.mark.usefixtures("library")
def test_filter_narrows_the_list(client: Client, query: str, found: list[str]):
    assert titles(page_at(client, f"/en/documents/?{query}")) == found


@pytest.mark.parametrize(
    "query", ["year=1999", "year=20200", "body=x", "kind=poem", "language=tlh", "kind=%00"]
)
@pytest.mark.usefixtures("library")
def test_filter_refuses_what_no_public_document_has(client: Client, query: str):
    assert client.get(f"/en/documents/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("written", "found"),
    [("zh", True), ("zh-Hans", True), ("zh-Hant", True), ("zha", False), ("ru", False)],
)
def test_a_language_is_found_in_any_script(client: Client, written: str, found: bool):
    DocumentFactory(title_en="Charter", languages=["en", written], published=True)

    shown = titles(page_at(client, "/en/documents/?language=zh").one("main"))

    assert shown == (["Charter"] if found else [])


def test_priority_finds_its_papers_and_those_of_its_events(client: Client):
    goal = PriorityFactory(slug="trade", published=True)
    forum = EventFactory(priorities=[goal], published=True)
    DocumentFactory(title_en="Of the goal", priorities=[goal], published=True)
    DocumentFactory(title_en="Of the forum", events=[forum], priorities=[goal], published=True)
    DocumentFactory(events=[EventFactory(priorities=[goal])], published=True)

    found = titles(page_at(client, "/en/documents/?priority=trade"))

    assert sorted(found) == ["Of the forum", "Of the goal"]
    assert client.get("/en/documents/?priority=none").status_code == 400


def test_documents_of_the_term_are_those_of_its_first_to_its_last_day(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-12-31"
    for month, day in ((6, 13), (6, 14)):
        DocumentFactory(title_en=f"{day} June", adopted_on=date(2019, month, day), published=True)
    for day in (10, 11):
        DocumentFactory(title_en=f"{day} November", adopted_on=date(2020, 11, day), published=True)

    shown = page_at(client, "/en/documents/?year=term")

    assert titles(shown) == ["10 November", "14 June"]
    assert shown.one("p", cls="soft").text.startswith("2 documents · During the Presidency")


@pytest.mark.usefixtures("library")
def test_form_offers_what_there_is_and_keeps_the_choice(client: Client):
    page = page_at(client, "/en/documents/?year=2002")

    years = page.one("select", name="year").all("option")
    assert [option["value"] for option in years] == ["", "term", "2020", "2002"]
    assert [o["value"] for o in years if "selected" in o.attributes] == ["2002"]
    assert page.one("select", name="body").all("option")[0].text == "All bodies"


@pytest.mark.usefixtures("library")
def test_chosen_filter_is_counted_and_named_above_the_list(client: Client):
    page = page_at(client, "/en/documents/?kind=charter&year=2002")

    assert page.one("details", cls="filter-panel").one("summary").text == "Filter (2)"
    assert page.one("p", cls="soft").text == "1 document · Charter · 2002 Clear the filter"


@pytest.mark.usefixtures("library")
def test_empty_result_offers_to_clear_the_filter(client: Client):
    empty = page_at(client, "/en/documents/?kind=charter&year=2020").one("p", cls="empty-note")

    assert empty.text == "No documents for this filter. Clear the filter"
    assert empty.one("a")["href"] == "/en/documents/"

"""The list of documents: what can be read first, of the others who tells of them; nothing of a meeting to come."""

from datetime import date

import pytest
from django.test import Client

from documents.models import Document
from documents.publishers import best_of, page_at
from events.dates import Period
from events.enums import Status
from tests.factories import BodyFactory, DocumentFactory, EventFactory
from tests.listed import titles
from tests.markup import Element, page_of

TODAY = date(2020, 10, 28)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY), pytest.mark.usefixtures("media")]
SECRETARIAT = "http://eng.sectsco.org/news/20200513/646389.html"


def listed(client: Client, query: str = "", code: str = "en") -> Element:
    return page_of(client.get(f"/{code}/documents/{query}")).one("main")


def paper(title: str, day: int = 1, **values: object) -> Document:
    on = date(2020, 10, day)
    return DocumentFactory(title_en=title, adopted_on=on, published=True, **values)


def test_what_can_be_read_stands_first(client: Client):
    paper("New report", 20)
    paper("Old text", 1, external_url="https://text.example/")
    paper("Old report", 2)
    paper("New file", 3, file="documents/a.pdf")

    page = listed(client)

    assert titles(page) == ["New file", "Old text", "New report", "Old report"]
    assert [head.text for head in page.all("h2")] == ["With text", "Known from reports"]
    assert "4 documents: 2 can be read, 2 are known from reports" in page.text


@pytest.mark.parametrize(
    ("text", "found"), [("with", ["Text"]), ("without", ["Report"]), ("", ["Text", "Report"])]
)
def test_list_can_be_narrowed_to_what_can_be_read(client: Client, text: str, found: list[str]):
    paper("Text", external_url="https://text.example/")
    paper("Report")

    assert titles(listed(client, f"?text={text}")) == found


def test_counts_lead_to_what_they_count(client: Client):
    paper("Text", external_url="https://text.example/")
    paper("Report")
    paper("Other report", kind="charter")

    links = listed(client, "?kind=statement").one("div", cls="calendar-tools").all("a")

    counted = {link.text: link["href"] for link in links[:2]}
    assert list(counted) == ["1 can be read", "1 is known from reports"]
    assert [titles(listed(client, address)) for address in counted.values()] == [
        ["Text"],
        ["Report"],
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Report in English: SCO Secretariat"),
        ("ru", "Сообщение (английский): Секретариат ШОС"),
        ("zh-hans", "英语报道：上合组织秘书处"),
    ],
)
def test_paper_without_a_text_names_who_tells_of_it(client: Client, code: str, said: str):
    paper("Report", sources=["https://unknown.example/a", SECRETARIAT])

    row = listed(client, code=code).one("p", cls="document-text")

    assert said.replace(" ", "") in row.text.replace(" ", "").replace("\u00a0", "")
    assert row.one("a")["href"] == SECRETARIAT


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "Read in English"), ("ru", "Текст: английский"), ("zh-hans", "阅读英语文本")],
)
def test_text_says_its_language_and_its_publisher(client: Client, code: str, said: str):
    paper("Text", external_url=SECRETARIAT)

    row = listed(client, code=code).one("p", cls="document-text")

    assert row.one("a").text.startswith(said)
    assert {"en": "SCO Secretariat", "ru": "Секретариат ШОС", "zh-hans": "上合组织秘书处"}[
        code
    ] in row.text


def test_paper_that_nobody_tells_of_says_so(client: Client):
    paper("Report")

    assert listed(client).one("p", cls="document-text").text == "Text not found."


def test_unknown_site_is_called_by_its_name_and_no_language_is_guessed():
    page = page_at("https://www.unknown.example/en/a")

    assert (page.publisher.value, page.language, page.is_known) == ("unknown.example", "", False)
    assert best_of([]) is None


def test_longest_beginning_of_an_address_tells():
    assert [page_at(f"https://mfa.uz/{code}/a").language for code in ("en", "ru", "uz")] == [
        "en",
        "ru",
        "",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?text=with", ["text"]),
        ("?text=without", ["report"]),
        ("?text=with&text=without", ["text", "report"]),
        ("?text=with&presidency=russia-2019-2020", ["text"]),
        ("", ["text", "report"]),
    ],
)
def test_partners_may_ask_for_documents_with_a_text(client: Client, query: str, found: list[str]):
    paper("Text", slug="text", external_url="https://text.example/")
    paper("Report", slug="report")

    told = client.get(f"/api/v1/documents/{query}").json()["results"]

    assert sorted(one["slug"] for one in told) == sorted(found)


def test_partners_are_told_which_values_there_are(client: Client):
    assert client.get("/api/v1/documents/?text=yes").status_code == 400


# --- nothing of a meeting that has not met -----------------------------------------------


@pytest.mark.parametrize(
    ("period", "status", "shown"),
    [
        (Period.on(date(2020, 10, 29)), Status.PLANNED, False),
        (Period.on(date(2020, 10, 29)), Status.CONFIRMED, False),
        (Period.undated(), Status.POSTPONED, False),
        (Period.on(TODAY), Status.PLANNED, True),
        (Period.on(date(2020, 10, 27)), Status.PLANNED, True),
        (Period.on(date(2020, 10, 27)), Status.HELD, True),
        (Period.on(date(2020, 10, 29)), Status.CANCELLED, True),
    ],
)
def test_nothing_is_adopted_at_a_meeting_that_has_not_begun(
    client: Client, period: Period, status: Status, shown: bool
):
    body = BodyFactory(slug="council", published=True)
    meeting = EventFactory(period=period, status=status, published=True)
    paper("Statement", events=[meeting], bodies=[body])

    assert titles(listed(client)) == ["Statement"] * shown
    for address in ("bodies/council", "about"):
        page = page_of(client.get(f"/en/{address}/")).one("main")
        said = [item.text for item in page.all("dd")] if address == "about" else page.text
        assert ("Statement" in said) == shown or (str(int(shown)) in said)


def test_nothing_is_adopted_on_a_day_to_come(client: Client):
    paper("Tomorrow", 29)
    paper("Today", 28)

    assert titles(listed(client)) == ["Today"]


def test_meeting_that_is_still_a_draft_hides_no_paper(client: Client):
    paper("Statement", events=[EventFactory(period=Period.on(date(2020, 10, 29)))])

    assert titles(listed(client)) == ["Statement"]


def test_page_of_a_meeting_to_come_names_no_paper(client: Client):
    meeting = EventFactory(slug="meeting", period=Period.on(date(2020, 10, 29)), published=True)
    paper("Statement", events=[meeting])

    assert "Statement" not in page_of(client.get("/en/events/meeting/")).one("main").text

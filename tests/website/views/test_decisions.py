"""What was decided of several events at once: its page, and every door that tells of it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from events.actions import decisions as writers
from events.actions.changes import Announcement
from events.dates import Period
from events.enums import Format
from events.models import Decision, Event
from i18n.typography import loose
from publishing.models import PublicRecord
from tests.acting import changes, decisions, presidency_actions, reasons, reinstatement, workflow
from tests.factories import EventFactory, announcement
from tests.factories.presidencies import PresidencyFactory
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-06-01")]

MAY_27 = date(2020, 5, 27)
RUSSIAN = Announcement(
    MAY_27, reason={"ru": "Из-за пандемии."}, source_url="https://source.example/"
)
PAGE = "/en/decisions/postponed-2020-05-27/"


def planned(slug: str, **values) -> Event:
    return EventFactory(
        slug=slug,
        period=Period.on(date(2020, 7, 22)),
        announced=announcement(date(2020, 1, 20)),
        **{"published": True, **values},
    )


def postponed(*events: Event, said: Announcement = RUSSIAN) -> Decision:
    return decisions.decide(writers.postponing(), events, said)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.fromstring(answer.content).xpath("string(//main)").split())


@pytest.fixture
def three() -> list[Event]:
    """Two public events that were postponed with a draft."""
    make_three()
    return [Event.objects.get(slug=slug) for slug in ("summit", "forum", "secret")]


@made_once
def make_three() -> None:
    postponed(planned("summit"), planned("forum"), planned("secret", published=False))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Postponed: 2 events"),
        ("ru", "Отложено: 2 мероприятия"),
        ("zh-hans", "延期：2项活动"),
    ],
)
def test_its_page_tells_the_decision_and_each_public_event(client: Client, three, language, title):
    page = html.fromstring(client.get(f"/{language}/decisions/postponed-2020-05-27/").content)

    links = [link.get("href") for link in page.xpath("//ol[@class='difference-list']//h3/a")]
    assert loose(page.xpath("string(//h1)")) == title
    assert links == [f"/{language}/events/summit/", f"/{language}/events/forum/"]
    assert "Из-за пандемии." in loose(page.xpath("string(//main)"))


def test_a_reason_in_another_language_says_in_which_until_it_is_added(client: Client, three):
    before = html.fromstring(client.get(PAGE).content)
    reasons.add_reason(three[0].changes.last(), {"en": "Because of the pandemic."})

    assert before.xpath("//*[@lang='ru' and string()='Из-за\u00a0пандемии.']")
    assert before.xpath("normalize-space(//p[@class='notice'])") == (
        "The text below is not yet in English. Shown in Russian. Русский"
    )
    assert client.get(PAGE).content.decode().count('class="notice"') == 0
    assert "Because of the pandemic." in text(client, PAGE)
    assert "Because of the pandemic." in text(client, "/en/events/forum/")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Postponed together with 1 other event"),
        ("ru", "Отложено вместе с ещё 1 мероприятием"),
        ("zh-hans", "与另外1项活动一并延期"),
    ],
)
@pytest.mark.parametrize(
    "address",
    ["events/summit/", "events/summit/steps/2/", "calendar/changes/?from=2020-05-27&to=2020-05-27"],
)
def test_pages_link_to_what_was_decided_together(client: Client, three, language, words, address):
    page = html.fromstring(client.get(f"/{language}/{address}").content)

    links = {loose(str(link.text_content())): link.get("href") for link in page.xpath("//main//a")}
    assert links[words] == f"/{language}/decisions/postponed-2020-05-27/"


def test_feeds_tell_with_how_many_others(client: Client, three):
    atom = client.get("/en/calendar/changes.atom").content.decode()
    entries = client.get("/en/calendar/changes.json").json()["items"]

    assert atom.count("Postponed together with 1 other event.") == 2
    assert {entry["_change"]["decision"] for entry in entries} == {None, "postponed-2020-05-27"}


def test_a_feed_is_newer_when_a_reason_was_added(client: Client, three):
    def dates() -> list[str]:
        items = client.get("/en/calendar/changes.json").json()["items"]
        return [item["date_modified"] for item in items if item["_change"]["decision"]]

    before = dates()
    reasons.add_reason(three[0].changes.last(), {"en": "Because of the pandemic."})

    assert all(now > then for now, then in zip(dates(), before, strict=True))


def test_an_event_that_alone_is_public_was_postponed_with_nobody(client: Client):
    postponed(planned("summit"), planned("secret", published=False))

    assert "together" not in text(client, "/en/events/summit/")
    assert text(client, PAGE).count("Event ") == 1


def test_no_door_names_a_hidden_or_a_withdrawn_event(client: Client, three):
    gone = planned("gone")
    postponed(gone, planned("other"))
    workflow.withdraw(gone)
    doors = (
        *(PAGE, "/en/decisions/postponed-2020-05-27-2/", "/en/events/summit/", "/en/events/other/"),
        *("/en/calendar/changes/", "/en/calendar/changes.atom", "/en/calendar/changes.json"),
        *("/api/v1/decisions/", "/api/v1/events/other/changes/", "/sitemap-decisions-1.xml"),
    )

    contents = [client.get(door) for door in doors]

    assert {answer.status_code for answer in contents} == {200}
    for answer in contents:
        words = answer.content.decode()
        assert "secret" not in words
        assert "events/gone" not in words
        assert "Event gone" not in words
    assert "with 1 other" not in text(client, "/en/events/other/")


def test_a_decision_without_a_public_event_is_gone(client: Client):
    events = [planned("summit"), planned("forum")]
    postponed(*events)
    for event in events:
        workflow.withdraw(event)

    answers = [
        client.get(address).status_code
        for address in (PAGE, "/api/v1/decisions/postponed-2020-05-27/")
    ]

    assert answers == [410, 410]
    assert PublicRecord.objects.latest_of("decisions").get().withdrawn


def test_what_the_public_was_never_told_of_is_not_withdrawn(client: Client):
    gone = planned("gone", withdrawn=True)
    postponed(gone, planned("draft", published=False))

    assert client.get(PAGE).status_code == 404


def test_a_decision_about_drafts_and_an_unknown_one_are_not_there(client: Client):
    postponed(planned("a", published=False), planned("b", published=False))

    assert client.get(PAGE).status_code == 404
    assert client.get("/en/decisions/postponed-2020-05-28/").status_code == 404


def test_the_decision_of_another_presidency_stands_below_its_place(client: Client):
    lakes = PresidencyFactory(slug="lakes-2031")
    postponed(planned("summit", presidency=lakes), planned("forum", presidency=lakes))

    answer = client.get(PAGE)

    assert answer.status_code in (301, 302)
    assert answer.url == "/en/presidencies/lakes-2031/decisions/postponed-2020-05-27/"
    assert client.get(answer.url).status_code == 200


def test_an_event_that_went_to_another_presidency_leaves_the_page(client: Client, three):
    lakes = PresidencyFactory(slug="lakes-2031")
    presidency_actions.move(three[0], lakes)

    page = html.fromstring(client.get(PAGE).content)

    assert page.xpath("//ol[@class='difference-list']//h3/a/@href") == ["/en/events/forum/"]


def test_partners_get_it_by_its_address(client: Client, three):
    one = client.get("/api/v1/decisions/postponed-2020-05-27/").json()
    steps = client.get("/api/v1/events/summit/changes/").json()["results"]

    assert one["events"] == ["summit", "forum"]
    assert [step["decision"] for step in steps] == [None, "postponed-2020-05-27"]
    assert client.get("/api/v1/").json()["decisions"].endswith("/api/v1/decisions/")


def test_its_page_is_in_the_sitemap(client: Client, three):
    assert PAGE in client.get("/sitemap-decisions-1.xml").content.decode()


def test_a_page_of_five_asks_as_many_questions_as_one_of_two(client: Client, three):
    def questions(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    postponed(*(planned(f"forum-{number}") for number in range(5)))

    assert questions("/en/decisions/postponed-2020-05-27-2/") == questions(PAGE)


# --- what takes place after all ----------------------------------------------------------


def test_what_takes_place_after_all_says_so_at_every_door(client: Client):
    event = planned("summit", format=Format.IN_PERSON)
    changes.cancel(event, RUSSIAN)
    cancelled = client.get("/en/events/summit.ics").content.decode()
    reinstatement.reinstate(event, announcement(date(2020, 5, 30), reason="It can be held."))

    calendar = client.get("/en/events/summit.ics").content.decode()
    told = client.get("/api/v1/events/summit/").json()
    page = text(client, "/en/events/summit/")

    assert ("STATUS:CANCELLED" in cancelled, "SEQUENCE:2" in cancelled) == (True, True)
    assert ("STATUS:TENTATIVE" in calendar, "SEQUENCE:3" in calendar) == (True, True)
    assert (told["status"], told["changes"][-1]["kind"]) == ("planned", "reinstated")
    assert "Takes place after all" in page
    assert "reinstated on 30 May" in page
    assert "This event was cancelled." not in page


def test_a_day_on_which_it_was_called_off_and_back_tells_both(client: Client):
    event = planned("summit")
    changes.cancel(event, RUSSIAN)
    reinstatement.reinstate(event, announcement(MAY_27))

    page = text(client, "/en/calendar/changes/?from=2020-05-27&to=2020-05-27")

    assert "1 takes place after all" in page
    assert "Cancelled" in page

"""The front page before, during and after the term."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events import changes
from events.changes import Moves
from events.dates import Period
from events.models import Event
from events.states import Format, Kind, Level, Status
from priorities.states import Strand
from publishing.languages import CODES
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import Element, page_of

pytestmark = pytest.mark.django_db

SUMMIT = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE, "published": True}


@pytest.fixture
def at(settings, client: Client):
    """The front page on a day: `at("2020-10-28")`."""

    def front_page(day: str, code: str = "en") -> Element:
        settings.PORTAL_CLOCK = day
        response = client.get(f"/{code}/")
        assert response.status_code == 200
        return page_of(response)

    return front_page


def headings(page: Element) -> list[str]:
    return [heading.text for heading in page.one("main").all("h2")]


# --- during the term ------------------------------------------------------------------


def test_next_main_event_is_the_highest_and_not_the_nearest(at):
    EventFactory(title_en="Talks", period=Period.on(date(2020, 10, 29)), published=True)
    EventFactory(title_en="Summit", period=Period.on(date(2020, 11, 10)), **SUMMIT)

    hero = at("2020-10-28").one("section", cls="hero")

    assert hero.all("h2")[0].text == "Summit"
    assert hero.one("div", cls="hero-next").one("p", cls="eyebrow").text == (
        "The main event, in 13 days"
    )
    assert hero.one("span", cls="round-table-date").one("time")["datetime"] == "2020-11-10"
    assert hero.one("span", cls="round-table-date").text == "10 November"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-11-08", "The main event, in 2 days"),
        ("2020-11-09", "The main event, in 1 day"),
        ("2020-11-10", "The main event, today"),
    ],
)
def test_days_to_the_main_event_are_counted_to_the_day_itself(at, day: str, said: str):
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)

    assert at(day).one("div", cls="hero-next").one("p", cls="eyebrow").text == said


def test_main_event_without_a_day_is_given_none(at):
    EventFactory(period=Period.in_month(2020, 7), **SUMMIT)

    hero = at("2020-01-20").one("section", cls="hero")

    assert hero.one("div", cls="hero-next").one("p", cls="eyebrow").text == "The main event"
    assert hero.one("span", cls="round-table-date").one("time")["datetime"] == "2020-07"
    assert "July 2020" in hero.one("span", cls="round-table-date").text


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "10 November"), ("ru", "10 ноября"), ("zh-hans", "11月 10日")],
)
def test_date_in_the_guilloche_follows_the_language(at, code: str, said: str):
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)

    assert at("2020-10-28", code).one("span", cls="round-table-date").text == said


def test_coming_up_holds_the_next_five_expected_events(at):
    for day in (27, 28, 29, 30, 31):
        EventFactory(title_en=f"On {day}", period=Period.on(date(2020, 10, day)), published=True)
    for day in (1, 2):
        EventFactory(title_en=f"On 1{day}", period=Period.on(date(2020, 11, day)), published=True)
    EventFactory(title_en="Draft", period=Period.on(date(2020, 10, 28)))

    page = at("2020-10-28")

    rows = page.one("section", **{"aria-labelledby": "coming"}).all("h3")
    assert [row.text for row in rows] == ["On 28", "On 29", "On 30", "On 31", "On 11"]


def test_moved_event_shows_where_it_was(at):
    event: Event = EventFactory(
        title_en="Forum",
        period=Period.on(date(2020, 10, 7), date(2020, 10, 9)),
        published=True,
    )
    changes.reschedule(
        event, announcement(date(2020, 10, 5)), Moves(period=Period.on(date(2020, 10, 29)))
    )

    row = at("2020-10-28").one("section", **{"aria-labelledby": "coming"}).one("article")

    assert row.one("p", cls="event-was").text == "Was 7–9 October 2020"
    assert [tag.text for tag in row.all("li", cls="tag")] == ["Rescheduled"]


def test_empty_portal_says_so(at):
    page = at("2020-10-28")

    assert "Nothing is planned for the days ahead." in page.text
    assert "No news here yet." in page.text
    assert page.all("div", cls="hero-next") == []


# --- after the term -------------------------------------------------------------------


def held_summit() -> Event:
    event: Event = EventFactory(title_en="Summit", period=Period.on(date(2020, 11, 10)), **SUMMIT)
    changes.hold(event, announcement(date(2020, 11, 10)))
    return event


def test_finished_presidency_shows_its_outcome_first(at):
    summit = held_summit()
    DocumentFactory(
        title_en="Declaration", adopted_on=date(2020, 11, 10), events=[summit], published=True
    )
    DocumentFactory(title_en="Charter", adopted_on=date(2002, 6, 7), published=True)

    page = at("2021-03-01")

    outcome = page.one("section", **{"aria-labelledby": "outcomes"})
    assert headings(page)[:3] == ["Summit", "The plan, month by month", "What came of it"]
    assert [title.text for title in outcome.all("h3")] == ["Declaration"]
    assert "Coming up" not in page.one("main").text
    assert "Nothing is planned" not in page.text
    hero = page.one("div", cls="hero-next")
    assert hero.one("p", cls="eyebrow").text == "The Presidency closed with"
    assert "10 November 2020" in hero.text
    assert [tag.text for tag in hero.all("li", cls="tag")] == ["Held"]


def test_last_day_of_the_term_belongs_to_it(at):
    held_summit()

    assert "Coming up" in headings(at("2020-11-10"))
    assert "What came of it" in headings(at("2020-11-11"))


def test_outcome_is_counted_in_numbers(at):
    city = CityFactory()
    online: Event = EventFactory(
        period=Period.on(date(2020, 5, 13)),
        format=Format.IN_PERSON,
        cities=[city],
        published=True,
    )
    changes.change_format(
        online, announcement(date(2020, 4, 1)), Moves(format=Format.ONLINE, cities=())
    )
    changes.hold(online, announcement(date(2020, 5, 13)))
    held_summit()
    EventFactory(
        period=Period.on(date(2021, 1, 1)), status=Status.HELD, published=True
    )  # after the term
    for number in range(3):
        DocumentFactory(adopted_on=date(2020, 6, 1 + number), published=True)
    DocumentFactory(adopted_on=date(2020, 6, 1))

    figures = at("2021-03-01").one("dl", cls="figures")

    assert [(f.one("dd").text, f.one("dt").text) for f in figures.all("div")] == [
        ("2", "events held"),
        ("1", "of them moved online"),
        ("3", "documents adopted"),
    ]


def test_documents_of_the_summit_come_before_newer_ones(at):
    summit = held_summit()
    DocumentFactory(
        title_en="Declaration", adopted_on=date(2020, 11, 10), events=[summit], published=True
    )
    DocumentFactory(title_en="Another", adopted_on=date(2020, 11, 10), published=True)

    outcome = at("2021-03-01").one("section", **{"aria-labelledby": "outcomes"})

    assert [title.text for title in outcome.all("h3")] == ["Declaration", "Another"]


def test_meetings_after_the_term_are_told_apart(at):
    EventFactory(title_en="Prime ministers", period=Period.on(date(2020, 11, 30)), published=True)

    page = at("2020-11-12")

    later = page.one("section", **{"aria-labelledby": "later"})
    assert later.one("h2").text == "After the Presidency"
    assert [row.text for row in later.all("h3")] == ["Prime ministers"]
    assert page.all("section", **{"aria-labelledby": "coming"}) == []


# --- before the term ------------------------------------------------------------------


def test_coming_presidency_shows_what_is_planned(at):
    EventFactory(title_en="Handover", period=Period.on(date(2019, 6, 14)), **SUMMIT)
    EventFactory(title_en="Summit", period=Period.in_month(2020, 7), **SUMMIT)

    page = at("2019-06-01")

    hero = page.one("div", cls="hero-next")
    assert hero.one("p", cls="eyebrow").text == "Russia takes the chair in 13 days"
    assert hero.one("h2").text == "Handover"
    assert page.one("span", cls="round-table-date").text == "14 June"
    planned = page.one("section", **{"aria-labelledby": "coming"})
    assert planned.one("h2").text == "What is planned"
    assert [row.text for row in planned.all("h3")] == ["Handover", "Summit"]


def test_first_day_of_the_term_belongs_to_it(at):
    EventFactory(period=Period.on(date(2019, 6, 14)), **SUMMIT)

    assert "What is planned" in headings(at("2019-06-13"))
    assert "Coming up" in headings(at("2019-06-14"))


# --- in every phase -------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2019-06-01", "2020-10-28", "2021-03-01"])
@pytest.mark.parametrize("code", CODES)
def test_news_stand_newest_first(at, code: str, day: str):
    for number in range(1, 6):
        ArticleFactory(slug=f"n{number}", published_on=date(2019, 5, number), published=True)

    news = at(day, code).one("section", **{"aria-labelledby": "news"})

    links = [heading.one("a")["href"].split("/")[-2] for heading in news.all("h3")]
    assert links == ["n5", "n4", "n3", "n2"]


def test_priorities_stand_under_their_strands(at):
    order = [(Strand.PEOPLE, "Culture"), (Strand.POLICY, "UN"), (Strand.POLICY, "Parliaments")]
    goals = [
        PriorityFactory(title_en=title, strand=strand, position=number, published=True)
        for number, (strand, title) in enumerate(order)
    ]
    PriorityFactory(title_en="Draft", strand=Strand.SECURITY, position=9)
    EventFactory(priorities=goals[1:], published=True)
    EventFactory(priorities=goals[1:])

    strands = at("2020-10-28").one("ul", cls="priority-list")

    told = [
        (group.one("h3").text, [a.text for a in group.all("a")], group.one("p").text)
        for group in strands.children
        if isinstance(group, Element)
    ]
    assert told == [
        ("Foreign policy", ["UN", "Parliaments"], "1 event"),
        ("Culture and people", ["Culture"], "0 events"),
    ]


def test_bodies_are_introduced_by_their_first_sentence(at):
    BodyFactory(
        short_name_en="RATS",
        description_en="It sits in Tashkent. It has a council.",
        published=True,
    )

    bodies = at("2020-10-28").one("section", **{"aria-labelledby": "bodies"})

    assert [name.text for name in bodies.all("h3")] == ["RATS"]
    assert [said.text for said in bodies.all("p")] == ["It sits in Tashkent."]


def _row(number: int) -> None:
    goal = PriorityFactory(position=number, published=True)
    body = BodyFactory(published=True)
    city = CityFactory()
    for period in (Period.on(date(2020, 9, 1)), Period.on(date(2020, 11, 1 + number))):
        event = EventFactory(
            period=period, cities=[city], bodies=[body], priorities=[goal], published=True
        )
        DocumentFactory(events=[event], bodies=[body], published=True)
        ArticleFactory(events=[event], published=True)


@pytest.mark.parametrize("day", ["2020-10-28", "2021-03-01"])
def test_front_page_asks_the_same_of_one_row_and_of_three(at, day: str):
    _row(1)
    with CaptureQueriesContext(connection) as one:
        at(day)
    _row(2)
    _row(3)
    with CaptureQueriesContext(connection) as three:
        at(day)

    assert len(three) == len(one)

"""The front page during the term, and what it holds at any time."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bodies.models import BodyKind
from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Kind, Level
from events.models import Event
from i18n.texts import CODES
from tests.acting import changes
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


# --- during the term ------------------------------------------------------------------


def test_next_main_event_is_the_highest_and_not_the_nearest(front_page):
    EventFactory(title_en="Talks", period=Period.on(date(2020, 10, 29)), published=True)
    EventFactory(title_en="Summit", period=Period.on(date(2020, 11, 10)), **SUMMIT)

    hero = front_page("2020-10-28").one("section", cls="hero")

    assert hero.all("h2")[0].text == "Summit"
    assert hero.one("div", cls="hero-next").one("p", cls="eyebrow").text == (
        "The summit, in 13 days"
    )
    assert hero.one("span", cls="round-table-date").one("time")["datetime"] == "2020-11-10"
    assert hero.one("span", cls="round-table-date").text == "10 November"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-11-08", "The summit, in 2 days"),
        ("2020-11-09", "The summit, in 1 day"),
        ("2020-11-10", "The summit, today"),
    ],
)
def test_days_to_the_main_event_are_counted_to_the_day_itself(front_page, day: str, said: str):
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)

    assert front_page(day).one("div", cls="hero-next").one("p", cls="eyebrow").text == said


@pytest.mark.parametrize(("day", "said"), [(28, "in 1 day"), (29, "today")])
def test_main_event_that_is_no_summit_is_not_called_one(front_page, day: int, said: str):
    EventFactory(period=Period.on(date(2020, 10, 29)), kind=Kind.FORUM, published=True)

    eyebrow = front_page(f"2020-10-{day}").one("div", cls="hero-next").one("p", cls="eyebrow")

    assert eyebrow.text == f"The main event, {said}"


def test_main_event_without_a_day_is_given_none(front_page):
    EventFactory(period=Period.in_month(2020, 7), **SUMMIT)

    hero = front_page("2020-01-20").one("section", cls="hero")

    assert hero.one("div", cls="hero-next").one("p", cls="eyebrow").text == "The summit"
    assert hero.one("span", cls="round-table-date").one("time")["datetime"] == "2020-07"
    assert "July 2020" in hero.one("span", cls="round-table-date").text


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "10 November"), ("ru", "10 ноября"), ("zh-hans", "11月 10日")],
)
def test_date_in_the_guilloche_follows_the_language(front_page, code: str, said: str):
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)

    assert front_page("2020-10-28", code).one("span", cls="round-table-date").text == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Tuesday, 10 November 2020"),
        ("ru", "Вторник, 10 ноября 2020 г."),
        ("zh-hans", "2020年11月10日星期二"),
    ],
)
def test_date_of_the_main_event_is_text(front_page, code: str, said: str):
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)

    words = front_page("2020-10-28", code).one("p", cls="hero-date")

    assert (words.text, words.one("time")["datetime"]) == (said, "2020-11-10")


def test_what_takes_place_today_is_linked_beside_the_main_event(front_page):
    today = Period.on(date(2020, 10, 28))
    EventFactory(period=Period.on(date(2020, 11, 10)), **SUMMIT)
    first = EventFactory(title_en="Talks", period=today, published=True)
    for _number in range(3):
        EventFactory(title_en="More", period=today, published=True)
    EventFactory(title_en="Some day of October", period=Period.in_month(2020, 10), published=True)

    text = front_page("2020-10-28").one("div", cls="hero-text")
    links = text.one("div", cls="hero-today").all("a")

    # The day itself comes first: a phone shows no more on its first screen.
    assert [part["class"] for part in text.all("div")[1:]] == ["hero-today", "hero-next"]
    assert [link.text for link in links] == ["Talks", "More", "More"]
    assert links[0]["href"] == f"/en/events/{first.slug}/"


def test_main_event_of_today_is_not_said_twice(front_page):
    EventFactory(title_en="Summit", period=Period.on(date(2020, 11, 10)), **SUMMIT)

    page = front_page("2020-11-10")

    assert page.all("div", cls="hero-today") == []
    assert page.one("div", cls="hero-next").one("h2").text == "Summit"


def test_summit_that_waits_for_a_date_leads_and_says_what_became_of_it(front_page):
    summit = EventFactory(
        title_en="Summit", period=Period.on(date(2020, 7, 22), date(2020, 7, 23)), **SUMMIT
    )
    EventFactory(title_en="Talks", period=Period.on(date(2020, 9, 9)), published=True)
    changes.postpone(summit, announcement(date(2020, 5, 27)))

    next_event = front_page("2020-07-22").one("div", cls="hero-next")

    assert next_event.one("h2").text == "Summit"
    assert next_event.one("p", cls="eyebrow").text == "The summit"
    assert "Was 22–23 July 2020. New date to be confirmed" in next_event.text


def test_less_than_the_main_event_leads_only_with_a_date(front_page):
    forum = EventFactory(title_en="Forum", period=Period.on(date(2020, 7, 22)), published=True)
    EventFactory(title_en="Summit", period=Period.on(date(2020, 7, 1)), **SUMMIT)
    changes.postpone(forum, announcement(date(2020, 5, 27)))

    assert front_page("2020-07-22").all("div", cls="hero-next") == []


def test_what_was_held_today_stands_there_to_the_end_of_the_day(front_page):
    today = Period.on(date(2020, 10, 10))
    summit = EventFactory(title_en="Summit", period=today, **SUMMIT)
    talks = EventFactory(title_en="Talks", period=today, published=True)
    off = EventFactory(title_en="Off", period=today, published=True)
    EventFactory(title_en="Later", period=Period.on(date(2020, 10, 30)), published=True)
    for event in (summit, talks):
        changes.hold(event, announcement(date(2020, 10, 10)))
    changes.cancel(off, announcement(date(2020, 10, 9)))

    page = front_page("2020-10-10")

    assert page.one("div", cls="hero-next").one("h2").text == "Summit"
    assert page.one("div", cls="hero-next").one("p", cls="eyebrow").text == "The summit, today"
    assert [link.text for link in page.one("div", cls="hero-today").all("a")] == ["Talks"]
    assert front_page("2020-10-11").one("div", cls="hero-next").one("h2").text == "Later"


def test_of_what_moved_on_one_day_the_highest_is_told_first(front_page):
    for number in range(3):
        EventFactory(title_en=f"Forum {number}", period=Period.on(date(2020, 7, 1)), published=True)
    EventFactory(title_en="Summit", period=Period.on(date(2020, 7, 22)), **SUMMIT)
    for event in Event.objects.all():
        changes.postpone(event, announcement(date(2020, 5, 27)))

    rows = front_page("2020-06-01").one("section", cls="changed").all("h3")

    assert [row.text for row in rows] == ["Summit", "Forum 0", "Forum 1"]


def test_what_changed_lately_stands_below_the_next_date(front_page):
    event: Event = EventFactory(
        title_en="Forum", period=Period.on(date(2020, 11, 3)), published=True
    )
    reason = "It moves because of the weather."
    changes.reschedule(
        event,
        announcement(date(2020, 10, 27), reason=reason),
        FactChanges(period=Period.on(date(2020, 11, 4))),
    )

    row = front_page("2020-10-28").one("section", cls="changed").one("li")

    assert row.one("p", cls="change-row-when").text == "27 October 1 day ago"
    assert row.one("p", cls="change-row-dates").text == "Was 3 November→now 4 November"
    assert row.one("s").text == "3 November"
    assert row.one("p", cls="change-row-why").text == (
        "Date changed on 27 October because of the weather."
    )


def test_date_that_changed_may_end_a_line_at_each_space(client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    moved = EventFactory(
        announced=announcement(), period=Period.on(date(2021, 2, 18)), published=True
    )
    changes.reschedule(
        moved, announcement(date(2020, 10, 27)), FactChanges(Period.on(date(2021, 3, 4)))
    )

    told = client.get("/en/").content.decode()

    assert "<s>18 February 2021</s>" in told


def test_coming_up_holds_the_next_five_expected_events(front_page):
    for day in (27, 28, 29, 30, 31):
        EventFactory(title_en=f"On {day}", period=Period.on(date(2020, 10, day)), published=True)
    for day in (1, 2):
        EventFactory(title_en=f"On 1{day}", period=Period.on(date(2020, 11, day)), published=True)
    EventFactory(title_en="Draft", period=Period.on(date(2020, 10, 28)))

    page = front_page("2020-10-28")

    rows = page.one("section", **{"aria-labelledby": "coming"}).all("h3")
    assert [row.text for row in rows] == ["On 28", "On 29", "On 30", "On 31", "On 11"]


def test_coming_up_leads_to_all_that_is_to_come(front_page, client):
    EventFactory(period=Period.on(date(2020, 10, 27)), published=True)
    EventFactory(period=Period.on(date(2020, 10, 28)), published=True)
    EventFactory(period=Period.in_month(2020, 12), published=True)

    (link,) = [
        link
        for link in front_page("2020-10-28")
        .one("section", **{"aria-labelledby": "coming"})
        .all("a")
        if link.text == "All 2 to come"
    ]

    assert "Shown: 2 events" in page_of(client.get(link["href"])).one("main").text


def test_moved_event_shows_where_it_was(front_page):
    event: Event = EventFactory(
        title_en="Forum",
        period=Period.on(date(2020, 10, 7), date(2020, 10, 9)),
        published=True,
    )
    changes.reschedule(
        event, announcement(date(2020, 10, 5)), FactChanges(period=Period.on(date(2020, 10, 29)))
    )

    row = front_page("2020-10-28").one("section", **{"aria-labelledby": "coming"}).one("article")

    assert row.one("p", cls="event-was").text == "Was 7–9 October 2020"
    assert [tag.text for tag in row.all("li", cls="tag")] == ["Rescheduled"]


def test_empty_portal_says_so(front_page):
    page = front_page("2020-10-28")

    assert "Nothing is planned for the days ahead." in page.text
    assert "No news here yet." in page.text
    assert page.all("div", cls="hero-next") == []


# --- in every phase -------------------------------------------------------------------


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("day", ["2019-06-01", "2020-10-28", "2021-03-01"])
@pytest.mark.parametrize("code", CODES)
def test_news_stand_newest_first(front_page, code: str, day: str):
    for number in range(1, 6):
        ArticleFactory(slug=f"n{number}", published_on=date(2019, 5, number), published=True)

    news = front_page(day, code).one("section", **{"aria-labelledby": "news"})

    links = [heading.one("a")["href"].split("/")[-2] for heading in news.all("h3")]
    assert links == ["n5", "n4", "n3", "n2"]


def test_priorities_stand_under_their_strands(front_page):
    order = [("people", "Culture"), ("policy", "UN"), ("policy", "Parliaments")]
    goals = [
        PriorityFactory(title_en=title, strand=strand, position=number, published=True)
        for number, (strand, title) in enumerate(order)
    ]
    PriorityFactory(title_en="Draft", strand="security", position=9)
    EventFactory(priorities=goals[1:], published=True)
    EventFactory(priorities=goals[1:])

    strands = front_page("2020-10-28").one("ul", cls="priority-list")

    told = [
        (group.one("h3").text, [a.text for a in group.all("a")], group.one("p").text)
        for group in strands.children
        if isinstance(group, Element)
    ]
    assert told == [
        ("Foreign policy", ["UN", "Parliaments"], "1 event"),
        ("Culture and people", ["Culture"], "0 events"),
    ]


def test_bodies_are_introduced_by_their_first_sentence(front_page):
    BodyFactory(
        kind=BodyKind.PERMANENT_BODY,
        short_name_en="RATS",
        description_en="It sits in Tashkent. It has a council.",
        published=True,
    )

    bodies = front_page("2020-10-28").one("section", **{"aria-labelledby": "bodies"})

    assert [name.text for name in bodies.all("h3")] == ["RATS"]
    assert [said.text for said in bodies.all("p")] == [
        "It sits in Tashkent.",
        "Who holds the events: hosts",
    ]


def test_leading_bodies_and_forums_stand_on_the_front_page_in_their_order(front_page):
    kinds = (BodyKind.FORUM, BodyKind.EXPERT_GROUP, BodyKind.MAIN_BODY, BodyKind.SUPREME_BODY)
    for position, kind in enumerate(kinds):
        BodyFactory(kind=kind, short_name_en=str(kind), position=9 - position, published=True)
    BodyFactory(kind=BodyKind.SUPREME_BODY, short_name_en="draft", position=0)

    bodies = front_page("2020-10-28").one("section", **{"aria-labelledby": "bodies"})

    named = [name.text for name in bodies.all("h3")]
    assert named == [BodyKind.SUPREME_BODY, BodyKind.MAIN_BODY, BodyKind.FORUM]


def _row(number: int) -> None:
    goal = PriorityFactory(position=number, published=True)
    body = BodyFactory(kind=BodyKind.MAIN_BODY, published=True)
    city = CityFactory()
    for period in (Period.on(date(2020, 9, 1)), Period.on(date(2020, 11, 1 + number))):
        event = EventFactory(
            period=period, cities=[city], bodies=[body], priorities=[goal], published=True
        )
        DocumentFactory(events=[event], bodies=[body], published=True)
        ArticleFactory(events=[event], published=True)


def test_cities_lead_to_their_events(front_page):
    EventFactory(cities=[CityFactory(slug="moscow", name_en="Moscow")], published=True)

    (link,) = front_page("2020-10-28").one("ul", cls="place-list").all("a")

    assert (link.text, link["href"]) == ("Moscow", "/en/calendar/by-place/#place-moscow")


@pytest.mark.parametrize("day", ["2020-10-28", "2021-03-01"])
def test_front_page_asks_the_same_of_one_row_and_of_three(front_page, day: str):
    _row(1)
    with CaptureQueriesContext(connection) as one:
        front_page(day)
    _row(2)
    _row(3)
    with CaptureQueriesContext(connection) as three:
        front_page(day)

    assert len(three) == len(one)

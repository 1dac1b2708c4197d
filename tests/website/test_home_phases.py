"""The front page before the term and after it."""

from datetime import date

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Kind, Level, Status
from events.models import Event
from tests.acting import changes
from tests.factories import (
    CityFactory,
    DocumentFactory,
    EventFactory,
    announcement,
)
from tests.markup import Element
from website.presenters.home import say_close

pytestmark = pytest.mark.django_db

SUMMIT = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE, "published": True}


def headings(page: Element) -> list[str]:
    return [heading.text for heading in page.one("main").all("h2")]


# --- before the term ------------------------------------------------------------------


def test_coming_presidency_shows_what_is_planned(front_page):
    EventFactory(title_en="Handover", period=Period.on(date(2019, 6, 14)), **SUMMIT)
    EventFactory(title_en="Summit", period=Period.in_month(2020, 7), **SUMMIT)

    page = front_page("2019-06-01")

    hero = page.one("div", cls="hero-next")
    assert hero.one("p", cls="eyebrow").text == "The Presidency begins in 13 days"
    assert hero.one("h2").text == "Handover"
    assert page.one("span", cls="round-table-date").text == "14 June"
    planned = page.one("section", **{"aria-labelledby": "coming"})
    assert planned.one("h2").text == "What is planned"
    assert [row.text for row in planned.all("h3")] == ["Handover", "Summit"]


def test_planned_days_of_another_year_say_it(front_page):
    EventFactory(period=Period.on(date(2019, 6, 14)), **SUMMIT)
    EventFactory(period=Period.on(date(2020, 7, 22)), **SUMMIT)

    planned = front_page("2019-06-01").one("section", **{"aria-labelledby": "coming"})

    said = [stamp.text for stamp in planned.all("span", cls="date-stamp-weekday")]
    assert said == ["Fri", "2020"]


def test_first_day_of_the_term_belongs_to_it(front_page):
    EventFactory(period=Period.on(date(2019, 6, 14)), **SUMMIT)

    assert "What is planned" in headings(front_page("2019-06-13"))
    assert "Coming up" in headings(front_page("2019-06-14"))


# --- after the term -------------------------------------------------------------------


def held_summit() -> Event:
    event: Event = EventFactory(title_en="Summit", period=Period.on(date(2020, 11, 10)), **SUMMIT)
    changes.hold(event, announcement(date(2020, 11, 10)))
    return event


def test_finished_presidency_shows_its_outcome_first(front_page):
    summit = held_summit()
    DocumentFactory(
        title_en="Declaration", adopted_on=date(2020, 11, 10), events=[summit], published=True
    )
    DocumentFactory(title_en="Charter", adopted_on=date(2002, 6, 7), published=True)

    page = front_page("2021-03-01")

    outcome = page.one("section", **{"aria-labelledby": "outcomes"})
    assert headings(page)[:3] == ["Summit", "The plan, month by month", "What came of it"]
    assert [title.text for title in outcome.all("h3")] == ["Declaration"]
    assert "Coming up" not in page.one("main").text
    assert "Nothing is planned" not in page.text
    hero = page.one("div", cls="hero-next")
    assert hero.one("p", cls="eyebrow").text == "The Presidency closed with the summit"
    assert "10 November 2020" in hero.text
    assert [tag.text for tag in hero.all("li", cls="tag")] == ["Held"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.SUMMIT, ("the summit", "саммитом", "峰会收官")),
        (Kind.SESSION, ("the meeting", "встречей", "会议收官")),
        (Kind.EXHIBITION, ("main event", "Главное мероприятие", "主要活动")),
    ],
)
def test_what_the_presidency_closed_with_is_called_by_its_kind(kind, said):
    words = []
    for language in ("en", "ru", "zh-hans"):
        with translation.override(language):
            words.append(say_close(kind))

    assert [part in sentence for part, sentence in zip(said, words, strict=True)] == [True] * 3


def test_last_day_of_the_term_belongs_to_it(front_page):
    held_summit()

    assert "Coming up" in headings(front_page("2020-11-10"))
    assert "What came of it" in headings(front_page("2020-11-11"))


def test_outcome_is_counted_in_numbers(front_page):
    city = CityFactory()
    online: Event = EventFactory(
        period=Period.on(date(2020, 5, 13)),
        format=Format.IN_PERSON,
        cities=[city],
        published=True,
    )
    changes.change_format(
        online, announcement(date(2020, 4, 1)), FactChanges(format=Format.ONLINE, cities=())
    )
    changes.hold(online, announcement(date(2020, 5, 13)))
    held_summit()
    EventFactory(
        period=Period.on(date(2021, 1, 1)), status=Status.HELD, published=True
    )  # after the term
    for number in range(3):
        DocumentFactory(adopted_on=date(2020, 6, 1 + number), published=True)
    DocumentFactory(adopted_on=date(2020, 6, 1))

    figures = front_page("2021-03-01").one("dl", cls="figures")

    assert [(f.one("dd").text, f.one("dt").text) for f in figures.all("div")] == [
        ("2", "events held"),
        ("1", "of them moved online"),
        ("3", "documents adopted"),
    ]


def test_documents_of_the_summit_come_before_newer_ones(front_page):
    summit = held_summit()
    DocumentFactory(
        title_en="Declaration", adopted_on=date(2020, 11, 10), events=[summit], published=True
    )
    DocumentFactory(title_en="Another", adopted_on=date(2020, 11, 10), published=True)

    outcome = front_page("2021-03-01").one("section", **{"aria-labelledby": "outcomes"})

    assert [title.text for title in outcome.all("h3")] == ["Declaration", "Another"]


def test_meetings_after_the_term_are_told_apart(front_page):
    EventFactory(title_en="Prime ministers", period=Period.on(date(2020, 11, 30)), published=True)

    page = front_page("2020-11-12")

    later = page.one("section", **{"aria-labelledby": "later"})
    assert later.one("h2").text == "After the Presidency"
    assert [row.text for row in later.all("h3")] == ["Prime ministers"]
    assert page.all("section", **{"aria-labelledby": "coming"}) == []

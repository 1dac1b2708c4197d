"""What the programme says, before it is typeset."""

from datetime import date

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from places.models import PlaceNames
from tests.acting import changes
from tests.asked import queries_without_memory
from tests.events.stated import state_of
from tests.factories import CityFactory, EventFactory, announcement
from tests.presiding import alter
from tests.website.programme.plan import JULY_22, NOVEMBER_10, NOW, NUMBER, ORIGIN
from website.programme.content import Programme, moves, programme

pytestmark = pytest.mark.django_db


def made() -> Programme:
    return programme(ORIGIN, NUMBER, NOW)


def rows(told: Programme) -> list[tuple[str, str, bool]]:
    return [
        (chapter.label, line.when, line.ghost is not None)
        for chapter in told.chapters
        for line in chapter.lines
    ]


def test_empty_plan_has_no_chapter():
    EventFactory(period=JULY_22)  # a draft

    told = made()

    assert (told.chapters, told.undated, told.bodies) == ([], [], [])


def test_promise_stands_on_paper_where_a_number_was_promised():
    EventFactory(period=NOVEMBER_10, published=True, announced=announcement(date(2020, 1, 1)))

    assert made().promise == (
        "The approved plan holds more than 90 events; "
        f"1 had been announced by {made().day}, the Presidency’s own."
    )
    assert "90" not in made().lead
    alter(promised_events=None)
    assert (made().promise, "90 events" in made().lead) == ("", True)


def test_no_promise_stands_on_paper_before_the_day_of_its_source():
    EventFactory(period=NOVEMBER_10, published=True, announced=announcement(date(2020, 1, 1)))
    alter(promise_url="https://news.example/20201029/1.html")

    assert made().promise == ""


def test_day_is_said_without_its_year_under_the_month():
    EventFactory(period=NOVEMBER_10, published=True)
    EventFactory(period=JULY_22, published=True)

    assert rows(made()) == [
        ("July 2020", "22–23 July", False),
        ("November 2020", "10 November", False),
    ]


@pytest.mark.parametrize(
    ("language", "when"), [("ru", "10 ноября"), ("zh-hans", "11月10日"), ("en", "10 November")]
)
def test_day_is_said_in_each_language(language: str, when: str):
    EventFactory(period=NOVEMBER_10, published=True)

    with translation.override(language):
        assert [when for _label, when, _ghost in rows(made())] == [when]


def test_months_without_events_are_one_line():
    EventFactory(period=NOVEMBER_10, published=True)
    EventFactory(period=JULY_22, published=True)

    assert [chapter.label for chapter in made().chapters if not chapter.lines] == [
        "August – October 2020"
    ]


def test_moved_event_stands_twice_and_tells_why_once():
    event = EventFactory(announced=announcement(), period=JULY_22, published=True)
    changes.reschedule(event, announcement(reason="A reason."), FactChanges(NOVEMBER_10))

    told = made()

    assert rows(told) == [
        ("July 2020", "22–23 July", True),
        ("November 2020", "10 November", False),
    ]
    (move,) = [step for chapter in told.chapters for line in chapter.lines for step in line.moves]
    assert (move.headline, str(move.reason)) == ("New date", "A reason.")


def test_event_without_a_date_stands_apart_with_what_it_gave_up():
    event = EventFactory(announced=announcement(), period=JULY_22, published=True)
    changes.postpone(event, announcement())

    (line,) = made().undated

    assert line.card.event.slug == event.slug
    assert [step.headline for step in line.moves] == ["Postponed"]


def test_month_that_is_not_known_is_said():
    EventFactory(period=Period(date(2020, 5, 1), date(2020, 9, 30), "part_of_year"), published=True)

    *empty, chapter = made().chapters

    assert [len(month.lines) for month in empty] == [0]
    assert (len(chapter.lines), chapter.month_known) == (1, False)


def test_step_that_gives_up_nothing_is_no_move():
    event = EventFactory(announced=announcement(), period=Period.in_month(2020, 11))
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))
    changes.hold(event, announcement())

    assert moves(state_of(event), PlaceNames.read()) == []


def test_place_that_was_left_is_a_move():
    here, there = CityFactory(), CityFactory()
    event = EventFactory(
        announced=announcement(), period=NOVEMBER_10, cities=[here], format=Format.IN_PERSON
    )
    changes.relocate(event, announcement(), FactChanges(cities=(there.slug,)))

    assert [step.headline for step in moves(state_of(event), PlaceNames.read())] == ["New place"]


def test_number_of_queries_is_that_of_one_event():
    moved()
    one = queries()
    for _number in range(2):
        moved()

    assert queries() == one


def moved() -> None:
    event = EventFactory(announced=announcement(), period=JULY_22, published=True)
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))


def queries() -> int:
    def ask() -> None:
        told = made()
        assert rows(told)
        assert (told.bodies, told.undated) != ([], [])

    return queries_without_memory(ask)

"""The sentence that says what is shown."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from events.actions.changes import FactChanges
from events.calendar import Month
from events.dates import Period
from events.enums import Format, Kind, Status
from tests.acting import changes
from tests.events.planned import YEAR_2020, event
from tests.factories import CityFactory, CountryFactory, HostFactory, PriorityFactory, announcement
from website.calendar_views import days_of_day, days_of_month
from website.filters.forms import PlanFilter
from website.filters.selection import Days, Selection
from website.presenters.list_summary import (
    phrases,
    say_missing,
    say_remarks,
    say_selection,
    say_shown,
)

pytestmark = pytest.mark.django_db

OCTOBER = Month(2020, 10)


def selected(query: str = "", days: Days | None = None) -> Selection:
    chosen = PlanFilter(QueryDict(query))
    assert chosen.is_valid(), chosen.errors
    return Selection(chosen, days)


def test_sentence_names_number_filter_and_months():
    security = PriorityFactory(slug="security", title_en="Security", published=True)
    for day in (date(2020, 7, 1), date(2020, 11, 10)):
        event("Meeting", Period.on(day), priorities=[security], format=Format.ONLINE)

    said = say_shown(selected("priority=security&format=online"))

    assert said == "2 events on “Security”, held online, July – November 2020"


def test_sentence_of_a_page_names_its_own_time():
    event("Meeting")

    assert say_shown(selected("", days_of_month(OCTOBER))) == "1 event in October 2020"


def test_sentence_without_dates_names_no_time():
    event("Meeting", Period.undated())

    assert say_shown(selected("kind=meeting")) == "1 event of the kind “meeting”"
    assert say_shown(selected()) == "1 event"


def test_values_of_one_facet_are_alternatives():
    event("Meeting", Period.undated(), kind=Kind.FORUM)

    selection = selected("kind=forum&kind=summit&format=online&format=hybrid&format=unknown")

    assert phrases(selection.plan_filter) == [
        "of the kind “forum” or “summit”",
        "held online, held in person and online or of unknown format",
    ]


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("format_", Format.values)
def test_every_format_and_status_has_a_phrase(status, format_):
    assert len(phrases(selected(f"status={status}&format={format_}").plan_filter)) == 2


def test_every_parameter_has_a_phrase():
    country = CountryFactory(slug="india", name_en="India")
    CityFactory(slug="agra", name_en="Agra", country=country)
    HostFactory(slug="ministry", name_en="Ministry of Trade", short_name_en="Mintrade")

    chosen = selected(
        "q=of+youth&city=agra&country=india&level=business&plan=presidency&host=ministry&host_kind=state"
    ).plan_filter

    assert phrases(chosen) == [
        "with “of youth” in the title",
        "held by “Mintrade”",
        "with a host of the type “state”",
        "at the level of “business”",
        "in “Agra”",
        "hosted or chaired by “India”",
        "of the Presidency’s own plan",
    ]


def test_remarks_count_what_stands_on_no_day_elsewhere_or_is_off():
    event("Here")
    event("Some day", YEAR_2020)
    moved = event("Moved", Period.on(date(2020, 10, 7)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    changes.cancel(event("Off"), announcement())

    said = say_selection(selected("", days_of_month(OCTOBER)))

    assert said == (
        "2 events in October 2020. 1 is cancelled. 1 more falls some time in 2020. "
        "1 more has moved to another time."
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "1 falls some time in 2020.",
                "2 more are postponed.",
            ],
        ),
        (
            "ru",
            ["1 — без точной даты: 2020 г.", "Ещё 2 отложены."],
        ),
        (
            "zh-hans",
            [
                "有1项日期不详，仅知时间为2020年。",
                "另有2项延期。",
            ],
        ),
    ],
)
def test_postponed_event_without_a_date_has_not_moved_to_another_time(language, expected):
    event("Some day", YEAR_2020)
    for title in ("Put off", "Put off too"):
        changes.postpone(event(title), announcement())

    with translation.override(language):
        said = say_remarks(selected("", days_of_month(OCTOBER)))

    assert said == expected


def test_event_that_left_the_day_for_a_vague_time_is_counted_once():
    changes.postpone(event("Put off"), announcement(), Period.in_month(2020, 12))
    changes.postpone(event("Put off within the month"), announcement(), Period.in_month(2020, 10))

    said = say_remarks(selected("", days_of_day(date(2020, 10, 29))))

    assert said == ["2 are postponed."]


def test_what_was_only_due_in_a_longer_period_is_counted_apart_as_the_strip_does():
    for title, old in (("Of the month", Period.in_month(2020, 10)), ("Of the year", YEAR_2020)):
        changes.postpone(event(title, old), announcement())
        moved = event(f"{title}, moved", old)
        changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2021, 3, 1))))

    assert say_remarks(selected("", days_of_month(OCTOBER))) == [
        "1 has moved to another time.",
        "1 more is postponed.",
        "2 more, due some time in longer periods, have moved or are postponed.",
    ]


def test_plan_of_exact_days_needs_no_remark():
    event("Here")

    assert say_remarks(selected()) == []


def test_russian_date_ends_the_sentence_with_one_stop():
    event("Here")

    with translation.override("ru"):
        said = say_selection(selected("", days_of_month(OCTOBER)))

    assert said == "Октябрь 2020 г.: 1 мероприятие."


def test_nothing_is_said_with_its_time_and_filter():
    october = days_of_month(OCTOBER)

    assert [
        say_missing(selected("", october)),
        say_missing(selected("format=online", october)),
        say_missing(selected("format=online")),
        say_missing(selected()),
    ] == [
        "No events in October 2020.",
        "October 2020: no events held online.",
        "No events held online.",
        "No events are recorded yet.",
    ]


@pytest.mark.parametrize(
    ("language", "of_some", "of_all", "of_none"),
    [
        (
            "en",
            "3 events in October 2020, 1 of them without an exact day.",
            "1 event in November 2020, without an exact day.",
            "No events in December 2020.",
        ),
        (
            "ru",
            "Октябрь 2020 г.: 3 мероприятия, из них 1 без точной даты.",
            "Ноябрь 2020 г.: 1 мероприятие, без точной даты.",
            "Декабрь 2020 г.: мероприятий нет.",
        ),
        (
            "zh-hans",
            "2020年10月：3项活动，其中1项无具体日期。",
            "2020年11月：1项活动，无具体日期。",
            "2020年12月：没有活动。",
        ),
    ],
)
def test_month_is_told_in_one_plain_sentence(language, of_some, of_all, of_none):
    event("Here")
    event("Here too")
    event("Some day", Period.in_month(2020, 10))
    event("Later", Period.in_month(2020, 11))

    with translation.override(language):
        said = [
            say_selection(selected("", days_of_month(Month(2020, number))))
            for number in (10, 11, 12)
        ]

    assert said == [of_some, of_all, of_none]

"""The set of events at an address: the days decide, then the filter, and each value is counted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.calendar import Month
from events.dates import Period
from events.enums import Format, Kind
from events.facets.registry import FACETS
from events.models import Event
from tests.acting import changes
from tests.events.planned import OCTOBER_29, YEAR_2020, event
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    announcement,
)
from tests.website.filters.chosen import OCTOBER, asked
from website.calendar_views import days_of_day, days_of_month, days_of_year
from website.filters.selection import Selection

pytestmark = pytest.mark.django_db

NOVEMBER_10 = Period.on(date(2020, 11, 10))


def titles(selection: Selection) -> list[str]:
    return [event.title for event in selection.events]


def counts(query: str, facet: str) -> dict[str, int]:
    offered = Selection(asked(query)).facet_counts.counts(facet)
    return {value: count.total for value, count in offered.items()}


def test_month_holds_what_takes_place_may_take_place_and_has_left_it():
    event("Here")
    event("In the month", Period.in_month(2020, 10))
    event("In the year", YEAR_2020)
    moved = event("Moved", Period.on(date(2020, 10, 7)))
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    changes.postpone(event("Postponed"), announcement())
    event("Next month", NOVEMBER_10)
    event("Undated", Period.undated())

    assert titles(Selection(asked(), days_of_month(OCTOBER))) == [
        "Here",
        "In the month",
        "Moved",
        "In the year",
        "Postponed",
    ]


def test_date_that_was_only_said_more_exactly_is_not_left():
    later = event("Later", YEAR_2020)
    changes.reschedule(later, announcement(), FactChanges(NOVEMBER_10))

    assert titles(Selection(asked(), days_of_month(OCTOBER))) == []
    assert titles(Selection(asked(), days_of_month(Month(2020, 11)))) == ["Later"]


def test_day_holds_only_what_is_known_to_fall_on_it():
    event("Here")
    event("In the month", Period.in_month(2020, 10))
    changes.postpone(event("Postponed"), announcement())
    event("Long", Period.on(date(2020, 10, 28), date(2020, 10, 30)))
    event("Next day", Period.on(date(2020, 10, 30)))

    day = days_of_day(date(2020, 10, 29))

    assert titles(Selection(asked(), day)) == ["Long", "Here", "Postponed"]


def test_first_and_last_day_of_a_year_belong_to_it():
    event("First", Period.on(date(2020, 1, 1)))
    event("Last", Period.on(date(2020, 12, 31)))
    event("Before", Period.on(date(2019, 12, 31)))

    assert titles(Selection(asked(), days_of_year(2020))) == ["First", "Last"]


def test_drafts_are_in_no_selection():
    EventFactory(period=OCTOBER_29)

    assert titles(Selection(asked())) == []
    assert Selection(asked()).count == 0


def test_value_is_counted_as_the_other_facets_leave_it():
    event("Forum online", kind=Kind.FORUM, format=Format.ONLINE)
    event("Forum", kind=Kind.FORUM, format=Format.IN_PERSON)
    event("Summit online", kind=Kind.SUMMIT, format=Format.ONLINE)

    assert counts("format=online", "kind") == {"forum": 1, "summit": 1}
    assert counts("format=online", "format") == {"online": 2, "in_person": 1}
    assert counts("format=online&kind=forum", "format") == {"online": 1, "in_person": 1}


def test_hidden_body_brings_its_events_to_none_above_it():
    rats = BodyFactory(slug="rats", published=True)
    event("Open", bodies=[rats])
    event("Of a draft", bodies=[BodyFactory(parent=rats)])
    event("Of what was withdrawn", bodies=[BodyFactory(parent=rats, withdrawn=True)])

    assert titles(Selection(asked("body=rats"))) == ["Open"]
    assert counts("", "body") == {"rats": 1}


def test_body_counts_the_events_of_all_below_it_once():
    rats = BodyFactory(slug="rats", published=True)
    council = BodyFactory(slug="council", parent=rats, published=True)
    event("Of both", bodies=[rats, council])
    event("Of the council", bodies=[council])

    assert counts("", "body") == {"rats": 2, "council": 2}


def test_value_says_that_it_brings_in_those_below_and_how_many_it_has_alone():
    rats = BodyFactory(slug="rats", short_name_en="RATS", published=True)
    council = BodyFactory(slug="council", short_name_en="Council", parent=rats, published=True)
    event("Of the agency", bodies=[rats])
    event("Of the council", bodies=[council])
    event("Of the council in 2020", YEAR_2020, bodies=[council])

    def offered(selection: Selection) -> list[str]:
        (facet,) = [facet for facet in selection.facets if facet.name == "body"]
        return sorted(label for _code, label in facet.options)

    assert offered(Selection(asked())) == ["Council (2)", "RATS and all below (3, alone 1)"]
    assert offered(Selection(asked(), days_of_month(OCTOBER))) == [
        "Council (1 + 1)",
        "RATS and all below (2 + 1, alone 1)",
    ]


def test_country_counts_what_it_chairs_and_what_it_hosts_once():
    russia, china = CountryFactory(slug="russia"), CountryFactory(slug="china")
    event("Both", chair=russia, cities=[CityFactory(country=russia)])
    event("Guest", chair=russia, cities=[CityFactory(country=china)])

    assert counts("", "country") == {"russia": 2, "china": 1}


def test_words_narrow_what_is_counted():
    event("Forum", kind=Kind.FORUM)
    event("Summit", kind=Kind.SUMMIT)

    assert counts("q=forum", "kind") == {"forum": 1}


def test_one_parameter_less_may_leave_more():
    event("Forum", kind=Kind.FORUM)

    selection = Selection(asked("q=summit&kind=forum"))

    assert (selection.count, selection.count_without("q"), selection.count_without("kind")) == (
        0,
        1,
        0,
    )


def test_panel_leaves_out_values_that_would_leave_nothing_unless_chosen():
    event("Forum", kind=Kind.FORUM)

    facets = {facet.name: facet for facet in Selection(asked("kind=summit")).facets}

    assert facets["kind"].options == [("summit", "Summit (0)"), ("forum", "Forum (1)")]
    assert facets["kind"].lists == ["summit", ""]
    assert facets["level"].options == []


def test_selection_takes_the_same_queries_for_one_event_and_for_three():
    used = []
    for number in (1, 2):
        for _number in range(number):
            moved = event(
                "Forum",
                priorities=[PriorityFactory(published=True)],
                bodies=[BodyFactory(published=True)],
                cities=[CityFactory()],
                hosts=[HostFactory()],
            )
            changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
        with CaptureQueriesContext(connection) as queries:
            selection = Selection(asked("q=forum"), days_of_month(OCTOBER))
            assert len(selection.facets) == len(FACETS)
            assert len(selection.events) == selection.count
        used.append(len(queries))

    assert used[0] == used[1]


def test_events_come_in_the_order_of_the_plan():
    event("Second", NOVEMBER_10)
    event("First")

    assert list(Selection(asked()).events) == list(Event.objects.in_plan_order())

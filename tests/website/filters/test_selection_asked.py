"""Whatever is asked of a month: its counts are what the database leaves, and what is read at once is that."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies as st

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Kind, Level, Membership
from events.facets.registry import FACETS
from hosts.models import HostKind
from tests.acting import changes
from tests.events.planned import YEAR_2020, event
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.website.filters.chosen import OCTOBER, asked
from website.calendar_views import days_of_day, days_of_month
from website.filters.counts import ValueCount
from website.filters.selection import Selection

pytestmark = pytest.mark.django_db

VALUES = {
    "kind": ["forum", "summit", "meeting"],
    "level": ["ministers", "experts"],
    "format": ["online", "in_person", "unknown"],
    "status": ["planned", "cancelled"],
    "plan": ["presidency", "sco_calendar"],
    "country": ["russia", "china"],
    "city": ["ufa", "beijing"],
    "priority": ["security", "economy"],
    "theme": ["water", "sport"],
    "body": ["rats", "council"],
    "host": ["ministry", "department"],
    "host_kind": ["federal_executive_body", "business"],
    "q": ["forum", "of", "none"],
}


@pytest.fixture
def plan():
    countries = {slug: CountryFactory(slug=slug) for slug in VALUES["country"]}
    ufa = CityFactory(slug="ufa", country=countries["russia"])
    beijing = CityFactory(slug="beijing", country=countries["china"])
    security = PriorityFactory(slug="security", published=True)
    economy = PriorityFactory(slug="economy", published=True)
    rats = BodyFactory(slug="rats", published=True)
    council = BodyFactory(slug="council", parent=rats, published=True)
    ministry = HostFactory(slug="ministry")
    department = HostFactory(slug="department", parent=ministry, kind=HostKind.BUSINESS)
    forum = event("Forum", kind=Kind.FORUM, cities=[ufa, beijing], priorities=[security, economy])
    event("Forum of experts", kind=Kind.FORUM, level=Level.EXPERTS, format=Format.ONLINE)
    theirs = {"membership": Membership.SCO_CALENDAR}
    event(
        "Of the council",
        **theirs,
        bodies=[council],
        hosts=[ministry, department],
        chair=countries["china"],
        priorities=[security],
    )
    event(
        "Of both",
        YEAR_2020,
        bodies=[council, rats],
        hosts=[department],
        cities=[ufa],
        chair=countries["russia"],
    )
    changes.cancel(event("Summit", kind=Kind.SUMMIT, bodies=[rats]), announcement())
    relocated = event("Relocated", cities=[ufa], format=Format.IN_PERSON)
    changes.relocate(relocated, announcement(), FactChanges(cities=("beijing",)))
    some_time = event(
        "Some time", Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR)
    )
    ThemeFactory(slug="water", events=[forum, relocated], published=True)
    ThemeFactory(slug="sport", events=[forum, some_time], published=True)


#: SQLite tries the most: a question to PostgreSQL takes longer, and what it leaves is counted in Python.
EXAMPLES = 30 if connection.vendor == "sqlite" else 8
assert VALUES.keys() - {"q"} == set(FACETS)
FILTERS = st.lists(
    st.sampled_from([(name, value) for name, values in VALUES.items() for value in values]),
    max_size=4,
    unique_by=lambda pair: pair if pair[0] != "q" else "q",
)


@pytest.mark.usefixtures("plan")
@given(pairs=FILTERS, number=st.integers(0, len(FACETS) - 1))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_are_what_the_database_leaves(pairs, number):
    chosen = asked("&".join(f"{name}={value}" for name, value in pairs))
    selection = Selection(chosen, days_of_month(OCTOBER))

    assert selection.count == selection.events.count()
    facet = selection.facets[number]
    others = chosen.query_without(facet.name).removeprefix("?")
    for code in VALUES[facet.name]:
        one = Selection(asked(f"{others}&{facet.name}={code}"), days_of_month(OCTOBER))
        assert facet.counts.get(code, ValueCount()).total == one.events.count(), code


@pytest.mark.usefixtures("plan")
@given(pairs=FILTERS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_memory_leaves_is_what_the_database_leaves(pairs):
    chosen = asked("&".join(f"{name}={value}" for name, value in pairs))
    for days in (days_of_month(OCTOBER), days_of_day(date(2020, 10, 28)), None):
        selection = Selection(chosen, days)

        assert [state.key for state in selection.states] == [event.pk for event in selection.events]

"""Every list of the calendar holds in every form what its page shows."""

import json
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.translation import ngettext, override
from hypothesis import HealthCheck, given, settings, strategies as st

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Kind, Level, Membership
from events.models import Event
from hosts.models import HostKind
from i18n.texts import CODES
from tests.acting import changes
from tests.calendars import content_lines, read_by_ics, read_by_vobject
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    announcement,
)
from tests.website.taking import MAPS, PARTS, READERS, VIEWS, take

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

NOVEMBER_10 = Period.on(date(2020, 11, 10))


def on_the_page(client: Client, view: str, query: str = "") -> set[str]:
    """Return the slugs of all events that a page of the plan links to."""
    links = page(client, f"{view.removeprefix('/')}/{query}" if view else query).one("main")
    paths = [urlsplit(a["href"]).path for a in links.all("a") if "href" in a.attributes]
    return {path.split("/")[3] for path in paths if path.startswith("/en/events/")}


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("view", VIEWS)
def test_every_form_holds_what_its_page_shows(client: Client, view):
    city = CityFactory()
    event("Here", slug="here", cities=[city], bodies=[BodyFactory(published=True)])
    event("Some day", YEAR_2020, slug="some-day")
    moved = event("Moved", Period.on(date(2020, 10, 29)), slug="moved", cities=[city])
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    changes.cancel(event("Off", slug="off"), announcement())
    event("Other year", Period.on(date(2019, 9, 1)), slug="other-year")
    EventFactory(slug="draft", period=OCTOBER_29)

    shown = on_the_page(client, view)

    assert {"here", "moved", "off"} <= shown
    for ending, readers in READERS.items():
        if ending != "geojson" or view == "/by-place":
            for read in readers:
                assert set(read(take(client, view, ending))) == shown, ending
    in_calendar = {one.uid.split("@")[0] for one in read_by_ics(take(client, view, "ics")).events}
    assert in_calendar == shown - {"some-day"}


# --- whatever is asked ----------------------------------------------------------------

VALUES = {
    "kind": ["forum", "meeting"],
    "level": ["ministers", "experts"],
    "format": ["online", "in_person", "unknown"],
    "status": ["planned", "cancelled", "postponed"],
    "country": ["russia", "china"],
    "city": ["ufa", "beijing"],
    "plan": ["presidency", "sco_calendar"],
    "priority": ["security"],
    "body": ["rats", "council"],
    "host": ["ministry", "department"],
    "host_kind": ["federal_executive_body", "business"],
    "q": ["forum", "of"],
}
PAIRS = [(name, value) for name, values in VALUES.items() for value in values]


@pytest.fixture
def plan():
    countries = {slug: CountryFactory(slug=slug) for slug in VALUES["country"]}
    ufa = CityFactory(slug="ufa", country=countries["russia"])
    beijing = CityFactory(slug="beijing", country=countries["china"])
    security = PriorityFactory(slug="security", published=True)
    rats = BodyFactory(slug="rats", published=True)
    council = BodyFactory(slug="council", parent=rats, published=True)
    event("Forum", kind=Kind.FORUM, cities=[ufa, beijing], priorities=[security])
    event("Forum of experts", kind=Kind.FORUM, level=Level.EXPERTS, format=Format.ONLINE)
    ministry = HostFactory(slug="ministry")
    department = HostFactory(slug="department", parent=ministry, kind=HostKind.BUSINESS)
    event("Of the council", YEAR_2020, hosts=[ministry], bodies=[council], chair=countries["china"])
    event(
        "Of both",
        hosts=[ministry, department],
        bodies=[council, rats],
        cities=[ufa],
        membership=Membership.SCO_CALENDAR,
    )
    changes.cancel(event("Off", bodies=[rats], priorities=[security]), announcement())
    changes.postpone(event("Later", NOVEMBER_10, cities=[beijing]), announcement())
    event("Some time", Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR))
    event("Undated", Period.undated())
    EventFactory(slug="draft", period=OCTOBER_29, bodies=[rats], priorities=[security])
    secret = BodyFactory(slug="secret", parent=rats)
    event("Of a draft", slug="of-a-draft", bodies=[secret], cities=[ufa])


@pytest.mark.usefixtures("plan")
@given(
    pairs=st.lists(st.sampled_from(PAIRS), max_size=3, unique_by=lambda pair: pair[0]),
    view=st.sampled_from(VIEWS + PARTS),
    language=st.sampled_from(CODES),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forms_agree_whatever_is_asked(pairs, view, language):
    client, query = Client(), "?" + "&".join(f"{name}={value}" for name, value in pairs)
    told = take(client, view, "json", query, language)

    expected = READERS["json"][0](told)

    filtered, whole = (
        set(READERS["json"][0](take(client, *asked, language)))
        for asked in (("", "json", query), (view, "json", ""))
    )
    assert json.loads(told)["count"] == len(expected)
    assert set(expected) == filtered & whole
    assert "draft" not in filtered | whole
    for ending in ("csv", "xlsx", "atom"):
        for read in READERS[ending]:
            assert read(take(client, view, ending, query, language)) == expected, ending
    if view in MAPS:
        for read in READERS["geojson"]:
            assert read(take(client, view, "geojson", query, language)) == expected
    assert_calendar_agrees(take(client, view, "ics", query, language), expected, language)


def assert_calendar_agrees(content: bytes, expected: list[str], language: str) -> None:
    """A calendar holds what has, or had, an exact day, and counts the rest in its description."""
    entries = {one.uid.split("@")[0] for one in read_by_ics(content).events}
    vobjects = {
        one.uid.value.split("@")[0] for one in read_by_vobject(content).contents.get("vevent", [])
    }
    placed = {slug for slug in expected if slug in on_a_day()}
    assert entries == vobjects == placed
    lines = content_lines(content)
    description = next(line for line in lines if line.startswith("DESCRIPTION;"))
    left_out = len(expected) - len(placed)
    with override(language):
        counted = ngettext(
            "%(count)s event has no exact day and is only on the portal.",
            "%(count)s events have no exact day and are only on the portal.",
            left_out,
        ) % {"count": left_out}
    assert (counted in description.replace("\\,", ",")) == bool(left_out)


def on_a_day() -> set[str]:
    """Return the slugs of events with an exact day, or an exact one that they wait to replace."""
    waiting = Event.objects.filter(status="postponed")
    return set((Event.objects.exact() | waiting).values_list("slug", flat=True))

"""Pages about the past under a filter: events are judged by what was known of them then."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.enums import Format, Kind, Level, Membership
from hosts.models import HostKind
from i18n.texts import CODES
from tests.acting import changes
from tests.events.past_plan import JULY, NOVEMBER_10, TODAY, planned, summit
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    announcement,
)
from tests.made_once import made_once
from tests.markup import Element, page_of
from tests.website.views.past_pages import JUNE_1, MAY, page, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def hidden(form: Element) -> list[tuple[str, str]]:
    boxes = [box for box in form.all("input") if box.attributes.get("type") == "hidden"]
    return [(box["name"], box["value"]) for box in boxes]


@pytest.fixture
@made_once
def plan():
    """Two events that differ in everything, both with a step in May; a draft like the first."""
    russia, china = CountryFactory(slug="russia"), CountryFactory(slug="china")
    rats = BodyFactory(slug="rats", published=True)
    ministry = HostFactory(slug="ministry")
    mine = {
        "title_en": "Forum of friends",
        "kind": Kind.FORUM,
        "level": Level.EXPERTS,
        "membership": Membership.SCO_CALENDAR,
        "cities": [CityFactory(slug="ufa", country=russia)],
        "hosts": [HostFactory(slug="department", parent=ministry, kind=HostKind.BUSINESS)],
        "bodies": [BodyFactory(slug="council", parent=rats, published=True)],
        "priorities": [PriorityFactory(slug="security", published=True)],
    }
    others = {
        "title_en": "Meeting",
        "kind": Kind.MEETING,
        "level": Level.MINISTERS,
        "cities": [CityFactory(slug="beijing", country=china)],
        "bodies": [BodyFactory(slug="other", published=True)],
        "priorities": [PriorityFactory(slug="trade", published=True)],
    }
    changes.postpone(planned(slug="mine", **mine), announcement(date(2020, 5, 20)))
    changes.confirm(planned(slug="others", **others), announcement(date(2020, 5, 21)))
    EventFactory(slug="draft", period=JULY, announced=announcement(date(2020, 5, 1)), **mine)


FILTERS = [
    "priority=security",
    "body=rats",
    "body=council",
    "country=russia",
    "city=ufa",
    "kind=forum",
    "level=experts",
    "status=postponed",
    "plan=sco_calendar",
    "host=ministry",
    "host=department",
    "host_kind=business",
    "q=friends",
    "kind=forum&city=ufa&q=forum",
]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("address", [JUNE_1, MAY])
def test_without_a_filter_each_page_has_both(client: Client, address):
    assert slugs(page(client, address)) == {"mine", "others"}


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("address", [f"{JUNE_1}?", f"{MAY}&"])
def test_each_facet_narrows_each_page(client: Client, address, asked):
    main = page(client, address + asked)

    assert slugs(main) == {"mine"}
    assert main.one("p", cls="filter-shown").text.startswith("Shown: 1 event ")


@pytest.mark.parametrize(
    ("day", "asked", "is_shown"),
    [
        ("2020-05-26", "status=confirmed", True),
        ("2020-05-27", "status=confirmed", False),
        ("2020-05-27", "status=postponed", True),
        ("2020-09-08", "status=postponed", True),
        ("2020-09-09", "status=postponed", False),
        ("2020-09-08", "format=in_person", True),
        ("2020-09-09", "format=in_person", False),
        ("2020-09-09", "format=online", True),
        ("2020-09-08", "city=saint-petersburg", True),
        ("2020-09-09", "city=saint-petersburg", True),
    ],
)
def test_plan_of_a_day_is_narrowed_by_what_was_known_then(client: Client, day, asked, is_shown):
    summit()

    main = page(client, f"as-on/{day}/?{asked}")

    assert slugs(main) == ({"summit"} if is_shown else set())
    assert bool(main.all("div", cls="no-events")) == (not is_shown)


@pytest.mark.parametrize("asked", ["format=in_person", "format=online", "city=saint-petersburg"])
def test_change_is_found_by_what_was_and_by_what_became_and_stays_whole(client: Client, asked):
    summit()
    time = "changes/?from=2020-09-09&to=2020-09-09"

    item = page(client, f"{time}&{asked}").one("ol", cls="difference-list")

    assert item.text == page(client, time).one("ol", cls="difference-list").text
    assert slugs(page(client, f"{time}&status=held")) == set()


def test_panel_counts_what_was_known_then(client: Client):
    summit()
    planned(format=Format.ONLINE)

    panel = page(client, "as-on/2020-06-01/").one("form", cls="filter-form")

    (formats,) = [one for one in panel.all("select") if one["name"] == "format"]
    assert [one.text for one in formats.all("option")][1:] == ["In person (1)", "Online (1)"]


def test_forms_and_links_keep_days_and_filter(client: Client):
    summit()

    then = page(client, f"{JUNE_1}?format=in_person")
    time = page(client, f"{MAY}&format=in_person")

    kept = [("format", "in_person")]
    days = [("from", "2020-05-01"), ("to", "2020-05-31")]
    assert hidden(then.one("form", cls="day-form")) == kept
    assert hidden(time.one("form", cls="day-form")) == kept
    assert hidden(then.one("form", cls="filter-form")) == []
    assert hidden(time.one("form", cls="filter-form")) == days
    leading = [
        *then.one("nav", cls="month-pager").all("a"),
        *time.one("p", cls="past-links").all("a"),
    ]
    assert len(leading) > 4
    assert [a["href"] for a in leading if "format=in_person" not in a["href"]] == []


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("as-on/?day=2020-06-01&format=online", "as-on/2020-06-01/?format=online"),
        ("as-on/2020-6-1/?format=online", "as-on/2020-06-01/?format=online"),
        ("as-on/2020-06-01/?q=&format=online&kind=", "as-on/2020-06-01/?format=online"),
        (f"{MAY}&q=&kind=&format=online", f"{MAY}&format=online"),
    ],
)
def test_form_leads_to_an_address_without_blanks(client: Client, asked, answer):
    summit()

    response = client.get(f"/en/calendar/{asked}")

    assert (response.status_code, response.url) == (302, f"/en/calendar/{answer}")


@pytest.mark.parametrize("address", [f"{JUNE_1}?", f"{MAY}&"])
@pytest.mark.parametrize("asked", ["format=onlin", "colour=red"])
def test_wrong_filter_is_refused(client: Client, address, asked):
    summit()

    assert client.get(f"/en/calendar/{address}{asked}").status_code == 400


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", [f"{JUNE_1}?format=in_person", f"{MAY}&format=in_person"])
def test_filter_survives_the_switch_of_languages(client: Client, code, address):
    summit()

    response = client.get(f"/en/calendar/{address}")

    links = [a["href"] for a in page_of(response).all("a") if a.attributes.get("hreflang")]
    assert links
    assert [link for link in links if "format=in_person" not in link] == []
    assert page(client, address, code).one("p", cls="filter-shown").text != ""


@pytest.mark.parametrize("address", [f"{JUNE_1}?format=in_person&q=e", f"{MAY}&kind=forum&q=e"])
def test_number_of_queries_does_not_grow(client: Client, address):
    summit()
    page(client, address)  # the first request reads more
    used = []

    for _round in range(2):
        bodies = [BodyFactory(published=True)]
        made = planned(kind=Kind.FORUM, bodies=bodies, chair=CountryFactory())
        changes.reschedule(made, announcement(date(2020, 5, 2)), FactChanges(NOVEMBER_10))
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        used.append(len(queries))

    assert used[0] == used[1]


def test_what_no_source_dates_is_counted_apart(client: Client):
    EventFactory(slug="unsure", period=NOVEMBER_10, format=Format.ONLINE, published=True)
    summit()

    alone = page(client, f"{JUNE_1}?format=online")
    both = page(client, f"{JUNE_1}?q=t")

    assert alone.one("p", cls="filter-shown").text == (
        "Shown: 1 event held online. 1 is listed below the plan. Clear the filter"
    )
    assert alone.all("p", cls="page-head-lead") == []
    assert both.one("p", cls="page-head-lead").text.endswith(": 1 event (1 postponed).")

"""What narrows the list of events."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.enums import Format, Status
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))


def found(client: Client, query: str) -> set[str]:
    answer = client.get(f"/api/v1/events/?{query}")
    assert answer.status_code == 200, answer.content
    return {item["slug"] for item in answer.json()["results"]}


@pytest.fixture
def plan():
    russia, china = CountryFactory(slug="russia"), CountryFactory(slug="china")
    rats = BodyFactory(slug="rats", published=True)
    council = BodyFactory(slug="council", published=True, parent=rats)
    security = PriorityFactory(slug="security", published=True)
    ministry = HostFactory(slug="ministry")
    EventFactory(
        slug="forum",
        published=True,
        kind="forum",
        level="regional_heads",
        format=Format.ONLINE,
        status=Status.HELD,
        period=JULY,
        chair=russia,
    )
    EventFactory(
        slug="session",
        published=True,
        kind="session",
        level="agencies",
        membership="sco_calendar",
        format=Format.IN_PERSON,
        status=Status.CONFIRMED,
        period=JULY,
        bodies=[council],
        hosts=[HostFactory(slug="department", parent=ministry, kind="business")],
        priorities=[security],
        cities=[CityFactory(slug="beijing", country=china)],
    )
    EventFactory(slug="draft", kind="forum", bodies=[council], priorities=[security], period=JULY)


@pytest.mark.by_turns(4)
@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=forum", {"forum"}),
        ("level=agencies", {"session"}),
        ("format=online", {"forum"}),
        ("status=confirmed", {"session"}),
        ("host=ministry", {"session"}),
        ("host=department", {"session"}),
        ("host_kind=business", {"session"}),
        ("host_kind=federal_executive_body", set()),
        ("plan=presidency", {"forum"}),
        ("plan=sco_calendar", {"session"}),
        ("status=confirmed&status=held", {"forum", "session"}),
        ("priority=security", {"session"}),
        ("body=council", {"session"}),
        ("body=rats", {"session"}),
        ("city=beijing", {"session"}),
        ("country=russia", {"forum"}),
        ("country=china", {"session"}),
        ("country=china&kind=forum", set()),
        ("country=china&country=russia", {"forum", "session"}),
    ],
)
def test_filters_narrow_the_list(client: Client, query: str, slugs: set[str]):
    assert found(client, query) == slugs


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("from=2020-07-23", True),
        ("from=2020-07-24", False),
        ("to=2020-07-22", True),
        ("to=2020-07-21", False),
        ("from=2020-07-23&to=2020-07-23", True),
        ("from=1900-01-01&to=2199-12-31", True),
    ],
)
def test_days_asked_for_are_inclusive(client: Client, query: str, matches: bool):
    EventFactory(slug="summit", published=True, period=JULY)

    assert found(client, query) == ({"summit"} if matches else set())


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("from=2020-07-31", True),
        ("from=2020-08-01", False),
        ("to=2020-07-01", True),
        ("from=2020-07-10&to=2020-07-11", True),
    ],
)
def test_vague_event_matches_when_its_bounds_overlap(client: Client, query: str, matches: bool):
    EventFactory(slug="vague", published=True, period=Period.in_month(2020, 7))

    assert found(client, query) == ({"vague"} if matches else set())


def test_undated_event_matches_no_days(client: Client):
    EventFactory(slug="undated", published=True)

    assert found(client, "from=1900-01-01") == set()
    assert found(client, "") == {"undated"}


def test_draft_body_is_no_filter_and_no_way_to_what_is_below(client: Client):
    rats = BodyFactory(slug="rats", published=True)
    secret = BodyFactory(slug="secret", parent=rats)
    EventFactory(slug="session", published=True, bodies=[secret])

    assert client.get("/api/v1/events/?body=secret").status_code == 400
    assert found(client, "body=rats") == set()


@pytest.mark.usefixtures("plan")
def test_number_of_queries_of_all_filters_together(client: Client, django_assert_num_queries):
    query = "priority=security&body=rats&city=beijing&country=china&kind=session&level=agencies"

    # The newest record, one a list of slugs, the tree of bodies, what left the city, the page.
    with django_assert_num_queries(8):
        answer = client.get(f"/api/v1/events/?{query}&from=2020-07-01&to=2020-07-31")

    assert [item["slug"] for item in answer.json()["results"]] == ["session"]

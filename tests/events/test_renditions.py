"""Every list of the calendar in every form, read by programs that did not write it."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import feedparser
import geojson
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import ngettext, override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import changes
from events.changes import Moves
from events.dates import Period, Precision
from events.models import Event
from events.renditions.offered import EVERYWHERE, RENDITIONS
from events.renditions.table import COLUMNS, safe
from events.states import Format, Kind, Level
from publishing.languages import CODES
from tests.calendars import content_lines, read_by_ics, read_by_vobject
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.tables import read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NOVEMBER_10 = Period.on(date(2020, 11, 10))
VIEWS = ["", "/by-priority", "/by-body", "/by-place", "/2020", "/2020/10", "/2020/10/29"]


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = TODAY


def take(client: Client, view: str, ending: str, query: str = "", language: str = "en") -> bytes:
    response = client.get(f"/{language}/calendar{view}.{ending}{query}")
    assert response.status_code == 200, response.content[:500]
    return response.content


def slug_of(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def by_etree(content: bytes) -> list[str]:
    entries = ET.fromstring(content).findall(f"{ATOM}entry")  # noqa: S314 (our own answer)
    return [slug_of(entry.find(f"{ATOM}link").attrib["href"]) for entry in entries]


def by_feedparser(content: bytes) -> list[str]:
    feed = feedparser.parse(io.BytesIO(content))
    assert not feed.bozo, feed.get("bozo_exception")
    return [slug_of(entry.link) for entry in feed.entries]


def by_geojson(content: bytes) -> list[str]:
    collection = geojson.loads(content)
    assert collection.is_valid, collection.errors()
    return [feature.id for feature in collection.features]


READERS: dict[str, list[Callable[[bytes], list[str]]]] = {
    "csv": [
        lambda content: [row["slug"] for row in read_csv(content)],
        lambda content: [row["slug"] for row in read_csv_strictly(content)],
    ],
    "xlsx": [
        lambda content: [row["slug"] for row in read_xlsx(content)],
        lambda content: [row["slug"] for row in read_xlsx_by_calamine(content)],
    ],
    "atom": [by_etree, by_feedparser],
    "json": [lambda content: [one["slug"] for one in json.loads(content)["results"]]],
    "geojson": [
        by_geojson,
        lambda content: [one["id"] for one in json.loads(content)["features"]],
    ],
}


def on_the_page(client: Client, view: str, query: str = "") -> set[str]:
    """Return the slugs of all events that a page of the plan links to."""
    links = page(client, f"{view.removeprefix('/')}/{query}" if view else query).one("main")
    paths = [urlsplit(a["href"]).path for a in links.all("a") if "href" in a.attributes]
    return {path.split("/")[3] for path in paths if path.startswith("/en/events/")}


@pytest.mark.parametrize("view", VIEWS)
def test_every_form_holds_what_its_page_shows(client: Client, view):
    city = CityFactory()
    event("Here", slug="here", cities=[city], bodies=[BodyFactory(published=True)])
    event("Some day", YEAR_2020, slug="some-day")
    moved = event("Moved", Period.on(date(2020, 10, 29)), slug="moved", cities=[city])
    changes.reschedule(moved, announcement(), Moves(NOVEMBER_10))
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
    "priority": ["security"],
    "body": ["rats", "council"],
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
    event("Of the council", YEAR_2020, bodies=[council], chair=countries["china"])
    event("Of both", bodies=[council, rats], cities=[ufa], format=Format.IN_PERSON)
    changes.cancel(event("Off", bodies=[rats], priorities=[security]), announcement())
    changes.postpone(event("Later", NOVEMBER_10, cities=[beijing]), announcement())
    event("Some time", Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR))
    event("Undated", Period.undated())


@pytest.mark.usefixtures("plan")
@given(
    pairs=st.lists(st.sampled_from(PAIRS), max_size=3, unique_by=lambda pair: pair[0]),
    view=st.sampled_from(VIEWS),
    language=st.sampled_from(CODES),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forms_agree_whatever_is_asked(pairs, view, language):
    client, query = Client(), "?" + "&".join(f"{name}={value}" for name, value in pairs)
    told = take(client, view, "json", query, language)

    expected = READERS["json"][0](told)

    assert json.loads(told)["count"] == len(expected)
    for ending in ("csv", "xlsx", "atom"):
        for read in READERS[ending]:
            assert read(take(client, view, ending, query, language)) == expected, ending
    if view == "/by-place":
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
    assert description.replace("\\,", ",").endswith(counted) == bool(left_out)


def on_a_day() -> set[str]:
    """Return the slugs of events with an exact day, or an exact one that they wait to replace."""
    waiting = Event.objects.filter(status="postponed")
    return set((Event.objects.exact() | waiting).values_list("slug", flat=True))


# --- what a table holds ---------------------------------------------------------------


def test_table_tells_all_of_an_event_in_the_language_of_its_address(client: Client):
    china = CountryFactory(name_ru="Китай")
    moved = event(
        "Forum",
        Period.on(date(2020, 10, 7), date(2020, 10, 9)),
        slug="forum",
        title_ru="Форум, «первый»",
        kind=Kind.FORUM,
        format=Format.IN_PERSON,
        cities=[
            CityFactory(name_ru="Пекин", country=china),
            CityFactory(name_ru="Ухань", country=china),
        ],
        bodies=[BodyFactory(name_ru="Совет", published=True), BodyFactory(name_ru="Черновик")],
        priorities=[PriorityFactory(title_ru="Безопасность", published=True)],
    )
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))

    (row,) = read_csv_strictly(take(client, "", "csv", language="ru"))

    assert tuple(row) == COLUMNS
    assert row == {
        "slug": "forum",
        "title": "Форум, «первый»",
        "language": "ru",
        "first_day": "2020-10-29",
        "last_day": "2020-10-29",
        "precision": "day",
        "date": "29 октября 2020 г.",
        "status": "запланировано",
        "format": "очно",
        "cities": "Пекин; Ухань",
        "country": "Китай",
        "bodies": "Совет",
        "priorities": "Безопасность",
        "level": "министры",
        "kind": "форум",
        "was": "Было: 7–9 октября 2020 г.",
        "url": "http://testserver/ru/events/forum/",
    }


def test_both_tables_hold_the_same(client: Client):
    event("Forum", cities=[CityFactory()])
    event("Undated", Period.undated())

    expected = read_csv(take(client, "", "csv"))

    assert read_xlsx(take(client, "", "xlsx")) == expected
    assert read_xlsx_by_calamine(take(client, "", "xlsx")) == expected


def test_days_of_a_workbook_are_days(client: Client):
    event("Forum")

    sheet = openpyxl.load_workbook(io.BytesIO(take(client, "", "xlsx"))).active

    assert [cell.value.date() for cell in sheet[2][3:5]] == [date(2020, 10, 29)] * 2


def test_title_of_another_language_admits_it(client: Client):
    event("Forum", title_zh_hans="")

    (row,) = read_csv(take(client, "", "csv", language="zh-hans"))

    assert (row["title"], row["language"]) == ("Forum", "en")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_text_is_never_a_formula(client: Client, sign):
    title = f"{sign}HYPERLINK(1)"
    event(title)

    assert safe(title) == f"'{title}"
    if sign not in "\t\r":  # XML turns these into spaces at the edges
        assert read_csv(take(client, "", "csv"))[0]["title"] == f"'{title}"
        assert read_xlsx(take(client, "", "xlsx"))[0]["title"] == f"'{title}"


def test_quotes_commas_and_lines_come_back(client: Client):
    event('A "forum", so\ncalled')

    for rows in (read_csv(take(client, "", "csv")), read_csv_strictly(take(client, "", "csv"))):
        assert rows[0]["title"] == 'A "forum", so\ncalled'


# --- what a map holds ------------------------------------------------------------------


def test_feature_lies_east_before_north_and_one_without_a_city_nowhere(client: Client):
    moscow = CityFactory(latitude=Decimal("55.75"), longitude=Decimal("37.61"))
    delhi = CityFactory(latitude=Decimal("28.61"), longitude=Decimal("77.21"))
    event("One", slug="one", cities=[moscow])
    event("Two", slug="two", cities=[moscow, delhi])
    event("None", slug="none")

    told = json.loads(take(client, "/by-place", "geojson"))

    geometries = {feature["id"]: feature["geometry"] for feature in told["features"]}
    assert geometries["one"] == {"type": "Point", "coordinates": [37.61, 55.75]}
    assert geometries["two"]["type"] == "MultiPoint"
    assert sorted(geometries["two"]["coordinates"]) == [[37.61, 55.75], [77.21, 28.61]]
    assert geometries["none"] is None


# --- what all forms say ----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_form_says_its_language(client: Client, code):
    event("Forum")
    tag = "zh-Hans" if code == "zh-hans" else code

    for ending in RENDITIONS:
        view = "/by-place" if ending == "geojson" else ""
        response = client.get(f"/{code}/calendar{view}.{ending}")
        assert response.headers["Content-Language"] == code, ending

    assert json.loads(take(client, "", "json", language=code))["language"] == tag
    assert json.loads(take(client, "/by-place", "geojson", language=code))["language"] == tag
    assert f'xml:lang="{tag}"' in take(client, "", "atom", language=code).decode()
    assert f"NAME;LANGUAGE={tag}:" in take(client, "", "ics", language=code).decode()


def test_head_names_the_list_and_counts_it(client: Client):
    event("Forum", format=Format.ONLINE)
    event("Some day", YEAR_2020, format=Format.ONLINE)

    told = json.loads(take(client, "/2020/10", "json", "?format=online"))

    assert told["title"] == "Russia’s SCO Presidency: held online, October 2020"
    assert told["description"] == ("Shown: 2 events held online, October 2020. 1 has no exact day.")
    assert told["page"] == "http://testserver/en/calendar/2020/10/?format=online"
    assert told["count"] == 2


def test_json_holds_the_documents_of_the_public_record(client: Client):
    event("Forum", slug="forum")

    (document,) = json.loads(take(client, "", "json"))["results"]

    assert document == client.get("/en/events/forum.json").json()


def test_calendar_of_a_list_counts_what_has_no_day(client: Client):
    event("Some day", YEAR_2020)

    lines = content_lines(take(client, "/2020/10", "ics", "?format=unknown"))

    assert "NAME;LANGUAGE=en:Russia’s SCO Presidency: of unknown format\\, October 2020" in lines
    assert "SOURCE;VALUE=URI:http://testserver/en/calendar/2020/10.ics?format=unknown" in lines
    (description,) = [line for line in lines if line.startswith("DESCRIPTION")]
    assert "1 event has no exact day and is only on the portal." in description


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_form_is_sent_again_only_after_a_change(client: Client, ending):
    forum = event("Forum")
    address = f"/en/calendar/2020/10.{ending}"
    first = client.get(address)
    asked = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get(address, headers=asked)
    changes.reschedule(forum, announcement(), Moves(NOVEMBER_10))
    changed = client.get(address, headers=asked)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_same_list_is_the_same_file(client: Client, ending):
    event("Forum")

    assert take(client, "", ending) == take(client, "", ending)


@pytest.mark.parametrize("ending", list(RENDITIONS))
def test_form_of_an_empty_plan_is_whole(client: Client, ending):
    content = take(client, "/by-place", ending)

    if ending == "ics":
        assert list(read_by_ics(content).events) == []
    else:
        assert [read(content) for read in READERS[ending]] == [[] for _read in READERS[ending]]


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_wrong_value_is_answered_with_the_nearest_address(client: Client, ending):
    response = client.get(f"/en/calendar.{ending}?format=onlin")

    assert response.status_code == 400
    assert f'href="/en/calendar.{ending}?format=online"' in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "calendar.pdf",
        "calendar.geojson",
        "calendar/2020/13.csv",
        "calendar/1999.json",
        "calendar/2020/02/30.ics",
        "calendar/by-nothing.csv",
    ],
)
def test_list_that_does_not_exist_is_not_found(client: Client, address):
    assert client.get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize("ending", list(RENDITIONS))
def test_number_of_queries_does_not_grow_with_the_events(client: Client, ending):
    used = []
    for number in (1, 2):
        for _number in range(number):
            moved = event(
                "Forum",
                priorities=[PriorityFactory(published=True)],
                bodies=[BodyFactory(published=True)],
                cities=[CityFactory()],
            )
            changes.reschedule(moved, announcement(), Moves(NOVEMBER_10))
        with CaptureQueriesContext(connection) as queries:
            take(client, "/by-place", ending)
        used.append(len(queries))

    assert used[0] == used[1]


# --- how a page leads to them ----------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_page_leads_to_each_form_with_its_filter(client: Client, view):
    event("Forum", format=Format.ONLINE)

    shown = page(client, f"{view.removeprefix('/')}/?format=online" if view else "?format=online")

    endings = [one.ending for one in EVERYWHERE] + (["geojson"] if view == "/by-place" else [])
    addresses = [f"/en/calendar{view}.{ending}?format=online" for ending in endings]
    assert [a["href"] for a in shown.one("p", cls="subscribe-forms").all("a")] == addresses
    alternates = [link["href"] for link in shown.all("link", rel="alternate")]
    assert [address for address in addresses if address not in alternates] == []


def test_page_leads_to_calendar_programs_with_its_filter(client: Client):
    event("Forum", format=Format.ONLINE)

    links = page(client, "2020/10/?format=online").one("p", cls="subscribe-links").all("a")

    webcal = "webcal://testserver/en/calendar/2020/10.ics?format=online"
    assert links[0]["href"] == webcal
    assert links[1]["href"] == (
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Ftestserver%2Fen%2F"
        "calendar%2F2020%2F10.ics%3Fformat%3Donline"
    )
    assert links[2]["href"].startswith(
        "https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2Ftestserver%2Fen%2F"
        "calendar%2F2020%2F10.ics%3Fformat%3Donline&name="
    )

"""What all forms of a list say, how they are asked for, and how a page leads to them."""

import json
from datetime import date
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from i18n.texts import CODES
from tests.acting import changes
from tests.asked import queries_without_memory
from tests.calendars import content_lines, read_by_ics
from tests.events.planned import TODAY, YEAR_2020, event, page
from tests.factories import (
    BodyFactory,
    CityFactory,
    PriorityFactory,
    announcement,
)
from tests.website.taking import ATOM, READERS, VIEWS, take
from website.exports.formats import EVERYWHERE, EXPORT_FORMATS

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

NOVEMBER_10 = Period.on(date(2020, 11, 10))


def test_feed_is_tagged_with_the_public_priorities_in_the_language_of_its_readers(client: Client):
    goals = [
        PriorityFactory(title_en="Security", title_ru="Безопасность", published=True),
        PriorityFactory(title_en="Trade", title_ru="Торговля", published=True),
    ]
    unseen = [PriorityFactory(title_en="Draft"), PriorityFactory(title_en="Gone", withdrawn=True)]
    event("Forum", priorities=[*goals, *unseen])

    tags = {code: categories(take(client, "", "atom", language=code)) for code in ("en", "ru")}

    assert tags == {"en": ["Security", "Trade"], "ru": ["Безопасность", "Торговля"]}


def categories(feed: bytes) -> list[str]:
    (entry,) = ET.fromstring(feed).findall(f"{ATOM}entry")  # noqa: S314 (our own answer)
    return [category.attrib["term"] for category in entry.findall(f"{ATOM}category")]


# --- what all forms say ----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_form_says_its_language(client: Client, code):
    event("Forum")
    tag = "zh-Hans" if code == "zh-hans" else code

    for ending in EXPORT_FORMATS:
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
    assert told["description"] == (
        "Shown: 1 event held online, October 2020. 1 more falls some time in 2020."
    )
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
    changes.reschedule(forum, announcement(), FactChanges(NOVEMBER_10))
    changed = client.get(address, headers=asked)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_same_list_is_the_same_file(client: Client, ending):
    event("Forum")

    assert take(client, "", ending) == take(client, "", ending)


@pytest.mark.parametrize("ending", list(EXPORT_FORMATS))
def test_form_of_an_empty_plan_is_whole(client: Client, ending):
    content = take(client, "/by-place", ending)

    if ending == "ics":
        assert list(read_by_ics(content).events) == []
    else:
        assert [read(content) for read in READERS[ending]] == [[] for _read in READERS[ending]]


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_wrong_value_is_answered_with_the_nearest_address(client: Client, ending):
    response = client.get(f"/en/calendar.{ending}?format=onlin")

    nearest = f"http://testserver/en/calendar.{ending}?format=online"
    assert response.status_code == 400
    if ending == "json":
        assert response.json()["nearest"] == nearest
    else:
        assert response.content.decode().splitlines()[-1].endswith(f" {nearest}")


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


def test_number_of_queries_does_not_grow_with_the_events(client: Client):
    def add() -> None:
        moved = event(
            "Forum",
            priorities=[PriorityFactory(published=True)],
            bodies=[BodyFactory(published=True)],
            cities=[CityFactory()],
        )
        changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))

    def used() -> dict[str, int]:
        return {
            ending: queries_without_memory(partial(take, client, "/by-place", ending))
            for ending in EXPORT_FORMATS
        }

    used()  # the first requests read more
    add()
    of_one = used()
    add()
    add()

    assert used() == of_one


# --- how a page leads to them ----------------------------------------------------------


@pytest.mark.by_turns(4)
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

    shown = page(client, "2020/10/?format=online")
    links = shown.one("p", cls="subscribe-links").all("a")

    webcal = "webcal://testserver/en/calendar/2020/10.ics?format=online"
    assert links[0]["href"] == webcal
    assert links[1]["href"] == "https://calendar.google.com/calendar/r/settings/addbyurl"
    for link, host in zip(links[2:], ("outlook.live.com", "outlook.office.com"), strict=True):
        assert link["href"].startswith(
            f"https://{host}/calendar/0/addfromweb?url=http%3A%2F%2Ftestserver%2Fen%2F"
            "calendar%2F2020%2F10.ics%3Fformat%3Donline&name="
        )
    address = shown.one("p", cls="subscribe-address").one("code").text
    assert address == webcal.replace("webcal:", "http:")


def test_only_a_demonstration_says_that_services_cannot_subscribe(client: Client, settings):
    event("Forum")
    said = "closed to programs of the web"

    demonstration = page(client).one("p", cls="subscribe-address").text
    settings.PORTAL_CLOCK = "off"

    assert said in demonstration
    assert said not in page(client).one("p", cls="subscribe-address").text

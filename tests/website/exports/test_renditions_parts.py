"""What one priority, body or country has of the plan, in every form."""

import json
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.test import Client

from bodies.models import Body
from events.enums import Format
from i18n.texts import CODES
from places.models import City
from priorities.models import Priority
from tests.acting import workflow
from tests.asked import queries_without_memory
from tests.calendars import content_lines, read_by_ics
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
)
from tests.made_once import made_once
from tests.markup import Element, page_at
from tests.website.taking import MAPS, PARTS, READERS, take
from website.exports.formats import EVERYWHERE

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

EVERY_FORM = [(part, one.ending) for part in PARTS for one in EVERYWHERE]
EVERY_FORM.append(("countries/russia", "geojson"))


@pytest.fixture
def things():
    make_things()
    return {
        "priorities": [Priority.objects.get()],
        "bodies": [Body.objects.get()],
        "cities": [City.objects.get()],
    }


@made_once
def make_things() -> None:
    russia = CountryFactory(
        slug="russia", name_en="Russia", name_ru="Россия", name_zh_hans="俄罗斯"
    )
    BodyFactory(slug="rats", published=True, short_name_en="RATS", short_name_ru="РАТС", seat=None)
    PriorityFactory(slug="security", published=True, title_en="Security", title_ru="Безопасность")
    CityFactory(slug="ufa", country=russia)


def shown(client: Client, part: str, language: str = "en") -> Element:
    return page_at(client, f"/{language}/{part}/")


def slugs_of(page: Element) -> set[str]:
    paths = [urlsplit(a["href"]).path for a in page.one("main").all("a") if "href" in a.attributes]
    return {path.split("/")[3] for path in paths if path.startswith("/en/events/")}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("part", PARTS)
def test_every_form_holds_what_its_page_shows(client: Client, things, part):
    (rats,) = things["bodies"]
    below = BodyFactory(parent=rats, published=True)
    secret = BodyFactory(parent=rats)
    event("Forum", slug="forum", **things)
    event("Some day", YEAR_2020, slug="some-day", **(things | {"bodies": [below]}))
    event("Elsewhere", slug="elsewhere")
    event("Of a draft", slug="of-a-draft", bodies=[secret])
    EventFactory(slug="draft", period=OCTOBER_29, **things)
    EventFactory(slug="gone", period=OCTOBER_29, withdrawn=True, **things)

    assert slugs_of(shown(client, part)) == {"forum", "some-day"}
    for ending, readers in READERS.items():
        if ending != "geojson" or part in MAPS:
            for read in readers:
                assert read(take(client, part, ending)) == ["forum", "some-day"], ending
    told = read_by_ics(take(client, part, "ics")).events
    assert {one.uid.split("@")[0] for one in told} == {"forum"}


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(("part", "ending"), EVERY_FORM)
def test_every_form_of_an_empty_part_is_whole_in_each_language(client: Client, part, ending):
    for code in CODES:
        content = take(client, part, ending, language=code)

        if ending == "ics":
            assert list(read_by_ics(content).events) == []
        else:
            assert [read(content) for read in READERS[ending]] == [[], []]


@pytest.mark.parametrize(
    ("code", "title", "description"),
    [
        ("en", "Russia’s SCO Presidency: Security, held online", "on “Security”, held online"),
        ("ru", "Председательство России в ШОС: Безопасность, онлайн", "«Безопасность», онлайн"),
    ],
)
def test_head_names_the_part_and_its_filter(client: Client, things, code, title, description):
    event("Forum", format=Format.ONLINE, **things)

    told = json.loads(take(client, "priorities/security", "json", "?format=online", code))

    assert (told["title"], told["count"]) == (title, 1)
    assert description in told["description"]
    assert told["page"] == f"http://testserver/{code}/priorities/security/"


def test_filter_of_the_same_facet_narrows_the_part(client: Client, things):
    trade = PriorityFactory(slug="trade", published=True)
    event("Both", slug="both", priorities=[*things["priorities"], trade])
    event("Of one", slug="of-one", priorities=things["priorities"])
    event("Of the other", slug="of-the-other", priorities=[trade])

    told = json.loads(take(client, "priorities/security", "json", "?priority=trade"))

    assert [one["slug"] for one in told["results"]] == ["both"]
    assert told["description"].startswith("Shown: 1 event on “Security”, on “")


def test_calendar_names_itself_and_its_filter(client: Client, things):
    event("Forum", format=Format.ONLINE, **things)

    lines = content_lines(take(client, "bodies/rats", "ics", "?format=online"))

    assert "X-WR-CALNAME:Russia’s SCO Presidency: RATS\\, held online" in lines
    assert "URL:http://testserver/en/bodies/rats/" in lines
    source = "SOURCE;VALUE=URI:http://testserver/en/bodies/rats/calendar.ics?format=online"
    assert source in lines


@pytest.mark.parametrize("ending", [one.ending for one in EVERYWHERE])
def test_list_of_what_is_not_public_is_not_found(client: Client, things, ending):
    PriorityFactory(slug="draft")
    BodyFactory(slug="draft")
    (rats,) = things["bodies"]
    workflow.withdraw(rats)

    for address in ("priorities/draft", "bodies/draft", "countries/nowhere"):
        assert client.get(f"/en/{address}/calendar.{ending}").status_code == 404, address
    assert client.get(f"/en/bodies/rats/calendar.{ending}").status_code == 410


@pytest.mark.usefixtures("things")
def test_map_is_for_countries_only(client: Client):
    for part in ("priorities/security", "bodies/rats"):
        assert client.get(f"/en/{part}/calendar.geojson").status_code == 404


@pytest.mark.usefixtures("things")
def test_wrong_value_is_answered_with_the_nearest_address(client: Client):
    response = client.get("/en/bodies/rats/calendar.csv?format=onlin")

    assert response.status_code == 400
    assert "/en/bodies/rats/calendar.csv?format=online" in response.content.decode()


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("part", PARTS)
def test_page_leads_to_each_form_and_to_calendar_programs(client: Client, things, part, code):
    event("Forum", **things)

    page = shown(client, part, code)

    endings = [one.ending for one in EVERYWHERE] + (["geojson"] if part in MAPS else [])
    addresses = [f"/{code}/{part}/calendar.{ending}" for ending in endings]
    assert [a["href"] for a in page.one("p", cls="subscribe-forms").all("a")] == addresses
    alternates = [link["href"] for link in page.all("link", rel="alternate")]
    assert [address for address in addresses if address not in alternates] == []
    apple, google, private, office = [
        a["href"] for a in page.one("p", cls="subscribe-links").all("a")
    ]
    assert apple == f"webcal://testserver/{code}/{part}/calendar.ics"
    escaped = f"{code}/{part}/calendar.ics".replace("/", "%2F")
    assert google == "https://calendar.google.com/calendar/r/settings/addbyurl"
    assert (
        f"outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2Ftestserver%2F{escaped}&"
        in private
    )
    assert (
        f"outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2Ftestserver%2F{escaped}&"
        in office
    )


def test_number_of_queries_does_not_grow_with_the_events(client: Client, things):
    def used() -> dict[tuple[str, str], int]:
        return {form: queries_without_memory(partial(take, client, *form)) for form in EVERY_FORM}

    used()  # the first requests read more
    event("Forum", **things)
    of_one = used()
    for _number in range(2):
        event("Forum", **things)

    assert used() == of_one

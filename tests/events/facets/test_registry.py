"""A facet is one entry of one table, and found from there at every door."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client

from api import views
from api.v1 import schema
from bodies.models import Body, BodyKind
from events.dates import Period
from events.facets.registry import FACETS, CodedValues, Facet, NamedValues, in_sentence
from events.models import Event
from places.models import City
from tests.calendars import read_by_ics
from tests.events.planned import OCTOBER_29, TODAY
from tests.factories import BodyFactory, CityFactory, EventFactory, announcement
from tests.markup import Element, page_of
from tests.website.taking import READERS, take
from website.filters import forms

pytestmark = pytest.mark.django_db

PAGES = [
    *("", "by-priority/", "by-body/", "by-place/", "2020/", "2020/10/"),
    *("as-on/2020-10-28/", "changes/?from=2020-01-01&to=2020-10-28"),
]
LISTS = ["", "/by-place", "/2020", "/2020/10", "bodies/rats"]


class Sharpness(models.TextChoices):
    DAY = "day", "to the day"
    MONTH = "month", "to the month"


def _seats() -> dict[str, set[str]]:
    pairs = Body.objects.published().exclude(seat=None).values_list("slug", "seat__slug")
    return {body: {seat} for body, seat in pairs}


SHARPNESS = Facet(
    name="sharpness",
    label="Sharpness",
    any_label="However sharp",
    description="As sharp as this.",
    phrase="known %(names)s",
    rank=20,
    values=CodedValues(Sharpness),
    columns=("precision",),
    read=lambda one, _places: [one.period.precision],
)
SEAT = Facet(
    name="seat",
    label="Seat",
    any_label="All seats",
    description="Of a body that sits in this city.",
    phrase="of bodies in %(names)s",
    rank=0,
    values=NamedValues(City.objects.all, City.objects.all, text="name", by_name=True),
    columns=("bodies__slug",),
    narrow=lambda events, slugs: events.filter(bodies__seat__slug__in=slugs).distinct(),
    read=lambda one, _places: one.bodies,
    brings=_seats,
)
#: By a path to rows of their own, with the rule of every facet.
BODY_KIND = Facet(
    name="body_kind",
    label="Kind of body",
    any_label="All kinds of bodies",
    description="Of a body of this kind.",
    phrase="of a body of the kind %(names)s",
    rank=22,
    values=CodedValues(BodyKind),
    columns=("bodies__kind",),
    read=lambda one, _places: [],
)
#: Each made-up facet, what it is asked for, how a panel and a sentence name that, and all its codes.
MADE_UP = [
    (SHARPNESS, "day", "To the day", "known “to the day”", ["day", "month"]),
    (SEAT, "ufa", "Ufa", "of bodies in “Ufa”", ["beijing", "ufa"]),
]


@pytest.fixture(params=MADE_UP, ids=lambda made_up: made_up[0].name)
def made_up(request, monkeypatch) -> Iterator[tuple[Any, ...]]:
    facet = request.param[0]
    monkeypatch.setitem(FACETS, facet.name, facet)
    _forget()
    yield request.param
    _forget()


def _forget() -> None:
    """Let pages and the API read their parameters anew: they keep what follows from the facets."""
    for kept in (schema._description, views._fields, views._read_once, forms._facet_parameters):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def _plan(settings) -> None:
    """Two events that differ in both made-up facets, of two bodies below one."""
    settings.PORTAL_CLOCK = TODAY
    rats = BodyFactory(slug="rats", published=True, seat=None)
    seats = [CityFactory(slug=slug, name_en=slug.title()) for slug in ("ufa", "beijing")]
    ufa, beijing = (BodyFactory(parent=rats, published=True, seat=seat) for seat in seats)
    announced = {"announced": announcement(date(2020, 1, 1)), "published": True}
    EventFactory(slug="mine", period=OCTOBER_29, bodies=[ufa], **announced)
    EventFactory(slug="other", period=Period.in_month(2020, 10), bodies=[beijing], **announced)


def page(client: Client, address: str, query: str = "") -> Element:
    joined = f"/en/calendar/{address}{'&' if '?' in address else '?'}{query}"
    response = client.get(joined if query else joined[:-1])
    assert response.status_code == 200, joined
    return page_of(response).one("main")


def slugs(main: Element) -> set[str]:
    links = [a["href"] for a in main.all("a") if "href" in a.attributes]
    return {link.split("/")[3] for link in links if link.startswith("/en/events/")}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", PAGES)
def test_panel_offers_its_values_with_their_numbers(client: Client, made_up, address):
    facet, value, label, _said, _codes = made_up

    panel = page(client, address).one("details", cls="filter-panel")

    (offered,) = [one for one in panel.all("select") if one["name"] == facet.name]
    options = {option["value"]: option.text for option in offered.all("option")}
    assert (options[""], options[value]) == (facet.any_label, f"{label} (1)")
    assert len(options) == 3
    assert [one.text for one in panel.all("label") if one.all("select")][-1].startswith(facet.label)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_narrowed_and_says_so(client: Client, made_up, address):
    facet, value, _label, said, _codes = made_up
    assert slugs(page(client, address)) == {"mine", "other"}

    main = page(client, address, f"{facet.name}={value}")

    assert slugs(main) == {"mine"}
    assert main.one("p", cls="filter-shown").text.startswith(f"Shown: 1 event {said}")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("view", LISTS)
def test_each_form_of_a_list_is_narrowed(client: Client, made_up, view):
    facet, value, _label, _said, _codes = made_up
    query = f"?{facet.name}={value}"

    for ending in ("csv", "xlsx", "json", "atom"):
        assert READERS[ending][0](take(client, view, ending, query)) == ["mine"], ending
    calendar = read_by_ics(take(client, view, "ics", query))
    assert [one.uid.split("@")[0] for one in calendar.events] == ["mine"]


@pytest.mark.parametrize("address", ["", "2020/10/", "as-on/2020-10-28/"])
def test_bad_value_is_refused_in_plain_words(client: Client, made_up, address):
    facet, _value, _label, _said, codes = made_up

    response = client.get(f"/en/calendar/{address}?{facet.name}={codes[-1]}x")

    (told,) = page_of(response).all("dd")
    assert response.status_code == 400
    assert sorted(told.text.partition("Allowed: ")[2].rstrip(".").split(", ")) == codes


def test_links_of_a_page_keep_it(client: Client, made_up):
    facet, value, _label, _said, _codes = made_up
    query = f"?kind=meeting&{facet.name}={value}"

    views = page(client, query).one("nav", cls="view-switch").all("a")

    assert [a["href"].partition("?")[2].removesuffix("#today") for a in views] == [query[1:]] * 7


def test_api_takes_it_and_describes_it(client: Client, made_up):
    facet, value, _label, _said, codes = made_up
    address = f"/api/v1/events/?{facet.name}="

    results = client.get(address + value).json()["results"]
    problem = client.get(f"{address}{value}x")
    described = client.get("/api/v1/schema/").json()["paths"]["/api/v1/events/"]["get"]

    (parameter,) = [one for one in described["parameters"] if one["name"] == facet.name]
    assert [one["slug"] for one in results] == ["mine"]
    assert (problem.status_code, problem.json()["parameters"]) == (
        400,
        [
            {
                "name": facet.name,
                "detail": f"“{value}x” is not known here.",
                "allowed": codes,
            }
        ],
    )
    assert parameter["description"] == facet.description
    assert parameter["schema"]["items"].get("enum", codes) == codes


def test_event_that_has_a_value_twice_is_found_once(client: Client, monkeypatch):
    monkeypatch.setitem(FACETS, BODY_KIND.name, BODY_KIND)
    mine = Event.objects.get(slug="mine")
    kind = mine.bodies.get().kind
    mine.bodies.add(BodyFactory(kind=kind, published=True))

    results = client.get(f"/api/v1/events/?body_kind={kind}").json()["results"]

    assert sorted(row["slug"] for row in results) == ["mine", "other"]


def test_facet_that_was_not_registered_is_no_parameter(client: Client):
    assert client.get("/en/calendar/?sharpness=day").status_code == 400
    assert client.get("/api/v1/events/?sharpness=day").status_code == 400


def test_sentence_says_facets_in_the_order_of_their_ranks(made_up):
    ranks = [facet.rank for facet in in_sentence()]

    assert made_up[0] in in_sentence()
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_documentation_names_every_facet_in_their_order():
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text()

    (_head, _line, *rows), _rest = table_and_rest(text, "| Parameter | Events |")
    assert rows == [f"| `{name}` | {facet.description} |" for name, facet in FACETS.items()]


def table_and_rest(text: str, head: str) -> tuple[list[str], str]:
    """Return the lines of the table below `head`, and what follows it."""
    table, rest = text[text.index(head) :].split("\n\n", 1)
    return table.splitlines(), rest

"""The OpenAPI description tells the truth about every answer."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from api.v1 import schema as documentation
from events.actions.changes import FactChanges
from events.actions.decisions import cancelling
from events.dates import Period, Precision
from events.enums import Format
from events.models import Event
from hosts.models import HostKind
from publishing import records
from tests.acting import addresses, changes, decisions
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.plan_data.playing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    return client.get("/api/v1/schema/").json()


@pytest.fixture(scope="module")
def rich_plan(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        make_rich_plan()
        yield


def make_rich_plan() -> None:
    """One thing of each kind with everything set, one with as little as possible."""
    country = CountryFactory(slug="russia", member_since=2001, source_url="https://s.example/")
    city = CityFactory(slug="moscow", country=country)
    parent = BodyFactory(slug="sparse", published=True, short_name_zh_hans="")
    body = BodyFactory(
        slug="rich",
        published=True,
        parent=parent,
        seat=city,
        founded_on="2004-06",
        website="https://rats.example/",
        source_url="https://s.example/",
    )
    priority = PriorityFactory(slug="rich", published=True, source_url="https://s.example/")
    links = {"bodies": [body], "priorities": [priority]}
    host = HostFactory(
        slug="rich",
        short_name_en="Ministry",
        country=country,
        parent=HostFactory(slug="sparse", kind=HostKind.SCO_BODY, name_zh_hans=""),
        body=body,
        website="https://ministry.example/",
    )
    event = rich_event(cities=[city], chair=country, hosts=[host], **links)
    EventFactory(slug="sparse", published=True, title_zh_hans="")
    EventFactory(slug="goes", withdrawn=True)
    addresses.move_to(EventFactory(slug="former", published=True), "latter")
    decided = [EventFactory(published=True, announced=announcement()) for _number in range(2)]
    decisions.decide(cancelling(), decided, announcement(date(2020, 5, 27)))
    article = ArticleFactory(slug="rich", published=True, events=[event], **links)
    ArticleFactory(slug="sparse", published=True, title_zh_hans="")
    paper = DocumentFactory(
        slug="rich",
        published=True,
        events=[event],
        languages=["ru", "zh-Hans"],
        external_url="https://d.example/a.pdf",
        sources=["https://d.example/"],
        **links,
    )
    DocumentFactory(slug="sparse", published=True)
    ThemeFactory(
        slug="rich",
        published=True,
        source_url="https://s.example/",
        events=[event],
        articles=[article],
        documents=[paper],
    )
    ThemeFactory(slug="sparse", published=True)


def rich_event(**values: Any) -> Event:
    """An event with every kind of step."""
    event = EventFactory(
        slug="rich",
        published=True,
        summary_en="What it is for.",
        host_ru="Москва",
        sources=["https://s.example/"],
        period=Period.in_month(2020, 6),
        venue={"en": "The Kremlin"},
        announced=announcement(),
        **values,
    )
    clock = Period(
        date(2020, 7, 22), date(2020, 7, 23), Precision.MINUTE, time(14), time(16), "Europe/Moscow"
    )
    changes.confirm(event, announcement(date(2020, 1, 20)), FactChanges(period=clock))
    changes.relocate(event, announcement(date(2020, 2, 1)), FactChanges(venue={"ru": "Кремль"}))
    changes.rename(event, announcement(date(2020, 2, 2)), {"en": "Summit"})
    changes.postpone(event, announcement(date(2020, 5, 26)))
    changes.change_format(
        event,
        announcement(date(2020, 9, 1)),
        FactChanges(period=Period.on(date(2020, 11, 10)), format=Format.ONLINE, cities=()),
    )
    changes.hold(event, announcement(date(2020, 11, 10)))
    records.record(event)
    return event


def closed(node: Any) -> Any:
    """Return a description in which no object may hold what it does not name."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    shut = {name: closed(value) for name, value in node.items()}
    if isinstance(shut.get("properties"), dict) and "additionalProperties" not in shut:
        shut["additionalProperties"] = False
    return shut


def faults(description: dict[str, Any], answer: Any, path: str) -> Iterator[str]:
    """Yield where `answer` differs from what is described for `path`."""
    told = description["paths"][path]["get"]["responses"][str(answer.status_code)]["content"]
    schema = told[answer.headers["Content-Type"]]["schema"]
    validator = Draft202012Validator(
        {**closed(schema), "components": closed(description["components"])},
        format_checker=FormatChecker(),
    )
    for error in validator.iter_errors(answer.json()):
        yield f"{error.json_path}: {error.message[:300]}"


def test_description_is_valid_openapi(description: dict[str, Any]):
    validate_schema(description)
    validate(description, cls=OpenAPIV31SpecValidator)

    assert description["openapi"] == "3.1.0"


@pytest.mark.django_db
def test_description_is_made_without_a_doubt():
    documentation._description.cache_clear()
    GENERATOR_STATS.reset()

    documentation.document()

    assert not GENERATOR_STATS


def test_description_names_every_address(description: dict[str, Any]):
    kinds = ["bodies", "cities", "countries", "decisions", "documents", "events", "hosts", "news"]
    kinds += ["presidencies", "priorities", "themes"]
    expected = {"/api/v1/", "/api/v1/schema/", "/api/v1/events/{slug}/changes/"}
    expected |= {f"/api/v1/{kind}/" for kind in kinds}
    expected |= {f"/api/v1/{kind}/{{slug}}/" for kind in kinds}

    assert set(description["paths"]) == expected
    assert {method for path in description["paths"].values() for method in path} == {"get"}


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("rich_plan")
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/v1/", "/api/v1/"),
        ("/api/v1/events/{slug}/changes/", "/api/v1/events/rich/changes/"),
        ("/api/v1/events/", "/api/v1/events/?withdrawn=true"),
        ("/api/v1/events/", "/api/v1/events/?limit=1"),
        *[(f"/api/v1/{kind}/", f"/api/v1/{kind}/") for kind in documentation.SHAPES],
        *[
            (f"/api/v1/{kind}/{{slug}}/", f"/api/v1/{kind}/{slug}/")
            for kind, slug in [
                ("events", "rich"),
                ("events", "sparse"),
                ("news", "rich"),
                ("news", "sparse"),
                ("documents", "rich"),
                ("documents", "sparse"),
                ("bodies", "rich"),
                ("bodies", "sparse"),
                ("priorities", "rich"),
                ("themes", "rich"),
                ("themes", "sparse"),
                ("hosts", "rich"),
                ("hosts", "sparse"),
                ("countries", "russia"),
                ("cities", "moscow"),
                ("decisions", "cancelled-2020-05-27"),
                ("presidencies", "russia-2019-2020"),
            ]
        ],
    ],
)
def test_answer_is_as_described(
    client: Client, description: dict[str, Any], path: str, address: str
):
    answer = client.get(address)

    assert answer.status_code == 200
    assert list(faults(description, answer, path)) == []


@pytest.mark.usefixtures("rich_plan")
@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/v1/events/", "/api/v1/events/?status=done", 400),
        ("/api/v1/events/{slug}/", "/api/v1/events/unknown/", 404),
        ("/api/v1/events/{slug}/", "/api/v1/events/goes/", 410),
        ("/api/v1/events/{slug}/changes/", "/api/v1/events/goes/changes/", 410),
        ("/api/v1/events/{slug}/", "/api/v1/events/former/", 410),
        ("/api/v1/events/", "/api/v1/events/?after=999999", 410),
    ],
)
def test_problem_is_as_described(
    client: Client, description: dict[str, Any], path: str, address: str, status: int
):
    answer = client.get(address)

    assert answer.status_code == status
    assert list(faults(description, answer, path)) == []


@pytest.mark.usefixtures("rich_plan")
def test_unchanged_answer_is_described_wherever_it_is_given(
    client: Client, description: dict[str, Any]
):
    slugs = {"countries": "russia", "cities": "moscow", "decisions": "cancelled-2020-05-27"}
    slugs["presidencies"] = "russia-2019-2020"
    given, described = [], []
    for path, operations in description["paths"].items():
        address = path.replace("{slug}", slugs.get(path.split("/")[3], "rich"))
        tag = client.get(address).headers.get("ETag", "")
        if client.get(address, headers={"If-None-Match": tag}).status_code == 304:
            given.append(path)
        if "304" in operations["get"]["responses"]:
            described.append(path)

    assert given == list(description["paths"])
    assert described == given


@pytest.mark.usefixtures("rich_plan")
def test_wrong_answer_would_be_noticed(client: Client, description: dict[str, Any]):
    answer = client.get("/api/v1/events/rich/")
    wrong = {**answer.json(), "status": "done", "surprise": 1}
    answer.json = lambda: wrong

    found = sorted(
        fault.split(":")[0] for fault in faults(description, answer, "/api/v1/events/{slug}/")
    )

    assert found == ["$", "$.status"]


def test_every_parameter_is_described(client: Client, description: dict[str, Any]):
    problem = client.get("/api/v1/events/?nothing=1").json()

    parameters = description["paths"]["/api/v1/events/"]["get"]["parameters"]

    assert (
        sorted(parameter["name"] for parameter in parameters) == problem["parameters"][0]["allowed"]
    )
    assert [p["name"] for p in parameters if not p["description"]] == []

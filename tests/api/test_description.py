"""What the OpenAPI description says beside the shapes of answers."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    return client.get("/api/v1/schema/").json()


def operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for item in description["paths"].values() for one in item.values()]


def test_every_operation_says_what_it_tells(description: dict[str, Any]):
    summaries = [operation["summary"] for operation in operations(description)]

    assert "" not in summaries
    assert len(set(summaries)) == len(summaries)
    assert "All of the events, a page at a time" in summaries


def test_tags_are_declared_and_used(description: dict[str, Any]):
    used = {tag for operation in operations(description) for tag in operation["tags"]}
    declared = [tag["name"] for tag in description["tags"]]

    assert sorted(used) == sorted(declared)
    assert all(tag["description"] for tag in description["tags"])


def test_description_names_a_server_a_contact_and_a_licence(description: dict[str, Any]):
    assert description["servers"] == [{"url": "/"}]
    assert description["info"]["contact"]["url"] == "http://127.0.0.1:8000/en/developers/"
    assert description["info"]["license"]["identifier"] == "CC-BY-4.0"


def test_shapes_are_called_by_what_they_are(description: dict[str, Any]):
    names = set(description["components"]["schemas"])

    assert {"Event", "EventList", "EventOrTombstone", "Article", "ArticleList", "Change"} <= names
    assert {name for name in names if "Serializer" in name} == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "") for name in ("city", "country", "body", "priority", "from", "to", "mark")),
        *((name, "") for name in ("after", "limit", "updated_since", "withdrawn", "kind")),
        ("city", "a b"),
        ("city", "x" * 121),
        ("from", "1899-12-31"),
        ("to", "2200-01-01"),
        ("updated_since", "1899-12-31T23:59:59Z"),
        ("updated_since", "2200-01-01T00:00:00Z"),
        ("updated_since", "2020-05-26T12:00:00"),
        ("updated_since", "2020-05-26 12:00:00Z"),
        ("updated_since", "2020-05-26T12:00Z"),
        ("updated_since", "20200526T120000Z"),
        ("updated_since", "2020-W22-2T12:00:00Z"),
        ("limit", "501"),
        ("mark", "0A1B2C3D"),
        ("status", "done"),
    ],
)
def test_description_says_beforehand_what_is_refused(
    client: Client, description: dict[str, Any], name: str, value: str
):
    parameters = description["paths"]["/api/v1/events/"]["get"]["parameters"]
    (schema,) = [one["schema"] for one in parameters if one["name"] == name]
    kind = schema["type"]
    read: Any = [value] if kind == "array" else value
    if kind == "integer" and value.isdigit():
        read = int(value)

    assert not Draft202012Validator(schema).is_valid(read)
    assert client.get("/api/v1/events/", {name: value}).status_code == 400

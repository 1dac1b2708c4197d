"""Programs that read what the portal hands out, two for each form, none of which wrote it.

Each returns what the form says of every event or article: its address or its slug, its title, its day.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import geojson
import jsonschema
import lxml.etree
import rdflib
from geojson_pydantic import FeatureCollection
from pyld import jsonld

from tests.calendars import read_by_ics, read_by_vobject
from tests.json_feeds import JSON_FEED
from tests.tables import Rows

Told = list[tuple[str, str, str]]

SCHEMA = "https://schema.org/"
#: Stands for the document at schema.org, which no test may ask for: all names are of one vocabulary.
VOCABULARY = {"@context": {"@vocab": SCHEMA, "id": "@id", "url": {"@type": "@id"}}}


def slug_of(uid: str) -> str:
    return uid.partition("@")[0]


def day_of(value: Any) -> str:
    """Return the day of a date, or of a moment by its own clock."""
    return str(value.isoformat())[:10]


def calendar_by_ics(content: bytes) -> Told:
    calendar = read_by_ics(content)
    return [(slug_of(one.uid), one.name, day_of(one.begin)) for one in calendar.events]


def calendar_by_vobject(content: bytes) -> Told:
    return [
        (slug_of(one.uid.value), one.summary.value, day_of(one.dtstart.value))
        for one in read_by_vobject(content).vevent_list
    ]


def feed_by_feedparser(content: bytes) -> Told:
    feed = feedparser.parse(io.BytesIO(content))
    assert not feed.bozo, feed.get("bozo_exception")
    return [(one.link, one.title, one.published) for one in feed.entries]


def feed_by_fastfeedparser(content: bytes) -> Told:
    return [
        (one.link, one.title, one.published)
        for one in fastfeedparser.parse(content.decode()).entries
    ]


def json_feed_by_schema(content: bytes) -> Told:
    feed = json.loads(content)
    jsonschema.validate(feed, JSON_FEED)
    return [(one["url"], one["title"], one["date_published"]) for one in feed["items"]]


def rows_of_table(read: Callable[[bytes], Rows]) -> Callable[[bytes], Told]:
    return lambda content: [
        (row["slug"], row["title"], row["first_day"] or "") for row in read(content)
    ]


def map_by_geojson(content: bytes) -> Told:
    collection = geojson.loads(content)
    assert collection.is_valid, collection.errors()
    return [_feature(one.id, one.properties) for one in collection.features]


def map_by_pydantic(content: bytes) -> Told:
    collection = FeatureCollection.model_validate_json(content)
    return [_feature(one.id, one.properties) for one in collection.features]


def _feature(slug: Any, properties: Any) -> tuple[str, str, str]:
    return str(slug), properties["title"], properties["first"] or ""


def data_by_pyld(document: dict[str, Any]) -> tuple[str, str, str]:
    def loaded(address: str, options: Any) -> dict[str, Any]:
        assert address.rstrip("/") == SCHEMA.rstrip("/")
        return {"contextUrl": None, "documentUrl": address, "document": VOCABULARY}

    (node,) = jsonld.expand(document, {"documentLoader": loaded})
    assert node["@type"] == [f"{SCHEMA}Event"]
    values = [node.get(f"{SCHEMA}{name}", [{"@value": ""}]) for name in ("name", "startDate")]
    return node["@id"], *(value["@value"] for ((value),) in values)


def data_by_rdflib(document: dict[str, Any]) -> tuple[str, str, str]:
    text = json.dumps(document | VOCABULARY)
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    (subject,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SCHEMA}Event"))
    name, day = (graph.value(subject, rdflib.URIRef(f"{SCHEMA}{n}")) for n in ("name", "startDate"))
    return str(subject), str(name), str(day or "")


LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def sitemap_by_etree(content: bytes) -> Iterator[str]:
    tree = ElementTree.fromstring(content)  # noqa: S314 (our own answer)
    return (found.text or "" for found in tree.iter(LOCATION))


def sitemap_by_lxml(content: bytes) -> Iterator[str]:
    tree = lxml.etree.fromstring(content)
    return (found.text or "" for found in tree.iter(LOCATION))

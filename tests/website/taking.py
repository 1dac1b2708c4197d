"""Lists of the calendar as programs read them that did not write them."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from urllib.parse import urlsplit

import feedparser
import geojson
import orjson
from django.test import Client

from tests.tables import Rows, read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine

ATOM = "{http://www.w3.org/2005/Atom}"
VIEWS = ["", "/by-priority", "/by-body", "/by-place", "/2020", "/2020/10", "/2020/10/29"]
#: What one priority, body or country has of the plan, by the address of its page.
PARTS = ["priorities/security", "bodies/rats", "countries/russia"]
#: The lists that are also maps.
MAPS = ["/by-place", "countries/russia"]


def stem(view: str) -> str:
    return f"{view}/calendar" if view in PARTS else f"calendar{view}"


def take(client: Client, view: str, ending: str, query: str = "", language: str = "en") -> bytes:
    response = client.get(f"/{language}/{stem(view)}.{ending}{query}")
    assert response.status_code == 200, response.content[:500]
    return response.content


def slug_of(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def slugs_of_rows(rows: Rows) -> list[str]:
    """Return the first column, whatever it is called in the language of the table."""
    return [next(iter(row.values())) for row in rows]


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
        lambda content: slugs_of_rows(read_csv(content)),
        lambda content: slugs_of_rows(read_csv_strictly(content)),
    ],
    "xlsx": [
        lambda content: slugs_of_rows(read_xlsx(content)),
        lambda content: slugs_of_rows(read_xlsx_by_calamine(content)),
    ],
    "atom": [by_etree, by_feedparser],
    "json": [
        lambda content: [one["slug"] for one in json.loads(content)["results"]],
        lambda content: [one["slug"] for one in orjson.loads(content)["results"]],
    ],
    "geojson": [
        by_geojson,
        lambda content: [one["id"] for one in json.loads(content)["features"]],
    ],
}

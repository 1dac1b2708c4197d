"""What the portal told partners of the whole plan on one day, kept; and what it tells now, to compare.

Kept are the documents of the API, the calendars and the feeds of changes and news: `published.json.xz`
holds them by their addresses, as they were answered. A partner who mirrors the plan relies on each
member that stands there. KEEP_PUBLISHED=1 keeps what is answered now: only after a renewal that
partners were told of.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from i18n.texts import CODES

KEPT = Path(__file__).with_name("published.json.xz")
#: A path of members, such as `results/sco-summit/time/first`, and what stands there.
Members = dict[str, str]

KINDS = ("events", "news", "priorities", "bodies", "hosts", "countries", "cities", "documents")
FEEDS = (
    *("calendar.ics", "calendar.atom", "calendar/changes.atom", "calendar/changes.json"),
    *("news.rss", "news.atom", "news.json"),
)
#: What each database gives its own records, and what leads from one page of a list to the next.
OF_A_DATABASE = re.compile(r"(^|/)(record|newest_record|newest_mark|epoch|next)$")
#: What is asked for of one event alone.
OF_ONE_EVENT = re.compile(r"/events/[^/?]+(\.ics|/changes/)$")
#: What tells one of several from the others.
NAMES = ("slug", "uid", "id", "step")
CALENDAR_NAMES = re.compile(r"(UID|TZID):(.*)")


def addresses(client: Client) -> Iterator[str]:
    """Yield every address that is kept; one event's own are asked in one language, by turns."""
    yield from (f"/api/v1/{kind}/?limit=500" for kind in KINDS)
    yield from (f"/{code}/{feed}" for code in CODES for feed in FEEDS)
    events = client.get("/api/v1/events/?limit=500").json()["results"]
    for number, slug in enumerate(event["slug"] for event in events):
        yield f"/api/v1/events/{slug}/changes/"
        yield f"/{CODES[number % len(CODES)]}/events/{slug}.ics"


def answered(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode()


def keep(answers: dict[str, str]) -> None:
    KEPT.write_bytes(lzma.compress(json.dumps(answers, ensure_ascii=False).encode()))


def kept() -> dict[str, str]:
    answers: dict[str, str] = json.loads(lzma.decompress(KEPT.read_bytes()))
    return answers


def members(content: str) -> Members:
    """Return every member of an answer by its path; those that a database names itself are left out."""
    if content.startswith("BEGIN:VCALENDAR"):
        found = calendar_members(content)
    elif content.startswith("<"):
        found = xml_members(ElementTree.fromstring(content), "")  # noqa: S314 (our own answer)
    else:
        found = json_members(json.loads(content), "")
    told: Members = {}
    for path, value in found:
        if not OF_A_DATABASE.search(path):
            told[_unused(path, told)] = value
    return told


def _unused(path: str, told: Members) -> str:
    """Return `path`, or the first of its kind that nothing stands at: the second line of a name."""
    numbers = count(2)
    free = path
    while free in told:
        free = f"{path} {next(numbers)}"
    return free


def json_members(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the members below `path`; of a list its length too, so that nothing is put in unseen."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from json_members(member, f"{path}/{name}")
    elif isinstance(value, list):
        yield f"{path}/length", str(len(value))
        for place, member in enumerate(value):
            yield from json_members(member, f"{path}/{name_of(member, place)}")
    else:
        yield path, json.dumps(value, ensure_ascii=False)


def name_of(member: Any, place: int) -> str:
    given = [member[name] for name in NAMES if member.get(name)] if isinstance(member, dict) else []
    return str(given[0] if given else place)


def xml_members(element: ElementTree.Element, path: str) -> Iterator[tuple[str, str]]:
    text = (element.text or "").strip()
    yield path, f"{text} {sorted(element.attrib.items())}"
    for place, child in enumerate(element):
        tag = child.tag.rpartition("}")[2]
        names = [part.text for part in child if part.tag.rpartition("}")[2] in ("id", "guid")]
        yield from xml_members(child, f"{path}/{tag} {names[0] if names else place}")


def calendar_members(content: str) -> Iterator[tuple[str, str]]:
    """Yield each line of a calendar, below its component."""
    component = ""
    for part in re.split(r"(?m)^(?=BEGIN:)", content.replace("\r\n ", "").replace("\r\n", "\n")):
        named = CALENDAR_NAMES.search(part)
        component = named[2] if named else component
        for line in part.splitlines():
            name, _, value = line.partition(":")
            yield f"{component}/{name}", value

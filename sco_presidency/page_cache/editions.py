"""The tags of what machines are told, known before it is made: lists and things of the API, calendars, feeds, tables, sitemaps.

They follow from the edition of the public record, the address, and little else: whoever holds one was told it at that address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.v1.schema import SHAPES
from api.views import MAX_AGE, takes_json
from presidencies.current import one_presidency
from publishing import clock, etags, replica
from publishing.models import PublicRecord
from sco_presidency.middleware import BELOW, FOR_MACHINES
from sco_presidency.page_cache.entries import Headers
from website.views.site import CRAWLER_MAX_AGE

KINDS = "|".join(SHAPES)
#: What follows from all that is on record, and what from the newest record of one thing.
OF_ALL = re.compile(rf"/api/v1/({KINDS})/([\w-]+/changes/)?")
OF_ONE = re.compile(rf"/api/v1/({KINDS})/([\w-]+)/")
#: An event as the API tells it, beside its page.
OF_AN_EVENT = re.compile(r"/[a-z-]+/(events)/([\w-]+)\.json")
SITEMAP = re.compile(r"/sitemap(-[\w-]+-[0-9]+)?\.xml")
#: Things whose editions are remembered.
THINGS = 2_000


@dataclass(frozen=True)
class Told:
    """What machines are told follows from, under one stamp and until one moment."""

    edition: etags.Edition
    words: list[str]
    day: str


@lru_cache(maxsize=2)
def told_under(_stamp: str, _until: float) -> Told:
    """Ask the database, after its stamp: what is written meanwhile is newer, never older. Raises Error."""
    with replica.reading_from(replica.chosen()), one_presidency():
        return Told(etags.newest(), etags.followed(), clock.today().isoformat())


@lru_cache(maxsize=THINGS)
def edition_under(_stamp: str, kind: str, slug: str) -> etags.Edition | None:
    """Return the edition of a public thing; None where there is none. One query. Raises Error."""
    with replica.reading_from(replica.chosen()):
        records = PublicRecord.objects.latest_of(kind).living().of_keys([slug])
        row = records.annotate(epoch=etags.EPOCH).values_list("number", "mark", "epoch").first()
    return etags.Edition(row[0], row[1], row[2] or "") if row else None


def tags_under(stamp: str, until: float, environ: Mapping[str, Any], held: str) -> Iterator[str]:
    """Yield the tags that the answer to a request may bear, of `held` ones. Raises Error."""
    path, address = environ.get("PATH_INFO", ""), etags.of_address(environ)
    if address not in held:  # of another address, or of something else: nothing is asked
        return
    if thing := OF_AN_EVENT.fullmatch(path):
        yield from _tag_of_one(stamp, thing, address)
    elif SITEMAP.fullmatch(path) or (FOR_MACHINES.fullmatch(path) and not BELOW.match(path)):
        told = told_under(stamp, until)
        yield told.edition.tag(address, *told.words)
        yield told.edition.tag(told.day, address, *told.words)
    elif takes_json(environ.get("HTTP_ACCEPT", "*/*")):
        if OF_ALL.fullmatch(path):
            yield told_under(stamp, until).edition.tag(address)
        elif thing := OF_ONE.fullmatch(path):
            yield from _tag_of_one(stamp, thing, address)


def _tag_of_one(stamp: str, thing: re.Match[str], address: str) -> Iterator[str]:
    if edition := edition_under(stamp, *thing.groups()):
        yield edition.tag(address)


def headers_of(path: str) -> Headers:
    """Return what else an unchanged answer says, as the full one does."""
    if SITEMAP.fullmatch(path):
        return [
            ("Cache-Control", f"public, max-age={CRAWLER_MAX_AGE}"),
            ("Vary", "Accept-Language, Accept-Encoding"),  # its address names no language
        ]
    max_age = MAX_AGE if path.startswith("/api/") else etags.FILE_MAX_AGE
    headers = [
        ("Cache-Control", f"public, max-age={max_age}"),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "ETag"),
    ]
    is_compressed = path.endswith(".xlsx")  # in itself: there is one answer for all
    return headers if is_compressed else [*headers, ("Vary", "Accept-Encoding")]

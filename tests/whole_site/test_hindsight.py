"""No page tells of its day what nobody could know: the portal on two days, on four in `make proof`.

All that is public on the day is read as the public documents have it, and pages of each kind for what the
portal says by itself: each day in one language, by turns; in `make proof` every page of each day in each.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import resolve
from django.utils.translation import override

from bodies.models import Body
from i18n.texts import CODES
from publishing.models import PublicRecord
from scripts import plan_rows
from tests.choosing import EVERY_COMBINATION, languages
from tests.markup import Element, page_of
from tests.plan_data.playing import undone
from tests.plan_data.test_hindsight import listed
from tests.whole_site.hindsight import told_too_early
from tests.whole_site.readers import sitemap_by_lxml

#: On the day for which the summit was first set, and a fortnight before it; before the presidency, and the day after the
#: summit: the days that other tests load too.
ALL_DAYS = tuple(map(date.fromisoformat, ("2020-07-22", "2020-10-28", "2019-05-20", "2020-11-11")))
DAYS = ALL_DAYS if EVERY_COMBINATION else ALL_DAYS[:2]
DEMONSTRATION = ALL_DAYS[1]
#: How many pages of a kind are read, where not every one is.
FEW = 2
#: What holds sentences.
BLOCKS = ("p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "figcaption", "summary", "title")
ADDRESS = re.compile(r"https?://\S+")
YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
#: The date that something had, and the one that it got: no sentence has these words at its beginning.
LABEL = re.compile(r"(?:was:?|moved to|no events recorded:)\s", re.IGNORECASE)
#: A date, whose first word is also that something began.
BEGINNING = re.compile(r"начало 20\d\d (?:года|г\.)")
PLANTED = {
    "en": "The summit took place online on 10 November.",
    "ru": "Саммит прошёл онлайн 10 ноября.",
    "zh-hans": "峰会已于2020年11月10日以视频方式举行。",
}

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request, django_db_setup, django_db_blocker) -> Iterator[date]:
    """The plan as it stood on a day."""
    with django_db_blocker.unblock(), undone(), override_settings(PORTAL_CLOCK="demo"):
        plan_rows.copy(request.param.isoformat(), searched=False)
        yield request.param


@pytest.fixture(scope="module")
def listed_pages(day: date) -> list[str]:
    """The pages of the portal's own map: it is read once for each day."""
    client = Client()
    files = sitemap_by_lxml(client.get("/sitemap.xml").content)
    inner = (sitemap_by_lxml(client.get(urlsplit(file).path).content) for file in files)
    return [urlsplit(found).path for found in chain.from_iterable(inner)]


@cache
def settled() -> set[str]:
    return {plain(key[-1]) for key in listed("stands")}


def plain(sentence: str) -> str:
    """Return a sentence as the files have it, whatever the typography of pages made of it."""
    return sentence.translate({ord("–"): "-", ord("’"): "'", ord("\N{NO-BREAK SPACE}"): " "})


@cache
def early(text: str, code: str, day: date, year: int | None) -> tuple[str, ...]:
    """Return the sentences that tell of a later day, but for those that a person has settled.

    What frames every page is read once.
    """
    return tuple(
        sentence
        for sentence in told_too_early(text, code, day, year)
        if plain(sentence) not in settled() and not LABEL.match(sentence)
    )


def texts_of(told: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of a public document, with its language."""
    if isinstance(told, dict) and set(told) == set(CODES):
        yield from ((code, text) for code, text in told.items() if isinstance(text, str))
    elif isinstance(told, dict | list):
        for value in told.values() if isinstance(told, dict) else told:
            yield from texts_of(value)


def year_of(document: dict[str, Any]) -> int | None:
    """Return the year that a text of this document means when it names none."""
    day = document.get("published_on") or (document.get("time") or {}).get("first")
    return int(day[:4]) if day else None


def test_no_public_document_tells_of_a_later_day(day: date):
    documents = [json.loads(row.document) for row in PublicRecord.objects.filter(is_latest=True)]

    found = {
        sentence
        for told in documents
        for code, text in texts_of(told)
        for sentence in early(text, code, day, year_of(told))
    }

    assert found == set()
    assert len(documents) > 200


@pytest.mark.parametrize(
    ("day", "code"),
    [(day, code) for number, day in enumerate(DAYS) for code in languages(number)],
    indirect=["day"],
)
def test_no_page_tells_of_a_later_day(client: Client, day: date, listed_pages, code: str):
    read = pages(listed_pages, code)

    found = [
        (address, told)
        for address in read
        for told in told_by(page_of(client.get(address)), code, day)
    ]

    assert found == []
    assert len(read) > 25


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("day", [DEMONSTRATION], indirect=True)
@pytest.mark.parametrize("code", CODES)
def test_what_a_page_tells_too_early_is_found(client: Client, day: date, code: str):
    text = {f"description_{name.replace('-', '_')}": PLANTED[name] for name in CODES}
    Body.objects.filter(slug="heads-of-region-forum").update(**text)

    page = page_of(client.get(f"/{code}/bodies/heads-of-region-forum/"))

    assert set(told_by(page, code, day)) == {PLANTED[code]}


def pages(addresses: list[str], code: str) -> list[str]:
    """Return the pages of a language: all of them, or a few of each kind."""
    met: Counter[str] = Counter()
    chosen = []
    for address in addresses:
        if address.startswith(f"/{code}/"):
            with override(code):
                kind = resolve(address).view_name
            met[kind] += 1
            if EVERY_COMBINATION or met[kind] <= FEW:
                chosen.append(address)
    return chosen


def told_by(page: Element, code: str, day: date) -> Iterator[str]:
    """Yield what a page tells of a later day. A date without a year is of the year that stood before it.

    The title of an event's page names its date beside it, as a cell of a calendar does with its tags: the name is
    read where it is the heading.
    """
    year, headings = day.year, [heading.text for heading in page.all("h1")]
    for block in page.walk():
        if block.tag in BLOCKS and not any(inner.tag in BLOCKS for inner in inside(block)):
            text = BEGINNING.sub("", ADDRESS.sub("", block.text))
            for heading in headings if block.tag == "title" else ():
                text = text.removeprefix(heading)
            for label in labels(block):
                text = text.replace(label, "", 1)
            yield from early(text, code, day, year)
            years = YEAR.findall(block.text)
            year = int(years[-1]) if years else year


def labels(block: Element) -> Iterator[str]:
    """Yield what is no sentence in a cell of a calendar: the name of the event, and its tags."""
    if "month-event" in block.attributes.get("class", "").split():
        yield from (
            part.text for part in (*block.all("a"), *block.all("span", cls="tag")) if part.text
        )


def inside(block: Element) -> Iterator[Element]:
    return (found for found in block.walk() if found is not block)

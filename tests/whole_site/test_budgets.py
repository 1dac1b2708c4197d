"""What a page may weigh, counted in bytes as they are sent: figures that no busy machine changes."""

import functools
import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from i18n.texts import CODES
from sco_presidency.middleware import by_brotli, by_gzip
from scripts.lighthouse import PAGES
from tests.choosing import EVERY_COMBINATION
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SEARCHED = True
KB = 1024
#: HTML, styles, scripts and fonts before a page shows; images aside.
FIRST_VIEW = 60 * KB
SCRIPTS = 15 * KB
#: A page whose list holds a hundred events.
LIST = "calendar/?status=held&status=postponed"
EVENTS = 100
#: The whole of that page. A Russian letter takes two bytes, and the names of bodies, cities and events
#: are what the page is made of; the filter names each of its values. Chinese says where a line may end between
#: words, which takes 0.4 KB.
LIST_OF_100 = {"en": 13 * KB, "zh-hans": 13.4 * KB, "ru": 15 * KB}
#: The language in which a page weighs most.
HEAVIEST = "ru"
#: What one event more adds to it.
EVENT = 80

#: As WhiteNoise compresses files once and for all.
COMPRESS = {"br": brotli.compress, "gzip": gzip.compress}
ROW = re.compile(r"<li[^>]*>\s*<article class=\"event-row\">.*?</article>\s*</li>", re.DOTALL)
EVENT_PAGE = re.compile(r"/events/([\w-]+)/")
FONT = re.compile(r"url\(([^)]+\.woff2)\)")


@functools.cache  # what is found is joined anew each time
def static(address: str) -> Path:
    return Path(finders.find(address.removeprefix("/static/")))


@functools.cache
def packed(address: str, coding: str) -> int:
    """Return the bytes of a file as it is sent, which takes long to compress."""
    return len(COMPRESS[coding](static(address).read_bytes()))


def scripts(page: Element, coding: str) -> int:
    sources = {script["src"] for script in page.all("script") if "src" in script.attributes}
    return sum(packed(source, coding) for source in sources)


def styles(page: Element, coding: str) -> int:
    """Return the bytes of the sheet and of every font that it may load."""
    (sheet,) = page.all("link", rel="stylesheet")
    return packed(sheet["href"], coding) + fonts_of(sheet["href"])


@functools.cache
def fonts_of(sheet: str) -> int:
    text = static(sheet).read_text("utf-8")
    fonts = {static(urljoin(sheet, name)) for name in FONT.findall(text)}
    assert len(fonts) == 2
    return sum(font.stat().st_size for font in fonts)


@pytest.mark.indexed
@pytest.mark.usefixtures("day_after")
@pytest.mark.parametrize("code", CODES if EVERY_COMBINATION else [HEAVIEST])
def test_first_view_of_every_kind_of_page_is_light(client: Client, code: str):
    weights = {}
    for name, path in PAGES.items():
        sent = client.get(f"/{code}/{path}", headers={"accept-encoding": "br"})
        assert (name, sent.status_code, sent["Content-Encoding"]) == (name, 200, "br")
        text = brotli.decompress(sent.content)
        page = page_of(HttpResponse(text))
        for coding, html in (("br", sent.content), ("gzip", by_gzip(text))):
            assert scripts(page, coding) <= SCRIPTS
            weights[name, coding] = len(html) + scripts(page, coding) + styles(page, coding)

    assert {kind: weight for kind, weight in weights.items() if weight > FIRST_VIEW} == {}
    assert min(weights.values()) > 24 * KB  # the fonts alone: something was weighed


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("day_after")
@pytest.mark.parametrize("code", CODES)
def test_list_of_a_hundred_events_is_light(client: Client, code: str):
    sent = client.get(f"/{code}/{LIST}", headers={"accept-encoding": "br"}).content

    text = brotli.decompress(sent).decode()
    without, rows = ROW.subn("", text)

    assert len(set(EVENT_PAGE.findall(text))) == EVENTS
    assert rows >= EVENTS
    assert 20 < (len(sent) - len(by_brotli(without.encode()))) / EVENTS <= EVENT
    assert len(sent) <= LIST_OF_100[code]

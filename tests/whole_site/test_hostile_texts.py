"""No page and no form for machines fails on a text that the database holds, whoever wrote it."""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from bodies.models import Body
from documents.models import Document
from events.models import Change, Event
from i18n.characters import FORBIDDEN
from i18n.texts import CODES
from news.models import Article
from places.models import City, Country
from priorities.models import Priority
from publishing import clock, records
from search import index
from search.models import SynonymGroup
from tests import choosing
from tests.calendars import content_lines, read_by_ics, read_by_vobject
from tests.markup import page_of
from tests.tables import read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine
from tests.website.programme.plan import typeset_here
from tests.whole_site import readers
from tests.whole_site.hostile import one_of_everything, spoil
from website.programme.storage import html_of

pytestmark = pytest.mark.django_db

PAGES = (
    *(
        "",
        "about/",
        "subscribe/",
        "developers/",
        "search/?q=meeting",
        "search/?q=W",
        "search/?q=one",
    ),
    *("calendar/", "calendar/by-priority/", "calendar/by-body/", "calendar/by-place/"),
    *("calendar/2020/", "calendar/2020/11/", "calendar/2020/11/03/", "calendar/changes/"),
    *("calendar/as-on/2020-03-01/", "calendar/changes/?from=2020-03-01", "events/meeting/"),
    *("events/meeting/steps/1/", "events/meeting/steps/2/", "events/meeting/steps/3/"),
    *("events/vague/", "news/", "news/2020/10/20/article/", "priorities/", "bodies/", "countries/"),
    *("documents/", "documents/paper/", "documents/paper@1/", "themes/", "themes/theme/"),
)


def xml(content: bytes) -> None:
    ElementTree.fromstring(content)  # noqa: S314 (our own answer)


def calendar(content: bytes) -> None:
    content_lines(content)
    read_by_ics(content)
    read_by_vobject(content)


def csv(content: bytes) -> None:
    assert read_csv(content) == read_csv_strictly(content)


def xlsx(content: bytes) -> None:
    assert read_xlsx(content) == read_xlsx_by_calamine(content)


def picture(content: bytes) -> None:
    Image.open(io.BytesIO(content)).load()


READERS: dict[str, Callable[[bytes], object]] = {
    "news.rss": readers.feed_by_feedparser,
    "news.atom": readers.feed_by_feedparser,
    "news.json": readers.json_feed_by_schema,
    "calendar.atom": readers.feed_by_feedparser,
    "calendar/changes.atom": readers.feed_by_feedparser,
    "calendar/changes.json": json.loads,
    "calendar.ics": calendar,
    "calendar.json": json.loads,
    "calendar.csv": csv,
    "calendar.xlsx": xlsx,
    "calendar/by-place.geojson": readers.map_by_geojson,
    "calendar/2020/11.csv": csv,
    "events/meeting.ics": calendar,
    "events/vague.ics": calendar,
    "events/meeting.json": json.loads,
    "themes/theme.atom": readers.feed_by_feedparser,
    "themes/theme.json": readers.json_feed_by_schema,
    "themes/theme/calendar.ics": calendar,
    "manifest.webmanifest": json.loads,
}
WITHOUT_LANGUAGE: dict[str, Callable[[bytes], object]] = {
    "/sitemap.xml": xml,
    "/sitemap-pages-1.xml": xml,
    "/sitemap-events-1.xml": xml,
    "/api/v1/events/": json.loads,
    "/api/v1/events/meeting/": json.loads,
    "/api/v1/news/": json.loads,
    "/api/v1/documents/": json.loads,
    "/api/v1/themes/": json.loads,
    "/api/v1/bodies/": json.loads,
    "/api/v1/schema/": bytes.decode,
}


# Which neighbours meet makes no difference to a database: PostgreSQL gets each text once.
@pytest.fixture(params=(0, *(pytest.param(n, marks=pytest.mark.one_database) for n in (4, 8))))
def spoilt(request: pytest.FixtureRequest, settings, tmp_path) -> int:
    """The portal, after somebody wrote hostile texts into all that it holds: which go where."""
    settings.PORTAL_CLOCK = "2020-10-25"
    settings.MEDIA_ROOT = settings.SHARE_IMAGES_ROOT = tmp_path
    one_of_everything()

    assert spoil(request.param) > 100
    records.renew()
    index.rebuild(lambda kind: None)
    return request.param


def in_turn(paths: Iterable[str], spoilt: int) -> Iterator[tuple[str, str]]:
    """Yield each path with its address: each in every language, over the three ways to spoil."""
    for number, path in enumerate(paths, spoilt):
        yield from ((path, f"/{code}/{path}") for code in choosing.languages(number))


def test_three_ways_to_spoil_show_every_page_in_every_language():
    seen = {address for spoilt in (0, 4, 8) for _path, address in in_turn(PAGES, spoilt)}

    assert seen == {f"/{code}/{path}" for code in CODES for path in PAGES}


@pytest.mark.by_turns(6)
def test_every_page_and_every_form_for_machines_stands(client: Client, spoilt: int):
    for _path, address in in_turn(PAGES, spoilt):
        page = client.get(address)
        assert (address, page.status_code) == (address, 200)
        assert re.search(f"[{FORBIDDEN}]", page.content.decode()) is None
    for path, address in in_turn(READERS, spoilt):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        READERS[path](answer.content)
    for path, read in WITHOUT_LANGUAGE.items():
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        read(answer.content)
    assert list(records.discrepancies()) == []


@pytest.mark.by_turns(6)
@pytest.mark.one_database
@pytest.mark.usefixtures("spoilt")
def test_share_images_are_drawn_or_stand_in(client: Client):
    for code in CODES:
        page = page_of(client.get(f"/{code}/events/meeting/"))
        answer = client.get(page.one("meta", property="og:image")["content"])
        if answer.status_code == 302:
            assert answer.url.endswith("img/share.png")
        else:
            Image.open(io.BytesIO(answer.content)).load()


@pytest.mark.by_turns(6)
@pytest.mark.one_database
@pytest.mark.usefixtures("spoilt")
def test_programme_is_typeset():
    pdf = typeset_here(html_of("ru", "https://sco.example", 1, clock.now()))

    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("spoilt")
def test_staff_can_open_every_list_and_every_form(admin_client: Client):
    for model in (Article, Body, Change, City, Country, Document, Event, Priority, SynonymGroup):
        name = model._meta.label_lower.replace(".", "_")
        page = admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "one"})
        assert (name, page.status_code) == (name, 200)
        page = admin_client.get(reverse(f"admin:{name}_change", args=[model.objects.first().pk]))
        assert (name, page.status_code) == (name, 200)

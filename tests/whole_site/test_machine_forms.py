"""Every form for machines, over the whole plan: two readers of each find the facts of the database."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from events.models import Event
from news.models import Article
from news.states import Section
from publishing.languages import CODES, text_of
from tests.pages import jsonld
from tests.tables import read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine
from tests.whole_site import readers
from tests.whole_site.readers import Told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("day_after"),
]

HOME = "http://testserver"
MOSCOW = ZoneInfo("Europe/Moscow")
Reader = Callable[[bytes], Told]

TABLES: dict[str, tuple[Reader, Reader]] = {
    "calendar.csv": (readers.rows_of_table(read_csv), readers.rows_of_table(read_csv_strictly)),
    "calendar.xlsx": (
        readers.rows_of_table(read_xlsx),
        readers.rows_of_table(read_xlsx_by_calamine),
    ),
    "calendar/by-place.geojson": (readers.map_by_geojson, readers.map_by_pydantic),
}
FEEDS: dict[str, tuple[Reader, Reader]] = {
    "news.rss": (readers.feed_by_feedparser, readers.feed_by_fastfeedparser),
    "news.atom": (readers.feed_by_feedparser, readers.feed_by_fastfeedparser),
    "news.json": (readers.json_feed_by_schema, readers.feed_by_fastfeedparser),
}


def title(row: Event | Article, code: str) -> str:
    with override(code):
        return text_of(row, "title").value


def first_day(event: Event) -> str:
    return event.period.first.isoformat() if event.period.first else ""


def address(row: Event | Article, code: str) -> str:
    with override(code):
        return HOME + row.get_absolute_url()


def moscow_day(moment: str) -> str:
    """Return the day in Moscow of a moment of ISO 8601 or RFC 5322."""
    when = parsedate_to_datetime(moment) if "," in moment else datetime.fromisoformat(moment)
    return when.replace(tzinfo=when.tzinfo or UTC).astimezone(MOSCOW).date().isoformat()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", TABLES)
def test_tables_and_maps(client: Client, path: str, code: str):
    events = Event.objects.published()
    facts = sorted((event.slug, title(event, code), first_day(event)) for event in events)

    content = client.get(f"/{code}/{path}").content

    assert len(facts) == 109
    for read in TABLES[path]:
        assert sorted(read(content)) == facts


@pytest.mark.parametrize("code", CODES)
def test_calendars(client: Client, code: str):
    exact = [event for event in Event.objects.published() if event.period.is_exact]
    facts = sorted((event.slug, title(event, code), first_day(event)) for event in exact)

    content = client.get(f"/{code}/calendar.ics").content

    told = sorted(readers.calendar_by_ics(content))
    assert told == sorted(readers.calendar_by_vobject(content))
    assert [fact for fact in told if fact[0] in {slug for slug, *_ in facts}] == facts
    assert len(facts) > 80


@pytest.mark.parametrize("code", CODES)
def test_feed_of_the_plan(client: Client, code: str):
    events = Event.objects.published()
    facts = sorted((address(event, code), title(event, code)) for event in events)

    content = client.get(f"/{code}/calendar.atom").content

    for read in (readers.feed_by_feedparser, readers.feed_by_fastfeedparser):
        assert sorted((link, said) for link, said, _moment in read(content)) == facts


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", FEEDS)
def test_feeds_of_news(client: Client, path: str, code: str):
    articles = Article.objects.published().exclude(section=Section.STANDING)
    facts = [
        (address(article, code), title(article, code), article.published_on.isoformat())
        for article in articles.order_by("-published_on", "-pk")
    ]

    content = client.get(f"/{code}/{path}").content

    for read in FEEDS[path]:
        told = [(link, said, moscow_day(moment)) for link, said, moment in read(content)]
        assert len(told) >= 20
        assert sorted(told, key=lambda one: one[0]) == sorted(facts[: len(told)])


# rdflib's own parser of JSON-LD uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib")
def test_data_of_every_event_for_search_engines(client: Client):
    for event in Event.objects.published():
        day = first_day(event) if event.period.is_exact else ""
        document = jsonld(client.get(event.get_absolute_url()))

        for read in (readers.data_by_pyld, readers.data_by_rdflib):
            where, name, begins = read(document)
            assert (where, name, begins[:10]) == (address(event, "en"), title(event, "en"), day)


def test_sitemap_of_events(client: Client):
    events = list(Event.objects.published())
    facts = sorted(address(event, code) for event in events for code in CODES)

    content = client.get("/sitemap-events-1.xml").content

    assert sorted(readers.sitemap_by_etree(content)) == facts
    assert sorted(readers.sitemap_by_lxml(content)) == facts

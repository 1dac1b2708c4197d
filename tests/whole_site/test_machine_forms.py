"""Every form for machines, over the whole plan: two readers of each find the facts of the files.

The facts are read from data/ by Python's own reader, and addresses are spelt out: nothing that is
compared with an answer was made by the code that gave it.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client

from i18n.texts import CODES
from tests.pages import all_jsonld
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
    "calendar.csv?header=fields": (
        readers.rows_of_table(read_csv),
        readers.rows_of_table(read_csv_strictly),
    ),
    "calendar.xlsx?header=fields": (
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


Row = dict[str, str]
#: What readers are given the marks of print for, and the files have no one way of writing.
MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—\N{NON-BREAKING HYPHEN}", "-"),
        "\N{NO-BREAK SPACE}": " ",
        "\N{WORD JOINER}": None,
    }
)


def filed(name: str) -> list[Row]:
    """Return the rows of a file of the plan."""
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def events() -> list[Row]:
    found = filed("events.csv")
    assert len(found) == 109
    return found


def title(row: Row, code: str) -> str:
    return row[f"title_{code[:2]}"]


def plain(text: str) -> str:
    """Return a text without the marks of print, and without what stands round a dash."""
    return re.sub(" ?- ?", "-", text.translate(MARKS))


def first_day(row: Row) -> str:
    return row["start_date"]


def is_exact(row: Row) -> bool:
    return row["date_precision"] in ("day", "minute")


def page_of_event(row: Row, code: str) -> str:
    return f"{HOME}/{code}/events/{row['slug']}/"


def page_of_article(row: Row, code: str) -> str:
    return f"{HOME}/{code}/news/{row['published_on'].replace('-', '/')}/{row['slug']}/"


def moscow_day(moment: str) -> str:
    """Return the day in Moscow of a moment of ISO 8601 or RFC 5322."""
    when = parsedate_to_datetime(moment) if "," in moment else datetime.fromisoformat(moment)
    return when.replace(tzinfo=when.tzinfo or UTC).astimezone(MOSCOW).date().isoformat()


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", TABLES)
def test_tables_and_maps(client: Client, path: str, code: str):
    facts = sorted((event["slug"], title(event, code), first_day(event)) for event in events())

    content = client.get(f"/{code}/{path}").content

    for read in TABLES[path]:
        assert sorted(read(content)) == facts


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_calendars(client: Client, code: str):
    exact = [event for event in events() if is_exact(event)]
    short = {
        row["slug"]: row[f"short_title_{code.partition('-')[0]}"]
        for row in filed("event_texts.csv")
    }
    facts = sorted(
        (event["slug"], plain(short.get(event["slug"]) or title(event, code)), first_day(event))
        for event in exact
    )

    content = client.get(f"/{code}/calendar.ics").content

    told = sorted(readers.calendar_by_ics(content))
    assert told == sorted(readers.calendar_by_vobject(content))
    own = {slug for slug, *_ in facts}
    assert [(slug, plain(said), day) for slug, said, day in told if slug in own] == facts
    assert len(facts) > 80


@pytest.mark.parametrize("code", CODES)
def test_feed_of_the_plan(client: Client, code: str):
    facts = sorted((page_of_event(event, code), plain(title(event, code))) for event in events())

    content = client.get(f"/{code}/calendar.atom").content

    for read in (readers.feed_by_feedparser, readers.feed_by_fastfeedparser):
        assert sorted((link, plain(said)) for link, said, _moment in read(content)) == facts


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", FEEDS)
def test_feeds_of_news(client: Client, path: str, code: str):
    facts = [
        (page_of_article(article, code), plain(title(article, code)), article["published_on"])
        for article in filed("news.csv")
        if article["section"] != "standing"
    ]

    content = client.get(f"/{code}/{path}").content

    for read in FEEDS[path]:
        told = [(link, plain(said), moscow_day(moment)) for link, said, moment in read(content)]
        assert len(told) == len(facts) >= 20
        assert sorted(told) == sorted(facts)


# rdflib's own parser of JSON-LD uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib")
def test_data_of_every_event_for_search_engines(client: Client):
    postponed = days_left_without_new_ones()
    assert postponed == {"investment-trade-expo-qingdao-2020": "2020-10-16"}
    for event in events():
        page = page_of_event(event, "en")
        day = first_day(event) if is_exact(event) else postponed.get(event["slug"], "")
        documents = [
            told for told in all_jsonld(client.get(page.removeprefix(HOME))) if is_event(told)
        ]

        assert len(documents) == (1 if day and has_place(event) else 0), page
        for document in documents:
            for read in (readers.data_by_pyld, readers.data_by_rdflib):
                where, name, begins = read(document)
                assert (where, plain(name), begins[:10]) == (page, plain(title(event, "en")), day)


def days_left_without_new_ones() -> dict[str, str]:
    """Return the last exact day that each postponed event left, by its address."""
    waiting = {row["slug"] for row in events() if row["status"] == "postponed"}
    return {
        step["event_slug"]: step["old_start"]
        for step in filed("event_changes.csv")
        if step["event_slug"] in waiting and step["old_precision"] == "day"
    }


def is_event(told: dict[str, object]) -> bool:
    return bool(told["@type"] == "Event")


def has_place(event: Row) -> bool:
    """Whether the file says where: a city, or the internet."""
    return bool(event["city_slugs"]) or event["format"] in ("online", "hybrid")


def test_sitemap_of_events(client: Client):
    facts = sorted(page_of_event(event, code) for event in events() for code in CODES)

    content = client.get("/sitemap-events-1.xml").content

    assert sorted(readers.sitemap_by_etree(content)) == facts
    assert sorted(readers.sitemap_by_lxml(content)) == facts


# --- the marks of print ----------------------------------------------------------------------

#: What a typewriter writes: an apostrophe, a quotation, a range of numbers.
TYPEWRITTEN = re.compile(r"""\w'|"[^"<>=]*"(?![^<]*>)|(?<![\w/.-])\d{1,4}-\d{1,4}(?![\w/-])""")


@pytest.mark.parametrize("kind", ["events", "news", "documents", "bodies", "priorities", "hosts"])
def test_texts_of_the_api_have_the_marks_of_print(client: Client, kind: str):
    answer = client.get(f"/api/v1/{kind}/?limit=500").json()

    told = list(texts_in(answer["results"]))
    assert {code for code, _text in told} == set(CODES)
    assert len(told) > 20
    typed = [text for code, text in told if code != "zh-hans" and TYPEWRITTEN.search(text)]
    assert typed == []
    assert [text for code, text in told if code == "zh-hans" and re.search(r"\w'", text)] == []


def texts_in(value: object, code: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text that stands under its language."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts_in(part, key if key in CODES else "")
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif code and isinstance(value, str):
        yield code, value

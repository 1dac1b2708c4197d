"""A change of the clock time alone is told at every door, old and new, in every language."""

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from events.enums import Format
from events.models import Event
from i18n.typography import loose
from tests.events.clocks import AT_TEN, AT_TWO, NEW_YEAR, SAID, TWO_DAYS, URALS, moved, timed
from tests.factories import CityFactory, EventFactory, announcement
from tests.made_once import made_once
from tests.markup import page_at, page_of
from tests.tables import read_csv, read_xlsx
from tests.website.taking import take

TODAY = "2020-10-28"
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
LANGUAGES = tuple(SAID)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def forum() -> Event:
    make_forum()
    return Event.objects.get()


@made_once
def make_forum() -> None:
    moved(AT_TEN, AT_TWO, title_en="Forum", title_ru="Форум", title_zh_hans="论坛")


def text(client: Client, address: str) -> str:
    return page_at(client, address).text


# --- pages ----------------------------------------------------------------------------------


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "events/forum/",
        "events/forum/steps/2/",
        "calendar/changes/?from=2020-10-01&to=2020-10-28",
    ],
)
def test_pages_of_a_change_say_both_times(client, forum, language, address):
    shown = text(client, f"/{language}/{address}")

    assert [said in shown for said in SAID[language]] == [True, True]


#: By language: the old time, the present clock time, and the tag.
IN_LISTS = {
    "en": (
        "Was 24–25 November 2020, opening at 10:00 Moscow time",
        "14:00 Moscow time",
        "New time",
    ),
    "ru": (
        "Было: 24–25 ноября 2020 г., начало в 10:00 (время: Москва)",
        "14:00, время: Москва",
        "Новое время",
    ),
    "zh-hans": ("原定2020年11月24日至25日，莫斯科时间10:00开始", "莫斯科时间14:00", "变更时间"),
}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar/",
        "calendar/by-priority/",
        "calendar/2020/11/24/",
        "calendar/as-on/2020-10-28/",
    ],
)
def test_lists_say_the_time_the_old_one_and_a_tag(client, forum, language, address):
    shown = text(client, f"/{language}/{address}")

    assert [said in shown for said in IN_LISTS[language]] == [True, True, True]


def test_month_says_the_time(client, forum):
    assert "opening at 14:00 Moscow time" in text(client, "/en/calendar/2020/11/")


def test_plan_as_it_was_says_the_time_of_then(client, forum):
    shown = text(client, "/en/calendar/as-on/2020-09-15/")

    assert ["10:00 Moscow time" in shown, "14:00" in shown] == [True, False]


def test_search_says_the_time(client, forum):
    shown = text(client, "/en/search/?q=forum")

    assert [said in shown for said in SAID["en"]] == [True, True]


def test_search_finds_the_hour(client, forum):
    assert "Forum" in text(client, "/en/search/?q=14:00")


def test_closing_behind_midnight_is_said_on_every_page(client):
    EventFactory(
        slug="new-year", published=True, announced=announcement(date(2020, 9, 1)), period=NEW_YEAR
    )

    for address in ("events/new-year/", "calendar/", "calendar/2020/12/", "calendar/2020/12/31/"):
        assert "31 December, 23:00 – 1 January, 01:00 Moscow time" in text(
            client, f"/en/{address}"
        ), address


def test_zone_alone_can_change(client):
    moved(AT_TEN, timed(AT_TEN.first, AT_TEN.opens, last=AT_TEN.last, zone=URALS))

    shown = loose(text(client, "/en/events/forum/steps/2/"))

    assert [
        f"24–25 November 2020, opening at 10:00 {city} time" in shown
        for city in ("Moscow", "Yekaterinburg")
    ] == [True, True]


def test_one_zone_has_one_name_on_a_page(client):
    city = CityFactory(slug="chelyabinsk", name_en="Chelyabinsk", time_zone=URALS)
    old, new = (
        timed(period.first, period.opens, last=period.last, zone=URALS)
        for period in (AT_TEN, AT_TWO)
    )
    moved(old, new, cities=[city])

    shown = text(client, "/en/events/forum/")

    assert ["opening at 10:00 Chelyabinsk time" in shown, "Yekaterinburg" in shown] == [True, False]


def test_clock_time_that_is_dropped_is_missed_in_words(client):
    moved(AT_TEN, TWO_DAYS)

    shown = text(client, "/en/events/forum/")

    assert "Time no longer known" in shown
    assert "24–25 November 2020, time not known" in shown
    assert "Time to be confirmed" in shown


# --- forms for machines -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "New time: Forum, from {} to {}"),
        ("ru", "Новое время: Форум; было — {}, стало — {}"),
        ("zh-hans", "变更时间：论坛，由{}改为{}"),
    ],
)
def test_feeds_of_changes_say_both_times(client, forum, language, title):
    atom = ET.fromstring(client.get(f"/{language}/calendar/changes.atom").content)  # noqa: S314
    items = json.loads(client.get(f"/{language}/calendar/changes.json").content)["items"]

    expected = title.format(*SAID[language])
    assert atom.findtext("a:entry/a:title", "", ATOM) == expected
    assert items[0]["title"] == expected
    assert [said in items[0]["content_html"] for said in SAID[language]] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_to_take_along_say_the_time(client, forum, language):
    _old, new = SAID[language]
    table = read_csv(take(client, "", "csv", "?header=fields", language))[0]
    atom = take(client, "", "atom", language=language).decode()
    geo = json.loads(take(client, "/by-place", "geojson", language=language))

    assert [table["date"], table["opens"], table["closes"], table["time_zone"]] == [
        new,
        "14:00",
        "",
        "Europe/Moscow",
    ]
    assert new in atom
    told = geo["features"][0]["properties"]
    assert [told[name] for name in ("date", "opens", "closes", "time_zone")] == [
        new,
        "14:00",
        None,
        "Europe/Moscow",
    ]


def test_workbook_says_what_the_table_says(client, forum):
    assert read_xlsx(take(client, "", "xlsx", "?header=fields"))[0]["opens"] == "14:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar_file_says_both_times(client, forum, language):
    calendar = Calendar.from_ical(client.get(f"/{language}/events/forum.ics").content)
    told = str(calendar.events[0]["DESCRIPTION"])

    assert [said in told for said in SAID[language]] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_share_image_says_both_times(client, forum, language):
    page = page_of(client.get(f"/{language}/events/forum/"))
    alt = next(
        meta["content"]
        for meta in page.all("meta")
        if meta.attributes.get("property") == "og:image:alt"
    )

    assert [said in alt for said in SAID[language]] == [True, True]


def test_search_engines_are_told_the_moment_that_was_left(client):
    moved(AT_TEN, AT_TWO, format=Format.ONLINE)

    page = page_of(client.get("/en/events/forum/"))
    told = json.loads(page.all("script", type="application/ld+json")[0].text)

    assert [told["startDate"], told["previousStartDate"], told["eventStatus"]] == [
        "2020-11-24T14:00+03:00",
        "2020-11-24T10:00+03:00",
        "https://schema.org/EventRescheduled",
    ]


def test_api_tells_the_moment_that_was_left(client, forum):
    told = client.get("/api/v1/events/forum/").json()

    assert told["previous_start_dates"] == ["2020-11-24"]
    assert told["previous_starts"] == ["2020-11-24T10:00+03:00"]
    assert [told["time"]["text"]["en"], told["changes"][1]["time"]["old"]["text"]["en"]] == [
        SAID["en"][1],
        SAID["en"][0],
    ]

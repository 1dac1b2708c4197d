"""The sourced histories of the summit and of the regions' forum, played step by step.

After each step the page in three languages, the calendar file as two independent parsers read
it, the schema.org document, the API and the public record must tell the same new truth.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import translation

from i18n.typography import loose, typeset
from plan_data.checks import CheckedPlan
from plan_data.management.base import read_plan
from plan_data.timeline import EventTimeline
from publishing import records
from tests.acting import event_replay, upsert
from tests.calendars import read_by_ics, read_by_vobject
from tests.pages import all_jsonld, attributes, text, texts
from tests.plan_data.playing import undone

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "ru", "zh-hans")
SCHEMA = "https://schema.org/"


class Entry(NamedTuple):
    """What a calendar program shows; the end is that of RFC 5545, the day after the last."""

    begins: str
    ends: str
    status: str


class Seen(NamedTuple):
    """What the public is told after one step."""

    status: str
    #: When and where, on the page in English, Russian and Chinese.
    page: tuple[str, ...]
    #: None while there is no day that a calendar could show.
    entry: Entry | None
    #: eventStatus, startDate and previousStartDate.
    schema: tuple[str, str, str]


@pytest.fixture(scope="module")
def plan(django_db_setup, django_db_blocker) -> Iterator[CheckedPlan]:
    """The files of the plan; what lasts is written, and told as a load tells it: once, at the end."""
    with django_db_blocker.unblock(), undone():
        read = read_plan(settings.BASE_DIR / "data")
        with translation.override("en"), records.together():
            for entry in read.lasting:
                upsert.write(entry)
        yield read


def played(client: Client, plan: CheckedPlan, slug: str) -> list[Seen]:
    """Play the history of one event from the files, and look at everything after each step."""
    (story,) = (story for story in plan.timelines if story.slug == slug)
    return [look(client, story, number) for number in range(1, len(story.entries) + 1)]


def look(client: Client, story: EventTimeline, number: int) -> Seen:
    """Tell one more chapter, and look at it on its day."""
    before = records.newest_number()

    event_replay.tell(story, number)

    with override_settings(PORTAL_CLOCK=story.entries[number - 1].day.isoformat()):
        pages = [client.get(f"/{code}/events/{story.slug}/") for code in LANGUAGES]
        entry = calendar_entry(client, story.slug, number)
        api = client.get(f"/api/v1/events/{story.slug}/").json()
    assert (api["record"], api["sequence"]) == (before + 1, number)
    assert len(api["changes"]) == number
    for page, code in zip(pages, LANGUAGES, strict=True):
        check_history(page, api, code)
    where_and_when = [text(page, "p", "event-date") for page in pages]
    return Seen(api["status"], tuple(where_and_when), entry, schema(pages[0]))


def check_history(page: HttpResponse, api: dict, language: str) -> None:
    """Every step stands on the page, with its reason in the language of the page."""
    assert texts(page, "p", "soft", within="change-history") == [
        loose(typeset(change["reason"][language], language)) for change in api["changes"]
    ]
    days = [found["datetime"] for found in attributes(page, "time", within="change-history")]
    assert days == [change["announced_on"] for change in api["changes"] if change["announced_on"]]


def calendar_entry(client: Client, slug: str, sequence: int) -> Entry | None:
    """Return the single event that both parsers read, the same in every language and in the plan."""
    entries = {entry_of(client.get(f"/{code}/events/{slug}.ics"), sequence) for code in LANGUAGES}
    (entry,) = entries
    feed = read_by_ics(client.get("/en/calendar.ics").content)
    assert [event.begin.date().isoformat() for event in feed.events] == (
        [entry.begins] if entry else []
    )
    return entry


def entry_of(response: HttpResponse, sequence: int) -> Entry | None:
    by_vobject, by_ics = read_by_vobject(response.content), read_by_ics(response.content)
    if not by_ics.events:
        assert by_vobject.vjournal.sequence.value == str(sequence)
        return None
    (told,) = by_vobject.vevent_list
    (event,) = by_ics.events
    assert told.uid.value == event.uid
    assert told.sequence.value == str(sequence)
    assert [line.value for line in event.extra if line.name == "SEQUENCE"] == [str(sequence)]
    read = Entry(told.dtstart.value.isoformat(), told.dtend.value.isoformat(), told.status.value)
    assert event.all_day
    assert read == Entry(str(event.begin.date()), str(event.end.date()), event.status)
    return read


def schema(page: HttpResponse) -> tuple[str, str, str]:
    told = next((told for told in all_jsonld(page) if told["@type"] == "Event"), None)
    if told is None:
        return NOT_TOLD
    statuses = told["eventStatus"]
    named = [statuses] if isinstance(statuses, str) else statuses
    return (
        " ".join(status.removeprefix(SCHEMA) for status in named),
        told.get("startDate", ""),
        told.get("previousStartDate", ""),
    )


JULY = Entry("2020-07-22", "2020-07-24", "CONFIRMED")
POSTPONED = Entry("2020-07-22", "2020-07-24", "TENTATIVE")
#: Without a day it is no event to search engines.
NOT_TOLD = ("", "", "")
MOVED_ONLINE = "EventRescheduled EventMovedOnline"


def test_the_summit_moves_from_july_to_a_videoconference_in_november(client, plan):
    seen = played(client, plan, "chs-20-summit-2020")

    chelyabinsk = (
        "22–23 July 2020, Chelyabinsk",
        "22–23 июля 2020 г., Челябинск",
        "2020年7月22日至23日，车里雅宾斯克",
    )
    saint_petersburg = (
        "22–23 July 2020, Saint Petersburg",
        "22–23 июля 2020 г., Санкт-Петербург",
        "2020年7月22日至23日，圣彼得堡",
    )
    november_10 = (
        "Tuesday, 10 November 2020, by videoconference",
        "Вторник, 10 ноября 2020 г., в формате видеоконференции",
        "2020年11月10日星期二，视频会议",
    )
    assert seen == [
        Seen(
            "planned",
            (
                "2020, day to be confirmed, Chelyabinsk",
                "2020 г., день уточняется, Челябинск",
                "2020年，具体日期待定，车里雅宾斯克",
            ),
            None,
            NOT_TOLD,
        ),
        Seen("confirmed", chelyabinsk, JULY, ("EventScheduled", "2020-07-22", "")),
        Seen("confirmed", saint_petersburg, JULY, ("EventScheduled", "2020-07-22", "")),
        Seen("confirmed", saint_petersburg, JULY, ("EventScheduled", "2020-07-22", "")),
        Seen(
            "postponed",
            (
                "Date to be confirmed, Saint Petersburg",
                "Дата уточняется, Санкт-Петербург",
                "日期待定，圣彼得堡",
            ),
            POSTPONED,
            ("EventPostponed", "2020-07-22", "2020-07-22"),
        ),
        Seen(
            "planned",
            (
                "November 2020, day to be confirmed, by videoconference",
                "Ноябрь 2020 г., день уточняется, в формате видеоконференции",
                "2020年11月，具体日期待定，视频会议",
            ),
            POSTPONED,
            NOT_TOLD,
        ),
        Seen(
            "planned",
            november_10,
            Entry("2020-11-10", "2020-11-11", "TENTATIVE"),
            (MOVED_ONLINE, "2020-11-10", "2020-07-22"),
        ),
        Seen(
            "held",
            november_10,
            Entry("2020-11-10", "2020-11-11", "CONFIRMED"),
            (MOVED_ONLINE, "2020-11-10", "2020-07-22"),
        ),
    ]
    assert list(records.discrepancies()) == []


def test_the_regions_forum_moves_three_times_and_then_online(client, plan):
    seen = played(client, plan, "heads-of-regions-forum-1-2020")

    online = (
        "Thursday, 29 October 2020, online",
        "Четверг, 29 октября 2020 г., онлайн",
        "2020年10月29日星期四，线上",
    )
    assert seen == [
        Seen(
            "planned",
            (
                "Early 2020, day to be confirmed",
                "Начало 2020 г., день уточняется",
                "2020年初，具体日期待定",
            ),
            None,
            NOT_TOLD,
        ),
        Seen(
            "planned",
            (
                "May 2020, day to be confirmed, Chelyabinsk",
                "Май 2020 г., день уточняется, Челябинск",
                "2020年5月，具体日期待定，车里雅宾斯克",
            ),
            None,
            NOT_TOLD,
        ),
        Seen(
            "planned",
            (
                "7–9 October 2020, Chelyabinsk",
                "7–9 октября 2020 г., Челябинск",
                "2020年10月7日至9日，车里雅宾斯克",
            ),
            Entry("2020-10-07", "2020-10-10", "TENTATIVE"),
            ("EventRescheduled", "2020-10-07", ""),
        ),
        Seen(
            "planned",
            (
                "Thursday, 29 October 2020, Chelyabinsk",
                "Четверг, 29 октября 2020 г., Челябинск",
                "2020年10月29日星期四，车里雅宾斯克",
            ),
            Entry("2020-10-29", "2020-10-30", "TENTATIVE"),
            ("EventRescheduled", "2020-10-29", "2020-10-07"),
        ),
        Seen(
            "planned",
            online,
            Entry("2020-10-29", "2020-10-30", "TENTATIVE"),
            (MOVED_ONLINE, "2020-10-29", "2020-10-07"),
        ),
        Seen(
            "held",
            online,
            Entry("2020-10-29", "2020-10-30", "CONFIRMED"),
            (MOVED_ONLINE, "2020-10-29", "2020-10-07"),
        ),
    ]
    assert list(records.discrepancies()) == []

"""The feeds of changes to the plan. Two readers each: of bytes, and of the rules of the form."""

import io
import json
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from events.actions.changes import FactChanges
from events.models import Change
from tests.acting import changes, workflow
from tests.events.past_plan import JULY, NOVEMBER, NOVEMBER_10, TODAY, planned, summit
from tests.factories import EventFactory, announcement
from tests.json_feeds import JSON_FEED

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SUMMIT_3 = "tag:sco-presidency-2020,2020:events/summit/steps/3"


def atom(client: Client, code: str = "en") -> ET.Element:
    response = client.get(f"/{code}/calendar/changes.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 (our own feed)


def entries(client: Client, code: str = "en") -> dict[str, ET.Element]:
    found = atom(client, code).findall("a:entry", ATOM)
    return {entry.findtext("a:id", "", ATOM): entry for entry in found}


def json_feed(client: Client, code: str = "en") -> dict[str, Any]:
    response = client.get(f"/{code}/calendar/changes.json")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    told: dict[str, Any] = json.loads(response.content)
    Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).validate(told)
    return told


def numbers(client: Client) -> list[str]:
    return [
        item["id"].removeprefix("tag:sco-presidency-2020,2020:events/") for item in items(client)
    ]


def items(client: Client, code: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json_feed(client, code)["items"]
    return found


def test_newest_announcement_comes_first(client: Client):
    summit()

    assert numbers(client) == [f"summit/steps/{number}" for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize(
    ("code", "title"),
    [("en", "New format: Forum"), ("ru", "Новый формат: Форум"), ("zh-hans", "变更形式：论坛")],
)
def test_the_first_act_on_an_event_without_a_history_tells_one_fact(client, code, title):
    names = {"title_en": "Forum", "title_ru": "Форум", "title_zh_hans": "论坛"}
    event = EventFactory(period=JULY, format="online", published=True, **names)

    changes.change_format(event, announcement(), FactChanges(format="hybrid"))

    (item,) = items(client, code)
    assert item["title"] == title
    assert item["content_html"].count("<li>") == item["content_html"].count("<del>") == 1


def test_both_forms_tell_the_same(client: Client):
    summit()
    changes.postpone(planned(slug="forum"), announcement())

    told = [
        (
            i["id"],
            i["url"],
            i["title"],
            i["content_html"],
            i.get("date_published"),
            i["date_modified"],
        )
        for i in items(client)
    ]

    assert told == [
        (
            entry.findtext("a:id", "", ATOM),
            link.get("href"),
            entry.findtext("a:title", "", ATOM),
            entry.findtext("a:summary", "", ATOM),
            entry.findtext("a:published", None, ATOM),
            entry.findtext("a:updated", "", ATOM),
        )
        for entry in entries(client).values()
        if (link := entry.find("a:link", ATOM)) is not None
    ]


def test_a_reader_of_feeds_reads_the_same(client: Client):
    summit()

    read = feedparser.parse(io.BytesIO(client.get("/ru/calendar/changes.atom").content))

    assert (read.bozo, read.version, read.feed.language) == (False, "atom10", "ru")
    assert [(entry.id, entry.title, entry.link) for entry in read.entries] == [
        (item["id"], item["title"], item["url"]) for item in items(client, "ru")
    ]


def test_entry_says_what_moved_why_and_where_it_is_told(client: Client):
    summit()

    entry = entries(client)[SUMMIT_3]

    summary = entry.findtext("a:summary", "", ATOM)
    link = entry.find("a:link", ATOM)
    assert entry.findtext("a:title", "", ATOM) == "Postponed: Summit, was 22–23 July 2020"
    assert "was <del>22–23 July 2020</del>, now to be confirmed" in summary
    assert "<p>The pandemic.</p>" in summary
    assert link is not None
    assert link.get("href") == "http://testserver/en/events/summit/steps/3/"
    assert client.get(link.get("href", "")).status_code == 200


@pytest.mark.parametrize(
    ("period", "moved", "title"),
    [
        (JULY, NOVEMBER_10, "New date: Forum, from 22–23 July 2020 to 10 November 2020"),
        (NOVEMBER, NOVEMBER_10, "Date set: Forum, 10 November 2020"),
    ],
)
def test_title_tells_a_move_from_a_date_said_more_exactly(client: Client, period, moved, title):
    event = planned(title_en="Forum", period=period)
    changes.reschedule(event, announcement(date(2020, 5, 1)), FactChanges(period=moved))

    assert items(client)[0]["title"] == title


def test_published_is_the_day_of_the_announcement_and_updated_that_of_the_record(client: Client):
    summit()
    recorded = Change.objects.get(event__slug="summit", number=3).recorded_at

    entry = entries(client)[SUMMIT_3]

    assert entry.findtext("a:published", "", ATOM) == "2020-05-27T00:00:00+03:00"
    assert datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)) == recorded


def test_step_of_unknown_day_has_no_day_and_stands_before_the_one_that_followed(client: Client):
    event = planned(slug="forum")
    changes.reschedule(event, announcement(), FactChanges(period=NOVEMBER))
    changes.reaffirm(event, announcement(date(2020, 9, 1)))
    summit()

    told = {item["id"].rpartition("events/")[2]: item for item in items(client)}

    assert list(told)[:5] == [
        "summit/steps/5",
        "summit/steps/4",
        "forum/steps/3",
        "forum/steps/2",
        "summit/steps/3",
    ]
    assert "date_published" not in told["forum/steps/2"]
    assert "Day of the announcement not known" in told["forum/steps/2"]["content_html"]


def test_nothing_beyond_the_day_of_the_portal_is_told(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-09-09"
    summit()

    assert numbers(client) == [f"summit/steps/{number}" for number in (4, 3, 2, 1)]


def test_drafts_and_withdrawn_events_are_not_told(client: Client):
    EventFactory(announced=announcement(date(2020, 1, 1)), period=JULY)
    workflow.withdraw(summit())

    assert numbers(client) == []
    assert atom(client).findall("a:entry", ATOM) == []


@pytest.mark.parametrize(("code", "said"), [("en", "en"), ("ru", "ru"), ("zh-hans", "zh-Hans")])
def test_each_language_has_its_feeds_and_the_same_identifiers(client: Client, code: str, said: str):
    summit()

    feed, told = atom(client, code), json_feed(client, code)

    itself = [
        link.get("href") for link in feed.findall("a:link", ATOM) if link.get("rel") == "self"
    ]
    assert (feed.get(LANG), told["language"]) == (said, said)
    assert itself == [f"http://testserver/{code}/calendar/changes.atom"]
    assert told["feed_url"] == f"http://testserver/{code}/calendar/changes.json"
    assert SUMMIT_3 in entries(client, code)
    assert {"en": "Summit", "ru": "Саммит", "zh-hans": "峰会"}[code] in told["items"][2]["title"]


def test_entry_in_another_language_says_in_which(client: Client):
    EventFactory(
        slug="forum",
        title_zh_hans="",
        announced=announcement(date(2020, 1, 1)),
        period=JULY,
        published=True,
    )

    (entry,) = entries(client, "zh-hans").values()

    assert entry.get(LANG) == "en"
    assert items(client, "zh-hans")[0]["language"] == "en"


def test_characters_that_xml_cannot_hold_are_left_out(client: Client):
    event = planned()
    changes.postpone(event, announcement(date(2020, 5, 1), reason="A\x08 <b>reason</b> & more"))

    told = next(iter(entries(client).values())).findtext("a:summary", "", ATOM)

    assert "A &lt;b&gt;reason&lt;/b&gt; &amp; more" in told


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feed_is_sent_again_only_after_a_change(client: Client, form: str):
    event = summit()
    first = client.get(f"/en/calendar/changes.{form}")
    asked = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get(f"/en/calendar/changes.{form}", headers=asked)
    changes.confirm(event, announcement(date(2020, 10, 28)))
    changed = client.get(f"/en/calendar/changes.{form}", headers=asked)

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert (unchanged.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize("form", ["atom", "json"])
def test_number_of_queries_does_not_grow(client: Client, form: str, django_assert_num_queries):
    for _round in range(2):
        summit() if not _round else planned()
        with django_assert_num_queries(6):
            client.get(f"/en/calendar/changes.{form}")


def test_each_step_is_tagged_with_its_kind(client: Client):
    summit()

    tags = {
        code: [
            [category.attrib["term"] for category in entry.findall("a:category", ATOM)]
            for entry in entries(client, code).values()
        ]
        for code in ("en", "ru")
    }

    assert tags["en"] == [item["tags"] for item in items(client)]
    assert tags["en"][0] != tags["ru"][0]
    assert all(len(one) == 1 for one in tags["en"])


@pytest.mark.parametrize("address", ["/en/calendar/changes.atom", "/en/calendar/changes.json"])
def test_feed_of_another_day_is_sent_again(client: Client, settings, address):
    EventFactory(announced=announcement(date(2020, 10, 29)), published=True)
    settings.PORTAL_CLOCK = "2020-10-28"
    before = client.get(address)
    asked = {"If-None-Match": before.headers["ETag"]}
    same_day = client.get(address, headers=asked)

    settings.PORTAL_CLOCK = "2020-10-29"
    after = client.get(address, headers=asked)

    assert (same_day.status_code, after.status_code) == (304, 200)
    assert b"/steps/1" in after.content
    assert b"/steps/1" not in before.content

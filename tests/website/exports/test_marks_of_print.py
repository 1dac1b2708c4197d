"""Whatever shows a text to a reader gets it with the marks of print; the API hands it out as it is stored."""

from datetime import date

import icalendar
import pytest
from django.test import Client

from events.dates import Period
from tests.factories import ArticleFactory, EventFactory, PriorityFactory, announcement
from tests.made_once import made_once
from tests.markup import page_of

pytestmark = pytest.mark.django_db

TYPED = {
    "en": 'The states\' "plan" - now',
    "ru": 'План "года" - сейчас',
    "zh_hans": "成员国计划",
}
PRINTED = {
    "en": "The states’ “plan” – now",
    "ru": "План «года» — сейчас",
    "zh-hans": "成员国计划",
}


def typed(*fields: str) -> dict[str, str]:
    return {f"{field}_{code}": text for field in fields for code, text in TYPED.items()}


@pytest.fixture(autouse=True)
@made_once
def _plan() -> None:
    goal = PriorityFactory(slug="goal", published=True, **typed("title", "description"))
    EventFactory(
        slug="event",
        period=Period.on(date(2020, 7, 22)),
        announced=announcement(date(2020, 1, 1), reason=TYPED["en"]),
        priorities=[goal],
        published=True,
        **typed("title", "lead", "summary", "venue"),
    )
    ArticleFactory(slug="article", published=True, **typed("title", "lead"))


def test_page_of_a_priority_is_printed(client: Client):
    (aside,) = page_of(client.get("/en/priorities/goal/")).all("div", cls="aside-prose")

    assert aside.text == PRINTED["en"]


@pytest.mark.parametrize("code", PRINTED)
def test_calendar_is_printed(client: Client, code: str):
    answer = client.get(f"/{code}/priorities/goal/calendar.ics")

    calendar = icalendar.Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    texts = [calendar["X-WR-CALNAME"], event["SUMMARY"], event["LOCATION"], event["DESCRIPTION"]]
    assert all(PRINTED[code] in text for text in (*texts, event["CATEGORIES"].to_ical().decode()))
    assert code == "zh-hans" or TYPED[code] not in answer.content.decode()


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", PRINTED)
@pytest.mark.parametrize(
    "address",
    [
        "calendar.atom",
        "calendar/changes.atom",
        "calendar/changes.json",
        "news.rss",
        "news.atom",
        "news.json",
    ],
)
def test_feed_is_printed(client: Client, code: str, address: str):
    told = client.get(f"/{code}/{address}").content.decode()

    typewritten = TYPED[code.replace("-", "_")]
    assert PRINTED[code] in told
    assert code == "zh-hans" or (typewritten not in told and "&#x27;" not in told)


def test_api_hands_out_what_is_stored(client: Client):
    (event,) = client.get("/api/v1/events/").json()["results"]

    assert event["title"] == {"en": TYPED["en"], "ru": TYPED["ru"], "zh-hans": TYPED["zh_hans"]}

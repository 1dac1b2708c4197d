"""Whatever hands out a text gives it the marks of print, to readers and to machines; the database keeps it as it was typed."""

from collections.abc import Iterator
from datetime import date

import icalendar
import pytest
from django.test import Client

from events.dates import Period
from events.models import Event
from publishing.records import in_print
from tests.factories import ArticleFactory, EventFactory, PriorityFactory, announcement
from tests.made_once import made_once
from tests.markup import page_of
from tests.presiding import alter

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


@pytest.mark.parametrize("address", ["/api/v1/events/", "/en/calendar.json"])
def test_data_are_printed(client: Client, address: str):
    (event,) = client.get(address).json()["results"]

    assert [event[field] for field in ("title", "lead", "summary", "venue")] == [PRINTED] * 4
    assert event["changes"][0]["reason"]["en"] == PRINTED["en"]
    assert Event.objects.get().title_en == TYPED["en"]


@pytest.mark.parametrize("code", PRINTED)
def test_map_is_printed(client: Client, code: str):
    (feature,) = client.get(f"/{code}/calendar/by-place.geojson").json()["features"]

    assert feature["properties"]["title"] == PRINTED[code]
    assert feature["properties"]["short_title"] == PRINTED[code]


def test_presidency_is_printed_in_data(client: Client):
    alter(publisher_en=TYPED["en"], publisher_ru=TYPED["ru"], publisher_zh_hans=TYPED["zh_hans"])

    (told,) = client.get("/api/v1/presidencies/").json()["results"]

    assert told["publisher"] == PRINTED


@pytest.mark.parametrize(
    ("part", "printed"),
    [
        ({"body_html": {"en": '<p class="a">The "states\''}}, '<p class="a">The "states’'),
        ({"body_html": {"en": '<a href="/a-b">The "plan"</a>'}}, '<a href="/a-b">The “plan”</a>'),
        ({"changes": [{"reason": {"en": "1-2"}}]}, "1–2"),
        ({"title": {"en": None}}, None),
        ({"source": "https://a.example/it's"}, "https://a.example/it's"),
        ({"translations": {"en": {"state": "it's"}}}, "it's"),
    ],
)
def test_only_texts_are_printed_and_no_markup(part: dict[str, object], printed: str | None):
    assert printed in list(leaves(in_print(part)))


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value

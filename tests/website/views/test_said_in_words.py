"""What strike-through, colour or the place on a page says is said in words too (WCAG 1.3.1)."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.models import Event
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY
from tests.factories import EventFactory, announcement
from tests.made_once import made_once
from tests.markup import Element, page_at

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

LANGUAGES = ("en", "ru", "zh-hans")
NOVEMBER_10 = Period.on(date(2020, 11, 10))
CHANGES = "calendar/changes/?from=2020-10-01&to=2020-10-28"


def event(title: str, **values: object) -> Event:
    made: Event = EventFactory(
        title_en=title,
        published=True,
        announced=announcement(date(2020, 9, 1)),
        period=OCTOBER_29,
        **values,
    )
    return made


@pytest.fixture
def forum() -> Event:
    """Moved from 29 October to 10 November."""
    make_forum()
    return Event.objects.get(slug="forum")


@made_once
def make_forum() -> None:
    made = event("Forum", title_ru="Форум", title_zh_hans="论坛", slug="forum")
    changes.reschedule(made, announcement(date(2020, 10, 5)), FactChanges(NOVEMBER_10))


@pytest.fixture
def cancelled() -> Event:
    make_cancelled()
    return Event.objects.get(slug="congress")


@made_once
def make_cancelled() -> None:
    made = event("Congress", title_ru="Съезд", title_zh_hans="大会", slug="congress")
    changes.cancel(made, announcement(date(2020, 10, 6)))


def page(client: Client, address: str, language: str = "en") -> Element:
    return page_at(client, f"/{language}/{address}")


def with_tag(shown: Element, inner: str, *outer: str) -> list[str]:
    """The text of each element of `outer` that holds an `inner` one, once each."""
    return [part.text for tag in outer for part in shown.all(tag) if part.all(inner)]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "was 29 October 2020, now 10 November 2020"),
        ("ru", "было: 29 октября 2020 г., стало: 10 ноября 2020 г."),
        ("zh-hans", "原为2020年10月29日，现为 2020年11月10日"),
    ],
)
@pytest.mark.parametrize("address", ["events/forum/", "events/forum/steps/2/", CHANGES])
def test_old_and_new_have_a_word_between(client, forum, language, told, address):
    assert with_tag(page(client, address, language), "del", "dd") == [told]


def test_old_and_new_of_an_unknown_day_have_a_word_between(client):
    silent = event("Silent", slug="silent")
    changes.reschedule(silent, announcement(None), FactChanges(NOVEMBER_10))

    (said,) = with_tag(page(client, CHANGES), "del", "p")

    assert "was 29 October 2020, now 10 November 2020" in said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Date: was 29 October 2020, now 10 November 2020"),
        ("ru", "Дата: было — 29 октября 2020 г., стало — 10 ноября 2020 г."),
        ("zh-hans", "日期：原为2020年10月29日，现为2020年11月10日"),
    ],
)
def test_feeds_say_old_and_new_in_words(client, forum, language, told):
    items = client.get(f"/{language}/calendar/changes.json").json()["items"]

    assert told in page_text(items[0]["content_html"])


def page_text(html: str) -> str:
    return html.replace("<del>", "").replace("</del>", "")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Cancelled: Congress"), ("ru", "Отменено: Съезд"), ("zh-hans", "已取消：大会")],
)
@pytest.mark.parametrize(
    "address",
    [
        "calendar/",
        "calendar/by-priority/",
        "calendar/2020/10/29/",
        "calendar/as-on/2020-10-20/",
        "events/congress/",
        CHANGES,
    ],
)
def test_struck_title_of_a_cancelled_event_says_so(client, cancelled, language, told, address):
    assert with_tag(page(client, address, language), "s", "h1", "h3") == [told]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Congress Cancelled"), ("ru", "Съезд Отменено"), ("zh-hans", "大会 已取消")],
)
def test_year_says_that_an_event_is_cancelled(client, cancelled, language, told):
    (row,) = with_tag(page(client, "calendar/2020/", language), "s", "li")

    assert row.endswith(told)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "No longer on this date: Forum"),
        ("ru", "Больше не на эту дату: Форум"),
        ("zh-hans", "已不在此日期： 论坛"),
    ],
)
@pytest.mark.parametrize(
    ("address", "tag"),
    [("calendar/", "h3"), ("calendar/2020/10/", "p"), ("calendar/2020/", "li")],
)
def test_slot_that_was_left_says_so(client, forum, language, told, address, tag):  # noqa: PLR0913
    struck = with_tag(page(client, address, language), "s", tag)

    assert [told in said for said in struck] == [True]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Congress, 29 October"),
        ("ru", "Съезд, 29 октября"),
        ("zh-hans", "大会，10月29日"),
    ],
)
def test_link_of_a_month_names_the_day(client, language, told):
    event("Congress", title_ru="Съезд", title_zh_hans="大会", slug="congress")

    shown = page(client, "calendar/2020/10/", language)

    address = f"/{language}/events/congress/"
    assert [a.text for a in shown.all("a", href=address)] == [told]


@pytest.mark.parametrize(
    ("language", "told", "more"),
    [
        ("en", "29 October", "All 5 events, 29 October"),
        ("ru", "29 октября", "все мероприятия (5), 29 октября"),
        ("zh-hans", "10月29日", "全部5项活动，10月29日"),
    ],
)
def test_links_to_a_day_name_it(client, language, told, more):
    for number in range(5):
        event(f"Event {number}")

    shown = page(client, "calendar/2020/10/", language)

    links = shown.all("a", href=f"/{language}/calendar/2020/10/29/")
    assert [heard(link) for link in links] == [told, more]


def heard(element: Element) -> str:
    """The text without what is for the eye alone."""
    parts = [
        part if isinstance(part, str) else heard(part)
        for part in element.children
        if isinstance(part, str) or part.attributes.get("aria-hidden") != "true"
    ]
    return " ".join("".join(parts).split())

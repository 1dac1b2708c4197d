"""Sentences are whole in each language: no word twice, one full stop, capitals only where they begin."""

import re
from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Kind
from tests.acting import changes
from tests.factories import BodyFactory, CityFactory, EventFactory, announcement
from tests.made_once import made_once
from tests.markup import Element, page_at

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

LANGUAGES = ("en", "ru", "zh-hans")
#: A mark or a word that two parts of a sentence brought along: "2020 г..", "2020 г. год", "2020年年".
TWICE = re.compile(r"(?<!\.)\.\.(?!\.)|。。|，，|[:：] ?[:：]|г\. год|年年(?!中)|\. ?,(?! )")
ADDRESSES = (
    "",
    "calendar/",
    "calendar/2020/",
    "calendar/2020/11/",
    "calendar/2020/11/10/",
    "calendar/?format=online",
    "calendar/2019/?format=online",
    "calendar/as-on/2020-10-20/",
    "calendar/changes/?from=2020-10-01&to=2020-10-28",
    "calendar/changes/?from=2020-10-28&to=2020-10-28",
    "calendar/by-body/",
    "events/forum/",
    "events/forum/steps/1/",
    "events/forum/steps/2/",
    "events/postponed/",
    "search/?q=forum",
    "search/?q=ащкгь",
)


@pytest.fixture
@made_once
def forum() -> None:
    event = EventFactory(
        slug="forum",
        title_en="Forum",
        title_ru="Форум",
        title_zh_hans="论坛",
        published=True,
        announced=announcement(date(2020, 9, 1)),
        period=Period.on(date(2020, 10, 29)),
        bodies=[BodyFactory(published=True)],
    )
    moves = FactChanges(Period.on(date(2020, 11, 10)), format="online")
    changes.reschedule(event, announcement(date(2020, 10, 5)), moves)
    postponed = EventFactory(
        slug="postponed",
        published=True,
        announced=announcement(date(2020, 9, 1)),
        period=Period.on(date(2020, 10, 30)),
        cities=[CityFactory()],
    )
    changes.postpone(postponed, announcement(date(2020, 10, 6)))


def page(client: Client, address: str, language: str) -> Element:
    return page_at(client, f"/{language}/{address}")


def description(shown: Element) -> str:
    (found,) = shown.all("meta", name="description")
    return found["content"]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_mark_and_no_word_stands_twice(client, forum, language, address):
    shown = page(client, address, language)

    said = [shown.text, *(meta.attributes.get("content", "") for meta in shown.all("meta"))]
    assert [TWICE.findall(words) for words in said] == [[] for _words in said]


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "The plan for 2020"), ("ru", "План на 2020 год"), ("zh-hans", "2020年计划")],
)
def test_year_is_named_once(client, language, title):
    shown = page(client, "calendar/2020/", language)

    assert re.split(" [–—] ", shown.one("title").text)[0] == title


@pytest.mark.parametrize(
    ("language", "title", "begins"),
    [
        (
            "en",
            "Forum, Tuesday, 10 November 2020",
            "Tuesday, 10 November 2020, by videoconference. ",
        ),
        (
            "ru",
            "Форум, вторник, 10 ноября 2020 г.",
            "Вторник, 10 ноября 2020 г., в формате видеоконференции. ",
        ),
        ("zh-hans", "论坛，2020年11月10日星期二", "2020年11月10日星期二，视频会议。"),
    ],
)
def test_weekday_is_a_capital_only_where_it_begins(client, forum, language, title, begins):
    shown = page(client, "events/forum/", language)

    assert re.split(" [–—] ", shown.one("title").text)[0] == title
    assert description(shown).startswith(begins)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Russia’s SCO Presidency: what changed in the plan, 5–28 October 2020."),
        ("ru", "Председательство России в ШОС: что изменилось в плане, 5–28 октября 2020 г."),
        ("zh-hans", "俄罗斯担任上合组织轮值主席国：活动计划的变更，2020年10月5日至28日。"),
    ],
)
def test_russian_date_ends_a_sentence_with_its_own_full_stop(client, forum, language, told):
    shown = page(client, "calendar/changes/?from=2020-10-05&to=2020-10-28", language)

    assert description(shown).startswith(told)
    assert not description(shown).startswith(f"{told}.")


def test_russian_presidency_begins_with_one_full_stop(client, settings, forum):
    settings.PORTAL_CLOCK = "2019-01-15"

    assert TWICE.findall(page(client, "calendar/", "ru").text) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nothing matches all of “ащкгь”. Showing results for “forum” instead."),
        (
            "ru",
            "По запросу «ащкгь» целиком ничего не найдено. Показано найденное по запросу «forum».",
        ),
        ("zh-hans", "没有内容完全符合“ащкгь”。以下是“forum”的搜索结果。"),
    ],
)
def test_correction_is_told_in_whole_sentences(client, forum, language, sentence):
    shown = page(client, "search/?q=ащкгь", language)

    assert shown.all("p", cls="notice")[0].text == sentence


@pytest.mark.parametrize(
    ("language", "words"), [("en", ", online"), ("ru", ", онлайн"), ("zh-hans", "，线上")]
)
def test_exhibition_online_is_no_videoconference(client, language, words):
    event = EventFactory(
        slug="paintings",
        title_en="Paintings",
        title_ru="Картины",
        title_zh_hans="画展",
        kind=Kind.EXHIBITION,
        format=Format.ONLINE,
        period=Period.on(date(2020, 11, 10)),
        published=True,
    )
    shown = page(client, event.get_absolute_url().removeprefix("/en/"), language)

    assert words in description(shown)
    assert not re.search("ideoconf|идеоконф|视频会议", shown.text)

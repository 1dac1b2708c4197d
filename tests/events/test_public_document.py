"""The public document of an event."""

from datetime import date, time
from typing import Any

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format
from events.models import Event
from events.public_document import event_document, period_document
from tests.acting import changes
from tests.factories import (
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    announcement,
)

pytestmark = pytest.mark.django_db

OPENING = Period(
    date(2020, 7, 22),
    date(2020, 7, 22),
    Precision.MINUTE,
    opens=time(14),
    closes=time(17, 30),
    zone="Europe/Moscow",
)


NOVEMBER_10 = Period.on(date(2020, 11, 10))


def text(en: str | None, ru: str | None = None, zh: str | None = None) -> dict[str, str | None]:
    return {"en": en, "ru": ru, "zh-hans": zh}


def test_a_period_is_told_in_days_and_in_words():
    assert period_document(OPENING) == {
        "first": "2020-07-22",
        "last": "2020-07-22",
        "precision": "minute",
        "opens": "14:00",
        "closes": "17:30",
        "time_zone": "Europe/Moscow",
        "text": text(
            "22 July 2020, 14:00–17:30 Moscow time",
            "22 июля 2020 г., 14:00–17:30 (время: Москва)",
            "2020年7月22日，莫斯科时间14:00–17:30",
        ),
    }


@pytest.mark.parametrize(
    ("period", "first", "last", "said"),
    [
        (
            Period.on(date(2020, 7, 22), date(2020, 7, 23)),
            "2020-07-22",
            "2020-07-23",
            text("22–23 July 2020", "22–23 июля 2020 г.", "2020年7月22日至23日"),
        ),
        (
            Period.in_month(2020, 7),
            "2020-07-01",
            "2020-07-31",
            text("July 2020", "июль 2020 г.", "2020年7月"),
        ),
    ],
)
def test_a_period_of_several_days_has_its_first_and_its_last(period, first, last, said):
    told = period_document(period)

    assert (told["first"], told["last"]) == (first, last)
    assert told["text"] == said


def test_what_is_unknown_is_null():
    assert period_document(Period.undated()) == {
        "first": None,
        "last": None,
        "precision": "none",
        "opens": None,
        "closes": None,
        "time_zone": None,
        "text": text("date to be confirmed", "дата уточняется", "日期待定"),
    }


@pytest.fixture
def summit() -> dict[str, Any]:
    """The document of an event that was announced, moved online and renamed."""
    CityFactory(slug="moscow")
    event = EventFactory(
        slug="summit",
        title_en="Summit",
        title_ru="Саммит",
        title_zh_hans="",
        host_en="Russia",
        hosts=[HostFactory(slug="ministry")],
        chair=CountryFactory(slug="russia"),
        sources=["https://source.example/plan"],
        announced=announcement(date(2019, 6, 14), source_url=""),
        period=OPENING,
        format=Format.IN_PERSON,
        cities=[CityFactory(slug="saint-petersburg")],
        venue={"en": "Hall"},
    )
    moves = FactChanges(NOVEMBER_10, Format.ONLINE, ("moscow",), {})
    changes.change_format(event, announcement(date(2020, 9, 4), reason="The pandemic."), moves)
    changes.rename(event, announcement(), {"en": "SCO Summit"})
    return event_document(Event.objects.for_cards().get())


def test_the_document_of_an_event_tells_its_facts(summit):
    del summit["changes"]

    assert summit == {
        "slug": "summit",
        "title": text("SCO Summit", "Саммит"),
        "title_origin": text("ours", "ours", "ours"),
        "short_title": text(None),
        "lead": text(None),
        "summary": text(None),
        "kind": "meeting",
        "level": "ministers",
        "plan": "presidency",
        "status": "planned",
        "sequence": 3,
        "time": period_document(NOVEMBER_10),
        "format": "online",
        "cities": ["moscow"],
        "venue": text(None),
        "host": text("Russia"),
        "chair": "russia",
        "bodies": [],
        "priorities": [],
        "hosts": [{"slug": "ministry", "role": "host"}],
        "presidency": "russia-2019-2020",
        "previous_start_dates": [date(2020, 7, 22)],
        "previous_starts": ["2020-07-22T14:00+03:00"],
        "moved_online": True,
        "sources": ["https://source.example/plan"],
        "photos": [],
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "absent"},
    }


def test_the_first_step_in_the_document_tells_every_fact(summit):
    assert summit["changes"][0] == {
        "number": 1,
        "kind": "announced",
        "announced_on": "2019-06-14",
        "announced_precision": "day",
        "reason": text("A reason."),
        "source": None,
        "decision": None,
        "status": {"old": None, "new": "planned"},
        "time": {"old": None, "new": period_document(OPENING)},
        "format": {"old": None, "new": "in_person"},
        "cities": {"old": None, "new": ["saint-petersburg"]},
        "venue": {"old": None, "new": text("Hall")},
    }


def test_a_step_in_the_document_tells_what_it_moved(summit):
    assert summit["changes"][1] == {
        "number": 2,
        "kind": "format_changed",
        "announced_on": "2020-09-04",
        "announced_precision": "day",
        "reason": text("The pandemic."),
        "source": "https://source.example/",
        "decision": None,
        "status": {"old": "planned", "new": "planned"},
        "time": {
            "old": period_document(OPENING),
            "new": period_document(NOVEMBER_10),
        },
        "format": {"old": "in_person", "new": "online"},
        "cities": {"old": ["saint-petersburg"], "new": ["moscow"]},
        "venue": {"old": text("Hall"), "new": text(None)},
    }


def test_a_renaming_in_the_document_tells_both_titles(summit):
    assert summit["changes"][2] == {
        "number": 3,
        "kind": "renamed",
        "announced_on": None,
        "announced_precision": "none",
        "reason": text("A reason."),
        "source": "https://source.example/",
        "decision": None,
        "status": {"old": "planned", "new": "planned"},
        "title": {"old": text("Summit", "Саммит"), "new": text("SCO Summit", "Саммит")},
    }

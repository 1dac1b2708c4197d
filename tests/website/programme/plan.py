"""A plan with an event in every state, and the programme of it, made once a language."""

from __future__ import annotations

import functools
import io
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format
from events.models import Event
from i18n.texts import text_of
from tests.acting import changes
from tests.factories import (
    BodyFactory,
    CityFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from website.programme.pdf import CannotTypesetError, static_files, typeset
from website.programme.storage import html_of

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
ORIGIN = "https://portal.example"
NUMBER = 294
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER_10 = Period.on(date(2020, 11, 10))
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)
REASONS = {"en": "The halls are closed.", "ru": "Залы закрыты.", "zh-hans": "会场已关闭。"}


def public(slug: str, period: Period, **values: object) -> Event:
    """A published event, called by its slug in every language."""
    made: Event = EventFactory(
        slug=slug,
        title_en=f"Meeting on {slug}",
        title_ru=f"Совещание {slug}",
        title_zh_hans=f"{slug}会议",
        announced=announcement(),
        period=period,
        published=True,
        **values,
    )
    return made


def plan() -> None:
    """Events held, moved, postponed, cancelled, vague, undated, withdrawn, and a draft."""
    goal = PriorityFactory(slug="goal", published=True)
    council = BodyFactory(slug="council", published=True)
    moscow = CityFactory(name_en="Moscow", name_ru="Москва", name_zh_hans="莫斯科")
    there = {"cities": [moscow], "format": Format.IN_PERSON}
    changes.hold(public("held", Period.on(date(2019, 9, 10))), announcement())
    moved = public("moved", JULY_22, priorities=[goal], bodies=[council], **there)
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    postponed = public("postponed", Period.on(date(2020, 5, 9)))
    changes.postpone(postponed, _because())
    cancelled = public("cancelled", Period.on(date(2020, 6, 17)))
    changes.cancel(cancelled, announcement())
    public("vague", Period.in_month(2020, 12))
    public("yearly", YEAR_2020)
    public("undated", Period.undated())
    for number in range(10):
        public(f"weekly{number:02}", Period.on(date(2020, 10, 1 + number)))
    EventFactory(slug="draft", title_en="Secret", title_ru="Тайное", title_zh_hans="秘密")
    public("withdrawn", NOVEMBER_10, withdrawn=True)


def _because() -> changes.Announcement:
    return changes.Announcement(
        on=date(2020, 4, 16), reason=REASONS, source_url="https://source.example/"
    )


@functools.cache
def typeset_here(html: str) -> bytes:
    try:
        return typeset(html, static_files())
    except CannotTypesetError:
        pytest.skip("no Pango on this machine")


def pdf_of(language: str) -> PdfReader:
    """The programme of `plan()`, read by a library that had no part in it."""
    return PdfReader(io.BytesIO(typeset_here(html_of(language, ORIGIN, NUMBER, NOW))))


def squeezed(text: str) -> str:
    """Return `text` without what lines and hyphenation do to it."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def title(event: Event, language: str) -> str:
    return squeezed(str(text_of(event, "title", language)))

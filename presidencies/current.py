"""The current presidency, read once while a request lasts, and the words for it.

Like the active language it holds for all that a request says. A database without a presidency has
words too: they name no organisation, and its term is the present year.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections, router
from django.utils import translation
from django.utils.translation import gettext as _

from i18n.texts import CODES, all_texts, set_texts, text_of
from presidencies.models import Presidency, StandingPage, State, fill_placeholders
from publishing import clock, identifiers, markdown, years

#: Asked at every request. It is written out, since to compile it takes thirty times as long as to run it.
_STAMP = "SELECT id, updated_at FROM presidencies_presidency WHERE state = %s"
#: The row that was current when it was read last, by its key and the moment of its last change.
_last_row: tuple[object, Presidency] | None = None
#: What was read meanwhile: nothing yet, or one; None where nothing is remembered.
_read: ContextVar[list[Presidency] | None] = ContextVar("_read", default=None)


@contextmanager
def one_presidency(presidency: Presidency | None = None) -> Iterator[None]:
    """Read the current presidency once at most, or take `presidency` for it."""
    token = _read.set([presidency] if presidency else [])
    try:
        yield
    finally:
        _read.reset(token)


def current() -> Presidency:
    """Return the presidency whose pages the portal shows; one without a row when there is none."""
    read = _read.get()
    if read is None:
        return _current()
    if not read:
        read.append(_current())
    return read[0]


def _current() -> Presidency:
    """Return the current row; read anew when another is current, or it was changed."""
    global _last_row
    with connections[router.db_for_read(Presidency)].cursor() as cursor:
        cursor.execute(_STAMP, [State.CURRENT])
        stamp = cursor.fetchone()
    if stamp is None:
        return _unnamed()
    memory = _last_row
    if memory is None or memory[0] != stamp:
        row = Presidency.objects.filter(state=State.CURRENT).first()
        if row is None:  # it was closed in between
            return _unnamed()
        # The stamp is older than the row, or as old: what changes in between is read the next time.
        _last_row = memory = (stamp, row)
    return copy.copy(memory[1])


def _unnamed() -> Presidency:
    # The clock asks for the zone of the current presidency: here there is none.
    year = clock.now(ZoneInfo(settings.TIME_ZONE)).year
    row = Presidency(
        state=State.CURRENT,
        begins=date(year, 1, 1),
        ends=date(year, 12, 31),
        time_zone=settings.TIME_ZONE,
    )
    for code in CODES:
        with translation.override(code):
            name = _("The Presidency")
        for field in ("title", "short_title", "headline"):
            set_texts(row, field, {code: name})
    return row


def current_pk() -> Any:
    """Return the key of the current presidency: what is new belongs to it."""
    return current().pk


def term() -> years.Term:
    return current().term


def zone() -> ZoneInfo:
    """Return the zone in which the days of the current presidency are counted."""
    return ZoneInfo(current().time_zone or settings.TIME_ZONE)


def feed_tag(specific: str) -> str:
    """Return the identity of a feed: that of the portal, or of a presidency with own pages."""
    presidency = current()
    return identifiers.tag_uri(
        specific if presidency.is_current else f"{presidency.place}/{specific}"
    )


def edition() -> str:
    """Return what tells apart the states of the words that stand around everything."""
    moment = current().updated_at
    return f"{moment.timestamp():.0f}" if moment else ""


def presidency_text(name: str) -> str:
    """Return a text of the current presidency for the public, in the active language."""
    return text_of(current(), name).printed


def words_of(name: str, language: str) -> str:
    """Return what a standing text leaves to the presidency that is shown: placeholders.NAMES."""
    presidency = current()
    if name in ("contact", "press_contact"):
        return str(getattr(presidency, name))
    fields = {"credit": ("credit", "short_title"), "presidency": ("short_title",)}
    texts = (text_of(presidency, field, language).value for field in fields.get(name, (name,)))
    return next(filter(None, texts), "")


@dataclass(frozen=True)
class PageInWords:
    """The texts of a standing page for the public as plain words, said of the presidency that is shown."""

    page: StandingPage

    def texts_of(self, field: str) -> dict[str, str | None]:
        texts = all_texts(self.page, field)
        return {code: text and _in_words(text, code) for code, text in texts.items()}


def _in_words(text: str, language: str) -> str:
    return markdown.plain(
        text, lambda words: fill_placeholders(words, lambda name: words_of(name, language))
    )


class Words:
    """The texts of the current presidency by their names, for templates: `site.title`."""

    def __getitem__(self, name: str) -> str:
        return current().years if name == "years" else presidency_text(name)

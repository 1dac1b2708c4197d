"""The current presidency, read once while a request lasts, and the words for it; and what belongs to one presidency.

Like the active language it holds for all that a request says. A database without a presidency has
words too: they name no organisation, and its term is the present year.
"""

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections, models, router
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from i18n.fields import PlainInMigrations
from i18n.texts import CODES, all_texts, set_texts, text_of
from presidencies.models import Presidency, StandingPage, State, fill_placeholders
from publishing import clock, identifiers, markdown, years
from publishing.models import Publishable
from publishing.querysets import PublishableQuerySet

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
    row = Presidency(state=State.CURRENT, time_zone=settings.TIME_ZONE)
    row.begins, row.ends = date(year, 1, 1), date(year, 12, 31)
    for code in CODES:
        with translation.override(code):
            name = gettext("The Presidency")
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


#: Of things that stand in the way so many are named.
NAMED = 5


def names_in_sentence(items: Iterable[models.Model]) -> str:
    """Return the names of `items` as a list within a sentence; of many, of the first."""
    names = [gettext("“%s”") % item for item in items]
    text = gettext(", ").join(names[:NAMED])
    return text if len(names) <= NAMED else gettext("%(names)s, …") % {"names": text}


def clashes(item: models.Model, *names: str) -> dict[str, str]:
    """Return by field which of the values `names` of `item` another row of its presidency has.

    No form holds the presidency, so none asks by itself.
    """
    presidency = item.presidency_id or current_pk()  # type: ignore[attr-defined]
    others = type(item)._base_manager.filter(presidency=presidency).exclude(pk=item.pk)
    problem, faults = gettext("“%(other)s” has it already: choose another."), {}
    for name in names:
        value = getattr(item, name)
        if other := others.filter(**{name: value}).first() if value is not None else None:
            faults[name] = problem % {"other": other}
    return faults


class PresidencyKey(PlainInMigrations, models.ForeignKey):
    """What is new belongs to the current presidency, unless something else is said."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if add and getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, current_pk())
        return super().pre_save(model_instance, add)


class BelongingQuerySet(PublishableQuerySet):
    """Rows of a model that belongs to a presidency."""

    def with_presidency(self) -> Self:
        """With what their documents name: lists of one presidency need it not."""
        return self.select_related("presidency")

    def published(self) -> Self:
        """Public, and of the presidency that is shown: others have pages of their own."""
        return self.published_anywhere().filter(presidency=current_pk())

    def elsewhere(self) -> str:
        row = self.published_anywhere().select_related("presidency").first()
        return str(row.presidency.place) if row else ""  # type: ignore[attr-defined]


class Belonging(Publishable):
    """A publishable thing of one presidency."""

    presidency = PresidencyKey(
        Presidency,
        on_delete=models.PROTECT,
        editable=False,
        related_name="%(class)s_set",
        verbose_name=gettext_lazy("presidency"),
    )

    class Meta(Publishable.Meta):
        abstract = True

    def ties(self, target: Presidency) -> list[str]:
        """Return, as sentences, what keeps it from another presidency: presidencies.actions."""
        return []

    def fit(self, target: Presidency) -> tuple[str, ...]:
        """Take on what is another in `target`, and return the names of the fields."""
        return ()

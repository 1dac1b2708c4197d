"""The history of an event as its page prints it: each change with its day, facts, reason, source.

Old and new dates are said so that they differ in words, in histories, headlines and feeds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext_lazy, pgettext

from events.dates import Period
from events.enums import ENDED, ChangeKind, Format, Status, meaning_of
from events.history import followed
from events.timeline import ChangeState, announced_period
from i18n.texts import CODES, Text, current_language, in_reading, text_of
from places.models import PlaceNames
from website.presenters.dates import say_date


def headline(change: ChangeState) -> str:
    """Return what happened, in a few words: "Date set", "Moved online"."""
    match change.kind:
        case ChangeKind.CONFIRMED:
            return _("Date confirmed") if change.new_period else pgettext("step", "Confirmed")
        case ChangeKind.RESCHEDULED:
            return _date_headline(change)
        case ChangeKind.RELOCATED:
            return _place_headline(change)
        case ChangeKind.FORMAT_CHANGED:
            return _format_headline(change)
    return {
        ChangeKind.ANNOUNCED: pgettext("step", "Announced"),
        ChangeKind.POSTPONED: pgettext("step", "Postponed"),
        ChangeKind.CANCELLED: pgettext("step", "Cancelled"),
        ChangeKind.REINSTATED: _("Takes place after all"),
        ChangeKind.RENAMED: _("New name"),
        ChangeKind.HELD: pgettext("step", "Held"),
        ChangeKind.CORRECTED: _("Corrected"),
    }[ChangeKind(change.kind)]


def _place_headline(change: ChangeState) -> str:
    if not (change.old_cities or change.old_venue):
        return _("Place set")
    return {
        _Anew.NOTHING: _("New place"),
        _Anew.DATE: _("New place and date"),
        _Anew.TIME: _("New place and time"),
    }[_has_anew(change)]


def _format_headline(change: ChangeState) -> str:
    news = _has_anew(change)
    if change.went_online:
        return {
            _Anew.NOTHING: _("Moved online"),
            _Anew.DATE: _("Moved online, with a new date"),
            _Anew.TIME: _("Moved online, at a new time"),
        }[news]
    if change.old_format in ("", Format.UNKNOWN):
        return _("Format set")
    return {
        _Anew.NOTHING: _("New format"),
        _Anew.DATE: _("New format and date"),
        _Anew.TIME: _("New format and time"),
    }[news]


def _date_headline(change: ChangeState) -> str:
    """Return what a new date is: the first, a nearer one, another one, or another clock time."""
    old_period, new_period = change.old_period, change.new_period
    if (
        old_period is None
        or not old_period.is_dated
        or (new_period is not None and new_period.refines(old_period))
    ):
        return (
            _("Date set")
            if new_period is not None and new_period.is_exact
            else _("Approximate date set")
        )
    if new_period is None or not new_period.same_days(old_period):
        return _("New date")
    if old_period.holds_in(new_period):
        return _("Date in other words") if new_period.holds_in(old_period) else _("Time set")
    return _("New time") if new_period.clock else _("Time no longer known")


class _Anew(StrEnum):
    """What of its date an event has anew, beside a new place or format."""

    NOTHING = ""
    DATE = "date"
    TIME = "time"


def _has_anew(change: ChangeState) -> _Anew:
    old_period, new_period = change.old_period, change.new_period
    if new_period is None or not new_period.is_dated or not change.tells("period"):
        return _Anew.NOTHING
    if old_period is None or not new_period.same_days(old_period):
        return _Anew.DATE
    return _Anew.TIME if new_period.clock not in (None, old_period.clock) else _Anew.NOTHING


def fact_of_dates(change: ChangeState) -> str:
    """Return the name of what `old_and_new` say."""
    periods = (change.old_period, change.new_period)
    timed = any(period is not None and period.clock for period in periods)
    return _("Date and time") if timed else _("Date")


def old_and_new(
    change: ChangeState, cities_now: Iterable[str], names: PlaceNames
) -> tuple[str, str]:
    """Return the date before and after `change` in words; "" for one that there is none of.

    Both are said in full, clock times and zones with them; a clock time that goes is missed.
    `cities_now` is where the event meets now: one zone has one name, whatever place it has left.
    """
    old_period, new_period = change.old_period, change.new_period
    cities = (*cities_now, *(change.new_cities or ()), *(change.old_cities or ()))
    old_words, new_words = _say(old_period, cities, names), _say(new_period, cities, names)
    if old_words == new_words:  # the same words of two times
        old_words, new_words = (
            _say(period and replace(period, words={}), cities, names)
            for period in (old_period, new_period)
        )
    if (
        old_period is not None
        and new_period is not None
        and old_period.clock
        and new_period.is_exact
        and not new_period.clock
    ):
        new_words = _("%(date)s, time not known") % {"date": new_words}
    return old_words, new_words


def _say(period: Period | None, cities: Iterable[str], names: PlaceNames) -> str:
    return say_date(period, cities, names) if period is not None and period.is_dated else ""


#: A step of one of these kinds has its new status in its headline.
SAYS_ITS_STATUS = {
    ChangeKind.CONFIRMED: Status.CONFIRMED,
    ChangeKind.POSTPONED: Status.POSTPONED,
    ChangeKind.CANCELLED: Status.CANCELLED,
    ChangeKind.HELD: Status.HELD,
}
#: These go as planned, unless they move a fact.
EXPECTED_KINDS = (ChangeKind.CONFIRMED, ChangeKind.HELD)


@dataclass(frozen=True)
class FactMove:
    """One fact that a step changed. `old` is empty where nothing was known before."""

    label: str
    old: Text
    new: Text
    #: Whether each is a word of ours for a format or a status.
    are_common: tuple[bool, bool] = field(default=(False, False), compare=False)

    @property
    def within(self) -> tuple[Text, Text]:
        """Return both as they stand within a sentence: "was in person, now online"."""
        old, new = (
            replace(text, value=text.value[:1].lower() + text.value[1:]) if is_common else text
            for text, is_common in zip((self.old, self.new), self.are_common, strict=True)
        )
        return old, new


@dataclass(frozen=True)
class HistoryEntry:
    """One public step, in the active language; `announced` is empty when its day is unknown."""

    #: Of the event.
    slug: str
    number: int
    headline: str
    announced: str
    announced_iso: str
    moves: tuple[FactMove, ...]
    reason: Text
    source_url: str
    source_name: str
    #: It told something else than what was known, and not only that the event takes or took place.
    is_change: bool
    #: The last step of an event of which nothing more is expected.
    is_final: bool = False
    #: The slug of what was decided of several events at once.
    decision: str = ""
    #: "Postponed together with 4 other events"; "" where no other is public.
    together: str = ""

    @property
    def decision_url(self) -> str:
        return reverse("events:decision", args=[self.decision]) if self.decision else ""

    @property
    def url(self) -> str:
        return change_url(self.slug, self.number)


#: By the slug of a decision, of how many public events it is.
Companions = Mapping[str, int]
ALONE: Companions = {}


def history_entries(
    changes: Iterable[ChangeState],
    cities_now: Sequence[str],
    names: PlaceNames,
    companions: Companions = ALONE,
) -> list[HistoryEntry]:
    """Return `changes`, one event's in order, ready to be printed, oldest first.

    `cities_now` are the cities where the event meets now. Whoever does not know the `companions` tells
    each step as if it had been decided alone.
    """
    history = list(changes)
    return [
        replace(
            _entry(change, tuple(moves_of(change, cities_now, names, facts.cities))),
            is_final=change is history[-1] and change.new_status in ENDED,
            together=_say_together(change.kind, companions.get(change.decision, 1) - 1),
        )
        for change, facts in zip(history, followed(history), strict=True)
    ]


def _entry(change: ChangeState, moves: tuple[FactMove, ...]) -> HistoryEntry:
    announced = announced_period(change)
    return HistoryEntry(
        slug=change.slug,
        number=change.number,
        headline=headline(change),
        announced=announced.say(current_language()) if announced.is_dated else "",
        announced_iso=announced.iso(),
        moves=moves,
        reason=text_of(change, "reason"),
        source_url=change.source_url,
        source_name=source_name(change.source_url),
        is_change=change.number > 1 and (bool(moves) or change.kind not in EXPECTED_KINDS),
        decision=change.decision,
    )


#: Of a step that was decided of several events at once: with how many others.
TOGETHER = {
    ChangeKind.POSTPONED: ngettext_lazy(
        "Postponed together with %(count)d other event",
        "Postponed together with %(count)d other events",
        "count",
    ),
    ChangeKind.RESCHEDULED: ngettext_lazy(
        "Moved together with %(count)d other event",
        "Moved together with %(count)d other events",
        "count",
    ),
    ChangeKind.FORMAT_CHANGED: ngettext_lazy(
        "Moved online together with %(count)d other event",
        "Moved online together with %(count)d other events",
        "count",
    ),
    ChangeKind.CANCELLED: ngettext_lazy(
        "Cancelled together with %(count)d other event",
        "Cancelled together with %(count)d other events",
        "count",
    ),
    ChangeKind.REINSTATED: ngettext_lazy(
        "Takes place after all, together with %(count)d other event",
        "Takes place after all, together with %(count)d other events",
        "count",
    ),
    ChangeKind.CONFIRMED: ngettext_lazy(
        "Confirmed together with %(count)d other event",
        "Confirmed together with %(count)d other events",
        "count",
    ),
    ChangeKind.HELD: ngettext_lazy(
        "Recorded as held together with %(count)d other event",
        "Recorded as held together with %(count)d other events",
        "count",
    ),
}


def _say_together(kind: str, others: int) -> str:
    return str(TOGETHER[ChangeKind(kind)] % {"count": others}) if others > 0 else ""


def change_url(slug: str, number: int) -> str:
    """Return the permanent address of a step of the event called `slug`."""
    return reverse("events:step", args=[slug, number])


def source_name(url: str) -> str:
    """Return whose page `url` is, as a reader knows it: its host without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


# --- headlines ----------------------------------------------------------------------


def headline_with_event(change: ChangeState, title: Text, dates: tuple[str, str]) -> Text:
    """Return a line that stands by itself: "Postponed: 20th meeting …, was 22–23 July 2020".

    `title` is that of the event, `dates` what `old_and_new` says.
    """
    words = {"what": headline(change), "event": title.value}
    old_words, new_words = dates if change.tells("period") else ("", "")
    old_period, new_period = change.old_period, change.new_period
    if (
        old_period is not None
        and new_period is not None
        and (new_period.refines(old_period) or old_period.holds_in(new_period))
    ):
        old_words = ""  # said more exactly, it did not move
    parts = {name: date for name, date in (("old", old_words), ("new", new_words)) if date}
    sentence = {
        frozenset({"old", "new"}): _("%(what)s: %(event)s, from %(old)s to %(new)s"),
        frozenset({"old"}): _("%(what)s: %(event)s, was %(old)s"),
        frozenset({"new"}): _("%(what)s: %(event)s, %(new)s"),
        frozenset(): _("%(what)s: %(event)s"),
    }[frozenset(parts)]
    return replace(title, value=sentence % {**words, **parts})


# --- what moved ---------------------------------------------------------------------


def moves_of(
    change: ChangeState,
    cities_now: Sequence[str],
    names: PlaceNames,
    cities_after: Sequence[str] = (),
) -> Iterator[FactMove]:
    """Yield what `change` moved, fact by fact, of an event that meets in `cities_now`.

    `cities_after` are those after the change, where they are known: a videoconference may be led from
    the city that it was to meet in.
    """
    if change.new_title is not None:
        yield FactMove(_("Title"), *_texts_in_reading(change.old_title, change.new_title))
    if change.tells("period"):
        yield from _date_move(change, old_and_new(change, cities_now, names))
    if _shows_place(change):
        place = names.listed(change.new_cities or ()) or _("to be confirmed")
        yield FactMove(_("Place"), plainly(names.listed(change.old_cities or ())), plainly(place))
    if change.tells("venue") and (change.new_venue or change.old_venue):
        yield FactMove(_("Venue"), *_texts_in_reading(change.old_venue, change.new_venue))
    if change.tells("format") and (change.old_format or change.new_format != Format.UNKNOWN):
        place_alone = _place_alone(change, names, cities_after)
        yield FactMove(
            _("Place") if place_alone else _("Format"),
            plainly(place_alone) if place_alone else _old_format(change, names, cities_after),
            plainly(format_label(change.new_format, change.event_kind)),
            are_common=(not place_alone, True),
        )
    if has_new_status(change) and not headline_says_status(change):
        yield status_move(change)


def has_new_status(change: ChangeState) -> bool:
    return bool(change.old_status) and change.old_status != change.new_status


def headline_says_status(change: ChangeState) -> bool:
    return SAYS_ITS_STATUS.get(ChangeKind(change.kind)) == change.new_status


def status_move(change: ChangeState) -> FactMove:
    """Return the old and the new status of a step that has both."""
    old_label, new_label = Status(change.old_status).label, Status(change.new_status).label
    return FactMove(
        _("Status"),
        plainly(capfirst(str(old_label))),
        plainly(capfirst(str(new_label))),
        are_common=(True, True),
    )


def _shows_place(change: ChangeState) -> bool:
    """A place that goes because the meeting goes online is told beside the format."""
    if not change.tells("cities") or not (change.new_cities or change.old_cities):
        return False
    return bool(change.new_cities) or not change.new_format


def _date_move(change: ChangeState, dates: tuple[str, str]) -> Iterator[FactMove]:
    """Yield the old and the new date; nothing where they read alike, in this language at least."""
    old_words, new_words = dates
    if change.old_period is not None:
        old_words = old_words or _("to be confirmed")
    new_words = new_words or _("to be confirmed")
    if old_words != new_words:
        yield FactMove(fact_of_dates(change), plainly(old_words), plainly(new_words))


def _old_format(change: ChangeState, names: PlaceNames, cities_after: Sequence[str]) -> Text:
    """Say the old format, with the place that goes with it and is told nowhere else."""
    if not change.old_format:
        return plainly("")
    place = names.listed(_place_gone(change, cities_after))
    label = format_label(change.old_format, change.event_kind)
    parts = {"format": label, "place": place}
    return plainly(_("%(format)s, %(place)s") % parts if place else label)


def _place_alone(change: ChangeState, names: PlaceNames, cities_after: Sequence[str]) -> str:
    """Return the place that goes with a format, where it was all that was known of how to meet; else ""."""
    if change.old_format != Format.UNKNOWN:
        return ""
    return names.listed(_place_gone(change, cities_after))


def _place_gone(change: ChangeState, cities_after: Sequence[str]) -> Sequence[str]:
    if change.old_cities in (None, change.new_cities):
        return cities_after if change.went_online else ()
    return () if change.new_cities else change.old_cities or ()


def format_label(code: str, kind: str) -> str:
    """Return a format as a fact of an event of `kind`: "In person", "Videoconference"."""
    return str(meaning_of(code, kind).fact or capfirst(Format(code).label))


def _texts_in_reading(
    old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> tuple[Text, Text]:
    """Return an old and a new text to be read: in the active language, else in the first.

    Where both read alike, another language was changed: they are told in that one.
    """
    old_text, new_text = in_reading(old or {}), in_reading(new or {})
    languages = [code for code in CODES if (old or {}).get(code) != (new or {}).get(code)]
    if old_text == new_text and languages:
        both = ({code: (texts or {}).get(code) for code in languages} for texts in (old, new))
        old_text, new_text = map(in_reading, both)
    return old_text, new_text


def plainly(words: str) -> Text:
    """Return words of ours, which are in the reader's language."""
    return Text(words, current_language(), current_language())

"""The writers of an event's facts. Nothing else sets dates, place, format or status.

Each writer is atomic, checks what must hold before, appends one Change, raises the
SEQUENCE of RFC 5545, saves the event and records what the public is told. ADR 0002.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.dates import Period, Precision
from events.history import Facts
from events.models import Change, Event
from events.states import ENDED, EXPECTED, MOVES, ChangeKind, Format, Status
from places.models import City
from publishing import records
from publishing.languages import CODES, all_texts, set_texts


class ChangeRefusedError(Exception):
    """Says to an editor why a change cannot be made, and what to do instead."""


@dataclass(frozen=True)
class Announcement:
    """Who said it and when: the day (None when unknown) and its precision, why, and where.

    `reason` holds texts by language code.
    """

    on: date | None = None
    precision: Precision = Precision.DAY
    reason: Mapping[str, str] = field(default_factory=dict)
    source_url: str = ""


@dataclass(frozen=True)
class Moves:
    """The facts that one step changes; None leaves a fact alone. Cities by slug."""

    period: Period | None = None
    format: str | None = None
    cities: tuple[str, ...] | None = None
    venue: Mapping[str, str] | None = None

    def __bool__(self) -> bool:
        return any(v is not None for v in (self.period, self.format, self.cities, self.venue))


NOTHING = Moves()


@transaction.atomic
def announce(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Tell of `event` for the first time, with the facts in `moves`.

    Raises ChangeRefusedError when the event has a history already.
    """
    event = _locked(event)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has been announced already.") % event.title)
    return _step(event, ChangeKind.ANNOUNCED, announcement, moves, Status.PLANNED)


@transaction.atomic
def confirm(event: Event, announcement: Announcement, moves: Moves = NOTHING) -> Change:
    """Confirm the exact day of `event`, or set and confirm one (`moves.period`).

    Raises ChangeRefusedError without an exact day, or when nothing is expected any more.
    """
    event = _locked(event)
    _refuse_ended(event)
    if not (moves.period or event.period).is_exact:
        raise ChangeRefusedError(_("Only an exact day can be confirmed: give the date first."))
    return _step(event, ChangeKind.CONFIRMED, announcement, moves, Status.CONFIRMED)


@transaction.atomic
def reaffirm(event: Event, announcement: Announcement) -> Change:
    """Record that `event` is still expected, as vaguely dated as it is. Its status stays."""
    event = _locked(event)
    _refuse_ended(event)
    return _step(event, ChangeKind.CONFIRMED, announcement, NOTHING, event.status)


@transaction.atomic
def reschedule(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Give `event` the new date `moves.period`, exact or vague; it is planned again.

    Raises ChangeRefusedError without a new date or when it is the date already.
    """
    event = _locked(event)
    _refuse_ended(event)
    if moves.period is None or not moves.period.is_dated:
        raise ChangeRefusedError(_("Give the new date, or postpone the event without one."))
    if moves.period == event.period:
        raise ChangeRefusedError(_("This is the date already."))
    return _step(event, ChangeKind.RESCHEDULED, announcement, moves, Status.PLANNED)


@transaction.atomic
def postpone(event: Event, announcement: Announcement, period: Period | None = None) -> Change:
    """Take the date off `event`, or put a vague later one; it keeps its page and history.

    Raises ChangeRefusedError for an ended event and for an exact new date.
    """
    event = _locked(event)
    _refuse_ended(event)
    later = period or Period.undated()
    if later.is_exact:
        raise ChangeRefusedError(_("An event with an exact new date is moved, not postponed."))
    if event.status == Status.POSTPONED and later == event.period:
        raise ChangeRefusedError(_("The event is postponed already."))
    return _step(event, ChangeKind.POSTPONED, announcement, Moves(period=later), Status.POSTPONED)


@transaction.atomic
def cancel(event: Event, announcement: Announcement) -> Change:
    """Call `event` off. It keeps the dates that it had, and its page.

    Raises ChangeRefusedError for an event that is over, and without a reason.
    """
    event = _locked(event)
    _refuse_ended(event)
    if not _has_reason(announcement):
        raise ChangeRefusedError(_("Give the reason why the event is cancelled."))
    return _step(event, ChangeKind.CANCELLED, announcement, NOTHING, Status.CANCELLED)


@transaction.atomic
def relocate(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Move `event` to other cities or another venue, perhaps with a new date.

    Raises ChangeRefusedError when the place stays what it was.
    """
    event = _locked(event)
    _refuse_ended(event)
    now = Facts.of(event)
    if moves.cities in (None, now.cities) and moves.venue in (None, now.venue):
        raise ChangeRefusedError(_("Give a place other than the present one."))
    return _step(event, ChangeKind.RELOCATED, announcement, moves, _kept_status(event, moves))


@transaction.atomic
def change_format(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Turn `event` into an online, hybrid or in-person one, perhaps with a new date.

    Raises ChangeRefusedError when the format stays what it was.
    """
    event = _locked(event)
    _refuse_ended(event)
    if moves.format in (None, event.format):
        raise ChangeRefusedError(_("Give a format other than the present one."))
    return _step(event, ChangeKind.FORMAT_CHANGED, announcement, moves, _kept_status(event, moves))


@transaction.atomic
def rename(
    event: Event, announcement: Announcement, titles: Mapping[str, str] | None = None
) -> Change:
    """Give `event` the new `titles` by language code; None when only the fact is known."""
    event = _locked(event)
    return _step(event, ChangeKind.RENAMED, announcement, NOTHING, event.status, titles=titles)


@transaction.atomic
def hold(event: Event, announcement: Announcement, moves: Moves = NOTHING) -> Change:
    """Record that `event` took place, as reported: `moves` holds what differed from the plan.

    Raises ChangeRefusedError when it is over already, has no date, or lies in the future
    of the announcement.
    """
    event = _locked(event)
    if event.status in (Status.HELD, Status.CANCELLED):
        raise ChangeRefusedError(_("“%s” is over already: correct its outcome.") % event.title)
    period = moves.period or event.period
    if period.first is None:
        raise ChangeRefusedError(_("Give the date on which the event took place."))
    if announcement.on and period.first > announcement.on:
        raise ChangeRefusedError(
            _("The event begins on %(day)s and cannot be held before.")
            % {"day": period.first.isoformat()}
        )
    return _step(event, ChangeKind.HELD, announcement, moves, Status.HELD)


@transaction.atomic
def correct(
    event: Event,
    announcement: Announcement,
    moves: Moves = NOTHING,
    *,
    status: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Change:
    """Correct a mistake of this portal in the open; the earlier entries stay.

    Raises ChangeRefusedError without a reason, and when nothing is corrected.
    """
    event = _locked(event)
    if not _has_reason(announcement):
        raise ChangeRefusedError(_("Say what was wrong: it is shown to the public."))
    if not moves and status is None and titles is None:
        raise ChangeRefusedError(_("Nothing is corrected: change at least one fact."))
    return _step(
        event, ChangeKind.CORRECTED, announcement, moves, status or event.status, titles=titles
    )


@transaction.atomic
def close_without_outcome(event: Event) -> None:
    """Say that a plan was found for `event` and no report. Nobody announced it: no step.

    Raises ChangeRefusedError unless the event is still expected and has a date.
    """
    event = _locked(event)
    if event.status not in EXPECTED or not event.period.is_dated:
        raise ChangeRefusedError(_("Only an expected event with a date can lack an outcome."))
    _save(event, Facts.of(event), status=Status.UNKNOWN_OUTCOME)


@transaction.atomic
def establish(event: Event, facts: Facts) -> None:
    """Set the facts of `event` for which no step is recorded: nothing is announced by it.

    Raises ChangeRefusedError as soon as the event has a history.
    """
    event = _locked(event)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has a history: record a change.") % event.title)
    moves = Moves(facts.period, facts.format, facts.cities, facts.venue)
    _apply(event, moves)
    _save(event, Facts.of(event), status=facts.status, anew=event.sequence > 0)


# --- below: one step, written once for all ----------------------------------------


def _locked(event: Event) -> Event:
    """Lock the row and bring the caller's instance up to date with it."""
    Event.objects.select_for_update().get(pk=event.pk)
    event.refresh_from_db()
    return event


def _refuse_ended(event: Event) -> None:
    if event.status in ENDED:
        raise ChangeRefusedError(
            _("“%(title)s” is over (%(status)s): correct it instead.")
            % {"title": event.title, "status": Status(event.status).label}
        )


def _has_reason(announcement: Announcement) -> bool:
    return any(text.strip() for text in announcement.reason.values())


def _kept_status(event: Event, moves: Moves) -> str:
    """A new place or format leaves the status; a new date ends a postponement."""
    if moves.period is None:
        return event.status
    if event.status == Status.POSTPONED and moves.period.is_dated:
        return Status.PLANNED
    if event.status == Status.CONFIRMED and not moves.period.is_exact:
        return Status.PLANNED
    return event.status


def _step(
    event: Event,
    kind: ChangeKind,
    announcement: Announcement,
    moves: Moves,
    status: str,
    *,
    titles: Mapping[str, str] | None = None,
) -> Change:
    before = Facts.of(event)
    last = event.changes.order_by("-number").first()
    _check_announcement(event, kind, announcement)
    old_titles = {code: text for code, text in all_texts(event, "title").items() if text}
    if titles is not None:
        set_texts(event, "title", dict(titles))
        titles = {**old_titles, **titles}
    _apply(event, moves)
    after = Facts.of(event)
    change = Change(
        event=event,
        number=last.number + 1 if last else 1,
        kind=kind,
        source_url=announcement.source_url,
        announced_on=announcement.on,
        announced_precision=announcement.precision if announcement.on else Precision.NONE,
        old_status=before.status if last else "",
        new_status=status,
        **_columns(before, after, first=last is None),
    )
    if titles is not None:
        change.old_title, change.new_title = old_titles, dict(titles)
    set_texts(change, "reason", {code: announcement.reason.get(code, "") for code in CODES})
    change.save(force_insert=True)
    _save(event, after, status=status)
    return change


def _check_announcement(event: Event, kind: ChangeKind, announcement: Announcement) -> None:
    if event.status == Status.CONFIRMED and kind in MOVES:
        if not _has_reason(announcement) or not announcement.source_url:
            raise ChangeRefusedError(
                _("A confirmed date, place or format moves only with a reason and a source.")
            )
    newest = event.changes.exclude(announced_on=None).order_by("-announced_on").first()
    if newest and announcement.on and newest.announced_on and announcement.on < newest.announced_on:
        raise ChangeRefusedError(
            _("Step %(number)s was announced on %(day)s: a later step cannot be older.")
            % {"number": newest.number, "day": newest.announced_on.isoformat()}
        )


def _columns(before: Facts, after: Facts, *, first: bool) -> dict[str, Any]:
    """Return the columns of a step. The first step tells every fact, moved or not."""
    columns: dict[str, Any] = {}
    if before.period != after.period:
        if before.period.is_dated or not first:
            columns |= _period_columns("old", before.period)
        columns |= _period_columns("new", after.period)
    elif first:
        columns |= _period_columns("new", after.period)
    for fact in ("format", "cities", "venue"):
        old, new = getattr(before, fact), getattr(after, fact)
        if old == new and not first:
            continue
        columns[f"new_{fact}"] = new if fact == "format" else _json(new)
        if old != new and not (first and old in ((), {}, Format.UNKNOWN)):
            columns[f"old_{fact}"] = old if fact == "format" else _json(old)
    return columns


def _period_columns(prefix: str, period: Period) -> dict[str, Any]:
    return {
        f"{prefix}_starts_on": period.first,
        f"{prefix}_ends_on": period.last,
        f"{prefix}_precision": period.precision.value,
        f"{prefix}_detail": period.detail,
    }


def _json(value: tuple[str, ...] | Mapping[str, str]) -> list[str] | dict[str, str]:
    return list(value) if isinstance(value, tuple) else dict(value)


def _apply(event: Event, moves: Moves) -> None:
    """Set the moved facts on `event`, unsaved but for its cities."""
    if moves.period is not None:
        period = moves.period
        event.starts_on, event.ends_on = period.first, period.last
        event.precision = period.precision.value
        event.opens_at, event.closes_at = period.opens, period.closes
        event.time_zone = period.zone
        set_texts(event, "date_words", {code: period.words.get(code, "") for code in CODES})
    if moves.format is not None:
        event.format = moves.format
    if moves.venue is not None:
        set_texts(event, "venue", {code: moves.venue.get(code, "") for code in CODES})
    if moves.cities is not None:
        _set_cities(event, moves.cities)


def _set_cities(event: Event, slugs: tuple[str, ...]) -> None:
    cities = list(City.objects.filter(slug__in=slugs))
    if unknown := set(slugs) - {city.slug for city in cities}:
        raise ChangeRefusedError(_("There is no city called “%s”.") % ", ".join(sorted(unknown)))
    event.cities.set(cities)


def _save(event: Event, facts: Facts, *, status: str, anew: bool = True) -> None:
    """Save the facts of `event` and tell the public. `anew` raises the SEQUENCE."""
    event.status = status
    event.sequence += 1 if anew else 0
    _check_outcome(event)
    event.save()
    records.record(event)


def _check_outcome(event: Event) -> None:
    """Raise ChangeRefusedError for a status that the dates do not bear."""
    period = event.period
    if event.status == Status.CONFIRMED and not period.is_exact:
        raise ChangeRefusedError(_("Only an exact day can be confirmed: give the date first."))
    if event.status == Status.POSTPONED and period.is_exact:
        raise ChangeRefusedError(_("A postponed event has no exact day."))
    if event.status in (Status.HELD, Status.UNKNOWN_OUTCOME) and not period.is_dated:
        raise ChangeRefusedError(_("Give the date on which the event took place."))

"""One step of an event's history: checked, appended, applied to the event, told to the public.

Used by the writers of events.changes alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from events.dates import Period, Precision
from events.history import Facts
from events.models import Change, Event
from events.states import ENDED, MOVES, ChangeKind, Format, Status
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
    """The facts that one step changes; None leaves a fact alone. Cities by slug,
    venue and titles by language code."""

    period: Period | None = None
    format: str | None = None
    cities: tuple[str, ...] | None = None
    venue: Mapping[str, str] | None = None
    titles: Mapping[str, str] | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, fact.name) is not None for fact in fields(self))


NOTHING = Moves()


def locked(event: Event) -> Event:
    """Lock the row and bring the caller's instance up to date with it."""
    Event.objects.select_for_update().get(pk=event.pk)
    event.refresh_from_db()
    return event


def refuse_ended(event: Event) -> None:
    if event.status in ENDED:
        raise ChangeRefusedError(
            _("“%(title)s” is over (%(status)s): correct it instead.")
            % {"title": event.title, "status": Status(event.status).label}
        )


def has_reason(announcement: Announcement) -> bool:
    return any(text.strip() for text in announcement.reason.values())


def kept_status(event: Event, moves: Moves) -> str:
    """A new place or format leaves the status; a new date ends a postponement."""
    if moves.period is None:
        return event.status
    if event.status == Status.POSTPONED and moves.period.is_dated:
        return Status.PLANNED
    if event.status == Status.CONFIRMED and not moves.period.is_exact:
        return Status.PLANNED
    return event.status


def step(
    event: Event, kind: ChangeKind, announcement: Announcement, moves: Moves, status: str
) -> Change:
    """Append the next step to the history of the locked `event`, and save what it becomes."""
    before = Facts.of(event)
    last = event.changes.order_by("-number").first()
    _check_announcement(event, kind, announcement)
    old_titles = _titles(event)
    apply_moves(event, moves)
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
    if moves.titles is not None:
        change.old_title, change.new_title = old_titles, _titles(event)
    set_texts(change, "reason", {code: announcement.reason.get(code, "") for code in CODES})
    change.save(force_insert=True)
    save_facts(event, after, status=status)
    return change


def _check_announcement(event: Event, kind: ChangeKind, announcement: Announcement) -> None:
    explained = has_reason(announcement) and announcement.source_url
    if event.status == Status.CONFIRMED and kind in MOVES and not explained:
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


def _titles(event: Event) -> dict[str, str]:
    return {code: text for code, text in all_texts(event, "title").items() if text}


def _period_columns(prefix: str, period: Period) -> dict[str, Any]:
    return {
        f"{prefix}_starts_on": period.first,
        f"{prefix}_ends_on": period.last,
        f"{prefix}_precision": period.precision.value,
        f"{prefix}_detail": period.detail,
    }


def _json(value: tuple[str, ...] | Mapping[str, str]) -> list[str] | dict[str, str]:
    return list(value) if isinstance(value, tuple) else dict(value)


def apply_moves(event: Event, moves: Moves) -> None:
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
    if moves.titles is not None:
        set_texts(event, "title", dict(moves.titles))
    if moves.cities is not None:
        _set_cities(event, moves.cities)


def _set_cities(event: Event, slugs: tuple[str, ...]) -> None:
    cities = list(City.objects.filter(slug__in=slugs))
    if unknown := set(slugs) - {city.slug for city in cities}:
        raise ChangeRefusedError(_("There is no city called “%s”.") % ", ".join(sorted(unknown)))
    event.cities.set(cities)


def save_facts(event: Event, facts: Facts, *, status: str, anew: bool = True) -> None:
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

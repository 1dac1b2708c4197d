"""One step of an event's history: checked, appended, applied to the event, told to the public.

Used by the writers of events.actions.changes alone.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from events.actions.announcement import NOTHING, Announcement, FactChanges
from events.actions.checks import check, check_days, check_explained, check_order, check_time
from events.dates import Period, Precision
from events.enums import ChangeKind, Status
from events.models import Change, Event
from events.timeline import Facts, moved_facts
from i18n.texts import CODES, all_texts, set_texts
from places.models import City
from publishing import records, translations
from publishing.four_eyes import demand_second
from publishing.permissions import RECORD, Actor, demand


def locked(event: Event, by: Actor, *, may_wait: bool = True) -> Event:
    """Wait for our turn, lock the row and bring the caller's instance up to date with it.

    Raises NotAllowedError, also where the draft that somebody prepares was published meanwhile; and AloneError
    where a second person has to look first, unless the step may not wait.
    """
    demand(by, RECORD, event)
    records.take_turn()
    event.refresh_from_db(from_queryset=Event.objects.select_for_update())
    demand(by, RECORD, event)
    if may_wait:
        demand_second(by, event)
    return event


def kept_status(status: str, moves: FactChanges) -> str:
    """A new place or format leaves the status; a new date ends a postponement."""
    if moves.period is None:
        return status
    if status == Status.POSTPONED and moves.period.is_dated:
        return Status.PLANNED
    if status == Status.CONFIRMED and not moves.period.is_exact:
        return Status.PLANNED
    return status


class NewStep(NamedTuple):
    """What an editor decides by one step: of which kind it is, what was announced, what moves."""

    kind: ChangeKind
    status: str
    announcement: Announcement
    moves: FactChanges = NOTHING


def record(event: Event, decision: NewStep, by: Actor) -> Change:
    """Append the next step to the history of the locked `event`, and save what it becomes.

    Raises ChangeRefusedError before anything is written or set on `event`.
    """
    kind, status, announcement, moves = decision
    before = event.facts()
    after = moves.onto(before, status=status)
    last = event.changes.order_by("-number").first()
    check_days(announcement.on, moves.period)
    check_time(by, announcement.on, before, after)
    check_order(event, announcement)
    check_explained(kind, announcement, before, after)
    check(after)
    number = last.number + 1 if last else 1
    change = drafted(event, decision, PendingChange(number, before, after), by)
    if moves.titles is not None:
        change.old_title = _titles(event)
        translations.set_together(event, "title", moves.titles, announcement.on)
        change.new_title = _titles(event)
    change.save(force_insert=True)
    save_facts(event, after)
    return change


class PendingChange(NamedTuple):
    """Where a step stands in its history, counted from 1, and the facts before and after it."""

    number: int
    before: Facts
    after: Facts


def drafted(event: Event, decision: NewStep, turn: PendingChange, by: Actor) -> Change:
    """Return the row of a step, unsaved and unchecked."""
    (kind, _status, announcement, _moves), (number, before, after) = decision, turn
    columns = moved_facts(kind, before, after, first=number == 1)
    change = Change(
        event=event,
        number=number,
        kind=kind,
        recorded_by=by.name,
        decision_id=announcement.decision or None,
        source_url=announcement.source_url,
        announced_on=announcement.on,
        announced_precision=announcement.precision if announcement.on else Precision.NONE,
        **_columns(columns),
    )
    set_texts(change, "reason", {code: announcement.reason.get(code, "") for code in CODES})
    return change


def save_facts(event: Event, facts: Facts, *, anew: bool = True) -> None:
    """Save checked facts as those of `event` and tell the public. `anew` raises the SEQUENCE."""
    set_facts(event, facts)
    event.cities.set(City.objects.filter(slug__in=facts.cities))
    event.sequence += 1 if anew else 0
    event.save()
    records.record(event)


def set_facts(event: Event, facts: Facts) -> None:
    """Set `facts` on `event`, unsaved; its cities stay what they are."""
    period = facts.period
    event.status, event.format = facts.status, facts.format
    event.starts_on, event.ends_on = period.first, period.last
    event.precision = period.precision.value
    event.opens_at, event.closes_at = period.opens, period.closes
    event.time_zone = period.zone
    set_texts(event, "date_words", {code: period.words.get(code, "") for code in CODES})
    set_texts(event, "venue", {code: facts.venue.get(code, "") for code in CODES})


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a step tells of its facts as its row holds it."""
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, Period):
            columns |= _period(name.removesuffix("_period"), value)
        else:
            columns[name] = list(value) if isinstance(value, tuple) else value
    return columns


def _period(prefix: str, period: Period) -> dict[str, Any]:
    return {
        f"{prefix}_starts_on": period.first,
        f"{prefix}_ends_on": period.last,
        f"{prefix}_precision": period.precision.value,
        f"{prefix}_detail": period.detail,
    }


def _titles(event: Event) -> dict[str, str]:
    return {code: text for code, text in all_texts(event, "title").items() if text}

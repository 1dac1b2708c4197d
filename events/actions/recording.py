"""One step of an event's history: checked, appended, applied to the event, told to the public.

Also what must hold before a step is taken, and what an editor reads when it does not. `record` is called by the writers
of events.actions.changes and of events.actions.undoing alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import history, outcomes
from events.actions.announcement import NOTHING, Announcement, FactChanges
from events.calendar import misfit
from events.dates import Period, Precision
from events.enums import ENDED, MOVES, ChangeKind, Status
from events.models import Change, Event
from events.timeline import Facts, moved_facts
from i18n.texts import CODES, all_texts, current_language, set_texts
from places.models import City
from publishing import permissions, records, translations, years
from publishing.four_eyes import demand_second
from publishing.permissions import RECORD, Actor, demand


class ChangeRefusedError(Exception):
    """Says to an editor why a change cannot be made, and what to do instead."""


def refuse_ended(event: Event) -> None:
    if event.status in ENDED:
        raise ChangeRefusedError(
            _("“%(title)s” is over (%(status)s): correct it instead.")
            % {"title": event.title, "status": Status(event.status).label}
        )


def refuse_inexact(period: Period) -> None:
    """Raise ChangeRefusedError for a day that cannot be confirmed."""
    if not period.is_exact:
        raise ChangeRefusedError(_("Only an exact day can be confirmed: give the date first."))


def refuse_undated(period: Period) -> None:
    """Raise ChangeRefusedError for a period on which nothing can have been held."""
    if not period.is_dated:
        raise ChangeRefusedError(_("Give the date on which the event took place."))


def check(facts: Facts) -> None:
    """Raise ChangeRefusedError for a status that the dates do not bear, or an unknown city."""
    period = facts.period
    if facts.status == Status.CONFIRMED:
        refuse_inexact(period)
    if facts.status == Status.POSTPONED and period.is_exact:
        raise ChangeRefusedError(_("A postponed event has no exact day."))
    if facts.status in (Status.HELD, Status.UNKNOWN_OUTCOME):
        refuse_undated(period)
    slugs = City.objects.filter(slug__in=facts.cities).values_list("slug", flat=True)
    if unknown := set(facts.cities) - set(slugs):
        raise ChangeRefusedError(_("There is no city called “%s”.") % ", ".join(sorted(unknown)))


def check_established(before: Facts, facts: Facts, by: permissions.Actor) -> None:
    """Raise ChangeRefusedError for facts that cannot be set without a step."""
    check_time(by, None, before, facts)
    if facts.period != before.period:
        check_days(None, facts.period)
    check(facts)


def check_days(announced_on: date | None, period: Period | None) -> None:
    """Refuse a new day outside the portal's years, and bounds that do not fit the precision.

    What stands there already may stay.
    """
    if period and (problem := misfit(period)):
        raise ChangeRefusedError(problem)
    days = [*(period.bounds if period else ()), *([announced_on] if announced_on else ())]
    for day in days:
        if problem := years.refusal(day.year):
            raise ChangeRefusedError(problem)


def check_titles(before: Mapping[str, str | None], titles: Mapping[str, str]) -> None:
    """Refuse new titles, by language code, that are empty or those `before`."""
    if not all(titles.values()):
        raise ChangeRefusedError(_("A title cannot be empty."))
    if before == {**before, **titles}:
        raise ChangeRefusedError(_("Give a title other than the present one."))


def announced_ahead(day: date | None, today: date) -> str:
    """Return why nothing can be announced on `day` yet, or ""."""
    return _("An announcement cannot lie in the future.") if day and day > today else ""


def check_time(
    by: permissions.Actor, announced_on: date | None, before: Facts, after: Facts
) -> None:
    """Refuse what lies in the future of whoever records it: an announcement, or an outcome."""
    if by.now is None or by.today is None:
        return
    if problem := announced_ahead(announced_on, by.today):
        raise ChangeRefusedError(problem)
    if (before.status, before.period) == (after.status, after.period):
        return
    if after.status == Status.HELD and not outcomes.may_be_held(after.period, by.now):
        refuse_early(after.period, by.now)
    if after.status == Status.UNKNOWN_OUTCOME and not outcomes.is_over(after.period, by.now):
        raise ChangeRefusedError(_("The event is not over yet: its outcome is still to come."))


def refuse_foretold(period: Period, announcement: Announcement) -> None:
    """Refuse an outcome that was announced before the event began.

    A report of the opening names a day before the last one. What it tells is no outcome before the
    event has ended: `check_time` asks whoever records it.
    """
    if announcement.latest and not outcomes.has_begun(period, announcement.latest):
        refuse_early(period, announcement.latest)


def refuse_early(period: Period, now: date) -> None:
    """Say from when on an event that may not have been held at `now` may have been."""
    refuse_undated(period)
    if not period.is_exact:
        raise ChangeRefusedError(
            _("The time of the event is %(period)s: it cannot be held before.")
            % {"period": period.say_days(current_language())}
        )
    if outcomes.has_begun(period, now):
        raise ChangeRefusedError(
            _("The event lasts until %(day)s and cannot be recorded as held before that day.")
            % {"day": date_format(cast(date, period.last))}
        )
    opening = replace(period, last=period.first, closes=None, words={})
    raise ChangeRefusedError(
        _("The event begins on %(day)s and cannot be held before.")
        % {"day": opening.say(current_language())}
    )


def check_order(steps: Iterable[tuple[int, date | None]], announcement: Announcement) -> None:
    """Refuse what was announced before any of `steps`, numbers with the days of their announcement."""
    number, newest = max(
        ((number, day) for number, day in steps if day),
        key=lambda step: step[1],
        default=(0, None),
    )
    if newest and announcement.on and announcement.on < newest:
        raise ChangeRefusedError(
            _("Step %(number)s was announced on %(day)s: a later step cannot be older.")
            % {"number": number, "day": date_format(newest)}
        )


def check_explained(
    kind: ChangeKind, announcement: Announcement, before: Facts, after: Facts
) -> None:
    """Ask for a reason and a source when a confirmed event moves. ADR 0002."""
    moves = kind in MOVES or (kind != ChangeKind.CORRECTED and history.left_behind(before, after))
    has_explanation = announcement.has_reason and announcement.source_url
    if before.status == Status.CONFIRMED and moves and not has_explanation:
        raise ChangeRefusedError(
            _("A confirmed date, place or format moves only with a reason and a source.")
        )


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
    prefetch_related_objects([event], "cities")  # they are asked for before the step and after it
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
    rows = event.changes.prefetch_related(None)  # without the reasons that were added
    steps = list(rows.order_by("-number").values_list("number", "announced_on"))
    check_days(announcement.on, moves.period)
    check_time(by, announcement.on, before, after)
    check_order(steps, announcement)
    check_explained(kind, announcement, before, after)
    check(after)
    number = steps[0][0] + 1 if steps else 1
    told = Facts() if _is_first_told(event, kind) else before
    change = drafted(event, decision, PendingChange(number, told, after), by)
    if moves.titles is not None:
        change.old_title = _titles(event)
        translations.set_together(event, "title", moves.titles, announcement.on)
        change.new_title = _titles(event)
    change.save(force_insert=True)
    save_facts(event, after)
    return change


def _is_first_told(event: Event, kind: ChangeKind) -> bool:
    """Whether a step announces a draft: what stood in that was told to nobody, and is left by nothing."""
    return kind == ChangeKind.ANNOUNCED and event.is_draft


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
    if {city.slug for city in event.cities.all()} != set(facts.cities):
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

"""What must hold before a step is taken, and what an editor reads when it does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import history, outcomes
from events.actions.announcement import Announcement
from events.dates import Period
from events.enums import ENDED, MOVES, ChangeKind, Status
from events.models import Event
from events.months import misfit
from events.timeline import Facts
from i18n.texts import current_language
from places.models import City
from publishing import permissions, years


class ChangeRefusedError(Exception):
    """Says to an editor why a change cannot be made, and what to do instead."""


def refuse_ended(event: Event) -> None:
    if event.status in ENDED:
        raise ChangeRefusedError(
            _("“%(title)s” is over (%(status)s): correct it instead.")
            % {"title": event.title, "status": Status(event.status).label}
        )


def check(facts: Facts) -> None:
    """Raise ChangeRefusedError for a status that the dates do not bear, or an unknown city."""
    period = facts.period
    if facts.status == Status.CONFIRMED and not period.is_exact:
        raise ChangeRefusedError(_("Only an exact day can be confirmed: give the date first."))
    if facts.status == Status.POSTPONED and period.is_exact:
        raise ChangeRefusedError(_("A postponed event has no exact day."))
    if facts.status in (Status.HELD, Status.UNKNOWN_OUTCOME) and not period.is_dated:
        raise ChangeRefusedError(_("Give the date on which the event took place."))
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


def check_time(
    by: permissions.Actor, announced_on: date | None, before: Facts, after: Facts
) -> None:
    """Refuse what lies in the future of whoever records it: an announcement, or an outcome."""
    if by.now is None or by.today is None:
        return
    if announced_on is not None and announced_on > by.today:
        raise ChangeRefusedError(_("An announcement cannot lie in the future."))
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
    if period.first is None or period.last is None:
        raise ChangeRefusedError(_("Give the date on which the event took place."))
    if not period.is_exact:
        raise ChangeRefusedError(
            _("The time of the event is %(period)s: it cannot be held before.")
            % {"period": period.say_days(current_language())}
        )
    if outcomes.has_begun(period, now):
        raise ChangeRefusedError(
            _("The event lasts until %(day)s and cannot be recorded as held before that day.")
            % {"day": date_format(period.last)}
        )
    opening = replace(period, last=period.first, closes=None, words={})
    raise ChangeRefusedError(
        _("The event begins on %(day)s and cannot be held before.")
        % {"day": opening.say(current_language())}
    )


def check_order(event: Event, announcement: Announcement) -> None:
    newest = event.changes.exclude(announced_on=None).order_by("-announced_on").first()
    if newest and announcement.on and newest.announced_on and announcement.on < newest.announced_on:
        raise ChangeRefusedError(
            _("Step %(number)s was announced on %(day)s: a later step cannot be older.")
            % {"number": newest.number, "day": date_format(newest.announced_on)}
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

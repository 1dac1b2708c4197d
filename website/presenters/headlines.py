"""What happened by a step of an event's history, in a few words: "Date set", "Moved online"."""

from enum import StrEnum

from django.utils.translation import gettext as _

from events.enums import ChangeKind, Format
from events.timeline import ChangeState


def headline(change: ChangeState) -> str:
    """Return what happened, in a few words: "Date set", "Moved online"."""
    match change.kind:
        case ChangeKind.CONFIRMED:
            return _("Date confirmed") if change.new_period else _("Confirmed")
        case ChangeKind.RESCHEDULED:
            return _date_headline(change)
        case ChangeKind.RELOCATED:
            return _place_headline(change)
        case ChangeKind.FORMAT_CHANGED:
            return _format_headline(change)
    return {
        ChangeKind.ANNOUNCED: _("Announced"),
        ChangeKind.POSTPONED: _("Postponed"),
        ChangeKind.CANCELLED: _("Cancelled"),
        ChangeKind.REINSTATED: _("Takes place after all"),
        ChangeKind.RENAMED: _("New name"),
        ChangeKind.HELD: _("Held"),
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

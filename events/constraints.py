"""What the database itself refuses in an event and in a step of its history.

A CHECK passes on NULL: each names every nullable column that it compares.
"""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, UniqueConstraint

from events.dates import EXACT, Precision
from events.enums import MOVES, ChangeKind, Format, Kind, Level, Membership, Status
from i18n.texts import in_any_language

PRECISION_VALUES = [precision.value for precision in Precision]
EXACT_VALUES = [precision.value for precision in EXACT]
NO_DATE = ["", Precision.NONE.value]


def one_of(model: str, field: str, values: list[str], *, blank: bool = False) -> CheckConstraint:
    """Return the constraint that `field` holds one of `values`."""
    choices = [*values, ""] if blank else values
    return CheckConstraint(condition=Q(**{f"{field}__in": choices}), name=f"{model}_{field}_known")


def days_complete(prefix: str) -> CheckConstraint:
    """Return the constraint that the old or new time of a step is whole, or not there."""
    first, last, precision = (f"{prefix}_{part}" for part in ("starts_on", "ends_on", "precision"))
    absent = Q((f"{first}__isnull", True), (f"{last}__isnull", True), (f"{precision}__in", NO_DATE))
    whole = Q(
        (f"{first}__isnull", False), (f"{last}__isnull", False), (f"{first}__lte", F(last))
    ) & ~Q((f"{precision}__in", NO_DATE))
    return CheckConstraint(condition=absent | whole, name=f"change_{prefix}_days_complete")


EVENT: list[BaseConstraint] = [
    one_of("event", "kind", Kind.values),
    one_of("event", "level", Level.values),
    one_of("event", "membership", Membership.values),
    one_of("event", "format", Format.values),
    one_of("event", "status", Status.values),
    one_of("event", "precision", PRECISION_VALUES),
    CheckConstraint(
        condition=Q(starts_on__isnull=True, ends_on__isnull=True, precision="none")
        | (
            Q(starts_on__isnull=False, ends_on__isnull=False, starts_on__lte=F("ends_on"))
            & ~Q(precision="none")
        ),
        name="event_days_both_or_neither",
    ),
    CheckConstraint(
        condition=(Q(precision="minute", opens_at__isnull=False) & ~Q(time_zone=""))
        | (~Q(precision="minute") & Q(opens_at__isnull=True, closes_at__isnull=True)),
        name="event_clock_time_complete",
    ),
    CheckConstraint(
        condition=~Q(status=Status.CONFIRMED) | Q(precision__in=EXACT_VALUES),
        name="event_confirmed_has_exact_day",
    ),
    CheckConstraint(
        condition=~Q(status=Status.POSTPONED) | ~Q(precision__in=EXACT_VALUES),
        name="event_postponed_has_no_exact_day",
    ),
    CheckConstraint(
        condition=~Q(status__in=[Status.HELD, Status.UNKNOWN_OUTCOME]) | Q(starts_on__isnull=False),
        name="event_outcome_has_days",
    ),
]

CHANGE: list[BaseConstraint] = [
    UniqueConstraint(fields=("event", "number"), name="change_number_in_event"),
    CheckConstraint(condition=Q(number__gte=1), name="change_number_from_one"),
    one_of("change", "kind", ChangeKind.values),
    one_of("change", "old_status", Status.values, blank=True),
    one_of("change", "new_status", Status.values),
    one_of("change", "old_format", Format.values, blank=True),
    one_of("change", "new_format", Format.values, blank=True),
    one_of("change", "old_precision", PRECISION_VALUES, blank=True),
    one_of("change", "new_precision", PRECISION_VALUES, blank=True),
    one_of("change", "announced_precision", PRECISION_VALUES),
    CheckConstraint(
        condition=Q(announced_on__isnull=True, announced_precision="none")
        | (Q(announced_on__isnull=False) & ~Q(announced_precision="none")),
        name="change_announced_day_or_none",
    ),
    days_complete("old"),
    days_complete("new"),
    CheckConstraint(
        condition=~Q(kind=ChangeKind.RESCHEDULED) | ~Q(new_precision__in=NO_DATE),
        name="change_rescheduled_has_new_date",
    ),
    CheckConstraint(
        condition=~Q(kind=ChangeKind.POSTPONED)
        | (Q(new_status=Status.POSTPONED) & ~Q(new_precision="")),
        name="change_postponed_moves_date",
    ),
    CheckConstraint(
        condition=~Q(kind=ChangeKind.RELOCATED)
        | Q(new_cities__isnull=False)
        | Q(new_venue__isnull=False),
        name="change_relocated_has_new_place",
    ),
    CheckConstraint(
        condition=~Q(kind=ChangeKind.FORMAT_CHANGED) | ~Q(new_format=""),
        name="change_format_changed_has_new_format",
    ),
    CheckConstraint(
        condition=~Q(old_status=Status.CONFIRMED, kind__in=MOVES)
        | (~Q(source_url="") & in_any_language("reason", ("gt", ""), ("isnull", False))),
        name="change_of_confirmed_has_reason_and_source",
    ),
]

DECISION: list[BaseConstraint] = [
    one_of("decision", "kind", ChangeKind.values),
    CheckConstraint(condition=~Q(slug=""), name="decision_has_an_address"),
]

ADDED_REASON: list[BaseConstraint] = [
    UniqueConstraint(fields=("change", "language"), name="addedreason_once_a_language"),
    CheckConstraint(condition=~Q(text="") & ~Q(language=""), name="addedreason_says_something"),
]

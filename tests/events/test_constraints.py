"""What the database itself refuses, when the writers of events.actions.changes are passed by.

The steps of a history cannot be updated, so here each is inserted as a bad writer would.
"""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from events.constraints import ADDED_REASON, CHANGE, DECISION, EVENT
from events.enums import Status
from events.models import AddedReason, Change, Decision, Event
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db

JULY_22 = date(2020, 7, 22)
JULY_23 = date(2020, 7, 23)
EXACT = {"starts_on": JULY_22, "ends_on": JULY_23, "precision": "day"}
VAGUE = EXACT | {"precision": "month"}

REFUSED_EVENTS = [
    ("event_kind_known", {"kind": "party"}),
    ("event_level_known", {"level": "gods"}),
    ("event_membership_known", {"membership": "club"}),
    ("event_format_known", {"format": "by_post"}),
    ("event_status_known", {"status": "rescheduled"}),
    ("event_precision_known", EXACT | {"precision": "week"}),
    ("event_days_both_or_neither", {"starts_on": JULY_22, "precision": "day"}),
    ("event_days_both_or_neither", {"ends_on": JULY_22, "precision": "day"}),
    ("event_days_both_or_neither", EXACT | {"precision": "none"}),
    ("event_days_both_or_neither", {"precision": "day"}),
    ("event_days_both_or_neither", EXACT | {"starts_on": date(2020, 7, 24)}),
    ("event_clock_time_complete", EXACT | {"precision": "minute"}),
    ("event_clock_time_complete", EXACT | {"precision": "minute", "opens_at": time(9)}),
    ("event_clock_time_complete", EXACT | {"precision": "minute", "time_zone": "Asia/Shanghai"}),
    ("event_clock_time_complete", EXACT | {"opens_at": time(9), "time_zone": "Asia/Shanghai"}),
    ("event_clock_time_complete", EXACT | {"closes_at": time(9)}),
    ("event_confirmed_has_exact_day", VAGUE | {"status": "confirmed"}),
    ("event_confirmed_has_exact_day", {"status": "confirmed"}),
    ("event_postponed_has_no_exact_day", EXACT | {"status": "postponed"}),
    ("event_outcome_has_days", {"status": "held"}),
    ("event_outcome_has_days", {"status": "unknown_outcome"}),
]

STEP = {
    "number": 1,
    "kind": "announced",
    "new_status": "planned",
    "announced_on": JULY_22,
    "announced_precision": "day",
}
NEW_DAYS = {"new_starts_on": JULY_22, "new_ends_on": JULY_23, "new_precision": "day"}
OLD_DAYS = {"old_starts_on": JULY_22, "old_ends_on": JULY_23, "old_precision": "day"}
EXPLAINED = {"reason_en": "The pandemic.", "source_url": "https://source.example/"}
RESCHEDULED = NEW_DAYS | {"kind": "rescheduled", "old_status": "confirmed"}

REFUSED_CHANGES = [
    ("change_number_from_one", {"number": 0}),
    ("change_kind_known", {"kind": "forgotten"}),
    ("change_old_status_known", {"old_status": "rescheduled"}),
    ("change_new_status_known", {"new_status": ""}),
    ("change_old_format_known", {"old_format": "by_post"}),
    ("change_new_format_known", {"new_format": "by_post"}),
    ("change_old_precision_known", OLD_DAYS | {"old_precision": "week"}),
    ("change_new_precision_known", NEW_DAYS | {"new_precision": "week"}),
    ("change_announced_precision_known", {"announced_precision": "week"}),
    ("change_announced_day_or_none", {"announced_on": None}),
    ("change_announced_day_or_none", {"announced_precision": "none"}),
    ("change_new_days_complete", NEW_DAYS | {"new_ends_on": None}),
    ("change_new_days_complete", NEW_DAYS | {"new_starts_on": None}),
    ("change_new_days_complete", NEW_DAYS | {"new_precision": ""}),
    ("change_new_days_complete", NEW_DAYS | {"new_starts_on": date(2020, 7, 24)}),
    ("change_new_days_complete", {"new_precision": "day"}),
    ("change_old_days_complete", OLD_DAYS | {"old_ends_on": None}),
    ("change_old_days_complete", OLD_DAYS | {"old_starts_on": date(2020, 7, 24)}),
    ("change_rescheduled_has_new_date", {"kind": "rescheduled"}),
    ("change_rescheduled_has_new_date", {"kind": "rescheduled", "new_precision": "none"}),
    ("change_postponed_moves_date", {"kind": "postponed", "new_status": "postponed"}),
    ("change_postponed_moves_date", {"kind": "postponed", "new_precision": "none"}),
    ("change_relocated_has_new_place", {"kind": "relocated"}),
    ("change_format_changed_has_new_format", {"kind": "format_changed"}),
    ("change_of_confirmed_has_reason_and_source", RESCHEDULED),
    ("change_of_confirmed_has_reason_and_source", RESCHEDULED | EXPLAINED | {"source_url": ""}),
    ("change_of_confirmed_has_reason_and_source", RESCHEDULED | EXPLAINED | {"reason_en": ""}),
    ("change_of_confirmed_has_reason_and_source", RESCHEDULED | EXPLAINED | {"reason_en": None}),
]

ACCEPTED_CHANGES = [
    STEP,
    STEP | {"announced_on": None, "announced_precision": "none"},
    STEP | OLD_DAYS | NEW_DAYS,
    STEP | OLD_DAYS | {"kind": "postponed", "new_status": "postponed", "new_precision": "none"},
    STEP | RESCHEDULED | EXPLAINED,
    STEP | RESCHEDULED | EXPLAINED | {"reason_en": None, "reason_zh_hans": "疫情。"},
    STEP | {"kind": "relocated", "new_cities": ["sochi"]},
    STEP | {"kind": "relocated", "new_venue": {}},
    STEP | {"kind": "confirmed", "old_status": "confirmed", "new_status": "confirmed"},
]


@pytest.mark.parametrize(("constraint", "values"), REFUSED_EVENTS)
def test_the_database_refuses_an_event(constraint, values):
    EventFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Event.objects.update(**values)


@pytest.mark.parametrize(
    "values",
    [EXACT | {"status": status} for status in Status.values if status != Status.POSTPONED]
    + [VAGUE | {"status": "postponed"}, {"status": "postponed"}, {"status": "cancelled"}]
    + [EXACT | {"precision": "minute", "opens_at": time(9), "time_zone": "Asia/Shanghai"}],
)
def test_the_database_accepts_an_event(values):
    EventFactory()

    assert Event.objects.update(**values) == 1


@pytest.mark.parametrize(("constraint", "values"), REFUSED_CHANGES)
def test_the_database_refuses_a_step(constraint, values):
    event = EventFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Change.objects.bulk_create([Change(event=event, **STEP | values)])


@pytest.mark.parametrize("values", ACCEPTED_CHANGES)
def test_the_database_accepts_a_step(values):
    event = EventFactory()

    Change.objects.bulk_create([Change(event=event, **values)])

    assert Change.objects.count() == 1


@pytest.mark.parametrize("second", [STEP, STEP | {"kind": "confirmed", "new_status": "confirmed"}])
def test_no_two_steps_of_an_event_have_a_number(second):
    event, other = EventFactory(), EventFactory()
    Change.objects.bulk_create([Change(event=event, **STEP), Change(event=other, **STEP)])

    # On SQLite the trigger against REPLACE sees it first.
    with (
        pytest.raises(IntegrityError, match=r"change_number_in_event|append-only"),
        transaction.atomic(),
    ):
        Change.objects.bulk_create([Change(event=event, **second)])

    assert Change.objects.count() == 2


REFUSED_DECISIONS = [
    ("decision_kind_known", {"kind": "forgotten"}),
    ("decision_has_an_address", {"slug": ""}),
]
REFUSED_REASONS = [
    ("addedreason_says_something", {"text": ""}),
    ("addedreason_says_something", {"language": ""}),
]


@pytest.mark.parametrize(("constraint", "values"), REFUSED_DECISIONS)
def test_the_database_refuses_a_decision(constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Decision.objects.create(**{"slug": "held-2020", "kind": "held", **values})


@pytest.mark.parametrize(("constraint", "values"), REFUSED_REASONS)
def test_the_database_refuses_an_added_reason(constraint, values):
    change = EventFactory(announced=announcement()).changes.get()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AddedReason.objects.create(
            **{"change": change, "language": "ru", "text": "Причина.", **values}
        )


def test_a_reason_is_added_once_in_a_language():
    change = EventFactory(announced=announcement()).changes.get()
    AddedReason.objects.create(change=change, language="ru", text="Причина.")

    # On SQLite the trigger against REPLACE sees it first.
    with (
        pytest.raises(IntegrityError, match=r"addedreason_once_a_language|Reasons are added"),
        transaction.atomic(),
    ):
        AddedReason.objects.create(change=change, language="ru", text="Иная.")


def test_every_constraint_of_events_and_steps_is_tested_here():
    refused = REFUSED_EVENTS + REFUSED_CHANGES + REFUSED_DECISIONS + REFUSED_REASONS
    rules = {rule.name for rule in EVENT + CHANGE + DECISION + ADDED_REASON}

    assert rules - {name for name, _values in refused} == {
        "change_number_in_event",
        "addedreason_once_a_language",
    }

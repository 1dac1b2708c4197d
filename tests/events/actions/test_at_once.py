"""Two editors change one event at the same moment."""

import pytest

from events.actions.changes import ChangeRefusedError, FactChanges
from events.actions.decisions import DecisionRefusedError, cancelling, postponing
from events.history import followed
from events.models import Event
from publishing import records
from publishing.models import PublicRecord
from tests.acting import changes, decisions
from tests.events.actions.plans import JULY, JULY_22, NOVEMBER_10
from tests.factories import EventFactory, announcement
from tests.threads import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_editors_who_end_an_event_at_once_one_is_told():
    event = EventFactory(published=True, announced=announcement(), period=JULY_22)

    refusals = at_once(
        lambda: changes.cancel(Event.objects.get(pk=event.pk), announcement()),
        lambda: changes.cancel(Event.objects.get(pk=event.pk), announcement()),
    )

    assert [type(refusal) for refusal in refusals] == [ChangeRefusedError]
    assert list(event.changes.values_list("number", "kind")) == [(1, "announced"), (2, "cancelled")]


def test_steps_made_at_once_come_one_after_the_other():
    event = EventFactory(published=True, announced=announcement(), period=JULY)
    periods = (JULY_22, NOVEMBER_10)

    refusals = at_once(
        *(
            lambda period=period: changes.reschedule(
                Event.objects.get(pk=event.pk), announcement(), FactChanges(period)
            )
            for period in periods
        )
    )

    event.refresh_from_db()
    assert refusals == []
    assert list(event.changes.values_list("number", flat=True)) == [1, 2, 3]
    assert followed(event.changes.all())[-1] == event.facts()
    assert (event.sequence, records.newest_number()) == (3, 3)
    assert PublicRecord.objects.latest_of("events").get().document == records.rendered(event)


def test_of_two_decisions_about_the_same_events_at_once_one_is_refused_whole():
    events = [
        EventFactory(published=True, announced=announcement(), period=JULY_22)
        for _number in range(2)
    ]

    refusals = at_once(
        lambda: decisions.decide(cancelling(), events, announcement()),
        lambda: decisions.decide(cancelling(), events[::-1], announcement()),
    )

    kinds = [list(event.changes.values_list("kind", flat=True)) for event in events]
    assert [type(refusal) for refusal in refusals] == [DecisionRefusedError]
    assert kinds == [["announced", "cancelled"]] * 2
    assert list(records.discrepancies()) == []


def test_a_decision_and_an_act_at_once_come_one_after_the_other():
    events = [
        EventFactory(published=True, announced=announcement(), period=JULY_22)
        for _number in range(2)
    ]

    refusals = at_once(
        lambda: decisions.decide(postponing(), events, announcement()),
        lambda: changes.cancel(Event.objects.get(pk=events[1].pk), announcement()),
    )

    kinds = {tuple(event.changes.values_list("kind", flat=True)) for event in events}
    assert (len(refusals), kinds) in (
        (0, {("announced", "postponed"), ("announced", "postponed", "cancelled")}),
        (1, {("announced",), ("announced", "cancelled")}),
    )

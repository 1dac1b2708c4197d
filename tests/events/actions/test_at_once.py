"""Two editors change one event at the same moment."""

import pytest

from events.actions.changes import ChangeRefusedError, FactChanges
from events.history import followed
from events.models import Event
from publishing import record_checks, records
from publishing.models import PublicRecord
from tests.acting import changes
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
    assert PublicRecord.objects.latest_of("events").get().document == record_checks.rendered(event)

"""What every step of a history does, whichever writer makes it."""

from datetime import date, time

import pytest
import time_machine

from events.actions.changes import NOTHING, FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from events.models import Event
from events.timeline import Facts
from publishing.models import PublicRecord
from tests.acting import changes
from tests.events.actions.plans import JULY, JULY_22, NOVEMBER_10, confirmed, refusal
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


def test_steps_are_numbered_from_one_without_gaps():
    event = EventFactory(announced=announcement(), period=JULY)

    for period in (JULY_22, NOVEMBER_10):
        changes.reschedule(event, announcement(), FactChanges(period))

    assert list(event.changes.values_list("number", flat=True)) == [1, 2, 3]


def test_sequence_rises_by_one_with_every_step():
    event = EventFactory()
    seen = [event.sequence]

    changes.announce(event, announcement(), FactChanges(JULY_22))
    seen.append(event.sequence)
    changes.confirm(event, announcement())
    seen.append(event.sequence)
    changes.close_without_outcome(event)
    seen.append(event.sequence)

    assert seen == [0, 1, 2, 3]
    event.refresh_from_db()
    assert event.sequence == 3


def test_every_step_moves_updated_at():
    event = EventFactory()

    with time_machine.travel("2030-01-20T12:00:00+03:00", tick=False):
        changes.announce(event, announcement(), NOTHING)

    event.refresh_from_db()
    assert event.updated_at.isoformat() == "2030-01-20T09:00:00+00:00"


def test_a_step_tells_only_what_it_moved():
    CityFactory(slug="sochi")
    event = EventFactory(
        announced=announcement(), period=JULY_22, format=Format.IN_PERSON, venue={"en": "Hall"}
    )

    change = changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10, Format.IN_PERSON))

    assert (change.old_period, change.new_period) == (JULY_22, NOVEMBER_10)
    assert (change.old_format, change.new_format) == ("", "")
    assert (change.new_cities, change.new_venue, change.new_title) == (None, None, None)


def test_one_step_may_move_several_facts():
    CityFactory(slug="sochi")
    chelyabinsk = CityFactory(slug="chelyabinsk")
    event = EventFactory(
        announced=announcement(),
        period=JULY_22,
        format=Format.IN_PERSON,
        cities=[chelyabinsk],
        venue={"en": "Hall"},
    )

    change = changes.change_format(
        event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE, ("sochi",), {})
    )

    assert (change.old_period, change.new_period) == (JULY_22, NOVEMBER_10)
    assert (change.old_format, change.new_format) == ("in_person", "online")
    assert (change.old_cities, change.new_cities) == (["chelyabinsk"], ["sochi"])
    assert (change.old_venue, change.new_venue) == ({"en": "Hall"}, {})
    assert event.facts() == Facts(Status.PLANNED, NOVEMBER_10, Format.ONLINE, ("sochi",), {})


def test_clock_times_and_words_are_kept_in_the_history():
    opening = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        closes=time(17, 30),
        zone="Asia/Shanghai",
        words={"en": "in the afternoon"},
    )
    event = EventFactory(announced=announcement(), period=opening)

    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))

    event.refresh_from_db()
    first, second = event.changes.all()
    assert event.period == NOVEMBER_10
    assert (first.new_period, second.old_period) == (opening, opening)


def test_cities_may_be_named_in_any_order():
    CityFactory(slug="moscow")
    CityFactory(slug="sochi")
    event = EventFactory(announced=announcement())
    changes.relocate(event, announcement(), FactChanges(cities=("sochi", "moscow", "sochi")))

    text = refusal(changes.relocate, event, announcement(), FactChanges(cities=("sochi", "moscow")))

    assert event.facts().cities == ("moscow", "sochi")
    assert text == "Give a place other than the present one."


def test_an_unknown_city_is_named():
    event = EventFactory(announced=announcement())
    CityFactory(slug="sochi")

    text = refusal(
        changes.relocate,
        event,
        announcement(),
        FactChanges(cities=("sochi", "atlantis", "eldorado")),
    )

    assert text == "There is no city called “atlantis, eldorado”."
    assert event.facts().cities == ()


def test_a_later_step_cannot_be_announced_before_an_earlier_one():
    event = EventFactory(announced=announcement(date(2020, 3, 20)), period=JULY)
    changes.reaffirm(event, announcement())

    text = refusal(changes.postpone, event, announcement(date(2020, 3, 19)))

    assert text == "Step 1 was announced on 20 March 2020: a later step cannot be older."


def test_two_steps_may_be_announced_on_the_same_day():
    event = EventFactory(announced=announcement(date(2020, 3, 20)), period=JULY)

    change = changes.postpone(event, announcement(date(2020, 3, 20)))

    assert change.number == 2


def test_a_refused_step_leaves_the_event_in_memory_as_it_was():
    event = confirmed()

    undated = FactChanges(Period.undated())
    refusal(changes.correct, event, announcement(), undated, status=Status.CONFIRMED)

    assert (event.status, event.period) == (Status.CONFIRMED, JULY_22)


def test_a_stale_copy_of_the_event_is_read_anew():
    event = EventFactory(announced=announcement(), period=JULY)
    stale = Event.objects.get(pk=event.pk)
    changes.cancel(event, announcement())

    text = refusal(changes.confirm, stale, announcement(), FactChanges(JULY_22))

    assert text == f"“{event.title_en}” is over (cancelled): correct it instead."
    assert stale.status == Status.CANCELLED


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    event = EventFactory(published=True, announced=announcement(), period=JULY)

    def fail(item: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("events.actions.recording.records.record", fail)
    with pytest.raises(RuntimeError):
        changes.reschedule(event, announcement(), FactChanges(JULY_22))

    event.refresh_from_db()
    assert (event.period, event.sequence, event.changes.count()) == (JULY, 1, 1)
    assert PublicRecord.objects.latest_of("events").get().number == 1


def test_a_step_of_a_draft_is_told_to_nobody():
    EventFactory(announced=announcement(), period=JULY)

    assert not PublicRecord.objects.filter(kind="events").exists()


def test_a_step_of_a_public_event_is_told():
    event = EventFactory(published=True, announced=announcement(), period=JULY)

    changes.confirm(event, announcement(), FactChanges(JULY_22))

    latest = PublicRecord.objects.latest_of("events").get()
    assert '"status":"confirmed"' in latest.document
    assert '"sequence":2' in latest.document


@pytest.mark.parametrize(
    ("writer", "arguments"),
    [
        (changes.confirm, ()),
        (changes.reaffirm, ()),
        (changes.reschedule, (FactChanges(NOVEMBER_10),)),
        (changes.postpone, ()),
        (changes.cancel, ()),
        (changes.relocate, (FactChanges(venue={"en": "Elsewhere"}),)),
        (changes.change_format, (FactChanges(format=Format.ONLINE),)),
    ],
)
@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED, Status.UNKNOWN_OUTCOME])
def test_what_is_over_cannot_move(writer, arguments, status):
    event = EventFactory(title_en="Summit", period=JULY_22, status=status)

    text = refusal(writer, event, announcement(), *arguments)

    assert text == f"“Summit” is over ({status.label}): correct it instead."

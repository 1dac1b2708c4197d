"""Whatever the writers do, in whatever order, the steps tell the event's state."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from events.actions.changes import ChangeRefusedError, FactChanges
from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import Format, Status
from events.history import followed
from events.models import Event
from events.state import EventState
from i18n.texts import CODES
from publishing import records
from publishing.models import PublicRecord
from tests.acting import changes
from tests.events.random_periods import periods, texts
from tests.events.stated import state_of
from tests.factories import CityFactory, EventFactory, announcement

CITIES = ("moscow", "sochi", "ufa")
FIRST_DAY = date(2019, 6, 14)

days = st.dates(FIRST_DAY, date(2020, 12, 31))

moves = st.builds(
    FactChanges,
    period=st.none() | periods(days),
    format=st.none() | st.sampled_from(Format.values),
    cities=st.none() | st.lists(st.sampled_from(CITIES), max_size=2).map(tuple),
    venue=st.none() | texts,
)
said = st.builds(
    announcement,
    st.none() | days,
    reason=st.sampled_from(["A reason.", "A reason.", ""]),
    source_url=st.sampled_from(["https://source.example/", "https://source.example/", ""]),
)
titles = st.none() | st.dictionaries(st.sampled_from(CODES), st.sampled_from(["Forum", "论坛"]))
acts = st.one_of(
    st.tuples(st.just(changes.announce), said, moves),
    st.tuples(st.just(changes.confirm), said, moves),
    st.tuples(st.just(changes.reaffirm), said),
    st.tuples(st.just(changes.reschedule), said, moves),
    st.tuples(st.just(changes.postpone), said, st.none() | periods(days)),
    st.tuples(st.just(changes.cancel), said),
    st.tuples(st.just(changes.relocate), said, moves),
    st.tuples(st.just(changes.change_format), said, moves),
    st.tuples(st.just(changes.rename), said, titles),
    st.tuples(st.just(changes.hold), said, moves),
    st.tuples(st.just(changes.correct), said, moves, st.none() | st.sampled_from(Status.values)),
    st.tuples(st.just(changes.close_without_outcome)),
)


@pytest.mark.django_db
class RandomHistories(TestCase):
    """Each example is a history of up to twelve acts, refused ones among them."""

    @settings(max_examples=15)
    @given(first=periods(days), history=st.lists(acts, max_size=12))
    def test_any_history_replays_to_the_state_of_the_event(
        self, first: Period, history: list[tuple[Any, ...]]
    ) -> None:
        for slug in CITIES:
            CityFactory(slug=slug)
        event = EventFactory(published=True, announced=announcement(FIRST_DAY), period=first)
        stood = {1: state_of(event)}

        for writer, *arguments in history:
            told = records.newest_number()
            sequence, steps = event.sequence, event.changes.count()
            try:
                writer(event, *arguments)
            except ChangeRefusedError:
                self.refused(event, sequence, steps, told)
            else:
                self.written(event, sequence, told)
                stood.setdefault(event.changes.count(), state_of(event))
        self.replayed(state_of(event), stood)

    def replayed(self, event: EventState, stood: dict[int, EventState]) -> None:
        """Out of its history the event is again what it was after each step, and what it is now."""
        known_event = KnownEvent.of(event)
        assert event.at(known_event.entries[-1]) == event
        steps = {entry.steps: entry for entry in known_event.entries if entry.step}
        assert steps.keys() == stood.keys()
        for number, then in stood.items():
            again = event.at(steps[number])
            assert (again.facts, again.steps) == (then.facts, then.steps)
            assert again.texts == then.texts

    def refused(self, event: Event, sequence: int, steps: int, told: int) -> None:
        """Nothing has changed, neither in memory nor in the database."""
        stored = Event.objects.get(pk=event.pk)
        assert event.facts() == stored.facts()
        assert (stored.sequence, stored.changes.count()) == (sequence, steps)
        assert records.newest_number() == told

    def written(self, event: Event, sequence: int, told: int) -> None:
        """The steps, the row, its sequence and its record tell the same."""
        stored = Event.objects.get(pk=event.pk)
        facts = followed(stored.history().steps)[-1]
        if stored.status == Status.UNKNOWN_OUTCOME:  # nobody announced it: no step tells it
            facts = replace(facts, status=stored.status)
        assert facts == stored.facts() == event.facts()
        assert stored.sequence == sequence + 1
        assert records.newest_number() == told + 1
        latest = PublicRecord.objects.latest_of("events").get(key=stored.slug)
        assert latest.document == records.rendered(stored)
        numbers = [change.number for change in stored.history().steps]
        assert numbers == list(range(1, len(numbers) + 1))

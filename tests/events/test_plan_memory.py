"""What is at hand of the plan says just what its rows say now."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from events import plan_memory
from events.dates import Period
from events.models import Event
from events.plan_memory import read_states, states_of
from presidencies.current import one_presidency
from publishing import stamp
from tests.acting import workflow
from tests.factories import BodyFactory, CityFactory, EventFactory, PriorityFactory, announcement
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.renewed]

JULY = Period.on(date(2020, 7, 22))


@pytest.fixture
def _plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_memory, "_memory", plan_memory.PlanMemory())
    for number in range(3):
        EventFactory(
            slug=f"event-{number}",
            title_en=f"Event {number}",
            announced=announcement(),
            period=JULY,
            cities=[CityFactory()],
            bodies=[BodyFactory(published=True)],
            priorities=[PriorityFactory(published=True)],
            published=True,
        )


def titles() -> list[str | None]:
    return [state.texts_of("title")["en"] for state in states_of(Event.objects.order_by("slug"))]


@pytest.mark.usefixtures("_plan")
def test_states_are_those_of_the_rows_in_the_order_that_was_asked_for():
    for events in (
        Event.objects.published(),
        Event.objects.published().order_by("-slug"),
        Event.objects.published().filter(slug="event-1"),
        Event.objects.published().touching(date(2020, 7, 1), date(2020, 7, 31)).in_plan_order(),
        Event.objects.none(),
    ):
        assert states_of(events) == read_states(events)
    assert titles() == ["Event 0", "Event 1", "Event 2"]


@pytest.mark.usefixtures("_plan")
def test_two_queries_are_enough_once_it_is_at_hand(django_assert_num_queries):
    with one_presidency():
        states_of(Event.objects.published())
        with django_assert_num_queries(2):
            states_of(Event.objects.published())


@pytest.mark.usefixtures("_plan")
def test_what_is_written_past_every_writer_is_seen():
    titles()
    Event.objects.filter(slug="event-1").update(title_en="Other")

    assert titles() == ["Event 0", "Other", "Event 2"]


@pytest.mark.usefixtures("_plan")
def test_a_thing_that_is_named_takes_its_events_along():
    body = Event.objects.get(slug="event-1").bodies.get()
    assert [state.bodies for state in states_of(Event.objects.filter(slug="event-1"))] == [
        (body.slug,)
    ]

    workflow.withdraw(body)

    assert [state.bodies for state in states_of(Event.objects.filter(slug="event-1"))] == [()]


@pytest.mark.usefixtures("_plan")
def test_what_is_not_public_is_not_kept_but_read_when_asked_for():
    titles()
    EventFactory(slug="draft", title_en="Draft")

    assert titles() == ["Draft", "Event 0", "Event 1", "Event 2"]
    plan = plan_memory._memory.plan()
    assert plan is not None
    assert len(plan.states) == 3


@pytest.mark.usefixtures("_plan")
def test_what_was_taken_back_was_never_there():
    titles()

    def write_and_read() -> list[str | None]:
        Event.objects.filter(slug="event-1").update(title_en="Never")
        return titles()

    with transaction.atomic():
        assert write_and_read()[1] == "Never"
        transaction.set_rollback(True)

    assert titles()[1] == "Event 1"


@pytest.mark.usefixtures("_plan")
def test_within_a_transaction_the_stamp_is_asked_only_where_it_says_all():
    assert stamp.is_true_now()
    with transaction.atomic():
        assert stamp.is_true_now() == (connection.vendor == "sqlite")


@pytest.mark.postgresql  # SQLite in memory has one connection
@pytest.mark.usefixtures("_plan")
def test_threads_read_it_once(monkeypatch: pytest.MonkeyPatch):
    reads: list[int] = []
    read = plan_memory.Plan._ask

    def counted(plan: plan_memory.Plan) -> object:
        reads.append(1)
        return read(plan)

    monkeypatch.setattr(plan_memory.Plan, "_ask", counted)

    def ask() -> None:
        assert titles() == ["Event 0", "Event 1", "Event 2"]

    assert at_once(ask, ask, ask) == []
    assert len(reads) == 1


def test_plans_of_two_presidencies_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch):
    memory = plan_memory.PlanMemory()
    keys = iter([1, 2, 3, 2, 3])
    monkeypatch.setattr(plan_memory, "current_pk", lambda: next(keys))
    EventFactory(published=True)

    plans = [memory.plan() for _number in range(5)]

    assert list(memory._plans) == [2, 3]
    assert (plans[1] is plans[3], plans[2] is plans[4]) == (True, True)


def test_an_empty_plan_is_one():
    assert states_of(Event.objects.published()) == []

"""A plan that was brought up to date says just what one says that is read anew, whatever was written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from bodies.models import Body
from documents.models import Document
from events import plan_memory
from events.actions.changes import ChangeRefusedError, FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event, Photo
from events.plan_memory import PlanMemory
from events.state import EventState
from hosts.models import Host
from news.models import Article
from places.models import City, Country, PlaceNames
from presidencies.models import Presidency
from priorities.models import Priority, Strand
from publishing import clock, stamp
from publishing.models import TableStamp
from tests.acting import changes, presidency_actions, workflow
from tests.append_only import records_told
from tests.events.planned import event
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.factories.presidencies import PresidencyFactory
from themes.models import Theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.renewed]

NUMBERS = count()
SLUGS = ("one", "two", "three", "four", "five")


@pytest.fixture
def memory(settings, tmp_path) -> PlanMemory:
    settings.MEDIA_ROOT = tmp_path
    city = CityFactory(slug="ufa")
    CountryFactory(slug="china")
    body, goal = (
        BodyFactory(slug="council", published=True),
        PriorityFactory(slug="trade", published=True),
    )
    HostFactory(slug="ministry")
    for number, slug in enumerate(SLUGS):
        day = Period.on(date(2020, 7, 22 + number))
        event(slug.title(), day, slug=slug, cities=[city], bodies=[body], priorities=[goal])
    made = PlanMemory()
    states_of(made)
    return made


def states_of(memory: PlanMemory) -> list[EventState]:
    plan = memory.plan()
    assert plan is not None
    return list(plan.order)


def called(slug: str) -> Event:
    return Event.objects.get(slug=slug)


def sql(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def changed(rows: Callable[[], Any], **values: object) -> Callable[[], object]:
    return lambda: rows().update(**values)


def text() -> str:
    return f"Text {next(NUMBERS)}"


def day() -> Period:
    return Period.on(date(2020, 8, 1 + next(NUMBERS) % 28))


def said() -> Any:
    return announcement(date(2020, 3, 1))


def as_it_goes(write: Callable[[], object]) -> Callable[[], object]:
    """What the writer refuses is no write."""

    def run() -> None:
        with contextlib.suppress(ChangeRefusedError):
            write()

    return run


#: What is the own of one event.
OWN: dict[str, Callable[[], object]] = {
    "a text": lambda: Event.objects.filter(slug="two").update(title_en=text(), lead_ru=text()),
    "a text by hand": sql("UPDATE events_event SET summary_zh_hans = 'x' WHERE slug = 'three'"),
    "a draft translation": lambda: Event.objects.filter(slug="two").update(
        translation_states={"en": {"draft": True}} if next(NUMBERS) % 2 else {}
    ),
    "a date": as_it_goes(lambda: changes.reschedule(called("two"), said(), FactChanges(day()))),
    "a date by hand": lambda: Event.objects.filter(slug="five").update(
        starts_on=date(2020, 7, 1), ends_on=date(2020, 7, 1)
    ),
    "confirmed": as_it_goes(lambda: changes.confirm(called("three"), said())),
    "postponed": as_it_goes(lambda: changes.postpone(called("four"), said())),
    "cancelled": as_it_goes(lambda: changes.cancel(called("one"), said())),
    "online": as_it_goes(
        lambda: changes.change_format(called("two"), said(), FactChanges(format=Format.ONLINE))
    ),
    "withdrawn": lambda: called("five").is_published and workflow.withdraw(called("five")),
    "published": lambda: called("five").is_published or workflow.publish(called("five")),
    "a draft made": lambda: EventFactory(slug=f"draft-{next(NUMBERS)}"),
    "a draft deleted": lambda: Event.objects.drafts().delete(),
    "a new one": lambda: event(text(), day()),
    "a city": lambda: called("two").cities.set([]),
    "cities in turn": lambda: called("two").cities.set(City.objects.all()),
    "a body": lambda: called("three").bodies.clear(),
    "a priority": lambda: called("two").priorities.set([]),
    "its host": lambda: called("two").hostings.update_or_create(
        host=Host.objects.get(slug="ministry")
    ),
    "no host": lambda: called("two").hostings.all().delete(),
    "its chair": changed(lambda: Event.objects.filter(slug="one"), chair=None),
    "another chair": lambda: Event.objects.filter(slug="one").update(
        chair=Country.objects.get(slug="china")
    ),
    "a source": changed(lambda: Event.objects.filter(slug="one"), sources=["https://a.example/"]),
}
#: What no state follows from.
BESIDE: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "news": lambda: ArticleFactory(published=True).events.set([called("two")]),
    "news that go": lambda: Article.objects.update(title_en=text()),
    "a paper": lambda: DocumentFactory(published=True).events.set([called("two")]),
    "a paper that goes": lambda: Document.objects.update(title_en=text()),
    "a theme": lambda: ThemeFactory(published=True).events.set([called("two")]),
    "a theme that goes": lambda: Theme.objects.update(publication="withdrawn"),
    "a photo": lambda: PhotoFactory(event=called("two"), size=(9, 9)),
    "no photo": lambda: Photo.objects.all().delete(),
    "a record": lambda: records_told(timezone.now(), key="one"),
    "the clock of a demonstration": lambda: clock.stand_at(date(2020, 10, 28)),
}
#: What states of many events may follow from, and the names of places.
SHARED: dict[str, Callable[[], object]] = {
    "a city renamed": lambda: City.objects.filter(slug="ufa").update(name_en=text()),
    "a city called otherwise": lambda: City.objects.update(slug=f"city-{next(NUMBERS)}"),
    "a country": lambda: Country.objects.filter(slug="china").update(name_ru=text()),
    "a body withdrawn": lambda: Body.objects.filter(slug="council").update(publication="withdrawn"),
    "a body published": lambda: Body.objects.filter(slug="council").update(publication="published"),
    "a body renamed": lambda: Body.objects.update(name_en=text()),
    "a host renamed": lambda: Host.objects.update(name_en=text()),
    "a host made": lambda: HostFactory(slug=f"host-{next(NUMBERS)}"),
    "a priority": lambda: Priority.objects.update(title_en=text(), position=next(NUMBERS)),
    "a strand": lambda: Strand.objects.update(colour="red", mark="disc"),
    "the words of the presidency": lambda: Presidency.objects.update(title_en=text()),
}
WRITES = {**OWN, **BESIDE, **SHARED}


def is_any_kept(before: list[EventState], after: list[EventState]) -> bool:
    return any(one is other for one in before for other in after)


def fields(rows: Iterable[City] | Iterable[Country]) -> list[dict[str, Any]]:
    plain = [{k: v for k, v in vars(row).items() if k[:1] != "_"} for row in rows]
    return sorted(plain, key=lambda row: row["id"])


def assert_is_as_read_now(memory: PlanMemory, name: str = "") -> None:
    plan, names = memory.plan(), PlaceNames.read()
    assert plan is not None
    assert list(plan.order) == plan_memory.read_states(plan_memory.published()), name
    assert fields(plan.names.cities.values()) == fields(names.cities.values())
    assert fields(plan.names.countries.values()) == fields(names.countries.values())
    assert all(state.shelf is not None for state in plan.order)


def test_after_each_kind_of_write_a_plan_says_what_a_new_one_says(memory: PlanMemory):
    for name, write in WRITES.items():
        write()
        assert_is_as_read_now(memory, name)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sampled_from([*WRITES]), st.booleans()), min_size=3, max_size=9))
def test_after_any_writes_in_any_order_it_does(memory: PlanMemory, written: list[tuple[str, bool]]):
    """Each example goes on from where the one before left the plan: any state is a good beginning."""
    for name, is_asked in written:
        WRITES[name]()
        if is_asked:
            assert_is_as_read_now(memory)
    assert_is_as_read_now(memory)


# --- what is read again, and what is not ---------------------------------------------------


def test_only_the_event_that_was_written_is_read_again(memory: PlanMemory):
    for name in ("a text", "a date", "online", "a city", "its host", "a source"):
        before = {state.slug: state for state in states_of(memory)}
        OWN[name]()
        again = [state for state in states_of(memory) if state is not before[state.slug]]
        assert len(again) == 1, name


def test_what_stands_beside_leaves_every_state(memory: PlanMemory):
    before = states_of(memory)
    for name, write in BESIDE.items():
        write()
        assert all(map(lambda one, other: one is other, states_of(memory), before)), name


def test_whatever_else_is_written_all_is_read_again(memory: PlanMemory):
    for name, write in SHARED.items():
        before = states_of(memory)
        write()
        assert not is_any_kept(before, states_of(memory)), name


def test_a_table_that_nobody_knows_has_all_read_again(memory: PlanMemory):
    before = states_of(memory)
    Event.objects.filter(slug="one").update(title_en="Other")
    TableStamp.objects.create(name="nobodys_table", value="new")

    assert not is_any_kept(before, states_of(memory))


def test_where_most_was_written_all_is_read_at_once(memory: PlanMemory):
    before = states_of(memory)
    Event.objects.filter(slug__in=SLUGS[:3]).update(title_en="Other")

    assert not is_any_kept(before, states_of(memory))
    assert_is_as_read_now(memory)


def test_plans_that_nobody_read_are_passed_over(memory: PlanMemory):
    before = {state.slug: state for state in states_of(memory)}
    for title in ("Other", "Another"):
        Event.objects.filter(slug="one").update(title_en=title)
        memory.plan()

    kept = [state.slug for state in states_of(memory) if state is before[state.slug]]
    assert kept == [*SLUGS[1:]]


def test_an_event_that_came_back_is_read_again(memory: PlanMemory):
    Event.objects.filter(slug="one").update(publication="withdrawn")
    assert [state.slug for state in states_of(memory)] == [*SLUGS[1:]]

    Event.objects.filter(slug="one").update(publication="published")

    assert_is_as_read_now(memory)


def test_another_presidency_has_its_own_plan(memory: PlanMemory):
    other = PresidencyFactory(slug="other")
    assert_is_as_read_now(memory)

    presidency_actions.make_current(other)

    assert states_of(memory) == []
    assert_is_as_read_now(memory)


def test_each_table_has_a_stamp_of_its_own(memory: PlanMemory):
    before = stamp.read_tables()
    assert before["events_event"] != before["places_city"]

    Event.objects.filter(slug="one").update(title_en="Other")

    after = stamp.read_tables()
    assert {name for name, _value in before.items() ^ after.items()} == {"events_event"}


def test_what_is_at_hand_within_a_request_alone_is_not_kept(monkeypatch: pytest.MonkeyPatch):
    event("One", slug="one")

    plan = plan_memory.Plan("")

    assert [state.slug for state in plan.order] == ["one"]
    assert plan._rows().digests == {}

"""The stamp is another one after whatever was written, by whatever door, and the same before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from events.models import Event, Photo
from publishing import clock, stamp
from publishing.models import OutboxMessage, Stamp
from publishing.outbox import Thing
from search import index
from search.models import SynonymGroup
from tests.factories import BodyFactory, EventFactory, PriorityFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_table_that_a_page_may_show_has_its_triggers():
    tables = stamp.stamped_tables()
    number = 1 if connection.vendor == "postgresql" else 3

    on = [table for _name, table in stamp.triggers(connection)]

    assert sorted(on) == sorted(tables * number)
    assert {"events_event", "events_event_bodies", "presidencies_standingpage"} <= set(tables)
    of_things = {"publishing_standingclock", "places_city", "hosts_host", "news_article"}
    of_themes = {
        "themes_theme",
        *(f"themes_theme_{kind}" for kind in ("events", "articles", "documents")),
    }
    assert of_things | of_themes <= set(tables)


def test_what_no_page_shows_has_none():
    assert not {"auth_user", "django_session", "search_entry", "publishing_stamp"} & set(
        stamp.stamped_tables()
    )


@pytest.fixture
def event() -> Event:
    return EventFactory(bodies=[BodyFactory()])


def by_hand(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET venue_ru = 'x' WHERE id = %s", [event.pk])


WRITES: dict[str, Callable[[Event], object]] = {
    "a row saved": lambda event: event.save(),
    "rows updated at once": lambda event: Event.objects.update(venue_en="Hall"),
    "SQL by hand": by_hand,
    "a link added": lambda event: event.priorities.add(PriorityFactory()),
    "a link taken away": lambda event: event.bodies.clear(),
    "rows made at once": lambda event: Photo.objects.bulk_create([]) or EventFactory(),
    "a row deleted": lambda event: event.delete(),
    "a draft": lambda event: EventFactory(published=False),
    "a usual name": lambda event: SynonymGroup.objects.create(spellings="a\nb"),
    "the clock of a demonstration": lambda event: clock.stand_at(clock.today()),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_stamp_is_another_after(event: Event, write: Callable[[Event], object]):
    before = stamp.read()

    write(event)

    assert stamp.read() not in ("", before)
    assert Stamp.objects.count() == 1


@pytest.mark.usefixtures("event")
def test_stamp_stays_while_nothing_is_written():
    before = stamp.read()
    list(Event.objects.all())
    OutboxMessage.objects.create(listener="search", kind="events", key="a")
    index.follow([Thing("events", "none-such")])

    assert stamp.read() == before


@transaction.atomic
def update_and_fail() -> None:
    Event.objects.update(venue_en="Hall")
    raise ZeroDivisionError


def test_what_is_taken_back_leaves_the_stamp(event: Event):
    before = stamp.read()
    with pytest.raises(ZeroDivisionError):
        update_and_fail()

    assert stamp.read() == before


def test_a_write_after_one_that_was_taken_back_counts(event: Event):
    before = stamp.read()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            update_and_fail()
        Event.objects.update(venue_en="Room")

    assert stamp.read() != before


def test_an_empty_database_has_no_stamp():
    Stamp.objects.all().delete()

    assert stamp.read() == stamp.read_with(stamp.INDEX) == ""


@pytest.mark.usefixtures("event")
def test_the_index_has_a_stamp_that_its_writers_renew():
    told = [stamp.read_with(stamp.INDEX)]
    assert told[0].split()[0] == stamp.read()
    for write in (
        lambda: index.follow([Thing("events", "none-such")]),
        lambda: index.rebuild(lambda kind: None),
        lambda: Event.objects.update(venue_en="Room"),
    ):
        write()
        told.append(stamp.read_with(stamp.INDEX))

    assert len({*told}) == 4
    assert told[0].split()[0] == told[1].split()[0]


def test_triggers_are_put_back_once(event: Event):
    before = sorted(stamp.triggers(connection))
    stamp.remove()
    assert stamp.triggers(connection) == []

    stamp.install()
    stamp.install()

    assert sorted(stamp.triggers(connection)) == before


def test_migrate_leaves_every_trigger_in_its_place():
    before = sorted(stamp.triggers(connection))

    call_command("migrate", verbosity=0)

    assert sorted(stamp.triggers(connection)) == before

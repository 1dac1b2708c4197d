"""What would stop a bundle: tried where somebody writes, kept beside it, and read while it is true."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bodies.models import Body
from events.models import Event
from places.models import City
from presidencies.models import Presidency
from publishing import clock
from publishing.permissions import Actor
from staff.bundles import actions, trials
from staff.bundles.items import seen_in_order
from staff.log import sentence_of
from staff.models import Bundle, Deed
from staff.roles import Role
from tests.factories import ArticleFactory, CityFactory, DocumentFactory, EventFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, opened, page
from tests.staff.bundles.put_together import MOSCOW, NOW, REASONS, Communique, looked_at, of
from tests.staff.of_roles import account_of, logged_in

# What a transaction wrote itself PostgreSQL stamps as it commits: until then nothing that was tried is known there. So
# what asks that within a test is asked on SQLite; what commits, on both.
pytestmark = [pytest.mark.django_db, pytest.mark.recorded]

UNKNOWN, STOPPED, FREE = (
    "It has not been tried as it is now",
    "what is marked stops it",
    "nothing stops it",
)


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PORTAL_CLOCK = tmp_path, "2020-10-28"


@pytest.fixture
def publisher():
    return logged_in(account_of(Role.PUBLISHER))


@pytest.fixture
def made() -> Communique:
    return Communique(title_zh_hans="新闻")


def is_known(made: Communique) -> bool:
    """Whether it is known what would stop the bundle as it is now."""
    made.bundle.refresh_from_db()
    return trials.seen(made.bundle, seen_in_order(made.bundle), made.by).is_known


@pytest.mark.one_database
def test_a_look_only_reads_and_calls_unknown_what_was_not_tried(publisher, made):
    asked, said = looked_at(publisher, made.bundle)
    assert (UNKNOWN in said, set(asked)) == (True, {"SELECT"})
    publisher.post(of(made.bundle, "change"), {"try": "yes"})

    asked, said = looked_at(publisher, made.bundle)
    assert (FREE in said, set(asked)) == (True, {"SELECT"})
    assert len(asked) <= 21
    for _number in range(3):
        made.add(PhotoFactory(event=made.event, is_held_back=True), Deed.SHOW)
        EventFactory(published=True)
    trials.keep(made.bundle.pk)
    assert len(looked_at(publisher, made.bundle)[0]) == len(asked)

    type(made.article).objects.update(title_zh_hans="")
    asked, said = looked_at(publisher, made.bundle)
    assert (UNKNOWN in said, FREE in said, set(asked)) == (True, False, {"SELECT"})
    assert UNKNOWN in looked_at(publisher, made.bundle, "release")[1]


def test_a_trial_asks_at_most_eight_queries_for_each_further_thing(made):
    made.bundle.items.exclude(deed=Deed.PUBLISH).delete()

    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            trials.keep(made.bundle.pk)
        return len(taken)

    with_two = asked()
    for _number in range(4):
        made.add(ArticleFactory(title_zh_hans="新闻", published_on=NOW.date()), Deed.PUBLISH)

    assert asked() - with_two <= 4 * 8


@pytest.mark.django_db(transaction=True)
def test_what_is_written_at_the_desk_is_tried_at_once(publisher, made):
    trials.keep(made.bundle.pk)
    address = page(made.article)

    editor = logged_in(account_of(Role.EDITOR))

    editor.post(address, changed(opened(editor, address), title_zh_hans=""))

    said = looked_at(publisher, made.bundle)[1]
    assert STOPPED in said
    assert "Title is missing in: 中文." in said
    with override("ru"):
        made.bundle.refresh_from_db()
        seen = trials.seen(made.bundle, seen_in_order(made.bundle), made.by)
    assert [one.text for one in seen.problems] == ["Поле «Название» не заполнено на языках: 中文."]


@pytest.mark.usefixtures("index_follows")
@pytest.mark.one_database
def test_a_photo_is_tried_when_the_form_of_its_event_is_saved(publisher, made):
    trials.keep(made.bundle.pk)
    type(made.photo).objects.update(is_held_back=False)
    assert not is_known(made)

    trials.try_with(made.event)

    assert "is not held back" in looked_at(publisher, made.bundle)[1]


@pytest.mark.usefixtures("index_follows")
@pytest.mark.one_database
def test_what_rolls_a_bundle_back_is_tried_as_it_is_begun(publisher, made):
    actions.release(made.bundle, by=made.by)
    address = of(made.bundle, "rollback")

    publisher.post(address, changed(opened(publisher, address), **REASONS))

    answer = Bundle.objects.get(undoes=made.bundle)
    assert FREE in looked_at(publisher, answer)[1]
    assert [sentence_of(one) for one in LogEntry.objects.filter(object_id=str(answer.pk))] == [
        "Begun."
    ]


@pytest.mark.one_database
def test_the_worker_tries_what_is_no_longer_known(made):
    call_command("run_schedule", once=True)
    assert is_known(made)
    type(made.paper).objects.update(title_en="Another")
    assert not is_known(made)

    call_command("run_schedule", once=True)

    assert is_known(made)


@pytest.mark.one_database
def test_a_fault_in_one_bundle_keeps_no_other_from_being_tried(made, monkeypatch, caplog):
    other = actions.make("Another", by=made.by)
    keep = trials.keep
    monkeypatch.setattr(trials, "keep", lambda key: keep(key) if key != other.pk else 1 / 0)

    trials.look_over()

    assert is_known(made)
    assert "could not be tried" in caplog.text


@pytest.mark.one_database
def test_whatever_it_hangs_on_makes_it_unknown_and_nothing_else_does(made, settings):
    city, rows = CityFactory(), type(made.event).objects.filter(pk=made.event.pk)
    for write in (
        lambda: rows.update(title_en="Another"),
        lambda: made.event.cities.add(city),
        lambda: City.objects.filter(pk=city.pk).update(time_zone="Asia/Almaty"),
        lambda: type(made.photo).objects.update(alt_en="Another"),
        lambda: type(made.paper).objects.update(file=""),
        lambda: made.bundle.items.filter(deed=Deed.SHOW).delete(),
        lambda: type(made.bundle).objects.update(in_every_language=False),
        lambda: Presidency.objects.update(time_zone="Asia/Almaty"),
        lambda: setattr(settings, "PORTAL_CLOCK", "2020-10-29"),
    ):
        trials.keep(made.bundle.pk)
        assert is_known(made)
        write()
        assert not is_known(made)
    trials.keep(made.bundle.pk)

    ArticleFactory()
    DocumentFactory(published=True)
    PhotoFactory(event=EventFactory(published=True))
    Event.objects.exclude(pk=made.event.pk).update(title_en="Another")
    Body.objects.update(position=9)

    assert is_known(made)


@pytest.mark.one_database
def test_a_clock_time_that_passes_makes_it_unknown(made, monkeypatch):
    type(made.event).objects.filter(pk=made.event.pk).update(
        precision="minute", opens_at=time(10), closes_at=time(18), time_zone="Europe/Moscow"
    )
    known = []
    for hour, minute in ((9, 0), (9, 59), (10, 0), (17, 59)):
        monkeypatch.setattr(
            clock, "now", lambda at=(hour, minute): datetime(2020, 10, 28, *at, tzinfo=MOSCOW)
        )
        known.append(is_known(made))
        trials.keep(made.bundle.pk)

    assert known == [False, True, False, True]


@pytest.mark.one_database
def test_whoever_may_not_do_it_is_told_so_and_others_are_not(made):
    trials.keep(made.bundle.pk)
    editor, publisher = (Actor.of(account_of(role), NOW) for role in (Role.EDITOR, Role.PUBLISHER))
    items = seen_in_order(made.bundle)
    made.bundle.refresh_from_db()

    told = [trials.seen(made.bundle, items, by).problems for by in (editor, publisher)]

    assert [bool(problems) for problems in told] == [True, False]
    assert {problem.item.deed for problem in told[0]} == {Deed.ACT, Deed.PUBLISH, Deed.SHOW}

"""A bundle goes public as a whole or not at all: at once, by the clock, and with its worker killed half-way."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone, translation

from events.calendar import Week
from publishing import records, schedule
from publishing.models import PublicRecord, ScheduledPublication, ScheduleState
from publishing.permissions import Actor, NotAllowedError
from staff import weekly_log
from staff.bundles import actions, deeds, rollback
from staff.bundles.actions import BundleRefusedError
from staff.bundles.ahead import look_ahead, unready
from staff.bundles.items import new_item
from staff.bundles.second_person import waiting_for
from staff.models import Bundle, Deed
from tests.acting import changes, workflow
from tests.factories import EventFactory, StaffFactory, announcement
from tests.factories.photos import PhotoFactory
from tests.staff.bundles.put_together import (
    ALL_PUBLIC,
    MOSCOW,
    NOTHING_PUBLIC,
    NOW,
    REASONS,
    TEN,
    Communique,
    filled_in,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told(number: int) -> list[str]:
    rows = PublicRecord.objects.filter(number__gt=number).order_by("number")
    return sorted(f"{row.kind}/{row.key}{' gone' * row.withdrawn}" for row in rows)


def why(problems) -> list[str]:
    return [str(problem) for problem in problems]


def test_all_goes_public_in_one_act_each_told_once():
    made = Communique()
    number = records.newest_number()

    actions.release(made.bundle, by=made.by)

    assert made.public() == ALL_PUBLIC
    assert told(number) == [
        f"documents/{made.paper.slug}",
        "events/ministers",
        f"news/{made.article.slug}",
    ]
    assert made.event.changes.get(kind="held").recorded_by == "anna"
    assert LogEntry.objects.filter(user=made.account).count() == 4
    with translation.override("ru"):  # of who reads it, though a Briton sent it out
        this_week = str(Week.of(timezone.localdate()))
        lines = weekly_log.week(this_week, reader=made.account).rows
        told_of = {
            line.name: line.parts[0].text for line in lines if line.who == "anna" and not line.label
        }
        (act,) = (line.cells()[3:] for line in lines if line.label and line.who == "anna")
        name = str(made.event)
    assert told_of[name] == f"Пакетом «{made.bundle}»: Состоялось."
    assert act == ["Состоялось", "Статус: Подтверждено", "Статус: Состоялось"]
    article = f"Пакетом «{made.bundle}»: публикация: черновик → опубликовано."
    assert article in told_of.values()
    with pytest.raises(BundleRefusedError, match="went out already"):
        actions.release(made.bundle, by=made.by)


def test_what_is_not_ready_is_named_and_then_nothing_goes_out():
    made = Communique(title_zh_hans="")
    made.paper.file.storage.delete(made.paper.file.name)
    changes.relocate(
        made.event, announcement(NOW.date()), changes.FactChanges(venue={"en": "Hall"})
    )
    number = records.newest_number()

    with pytest.raises(BundleRefusedError) as refused:
        actions.release(made.bundle, by=made.by)

    assert made.public() == NOTHING_PUBLIC
    assert told(number) == []
    assert (
        why(refused.value.problems)
        == why(actions.problems_of(made.bundle, by=made.by))
        == [
            f"“{made.event}” (event): The event was changed after you opened this form: open it anew.",
            f"“{made.paper}” (document): Its file is missing: upload it again.",
            f"“{made.article}” (article): Title is missing in: 中文.",
        ]
    )


def test_a_photo_does_not_come_before_its_event():
    made = Communique()
    workflow.withdraw(made.event)

    problems = why(actions.problems_of(made.bundle, by=made.by))

    assert problems == [
        f"“{made.photo}” (photo, “{made.event.title}”): Its page “{made.event.title}” is not public: publish that with it."
    ]
    made.add(made.event, Deed.PUBLISH)
    assert actions.problems_of(made.bundle, by=made.by) == []


def test_by_the_clock_all_is_public_at_its_moment_and_not_a_second_before(client):
    made = Communique(TEN)
    actions.set_moment(made.bundle, by=made.by)

    def fetched() -> set[int]:
        answers = [client.get(url) for url in (made.paper.file.url, made.photo.url)]
        for answer in answers:
            answer.close()
        return {answer.status_code for answer in answers}

    assert schedule.carry_out(TEN - SECOND) == []
    assert (made.public(), fetched()) == (NOTHING_PUBLIC, {404})
    (row,) = schedule.carry_out(TEN + SECOND)

    assert (row.state, made.public()) == (ScheduleState.DONE, ALL_PUBLIC)
    assert fetched() == {200}
    # It was meant to be announced on the day on which the bundle goes out, whichever that is.
    assert made.event.changes.get(kind="held").announced_on == TEN.date()


def test_what_stops_it_is_said_ahead_and_at_its_moment_nothing_goes_out():
    made = Communique(TEN)
    actions.set_moment(made.bundle, by=made.by)
    with pytest.raises(BundleRefusedError, match="take that back first"):
        made.add(made.event, Deed.PUBLISH)
    look_ahead(NOW)
    assert unready() == 0
    workflow.publish(made.article, by=made.by)

    look_ahead(NOW)
    assert unready() == 1
    bundle = Bundle.objects.get()
    with translation.override("ru"):
        assert bundle.foretold == [
            f"«{made.article}» (материал): «{made.article}» уже опубликовано."
        ]
    (row,) = schedule.carry_out(TEN)

    assert (row.state, made.public()[:3]) == (ScheduleState.REFUSED, NOTHING_PUBLIC[:3])
    assert row.said["en"] == (f"“{made.article}” (article): “{made.article}” is published already.")


def test_a_fault_of_ours_in_one_bundle_does_not_end_the_worker(monkeypatch, caplog):
    made = Communique(TEN)
    actions.set_moment(made.bundle, by=made.by)

    monkeypatch.setattr(deeds, "do", lambda item, by: 1 / 0)
    look_ahead(NOW)

    assert "ZeroDivisionError" in caplog.text
    (row,) = schedule.carry_out(TEN)
    assert (row.state, made.public()) == (ScheduleState.REFUSED, NOTHING_PUBLIC)


def test_an_act_of_an_event_that_is_still_to_be_held_is_judged_by_its_moment():
    made = Communique()
    event = EventFactory(
        period=changes.FactChanges and made.event.period.on(TEN.date()),
        announced=announcement(NOW.date()),
        published=True,
    )
    held = {"code": "hold", "sent": filled_in(event, "hold", TEN.date())}
    made.add(event, Deed.ACT, **held)

    assert len(actions.problems_of(made.bundle, by=made.by)) == 1
    planned = {"name": "Later", "planned_for": TEN.replace(hour=23), "in_every_language": True}
    actions.plan(made.bundle, planned, by=made.by)
    assert actions.problems_of(made.bundle, by=made.by) == []


def test_whoever_may_not_publish_makes_and_sends_no_bundle():
    made = Communique()
    stranger = Actor.of(StaffFactory(is_superuser=False), NOW)

    for write in (
        lambda: actions.make("Mine", by=stranger),
        lambda: actions.release(made.bundle, by=stranger),
        lambda: actions.set_moment(made.bundle, by=stranger),
        lambda: actions.take_out(made.bundle.items.first(), by=stranger),
    ):
        with pytest.raises(NotAllowedError):
            write()
    assert made.public() == NOTHING_PUBLIC


# --- two people --------------------------------------------------------------------------


def test_where_two_are_asked_for_whoever_put_it_in_does_not_send_it_out(settings):
    made, second = Communique(TEN), Actor.of(StaffFactory(), NOW)
    settings.FOUR_EYES = True

    for write in (actions.release, actions.set_moment):
        with pytest.raises(BundleRefusedError, match="You put some of it in yourself"):
            write(made.bundle, by=made.by)
    assert list(waiting_for(second.account)) == [made.bundle]
    actions.set_moment(made.bundle, by=second)
    assert not waiting_for(second.account)
    made.article.save()  # after the second person had looked
    look_ahead(NOW)
    assert Bundle.objects.get().foretold[0] == (
        f"Changed after a second person had looked at the bundle: “{made.article}” (article). "
        "Take the moment back, look again, and set it anew."
    )
    (row,) = schedule.carry_out(TEN)
    assert (row.state, made.public()) == (ScheduleState.REFUSED, NOTHING_PUBLIC)
    assert f"“{made.article}” (article)" in row.why
    actions.set_moment(made.bundle, by=second)
    (row,) = schedule.carry_out(TEN + SECOND)

    assert (row.state, made.public()) == (ScheduleState.DONE, ALL_PUBLIC)
    answer = rollback.begin(made.bundle, said(), by=made.by)
    answer.items.filter(deed=Deed.UNDO).delete()  # what is withdrawn waits for nobody
    actions.release(answer, by=made.by)
    assert made.public() == ("held", False, False, False, True)


def test_a_photo_is_held_back_by_one_alone_and_shown_by_two(settings):
    settings.FOUR_EYES = True
    by, photo = Actor.of(StaffFactory(), NOW), PhotoFactory(event=EventFactory(published=True))

    def holding(deed):
        bundle = actions.make("A photo", by=by)
        actions.add(bundle, new_item(photo, deed), by=by)
        return bundle

    actions.release(holding(Deed.HIDE), by=by)
    with pytest.raises(BundleRefusedError, match="a second person looks at it"):
        actions.release(holding(Deed.SHOW), by=by)
    photo.refresh_from_db()
    assert photo.is_held_back


# --- rolled back -------------------------------------------------------------------------


def said() -> dict[str, list[str]]:
    return {name: [text] for name, text in REASONS.items()} | {"source_url": [""]}


def test_a_bundle_is_rolled_back_by_further_acts_in_one_bundle():
    made = Communique()
    actions.release(made.bundle, by=made.by)
    number = records.newest_number()

    answer = rollback.begin(made.bundle, said(), by=made.by)
    assert (rollback.left_of(answer), actions.problems_of(answer, by=made.by)) == ([], [])
    actions.release(answer, by=made.by)

    assert made.public() == ("confirmed", False, False, False, True)
    assert list(made.event.changes.values_list("kind", flat=True))[-2:] == ["held", "corrected"]
    assert told(number) == [
        f"documents/{made.paper.slug} gone",
        "events/ministers",
        f"news/{made.article.slug} gone",
    ]
    with pytest.raises(BundleRefusedError, match="rolls it back"):
        rollback.begin(made.bundle, said(), by=made.by)


@pytest.mark.parametrize(
    ("code", "status", "answer"),
    [("cancel", "confirmed", "reinstated"), ("postpone", "confirmed", "corrected")],
)
def test_an_act_is_answered_by_the_one_that_truthfully_undoes_it(code, status, answer):
    made = Communique()
    event = EventFactory(
        period=made.event.period.on(TEN.date()),
        announced=announcement(NOW.date()),
        confirmed=announcement(NOW.date()),
        published=True,
    )
    bundle = actions.make("One", by=made.by)
    sent = filled_in(event, code, source_url="https://a.example/")
    actions.add(bundle, new_item(event, Deed.ACT, code=code, sent=sent), by=made.by)
    actions.release(bundle, by=made.by)

    actions.release(rollback.begin(bundle, said(), by=made.by), by=made.by)

    event.refresh_from_db()
    assert event.period == made.event.period.on(TEN.date())
    assert event.changes.last().kind == answer
    assert event.status == ("planned" if answer == "reinstated" else status)


def test_what_has_no_truthful_answer_is_left_and_said_to_be():
    made = Communique()
    draft = EventFactory()
    made.add(draft, Deed.ACT, code="announce", sent=filled_in(draft, "announce"))
    actions.release(made.bundle, by=made.by)
    changes.correct(made.event, announcement(NOW.date()), status="confirmed")

    answer = rollback.begin(made.bundle, said(), by=made.by)

    assert [left.why for left in rollback.left_of(answer)] == [
        "The event was changed again since: answer that by an act of its own.",
        "What was announced was said: cancel the event, or withdraw it.",
    ]
    assert sorted(answer.items.values_list("deed", flat=True)) == ["hide", "withdraw", "withdraw"]


# --- killed ------------------------------------------------------------------------------

WORKER = """
import os, django
django.setup()
from django.core.management import call_command
from staff.bundles import deeds
do, done = deeds.do, []
def killed(item, by):
    done.append(do(item, by))
    if len(done) == 3:
        os.kill(os.getpid(), 9)
deeds.do = killed
call_command("run_schedule", once=True)
"""


def work(*arguments: str) -> int:
    """Run the worker as a process of its own, on the database of the tests."""
    address = urlsplit(os.environ["DATABASE_URL"])
    name = str(connection.settings_dict["NAME"])
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": "tests.staff.bundles.killed_settings",
        "KILLED_MEDIA": str(settings.MEDIA_ROOT),
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=False).returncode  # noqa: S603 (our own Python)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_half_way_leaves_nothing_and_the_next_one_does_it_all():
    made = Communique(TEN)
    actions.set_moment(made.bundle, by=made.by)
    number = records.newest_number()

    assert work("-c", WORKER) == -9
    assert (made.public(), told(number)) == (NOTHING_PUBLIC, [])
    assert ScheduledPublication.objects.get().state == ScheduleState.WAITING

    assert work("-m", "django", "run_schedule", "--once") == 0
    row = ScheduledPublication.objects.get()
    assert (row.state, row.said, made.public()) == (ScheduleState.DONE, {}, ALL_PUBLIC)
    assert len(told(number)) == 3


def test_day_of_a_bundle_is_that_of_its_moment_in_the_zone_of_the_portal(settings):
    settings.PORTAL_CLOCK = "2020-10-27"
    made = Communique(datetime(2020, 10, 28, 0, 30, tzinfo=MOSCOW))  # the 27th in UTC
    bundle = Bundle.objects.get(pk=made.bundle.pk)
    bundle.items.exclude(object_id=made.article.pk, deed=Deed.PUBLISH).exclude(
        object_id=made.paper.pk, deed=Deed.PUBLISH
    ).delete()
    by = Actor.of(made.account, datetime(2020, 10, 27, 12, tzinfo=MOSCOW))

    assert why(actions.problems_of(bundle, by=by)) == []
    row = actions.set_moment(bundle, by=by)
    assert row.due_at == bundle.planned_for

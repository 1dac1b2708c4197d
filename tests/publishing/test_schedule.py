"""Publishing and withdrawing at a set moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from publishing import records, schedule, workflow
from publishing.enums import Publication
from publishing.models import PublicRecord, ScheduledAction, ScheduledPublication, ScheduleState
from publishing.permissions import Actor, NotAllowedError
from tests.factories import ArticleFactory, PriorityFactory, StaffFactory
from tests.forms_sent import found
from tests.threads import at_once

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2020, 10, 28, 9, tzinfo=MOSCOW)
TEN = datetime(2020, 10, 29, 10, tzinfo=MOSCOW)
SECOND = timedelta(seconds=1)
PUBLISH, WITHDRAW = ScheduledAction.PUBLISH, ScheduledAction.WITHDRAW


@pytest.fixture
def anna():
    return StaffFactory(username="anna")


@pytest.fixture
def by(anna):
    return Actor.of(anna, NOW)


def states():
    return list(ScheduledPublication.objects.order_by("pk").values_list("state", flat=True))


def test_draft_is_public_at_its_moment_and_not_a_second_before(by):
    draft = ArticleFactory(published_on=date(2020, 10, 29))
    schedule.set_moment(draft, PUBLISH, TEN, by=by)

    assert schedule.carry_out(TEN - SECOND) == []
    assert not found(draft).is_published
    assert PublicRecord.objects.count() == 0

    (row,) = schedule.carry_out(TEN)

    assert (row.state, row.said) == (ScheduleState.DONE, {})
    assert found(draft).is_published
    assert [record.key for record in PublicRecord.objects.all()] == [records.key_of(draft)]


def test_what_was_done_is_done_once(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.carry_out(TEN)
    workflow.withdraw(found(item), by=by)

    assert schedule.carry_out(TEN + SECOND) == []
    assert not found(item).is_published


def test_late_is_done_under_its_true_time(by, monkeypatch):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    late = TEN + timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: late)

    (row,) = schedule.carry_out(late)

    assert row.settled_at == late
    assert found(item).published_at == late


def test_published_and_withdrawn_again_each_at_its_moment(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.set_moment(item, WITHDRAW, TEN + SECOND, by=by)

    assert [row.action for row in schedule.carry_out(TEN + SECOND)] == [PUBLISH, WITHDRAW]
    assert found(item).publication == "withdrawn"
    assert [record.withdrawn for record in PublicRecord.objects.order_by("number")] == [False, True]


@pytest.mark.parametrize("moment", [NOW, NOW - SECOND, NOW - timedelta(days=400)])
def test_moment_that_has_passed_is_refused(by, moment):
    with pytest.raises(schedule.ScheduleRefusedError, match="has passed"):
        schedule.set_moment(PriorityFactory(), PUBLISH, moment, by=by)

    assert states() == []


def test_own_day_after_the_moment_is_refused(by):
    draft = ArticleFactory(published_on=date(2020, 10, 30))

    with pytest.raises(schedule.ScheduleRefusedError, match="still to come"):
        schedule.set_moment(draft, PUBLISH, TEN, by=by)


@pytest.mark.parametrize(
    ("made", "action", "why"),
    [
        ({"published": True}, PUBLISH, "published already"),
        ({}, WITHDRAW, "not published"),
        ({"title_ru": ""}, PUBLISH, "Title is missing"),
    ],
)
def test_what_could_not_be_done_cannot_be_set(by, made, action, why):
    with pytest.raises(schedule.ScheduleRefusedError, match=why):
        schedule.set_moment(PriorityFactory(**made), action, TEN, by=by)


def test_withdrawal_before_the_publication_is_refused(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)

    with pytest.raises(schedule.ScheduleRefusedError, match="not published"):
        schedule.set_moment(item, WITHDRAW, TEN - SECOND, by=by)


def test_publication_after_the_withdrawal_is_refused_and_both_moments_stay(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.set_moment(item, WITHDRAW, TEN + SECOND, by=by)

    with pytest.raises(schedule.ScheduleRefusedError, match="29 October 2020, 10:00: give an"):
        schedule.set_moment(item, PUBLISH, TEN + 2 * SECOND, by=by)

    assert states() == [ScheduleState.WAITING, ScheduleState.WAITING]
    schedule.carry_out(TEN + SECOND)
    assert found(item).publication == "withdrawn"


def test_day_and_time_of_a_moment_are_those_of_the_portal_whatever_its_zone(by):
    draft = ArticleFactory(published_on=date(2020, 10, 29))
    midnight = datetime(2020, 10, 29, 0, 30, tzinfo=MOSCOW).astimezone(UTC)

    schedule.set_moment(draft, PUBLISH, midnight, by=by)

    with pytest.raises(schedule.ScheduleRefusedError, match=r"^27 October 2020, 12:00 has"):
        schedule.set_moment(draft, PUBLISH, datetime(2020, 10, 27, 9, tzinfo=UTC), by=by)


def test_another_moment_replaces_the_first(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.set_moment(item, PUBLISH, TEN + SECOND, by=by)

    assert states() == [ScheduleState.CANCELLED, ScheduleState.WAITING]
    assert schedule.carry_out(TEN) == []
    assert len(schedule.carry_out(TEN + SECOND)) == 1


def test_moment_taken_back_does_nothing(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.cancel(item, by=by)

    assert schedule.carry_out(TEN) == []
    assert not found(item).is_published
    with pytest.raises(schedule.ScheduleRefusedError, match="No moment"):
        schedule.cancel(item, by=by)


def test_of_two_items_one_moment_is_each_its_own(by):
    first, second = PriorityFactory.create_batch(2)
    schedule.set_moment(first, PUBLISH, TEN, by=by)
    schedule.set_moment(second, PUBLISH, TEN + SECOND, by=by)
    schedule.cancel(first, by=by)

    schedule.carry_out(TEN + SECOND)

    assert [found(one).is_published for one in (first, second)] == [False, True]


def test_right_is_asked_when_it_is_set_and_again_at_the_moment(anna, by):
    item = PriorityFactory()
    anna.is_superuser = False
    anna.save()
    with pytest.raises(NotAllowedError):
        schedule.set_moment(item, PUBLISH, TEN, by=by)
    anna.user_permissions.set(
        Permission.objects.filter(codename__in=["view_priority", "publish_priority"])
    )
    fresh = Actor.of(type(anna).objects.get(pk=anna.pk), NOW)
    schedule.set_moment(item, PUBLISH, TEN, by=fresh)
    anna.user_permissions.clear()

    (row,) = schedule.carry_out(TEN)

    assert row.state == ScheduleState.REFUSED
    assert "“anna” may not decide" in row.said["en"]
    assert "anna" in row.said["ru"] != row.said["en"]
    assert not found(item).is_published


def test_nobody_without_the_right_takes_a_moment_back(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    other = Actor.of(StaffFactory(is_superuser=False), NOW)

    with pytest.raises(NotAllowedError):
        schedule.cancel(item, by=other)

    assert states() == [ScheduleState.WAITING]


def test_account_that_was_closed_publishes_nothing(anna, by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    type(anna).objects.update(is_active=False)

    (row,) = schedule.carry_out(TEN)

    assert row.state == ScheduleState.REFUSED
    assert not found(item).is_published


def test_what_stops_it_at_the_moment_is_told_in_each_language(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    type(item).objects.update(title_ru="")

    (row,) = schedule.carry_out(TEN)

    assert row.state == ScheduleState.REFUSED
    told = []
    for code in ("en", "ru", "zh-hans"):
        with translation.override(code):
            told.append(row.why)
    assert told[0] == "Title is missing in: Русский."
    assert len(set(told)) == 3


def test_what_somebody_did_by_hand_is_needless(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    workflow.publish(found(item), by=by)

    assert not schedule.waiting(item).exists()
    assert schedule.carry_out(TEN) == []
    assert states() == [ScheduleState.CANCELLED]


@pytest.mark.parametrize("is_public", [False, True])
def test_what_was_done_early_and_undone_by_hand_is_not_done_again_at_its_moment(by, is_public):
    """Who publishes before the moment, and withdraws a mistake, sees it go out no second time; the same the other way round."""
    item = PriorityFactory(published=is_public)
    schedule.set_moment(item, WITHDRAW if is_public else PUBLISH, TEN, by=by)
    early, undoing = workflow.publish, workflow.withdraw
    if is_public:
        early, undoing = undoing, early
    early(found(item), by=by)
    undoing(found(item), by=by)

    schedule.carry_out(TEN)

    assert found(item).is_published == is_public
    assert states() == [ScheduleState.CANCELLED]


def test_moment_of_the_withdrawal_stays_when_it_is_published_early(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    schedule.set_moment(item, WITHDRAW, TEN + SECOND, by=by)

    workflow.publish(found(item), by=by)
    schedule.carry_out(TEN + SECOND)

    assert found(item).publication == Publication.WITHDRAWN
    assert states() == [ScheduleState.CANCELLED, ScheduleState.DONE]


def test_draft_that_was_deleted_is_needless(by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)
    item.delete()

    assert [row.state for row in schedule.carry_out(TEN)] == [ScheduleState.CANCELLED]


def test_worker_that_is_killed_half_way_leaves_all_or_nothing(by):
    """The note is the last step of the transaction."""
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)

    def killed(row):
        raise SystemExit

    with pytest.raises(SystemExit):
        schedule.carry_out(TEN, killed)

    assert states() == [ScheduleState.WAITING]
    assert not found(item).is_published
    assert PublicRecord.objects.count() == 0
    assert [row.state for row in schedule.carry_out(TEN)] == [ScheduleState.DONE]


def test_worker_knows_how_long_nothing_is_due(by):
    assert schedule.seconds_until_next(NOW) == float("inf")
    for moment in (TEN, TEN - SECOND):
        schedule.set_moment(PriorityFactory(), PUBLISH, moment, by=by)

    assert schedule.seconds_until_next(TEN - 3 * SECOND) == 2
    assert schedule.seconds_until_next(TEN + SECOND) == 0


def test_one_that_is_refused_keeps_no_other_from_its_moment(by):
    first, second = PriorityFactory.create_batch(2)
    for one in (first, second):
        schedule.set_moment(one, PUBLISH, TEN, by=by)
    type(first).objects.filter(pk=first.pk).update(title_en="")

    assert [row.state for row in schedule.carry_out(TEN)] == [
        ScheduleState.REFUSED,
        ScheduleState.DONE,
    ]


@pytest.mark.parametrize(
    "faults",
    [
        {"state": "done"},
        {"settled_at": NOW},
        {"action": "delete"},
        {"state": "lost", "settled_at": NOW},
    ],
)
def test_database_refuses_a_row_that_says_two_things(by, faults):
    schedule.set_moment(PriorityFactory(), PUBLISH, TEN, by=by)

    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledPublication.objects.update(**faults)


def test_database_refuses_two_moments_that_wait(anna, by):
    item = PriorityFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=by)

    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledPublication.objects.create(item=item, action=PUBLISH, due_at=TEN, account=anna)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_do_nothing_twice():
    item, anna = PriorityFactory(), StaffFactory()
    schedule.set_moment(item, PUBLISH, TEN, by=Actor.of(anna, NOW))
    done = []

    raised = at_once(*[lambda: done.extend(schedule.carry_out(TEN)) for _worker in range(2)])

    assert raised == []
    assert [row.state for row in done] == [ScheduleState.DONE]
    assert PublicRecord.objects.count() == 1


def test_what_fails_by_a_fault_of_ours_is_told_and_holds_nobody_up(by, monkeypatch, caplog):
    broken, sound = ArticleFactory(published_on=date(2020, 10, 28)), PriorityFactory()
    for item in (broken, sound):
        schedule.set_moment(item, PUBLISH, TEN, by=by)

    def publish(item, *, by):
        workflow.publish(item, by=by)
        if item == broken:
            raise ZeroDivisionError

    monkeypatch.setitem(schedule.WRITERS, PUBLISH, publish)
    done = schedule.carry_out(TEN)

    assert [row.state for row in done] == [ScheduleState.REFUSED, ScheduleState.DONE]
    assert (found(broken).is_published, found(sound).is_published) == (False, True)
    assert done[0].said["en"].startswith("The portal failed in it, and nothing was done.")
    assert "ZeroDivisionError" in caplog.text

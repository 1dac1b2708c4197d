"""Who follows what the public is told: after the commit, in its order, and never in a writer's way."""

import logging
import threading
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from publishing import outbox
from publishing.models import OutboxMessage, PublicRecord
from publishing.outbox import Thing
from tests.acting import workflow
from tests.factories import ArticleFactory, BodyFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

A, B = Thing("bodies", "a"), Thing("bodies", "b")


class Follower:
    """A listener that keeps what it is told, and cannot follow what is `broken`."""

    def __init__(self) -> None:
        self.heard: list[list[Thing]] = []
        self.broken: set[Thing] = set()
        self.again: set[Thing] = set()

    def __call__(self, things) -> set[Thing]:
        if self.broken & set(things):
            raise ZeroDivisionError
        self.heard.append(list(things))
        return self.again


@pytest.fixture
def follower(monkeypatch) -> Follower:
    one = Follower()
    monkeypatch.setattr(outbox, "_listeners", {"follower": one})
    return one


def waiting() -> list[tuple[str, int]]:
    return [(str(message), message.tries) for message in OutboxMessage.objects.all()]


def test_listener_is_told_after_the_commit_in_its_order_and_of_each_thing_once(follower):
    first, second = BodyFactory(slug="b"), BodyFactory(slug="a")

    with transaction.atomic():
        workflow.publish(first)
        workflow.publish(second)
        workflow.withdraw(first)
        inside = (list(follower.heard), waiting())

    assert inside == (
        [],
        [("follower: bodies/b", 0), ("follower: bodies/a", 0), ("follower: bodies/b", 0)],
    )
    assert (follower.heard, waiting()) == ([[B, A]], [])


def test_each_listener_is_told_and_one_is_registered_by_one_line(monkeypatch):
    monkeypatch.setattr(outbox, "_listeners", {})
    heard = []

    @outbox.listener("first")
    def _first(things):
        heard.append(("first", *things))
        return ()

    @outbox.listener("second")
    def _second(things):
        heard.append(("second", *things))
        return ()

    workflow.publish(BodyFactory(slug="a"))

    assert heard == [("first", A), ("second", A)]


def test_what_is_taken_back_leaves_nothing_to_follow(follower):
    with transaction.atomic():
        workflow.publish(BodyFactory(slug="a"))
        transaction.set_rollback(True)

    assert (follower.heard, waiting()) == ([], [])


def test_what_a_killed_process_left_is_followed_after_the_next_commit(follower, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(transaction, "on_commit", lambda *args, **options: None)
        workflow.publish(BodyFactory(slug="a"))
    left = waiting()

    workflow.publish(BodyFactory(slug="b"))

    assert left == [("follower: bodies/a", 0)]
    assert (follower.heard, waiting()) == ([[A, B]], [])


def test_what_a_killed_process_left_is_followed_by_the_command(follower, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(transaction, "on_commit", lambda *args, **options: None)
        workflow.publish(BodyFactory(slug="a"))
    out = StringIO()

    call_command("drain_outbox", stdout=out)

    assert out.getvalue() == "0 messages are left.\n"
    assert (follower.heard, waiting()) == ([[A]], [])


def test_listener_that_raises_stops_nobody_is_logged_and_tried_again(follower, caplog):
    follower.broken = {A}

    with caplog.at_level(logging.ERROR, "publishing.outbox"):
        workflow.publish(BodyFactory(slug="a"))

    assert PublicRecord.objects.get().key == "a"
    (logged,) = caplog.records
    assert logged.getMessage() == "“follower” cannot follow: bodies/a."
    assert logged.exc_info is not None
    assert logged.exc_info[0] is ZeroDivisionError
    assert waiting() == [("follower: bodies/a", 1)]
    follower.broken = set()
    workflow.publish(BodyFactory(slug="b"))
    assert (follower.heard, waiting()) == ([[A, B]], [])


def test_one_that_cannot_be_followed_leaves_the_others_followed(follower):
    follower.broken = {A}

    with transaction.atomic():
        workflow.publish(BodyFactory(slug="a"))
        workflow.publish(BodyFactory(slug="b"))

    assert (follower.heard, waiting()) == ([[B]], [("follower: bodies/a", 1)])


def test_after_so_many_tries_only_the_command_tries_and_says_what_is_left(follower):
    follower.broken = {A}
    workflow.publish(BodyFactory(slug="a"))
    for _ in range(outbox.MOST_TRIES + 1):
        ArticleFactory(published=True)
    assert waiting() == [("follower: bodies/a", outbox.MOST_TRIES)]
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("drain_outbox", stdout=out)

    assert (ended.value.code, out.getvalue()) == (1, "1 messages are left.\n")
    follower.broken = set()
    call_command("drain_outbox", stdout=out)
    assert (follower.heard[-1], waiting()) == ([A], [])


def test_what_was_given_up_is_followed_with_the_next_change_of_the_same_thing(follower):
    OutboxMessage.objects.create(
        listener="follower", kind="bodies", key="a", tries=outbox.MOST_TRIES
    )

    workflow.publish(BodyFactory(slug="a"))

    assert (follower.heard, waiting()) == ([[A]], [])


def test_what_is_told_anew_has_all_its_tries_again(follower):
    follower.broken = {A}
    OutboxMessage.objects.create(
        listener="follower", kind="bodies", key="a", tries=outbox.MOST_TRIES
    )

    workflow.publish(BodyFactory(slug="a"))

    assert waiting() == [("follower: bodies/a", 1)]


def test_listener_that_has_followed_everything_forgets_what_waits_for_it_alone():
    for listener in ("follower", "another"):
        OutboxMessage.objects.create(listener=listener, kind="bodies", key="a")

    outbox.forget("follower")

    assert waiting() == [("another: bodies/a", 0)]


def test_what_a_listener_asks_for_is_tried_again_with_it(follower):
    follower.again = {A, B}

    workflow.publish(BodyFactory(slug="a"))

    assert waiting() == [("follower: bodies/a", 1), ("follower: bodies/b", 1)]


def test_many_are_followed_in_parts(follower, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 1)

    with transaction.atomic():
        workflow.publish(BodyFactory(slug="a"))
        workflow.publish(BodyFactory(slug="b"))

    assert (follower.heard, waiting()) == ([[A], [B]], [])


def test_what_is_told_together_is_noted_at_the_end_and_each_thing_once(follower):
    first, second = BodyFactory(slug="a"), BodyFactory(slug="b")

    with transaction.atomic(), outbox.together():
        workflow.publish(first)
        workflow.publish(second)
        workflow.withdraw(first)
        assert waiting() == []

    assert (follower.heard, waiting()) == ([[A, B]], [])


def test_what_is_cleared_is_told_to_nobody(follower):
    with transaction.atomic(), outbox.together() as told:
        workflow.publish(BodyFactory(slug="a"))
        told.clear()

    assert (follower.heard, waiting()) == ([], [])


def test_nobody_is_told_of_what_an_error_undoes(follower):
    first = BodyFactory(slug="a")

    with suppress(ZeroDivisionError), transaction.atomic(), outbox.together():
        workflow.publish(first)
        raise ZeroDivisionError

    assert (follower.heard, waiting()) == ([], [])


@pytest.mark.postgresql
def test_of_two_processes_that_drain_at_once_one_follows(follower, monkeypatch):
    OutboxMessage.objects.create(listener="follower", kind="bodies", key="a")
    both = threading.Barrier(2)
    tell = Follower.__call__

    def slowly(self, things):
        with suppress(threading.BrokenBarrierError):
            both.wait(1)  # the other, were it to follow too, comes here meanwhile
        return tell(self, things)

    monkeypatch.setattr(Follower, "__call__", slowly)

    raised = at_once(*[outbox.drain] * 2)

    assert raised == []
    assert (follower.heard, waiting()) == ([[A]], [])


@pytest.mark.parametrize("empty", ["listener", "kind", "key"])
def test_message_names_a_listener_and_a_thing(empty):
    row = {"listener": "follower", "kind": "bodies", "key": "a", empty: ""}

    with pytest.raises(IntegrityError, match="outboxmessage_names_a_thing"):
        OutboxMessage.objects.create(**row)

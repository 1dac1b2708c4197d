"""Who follows the records is told of each."""

from contextlib import suppress

import pytest

from publishing import records
from tests.acting import workflow
from tests.factories import BodyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch) -> list[list[str]]:
    """The slugs of which a listener is told, a list each time."""
    calls: list[list[str]] = []
    listener = [lambda items: calls.append([records.key_of(item) for item in items])]
    monkeypatch.setattr(records, "_listeners", listener)
    return calls


def test_a_listener_is_told_of_each_item_when_it_is_recorded(heard):
    workflow.publish(BodyFactory(slug="a"))
    workflow.publish(BodyFactory(slug="b"))

    assert heard == [["a"], ["b"]]


def test_a_listener_is_told_of_many_items_at_the_end_and_of_each_once(heard):
    first, second = BodyFactory(slug="a"), BodyFactory(slug="b")

    with records.together():
        workflow.publish(first)
        workflow.publish(second)
        workflow.withdraw(first)
        assert heard == []

    assert heard == [["a", "b"]]
    workflow.publish(first)
    assert heard == [["a", "b"], ["a"]]


def test_what_is_cleared_is_told_to_nobody(heard):
    with records.together() as waiting:
        workflow.publish(BodyFactory(slug="a"))
        waiting.clear()

    assert heard == []


def test_nobody_is_told_of_what_an_error_undoes(heard):
    first = BodyFactory(slug="a")

    with suppress(ZeroDivisionError), records.together():
        workflow.publish(first)
        raise ZeroDivisionError

    assert heard == []
    workflow.publish(BodyFactory(slug="b"))
    assert heard == [["b"]]

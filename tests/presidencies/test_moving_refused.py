"""What keeps a thing in its presidency, and what whoever would move it is told."""

import pytest
from django.contrib.admin.models import LogEntry

from documents.models import Document
from events.models import Event
from news.models import Article
from presidencies.actions import MoveRefusedError
from priorities.models import Priority
from publishing.models import PublicRecord
from tests.acting import presidency_actions
from tests.factories import (
    ArticleFactory,
    EventFactory,
    PriorityFactory,
)
from tests.factories.priorities import strand_called
from tests.presidencies.moving import goal, serving, summit

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-06-01")]


def everything() -> list:
    """Return all that a move could write."""
    rows = (Event, Priority, Article, Document, PublicRecord, LogEntry)
    return [list(model._base_manager.order_by("pk").values()) for model in rows]


def test_thing_is_not_moved_to_where_it_is(lakes):
    article = ArticleFactory(published=True, presidency=lakes)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(article, lakes)

    assert str(refused.value) == "It belongs to “Lakes” already."
    assert everything() == before


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (
            1,
            "It serves a priority of another presidency (“Goal 1”): take this priority off it first.",
        ),
        (
            2,
            "It serves priorities of another presidency (“Goal 1”, “Goal 2”): take these priorities "
            "off it first.",
        ),
    ],
)
def test_event_stays_with_the_priorities_that_it_serves(lakes, count, told):
    event, goals = serving(count)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(event, lakes)

    assert str(refused.value) == told
    assert everything() == before
    assert list(event.priorities.all()) == goals


def test_event_goes_to_the_presidency_of_its_priorities(lakes):
    event = summit(published=True)
    event.priorities.set([PriorityFactory(presidency=lakes)])

    presidency_actions.move(event, lakes)

    assert Event.objects.get().presidency == lakes


def test_priority_stays_with_the_events_that_serve_it(lakes):
    strand_called("policy", lakes)
    priority = goal(published=True)
    for number in range(7):
        EventFactory(slug=f"e{number}", title_en=f"E{number}").priorities.add(priority)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(priority, lakes)

    assert str(refused.value) == (
        "7 events of another presidency serve it (“E0 (e0)”, “E1 (e1)”, “E2 (e2)”, “E3 (e3)”, "
        "“E4 (e4)”, …): take the priority off these events first."
    )
    assert everything() == before


def test_priority_needs_a_strand_of_its_key(lakes):
    priority = goal(published=True)
    EventFactory(slug="e", title_en="E").priorities.add(priority)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(priority, lakes)

    assert str(refused.value) == (
        "“Lakes” has no strand “policy” for it: add one with this key first. "
        "1 event of another presidency serves it (“E (e)”): take the priority off that event first."
    )
    assert everything() == before


def test_move_looks_at_what_is_stored(lakes):
    article = ArticleFactory(published=True)
    stale = Article.objects.get()
    presidency_actions.move(article, lakes)

    with pytest.raises(MoveRefusedError):
        presidency_actions.move(stale, lakes)

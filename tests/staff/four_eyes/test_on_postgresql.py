"""What is asked of JSON and of keys kept as text, which PostgreSQL compares more strictly than SQLite."""

import pytest

from publishing import clock
from publishing.permissions import Actor
from staff.bundles import actions
from staff.bundles.items import new_item
from staff.bundles.second_person import waiting_for
from staff.models import Bundle, Deed
from staff.proposals import proposing
from staff.roles import Role
from tests.factories import ArticleFactory
from tests.staff.four_eyes.asking import decided, edits, proposal
from tests.staff.of_roles import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_decision_is_found_by_each_of_its_events(both, event, editor):
    decided(editor, both, act="postpone")

    found = [list(proposing.of_item(item).waiting()) for item in (*both, event)]

    assert found == [[proposal()], [proposal()], []]


def test_a_bundle_does_not_wait_for_whoever_changed_a_thing_of_it(publisher):
    chief, draft = account_of(Role.EDITOR, Role.PUBLISHER), ArticleFactory()
    by = Actor.of(publisher, clock.now())
    actions.add(actions.make("News", by=by), new_item(draft, Deed.PUBLISH), by=by)
    assert list(waiting_for(chief)) == [Bundle.objects.get()]

    edits(chief, draft, title_en="Another title")

    assert not waiting_for(chief).exists()

"""A form of the admin is compared with what the row holds when its turn has come."""

import pytest

from priorities.models import Priority
from publishing import records
from tests.factories import PriorityFactory
from tests.forms_sent import changed, found, opened, page, told

pytestmark = pytest.mark.django_db


def test_what_changed_while_a_save_waited_for_its_turn_is_seen(admin_client, monkeypatch):
    item = PriorityFactory(published=True)
    sent = opened(admin_client, page(item))
    wait = records.take_turn

    def others_first():
        Priority.objects.filter(pk=item.pk).update(summary_en="Theirs.")
        return wait()

    monkeypatch.setattr(records, "take_turn", others_first)
    refused = admin_client.post(page(item), changed(sent, summary_en="Mine."))

    assert refused.status_code == 200
    assert told(refused) == [("Summary [en]", "Theirs.", "Mine.")]
    assert found(item).summary_en == "Theirs."

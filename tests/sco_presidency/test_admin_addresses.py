"""Whatever stands in an address of the desk, or is chosen in a list: never a failure of ours."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from publishing.admin_guard import GuardedAdmin
from tests.factories import PriorityFactory

pytestmark = pytest.mark.django_db

LISTS = [f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in admin.site._registry]
GUARDED = [m for m, options in admin.site._registry.items() if isinstance(options, GuardedAdmin)]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "more", ["?q=%00", "?slug=%00", "?%00=1", "%00/change/", "1/history/?a=%00"]
)
def test_what_postgresql_cannot_look_for_is_a_wrong_address(admin_client, address, more):
    assert admin_client.get(address + more).status_code == 400


@pytest.mark.parametrize("key", ["a", "\0", "", "-1", "9" * 30, "1.5"], ids=ascii)
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label_lower)
def test_what_no_row_is_known_by_is_not_chosen(admin_client, model, key):
    options = admin.site._registry[model]
    actions = [name for name in options.actions if isinstance(name, str)] or ["publish_selected"]
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")

    for action in actions:
        sent = {"action": action, "_selected_action": [key], "index": 0}

        assert admin_client.post(address, sent).status_code in (200, 302, 403)


def test_what_is_chosen_beside_it_is_asked_about(admin_client):
    draft = PriorityFactory()
    sent = {"action": "publish_selected", "_selected_action": ["a", str(draft.pk)]}

    answer = admin_client.post(reverse("admin:priorities_priority_changelist"), sent)

    assert [row.item for row in answer.context["rows"]] == [draft]

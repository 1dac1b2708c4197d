"""Who may propose what, by a table written by hand: what stands in no cell is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from staff.roles import Role
from tests.factories import EventFactory
from tests.forms_sent import page
from tests.staff.of_roles import account_of
from tests.staff.undrawn import asked

pytestmark = pytest.mark.django_db

#: e: its texts; a: an act, or a correction; s: to publish it. In this order: own draft, own public, and those of others.
TABLE = {
    "host": ("eas", "ea", "", ""),
    "translator": ("e", "e", "e", "e"),
    "editor": ("eas", "ea", "eas", "ea"),
    "publisher": ("as", "a", "as", "a"),
    "administrator": ("", "", "", ""),
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_proposes_what_the_table_says(ministry, role):
    told = {"published": True}
    things = [
        EventFactory(hosts=[ministry]),
        EventFactory(hosts=[ministry], **told),
        EventFactory(),
        EventFactory(**told),
    ]
    scope = {"host": {"hosts": [ministry]}, "translator": {"languages": ["ru"]}}.get(role, {})
    account = account_of(role, **scope)

    def opens(address):
        try:
            answer = asked(account, "get", address, {})
        except (PermissionDenied, Http404):
            return None
        return answer if answer.status_code == 200 else None

    def letters(event):
        acts = reverse("admin:events_event_act", args=[event.pk, "announce"])
        publishing = reverse("admin:events_event_publish", args=[event.pk])
        form = opens(page(event))
        doors = {
            "e": form is not None and form.context_data["has_change_permission"],
            "a": opens(acts) is not None,
            "s": not event.is_published and opens(publishing) is not None,
        }
        return "".join(letter for letter, is_open in doors.items() if is_open)

    assert tuple(map(letters, things)) == TABLE[role]

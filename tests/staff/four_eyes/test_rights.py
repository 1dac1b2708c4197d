"""Who may propose what, by a table written by hand: what stands in no cell is refused."""

import pytest
from django.urls import reverse

from staff.roles import Role
from tests.factories import EventFactory
from tests.forms_sent import page
from tests.staff.of_roles import account_of, logged_in

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
    client = logged_in(account_of(role, **scope))

    def letters(event):
        acts = reverse("admin:events_event_act", args=[event.pk, "announce"])
        publishing = reverse("admin:events_event_publish", args=[event.pk])
        form = client.get(page(event))
        doors = {
            "e": form.status_code == 200 and form.context["has_change_permission"],
            "a": client.get(acts).status_code == 200,
            "s": not event.is_published and client.get(publishing).status_code == 200,
        }
        return "".join(letter for letter, is_open in doors.items() if is_open)

    assert tuple(map(letters, things)) == TABLE[role]

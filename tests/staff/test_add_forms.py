"""Whatever an address tells the form of something new, the form opens."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

VALUES = [
    "a",
    "",
    "0",
    "99999999999999999999",
    "-1",
    "1,2",
    "1,a",
    "\x01",
    "2020-13-45",
    "[]",
    "{",
    "é\ud7ff",
]


#: What the admin itself reads in an address.
OF_THE_ADMIN = ("_changelist_filters", "_popup")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda it: it._meta.label_lower)
def test_form_of_something_new_opens_whatever_its_address_tells(admin_client, model):
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")
    names = sorted({*OF_THE_ADMIN, *(field.name for field in model._meta.get_fields())})

    for value in VALUES:
        answer = admin_client.get(address, dict.fromkeys(names, value))

        may_add = options_of(model).has_add_permission(answer.wsgi_request)
        assert answer.status_code == (200 if may_add else 403), ascii(value)


def options_of(model):
    return admin.site._registry[model]


def test_form_of_something_new_takes_what_it_can_be_told(admin_client):
    event = EventFactory()
    address = reverse("admin:news_article_add")

    answer = admin_client.get(address, {"events": str(event.pk), "title_en": "A title"})

    form = answer.context["adminform"].form
    assert (form["events"].value(), form["title_en"].value()) == ([str(event.pk)], "A title")

"""The log tells what it can of a thing that has no page, no model or no texts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from staff import revisions
from staff.models import Revision
from tests.factories import StaffFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

LOG = "/admin/log/"


@pytest.fixture
def kind_of_old():
    return ContentType.objects.create(app_label="gone", model="gone")


def test_what_has_no_page_is_told_without_an_address(admin_client, kind_of_old):
    row = {"object_id": "7", "name": "It", "field": "told", "after": "x", "saved_by": "anna"}
    for kind in (kind_of_old, ContentType.objects.get_for_model(Session)):
        Revision.objects.create(kind=kind, **row)

    told = admin_client.get(LOG).context["week"].rows

    assert [(line.name, line.label, line.url) for line in told] == [("It", "told", "")] * 2


def test_what_no_form_wrote_is_told_in_words_and_nothing_of_an_account_comes_back():
    anna = StaffFactory()
    revisions.note(anna, "second_factor", "", "Passkey", by="anna")
    revisions.note(anna, "first_name", "", "Anna", by="anna")

    rows = revisions.of_item(anna, may_change=True)

    assert [(row.label, row.restore) for row in rows] == [
        ("first name", ""),
        ("second factor", ""),
    ]
    assert {row.url for row in rows} == {f"/admin/auth/user/{anna.pk}/change/"}
    assert revisions.texts_of(User) == set()


def test_what_went_and_what_came_are_told_in_words_too(admin_client):
    kind = ContentType.objects.get_for_model(User)
    row = {"kind": kind, "object_id": "7", "name": "It", "field": "told", "saved_by": "anna"}
    Revision.objects.create(**row, before="A street.", after="A square.")

    (cell,) = page_of(admin_client.get(LOG)).all("ins")

    assert cell.text == "added: square"
    assert page_of(admin_client.get(LOG)).one("del").text == "removed: street"

"""A PDF is looked through before the turn to write is taken, and only for whoever may write."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from documents import files
from documents.models import Document
from publishing import records
from tests.documents.papers import paper
from tests.factories import DocumentFactory, StaffFactory
from tests.forms_sent import typed
from tests.staff.test_document_corrections import sent
from tests.staff.test_documents import fields

DOORS = ["add", "change", "correct"]


@pytest.fixture
def order(settings, tmp_path, monkeypatch):
    """What was done, in order."""
    settings.MEDIA_ROOT = tmp_path
    order = []
    take_turn, scrutinise = records.take_turn, files.scrutinise

    def looked_through(file):
        order.append("in a transaction" if connection.in_atomic_block else "looked through")
        scrutinise(file)

    monkeypatch.setattr(records, "take_turn", lambda: order.append("turn") or take_turn())
    monkeypatch.setattr(files, "scrutinise", looked_through)
    return order


def opened(client, door, content=None):
    """Return the address of `door`, and what its form sends with a paper."""
    file = SimpleUploadedFile("a.pdf", content or paper())
    if door == "add":
        document = DocumentFactory.build(slug="declaration")
        address = reverse("admin:documents_document_add")
        return address, typed(client, address, fields(document, file=file))
    document = DocumentFactory(slug="declaration", published=door == "correct")
    address = reverse(f"admin:documents_document_{door}", args=[document.pk])
    if door == "correct":
        return address, sent(document, file=file, corrected_on="2020-10-28")
    return address, typed(client, address, fields(document, file=file))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", DOORS)
def test_paper_is_looked_through_once_before_the_turn_and_the_transaction(
    admin_client, order, door, settings
):
    settings.PORTAL_CLOCK = "2020-10-28"
    address, data = opened(admin_client, door)
    del order[:]

    assert admin_client.post(address, data).status_code == 302

    assert (order[0], order.count("looked through")) == ("looked through", 1)
    assert "turn" in order
    with Document.objects.get().file.open() as kept:
        assert kept.read() == paper()


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_paper_that_does_more_is_refused_at_every_door(admin_client, order, door, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    address, data = opened(admin_client, door, paper(catalogue="/OpenAction << /S /Launch >>"))

    answer = admin_client.post(address, data)

    assert "holds an action that starts a program" in answer.content.decode()
    assert not Document.objects.exclude(file="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("door", "right"), [("add", "change"), ("change", "add"), ("correct", "add")]
)
def test_no_paper_is_looked_through_for_whoever_may_not_write(
    admin_client, client, order, door, right
):
    address, data = opened(admin_client, door)
    clerk = StaffFactory(is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename=f"{right}_document"))
    client.force_login(clerk)

    assert client.post(address, data).status_code == 403
    assert "looked through" not in order
    assert "in a transaction" not in order

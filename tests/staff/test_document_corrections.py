"""The page on which an editor corrects a document in the open."""

import os
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from staff.log import sentence_of
from tests.documents.corrected import corrected
from tests.documents.papers import paper
from tests.factories import DocumentFactory
from tests.forms_sent import typed
from tests.full_disk import no_space_left
from tests.staff.test_documents import fields

TODAY = date(2020, 12, 3)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY), pytest.mark.usefixtures("media")]


@pytest.fixture
def document():
    return DocumentFactory(
        slug="declaration",
        title_en="Declaration",
        title_ru="Декларация",
        title_zh_hans="",
        external_url="https://text.example/first/",
        languages=["ru"],
        published=True,
    )


def page(document):
    return reverse("admin:documents_document_correct", args=[document.pk])


def sent(document, **changed):
    return {
        "version": document.versions.count() + 1,
        "corrected_on": "2020-12-02",
        "reason_en": "A page was missing.",
        "reason_ru": "Не было страницы.",
        "title_en": document.title_en,
        "title_ru": document.title_ru,
        "external_url": document.external_url,
        "languages": "ru",
        **changed,
    }


def test_form_begins_with_what_the_public_reads(admin_client, document):
    form = admin_client.get(page(document)).context["form"]

    assert form["title_ru"].value() == "Декларация"
    assert form["external_url"].value() == "https://text.example/first/"
    assert form["languages"].value() == "ru"
    assert form["corrected_on"].value() == TODAY


def test_correction_is_saved_and_logged(admin_client, document):
    answer = admin_client.post(page(document), sent(document, languages="ru\nen"))

    document.refresh_from_db()
    earlier = document.versions.get()
    assert answer.url == reverse("admin:documents_document_change", args=[document.pk])
    assert document.languages == ["ru", "en"]
    assert (earlier.languages, earlier.superseded_on) == (["ru"], date(2020, 12, 2))
    assert sentence_of(LogEntry.objects.get()) == "Corrected: A page was missing."


@pytest.mark.parametrize("typed", [TODAY.isoformat(), ""])
def test_correction_may_be_of_today(admin_client, document, typed):
    admin_client.post(page(document), sent(document, languages="ru\nen", corrected_on=typed))

    assert document.versions.get().superseded_on == TODAY


def test_new_file_is_kept_under_the_number_of_its_version(admin_client, document):
    upload = SimpleUploadedFile("../Our Paper.exe", paper())

    admin_client.post(page(document), sent(document, file=upload))

    document.refresh_from_db()
    assert document.file.name == "documents/declaration-2.pdf"


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "file", "This is not a PDF"),
        ({"corrected_on": "2020-12-04"}, "corrected_on", "cannot lie in the future"),
        ({"version": 2}, "version", "open it anew"),
        ({"reason_ru": ""}, "__all__", "Say what was wrong"),
        ({}, "__all__", "Nothing is corrected"),
        ({"title_ru": ""}, "__all__", "can change, but not go"),
        ({"languages": "Russian language"}, "languages", "Write a language code"),
    ],
)
def test_refusal_stands_in_the_form(admin_client, document, changed, field, why):
    answer = admin_client.post(page(document), sent(document, **changed))

    assert why in " ".join(answer.context["form"].errors[field])
    assert not document.versions.exists()
    assert not LogEntry.objects.exists()


def test_form_opened_before_another_correction_is_refused(admin_client, document):
    first = sent(document, languages="en")
    corrected(document)

    answer = admin_client.post(page(document), first)

    assert "open it anew" in answer.context["form"].errors["version"][0]
    assert document.versions.count() == 1


def test_draft_has_no_such_page(admin_client):
    draft = DocumentFactory()

    answer = admin_client.get(page(draft))

    assert answer.url == reverse("admin:documents_document_change", args=[draft.pk])


@pytest.mark.parametrize(("right", "status", "versions"), [("change", 403, 0), ("record", 302, 1)])
def test_correcting_takes_a_permission_of_its_own(client, document, right, status, versions):
    user = get_user_model().objects.create_user("staff", is_staff=True)
    names = ["view_document", f"{right}_document"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    answer = client.post(page(document), sent(document, languages="en"))

    assert answer.status_code == status
    assert document.versions.count() == versions


@pytest.mark.parametrize(("state", "offered"), [({}, False), ({"published": True}, True)])
def test_only_what_was_public_offers_it(admin_client, state, offered):
    document = DocumentFactory(**state)

    answer = admin_client.get(reverse("admin:documents_document_change", args=[document.pk]))

    assert (page(document) in answer.content.decode()) == offered


def test_text_that_the_public_reads_cannot_be_replaced_in_silence(admin_client, document):
    address = reverse("admin:documents_document_change", args=[document.pk])

    sent = fields(document, external_url="https://text.example/second/")
    admin_client.post(address, typed(admin_client, address, sent))

    document.refresh_from_db()
    assert document.external_url == "https://text.example/first/"


def test_text_that_was_not_found_can_be_added(admin_client):
    document = DocumentFactory(published=True)
    address = reverse("admin:documents_document_change", args=[document.pk])

    sent = fields(document, external_url="https://text.example/first/")
    admin_client.post(address, typed(admin_client, address, sent))

    document.refresh_from_db()
    assert document.external_url == "https://text.example/first/"


def test_full_disk_is_told_and_nothing_is_corrected(admin_client, document, monkeypatch, tmp_path):
    monkeypatch.setattr(os, "fsync", no_space_left)

    answer = admin_client.post(
        page(document), sent(document, file=SimpleUploadedFile("a.pdf", paper()))
    )

    assert "the disk of the portal is full" in answer.content.decode()
    assert "A page was missing." in answer.content.decode()
    assert document.versions.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_of_a_correction_that_is_refused_does_not_stay(admin_client, document, tmp_path):
    file = SimpleUploadedFile("a.pdf", paper())

    answer = admin_client.post(page(document), sent(document, file=file, reason_ru=""))

    assert answer.status_code == 200
    assert document.versions.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

"""A file that came with a refused form is kept for its writer, and saved with the form."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Document
from events.dates import Period
from staff import kept_files
from staff.models import KeptFile
from tests.documents.papers import paper
from tests.factories import DocumentFactory, EventFactory, StaffFactory
from tests.factories.photos import picture
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by, typed
from tests.staff.photos_sent import sent

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

BOX = "photos-0-upload-kept"


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)))


def chosen(name="hall.jpg", **options):
    return SimpleUploadedFile(name, picture(**options), "image/jpeg")


def act():
    return SimpleUploadedFile("act.pdf", paper(), "application/pdf")


def refused(client, event, **photo):
    """Send a photo in a form that lacks the title."""
    fields = {**sent(event, upload=chosen(), **photo), "title_en": "", "title_ru": ""}
    return client.post(page(event), typed(client, page(event), fields))


def test_a_photo_of_a_refused_form_is_saved_with_the_form(admin_client, event):
    answer = refused(admin_client, event)

    assert not event.photos.exists()
    assert "“hall.jpg”, " in answer.content.decode()
    again = changed(sent_by(answer, "event_form"), title_ru="Форум")
    assert "photos-0-upload" not in {name for name, value in again.items() if value != [""]}

    saved = admin_client.post(page(event), again)

    assert (saved.status_code, event.photos.get().width) == (302, 640)
    assert not KeptFile.objects.exists()
    twice = admin_client.post(page(event), again, follow=True)  # a double click
    assert (twice.redirect_chain != [], event.photos.count()) == (True, 1)


def test_the_file_stays_however_often_the_form_is_refused(admin_client, event):
    answer = refused(admin_client, event)

    answer = admin_client.post(page(event), sent_by(answer, "event_form"))
    saved = admin_client.post(page(event), changed(sent_by(answer, "event_form"), title_ru="Форум"))

    assert (saved.status_code, event.photos.count()) == (302, 1)


def test_another_file_takes_its_place_and_an_empty_box_leaves_it_out(admin_client, event):
    again = changed(sent_by(refused(admin_client, event), "event_form"), title_ru="Форум")

    without = admin_client.post(page(event), {**again, BOX: []})
    (photos,) = [
        inline.formset
        for inline in without.context["inline_admin_formsets"]
        if inline.formset.prefix == "photos"
    ]
    assert list(photos.errors[0]) == ["upload"]

    other = {**again, "photos-0-upload": chosen("street.jpg", size=(800, 500))}
    admin_client.post(page(event), other)

    assert event.photos.get().width == 800


@pytest.mark.parametrize("whose", ["another account", "another form"])
def test_nobody_else_and_no_other_form_gets_it(admin_client, client, event, whose):
    again = changed(sent_by(refused(admin_client, event), "event_form"), title_ru="Форум")
    other = EventFactory(slug="other") if whose == "another form" else event
    if whose == "another account":
        client.force_login(StaffFactory(is_superuser=True))
        again = {name: value for name, value in again.items() if name != "once"}
    sender = client if whose == "another account" else admin_client

    answer = sender.post(page(other), {**again, "slug": other.slug})

    assert answer.status_code == 200
    assert "It is no longer kept here: choose it again." in answer.content.decode()
    assert not other.photos.exists()


def test_a_file_that_is_refused_is_not_kept(admin_client, event):
    fields = sent(event, upload=SimpleUploadedFile("hall.bmp", b"none", "image/bmp"))

    answer = admin_client.post(page(event), typed(admin_client, page(event), fields))

    assert "“hall.bmp” was not kept" in answer.content.decode()
    assert not KeptFile.objects.exists()


def test_a_paper_is_kept_and_one_that_is_gone_is_not_left_out_unsaid(admin_client):
    document = DocumentFactory(external_url="https://example.org/a")
    fields = changed(
        opened(admin_client, page(document)), title_en="", title_ru="", title_zh_hans=""
    )
    answer = admin_client.post(page(document), {**fields, "file": act()})
    again = changed(sent_by(answer, "document_form"), title_ru="Акт")
    KeptFile.objects.all().delete()

    gone = admin_client.post(page(document), again)

    assert gone.context["adminform"].form.errors["file"] == [
        "It is no longer kept here: choose it again."
    ]
    assert not found(document).file
    saved = admin_client.post(page(document), {**sent_by(gone, "document_form"), "file": act()})
    assert (saved.status_code, bool(found(document).file)) == (302, True)


def test_a_correction_that_is_refused_keeps_its_file(admin_client):
    document = DocumentFactory(published=True, external_url="https://example.org/a")
    address = reverse("admin:documents_document_correct", args=[document.pk])
    answer = admin_client.post(address, {**opened(admin_client, address), "file": act()})
    assert answer.status_code == 200  # no reason was given

    again = changed(sent_by(answer), reason_en="A page was missing.", reason_ru="Нет страницы.")
    saved = admin_client.post(address, again)

    assert (saved.status_code, bool(Document.objects.get().file)) == (302, True)
    assert not KeptFile.objects.exists()


def test_of_one_person_only_so_much_is_kept_the_newest(admin_client, event, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST", 1)

    refused(admin_client, event)
    answer = admin_client.post(
        page(event),
        {**typed(admin_client, page(event), sent(event)), "title_en": "", "title_ru": ""}
        | {"photos-0-upload": chosen("street.jpg", size=(800, 500)), "kept_tab": "another"},
    )

    assert answer.status_code == 200
    assert [row.name for row in KeptFile.objects.all()] == ["street.jpg"]
    told = "To make room for what you sent, this is no longer kept for you: hall.jpg."
    assert told in messages_of(answer)

"""Photos in the admin: a picture that decodes, what it shows, whom to credit, or nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.dates import Period
from events.models import Photo
from staff import deleted
from staff.models import DeletedItem
from tests.factories import EventFactory
from tests.factories.photos import PhotoFactory, picture
from tests.forms_sent import page
from tests.recording import last_told
from tests.staff.photos_sent import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)), published=True)


def present(photo):
    """What the form sends of a photo that is there."""
    return {"before": 1, "id": photo.pk}


def test_upload_becomes_a_photo_and_is_told(admin_client, event):
    upload = SimpleUploadedFile("../../evil.php", picture(size=(700, 500)))

    change(admin_client, event, upload=upload)

    photo = event.photos.get()
    assert (photo.width, photo.height, photo.alt_ru) == (700, 500, "Зал.")
    assert last_told("events", "forum")["photos"][0]["url"] == photo.url


@pytest.mark.parametrize(
    ("photo", "field"),
    [
        ({"upload": SimpleUploadedFile("a.jpg", b"<html>")}, "upload"),
        ({}, "upload"),
        ({"alt_ru": ""}, "alt_ru"),
        ({"alt_en": "  "}, "alt_en"),
        ({"credit_en": ""}, "credit_en"),
    ],
)
def test_photo_without_picture_description_or_credit_is_refused(admin_client, event, photo, field):
    photo = {"upload": SimpleUploadedFile("a.jpg", picture()), **photo} if photo else photo

    answer = change(admin_client, event, **photo)

    (errors,) = answer.context["inline_admin_formsets"][-1].formset.errors
    assert list(errors) == [field]
    assert not event.photos.exists()


def test_page_with_a_photo_sends_the_file_of_another(admin_client, event):
    PhotoFactory(event=event)

    answer = admin_client.get(page(event))

    assert answer.context["has_file_field"]


def test_texts_change_without_a_new_upload(admin_client, event):
    photo = PhotoFactory(event=event)

    change(admin_client, event, **present(photo), alt_en="Another hall.")

    photo.refresh_from_db()
    assert photo.alt_en == "Another hall."


def test_photo_that_is_deleted_for_good_takes_its_files_along(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(event=event)

    with django_capture_on_commit_callbacks(execute=True):
        change(admin_client, event, **present(photo), DELETE="on")
    assert not Photo.objects.exists()
    assert len(list((media / "photos").iterdir())) == 6  # it can be brought back

    with django_capture_on_commit_callbacks(execute=True):
        deleted.forget(DeletedItem.objects.all())
    assert list((media / "photos").iterdir()) == []


def test_files_that_another_photo_shows_stay(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo, other = PhotoFactory(event=event), PhotoFactory()

    with django_capture_on_commit_callbacks(execute=True):
        change(admin_client, event, **present(photo), DELETE="on")
        deleted.forget(DeletedItem.objects.all())

    assert Photo.objects.get() == other
    assert len(list((media / "photos").iterdir())) == 6


def test_files_that_another_photo_shows_since_the_deletion_stay(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(event=event)

    with django_capture_on_commit_callbacks() as afterwards:
        change(admin_client, event, **present(photo), DELETE="on")
        deleted.forget(DeletedItem.objects.all())
    other = PhotoFactory()
    for follow in afterwards:
        follow()

    assert Photo.objects.get() == other
    assert len(list((media / "photos").iterdir())) == 6

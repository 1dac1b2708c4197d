"""Photos in the admin: a picture that decodes, what it shows, whom to credit, or nothing."""

import os
from datetime import date
from pathlib import Path

import orjson
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.dates import Period
from events.images import renditions
from events.models import Photo
from publishing import records
from publishing.models import PublicRecord
from staff import event_forms
from tests.factories import EventFactory, StaffFactory
from tests.factories.photos import PhotoFactory, picture
from tests.forms_sent import changed, opened, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)), published=True)


def sent(event, *, before=0, **photo):
    row = {
        "photos-0-alt_en": "A hall.",
        "photos-0-alt_ru": "Зал.",
        "photos-0-credit_en": "A. Photographer",
        "photos-0-credit_ru": "А. Фотограф",
        "photos-0-position": "1",
        **{f"photos-0-{name}": value for name, value in photo.items()},
    }
    return {
        "title_en": event.title_en,
        "title_ru": event.title_ru,
        "title_origin_en": "ours",
        "slug": event.slug,
        "kind": event.kind,
        "level": event.level,
        "membership": event.membership,
        "photos-TOTAL_FORMS": "1",
        "photos-INITIAL_FORMS": str(before),
        **row,
    }


def change(client, event, **photo):
    address = reverse("admin:events_event_change", args=[event.pk])
    return client.post(address, typed(client, address, sent(event, **photo)))


def present(photo):
    """What the form sends of a photo that is there."""
    return {"before": 1, "id": photo.pk}


def test_upload_becomes_a_photo_and_is_told(admin_client, event):
    upload = SimpleUploadedFile("../../evil.php", picture(size=(700, 500)))

    change(admin_client, event, upload=upload)

    photo = event.photos.get()
    assert (photo.width, photo.height, photo.alt_ru) == (700, 500, "Зал.")
    record = PublicRecord.objects.latest_of("events").get(key="forum")
    assert orjson.loads(record.document)["photos"][0]["url"] == photo.url


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


def test_texts_change_without_a_new_upload(admin_client, event):
    photo = PhotoFactory(event=event)

    change(admin_client, event, **present(photo), alt_en="Another hall.")

    photo.refresh_from_db()
    assert photo.alt_en == "Another hall."


def test_deleted_photo_takes_its_files_along(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(event=event)

    with django_capture_on_commit_callbacks(execute=True):
        change(admin_client, event, **present(photo), DELETE="on")

    assert not Photo.objects.exists()
    assert list((media / "photos").iterdir()) == []


def test_files_that_another_photo_shows_stay(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo, other = PhotoFactory(event=event), PhotoFactory()

    with django_capture_on_commit_callbacks(execute=True):
        change(admin_client, event, **present(photo), DELETE="on")

    assert Photo.objects.get() == other
    assert len(list((media / "photos").iterdir())) == 6


def test_files_that_another_photo_shows_since_the_deletion_stay(
    admin_client, event, media, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(event=event)

    with django_capture_on_commit_callbacks() as afterwards:
        change(admin_client, event, **present(photo), DELETE="on")
    other = PhotoFactory()
    for follow in afterwards:
        follow()

    assert Photo.objects.get() == other
    assert len(list((media / "photos").iterdir())) == 6


# --- the form is opened again -------------------------------------------------------------


@pytest.fixture
def page(event):
    return reverse("admin:events_event_change", args=[event.pk])


def two_photos(event):
    return PhotoFactory(event=event, position=1), PhotoFactory(event=event, position=2)


def test_event_with_a_photo_opens_and_shows_the_picture(admin_client, event, page):
    upload = SimpleUploadedFile("a.jpg", picture())
    change(admin_client, event, upload=upload)

    answer = admin_client.get(page)

    assert answer.status_code == 200
    assert f'<img src="{event.photos.get().url}" alt="A hall."' in answer.content.decode()


def test_photo_is_corrected_in_the_form_that_shows_it(admin_client, event, page):
    photo, other = two_photos(event)
    sent = changed(opened(admin_client, page), **{"photos-1-alt_ru": "Улица."})

    admin_client.post(page, sent)

    assert [row.alt_ru for row in event.photos.all()] == ["Зал.", "Улица."]
    assert [row.digest for row in event.photos.all()] == [photo.digest, other.digest]


def test_photos_are_put_into_another_order(admin_client, event, page):
    photo, other = two_photos(event)
    order = {"photos-0-position": "2", "photos-1-position": "1"}

    admin_client.post(page, changed(opened(admin_client, page), **order))

    assert list(event.photos.all()) == [other, photo]


def test_photo_is_deleted_in_the_form_that_shows_it(admin_client, event, page):
    _photo, other = two_photos(event)

    admin_client.post(page, changed(opened(admin_client, page), **{"photos-0-DELETE": "on"}))

    assert list(event.photos.all()) == [other]
    assert admin_client.get(page).status_code == 200


def test_photo_is_added_beside_one_that_is_there(admin_client, event, page):
    PhotoFactory(event=event, position=1)
    new = {
        "photos-TOTAL_FORMS": "2",
        "photos-1-upload": SimpleUploadedFile("b.png", picture("PNG", (500, 400))),
        "photos-1-alt_en": "A street.",
        "photos-1-alt_ru": "Улица.",
        "photos-1-credit_en": "A. Photographer",
        "photos-1-credit_ru": "А. Фотограф",
        "photos-1-position": "2",
    }

    admin_client.post(page, changed(opened(admin_client, page), **new))

    assert [photo.width for photo in event.photos.all()] == [640, 500]
    assert admin_client.get(page).status_code == 200


def test_picture_of_a_photo_that_is_there_stays(admin_client, event, page):
    photo = PhotoFactory(event=event)
    upload = SimpleUploadedFile("b.png", picture("PNG", (500, 400)))

    admin_client.post(page, changed(opened(admin_client, page), **{"photos-0-upload": upload}))

    assert event.photos.get().digest == photo.digest


def test_full_disk_is_told_and_nothing_is_lost(admin_client, event, media, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    page = change(admin_client, event, upload=SimpleUploadedFile("a.jpg", picture()))

    assert page.status_code == 200
    assert "the disk of the portal is full" in page.content.decode()
    assert 'value="A hall."' in page.content.decode()
    assert Photo.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_large_picture_needs_no_room_for_the_time_being(admin_client, event, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    large = picture() + bytes(3_000_000)

    change(admin_client, event, upload=SimpleUploadedFile("a.jpg", large))

    assert Photo.objects.count() == 1


def test_pictures_are_made_before_the_turn_to_write_is_taken(admin_client, event, monkeypatch):
    order = []
    take_turn = records.take_turn
    monkeypatch.setattr(records, "take_turn", lambda: order.append("turn") or take_turn())
    monkeypatch.setattr(
        event_forms, "make", lambda image: order.append("pictures") or renditions.make(image)
    )

    change(admin_client, event, upload=SimpleUploadedFile("a.jpg", picture()))

    assert Photo.objects.count() == 1
    assert order[0] == "pictures"
    assert order.count("pictures") == 1
    assert "turn" in order


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        (["add_event", "add_photo"], 403),
        (["view_event", "add_photo"], 403),
        (["change_event", "add_event"], 302),  # no photos are asked for
        ([], 403),
    ],
)
def test_no_picture_is_decoded_for_whoever_may_not_add_it(
    client, event, monkeypatch, rights, status
):
    address = reverse("admin:events_event_change", args=[event.pk])
    client.force_login(StaffFactory())
    data = typed(client, address, sent(event, upload=SimpleUploadedFile("a.jpg", picture())))
    clerk = StaffFactory(is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(clerk)
    monkeypatch.setattr(event_forms, "decoded", lambda upload: pytest.fail("decoded"))

    assert client.post(address, data).status_code == status
    assert not Photo.objects.exists()

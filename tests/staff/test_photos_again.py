"""The form of an event that has photos: opened again, changed, and sent."""

import os
from collections import OrderedDict
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events import images
from events.dates import Period
from events.models import Photo
from publishing import records
from staff import photos
from tests.factories import EventFactory, StaffFactory
from tests.factories.photos import PhotoFactory, picture
from tests.forms_sent import changed, opened, typed
from tests.full_disk import no_space_left
from tests.staff.photos_sent import change, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)), published=True)


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
    narrowest = event.photos.get().narrowest_url("jpg")
    assert f'<img src="{narrowest}" alt="A hall."' in answer.content.decode()


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
    monkeypatch.setattr(os, "fsync", no_space_left)

    page = change(admin_client, event, upload=SimpleUploadedFile("a.jpg", picture()))

    assert page.status_code == 200
    assert "the disk of the portal is full" in page.content.decode()
    assert "\nA hall.</textarea>" in page.content.decode()
    assert Photo.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_large_picture_needs_no_room_for_the_time_being(admin_client, event, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    large = picture() + bytes(3_000_000)

    change(admin_client, event, upload=SimpleUploadedFile("a.jpg", large))

    assert Photo.objects.count() == 1


def test_pictures_are_made_before_the_turn_to_write_is_taken(admin_client, event, monkeypatch):
    monkeypatch.setattr(photos, "_MADE", OrderedDict())
    order = []
    take_turn, make = records.take_turn, images.make
    monkeypatch.setattr(records, "take_turn", lambda: order.append("turn") or take_turn())
    monkeypatch.setattr(images, "make", lambda image: order.append("pictures") or make(image))

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
        (["change_event", "add_event"], 403),  # nor is all else saved without them
        ([], 403),
    ],
)
def test_no_picture_is_decoded_for_whoever_may_not_add_it(
    client, event, monkeypatch, rights, status
):
    address = reverse("admin:events_event_change", args=[event.pk])
    client.force_login(StaffFactory())
    data = typed(client, address, sent(event, upload=SimpleUploadedFile("a.jpg", picture())))
    del data["once"]
    clerk = StaffFactory(is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(clerk)
    monkeypatch.setattr(images, "decoded", lambda upload: pytest.fail("decoded"))

    assert client.post(address, data).status_code == status
    assert not Photo.objects.exists()

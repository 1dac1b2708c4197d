"""A picture does not outlive a form that came to nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.dates import Period
from publishing import records
from tests.factories import EventFactory
from tests.factories.photos import picture
from tests.forms_sent import typed
from tests.staff.photos_sent import change, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)), published=True)


def files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_picture_does_not_outlive_a_save_that_fails_afterwards(
    admin_client, event, media, monkeypatch
):
    monkeypatch.setattr(records, "record", lambda item: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        change(admin_client, event, upload=SimpleUploadedFile("a.jpg", picture()))

    assert not event.photos.exists()
    assert files(media) == []


def test_picture_does_not_outlive_a_form_that_is_refused_elsewhere(admin_client, event, media):
    address = reverse("admin:events_event_change", args=[event.pk])

    form = sent(event, upload=SimpleUploadedFile("a.jpg", picture())) | {"kind": "nonsense"}
    page = admin_client.post(address, typed(admin_client, address, form))

    assert page.context["adminform"].form.errors.keys() == {"kind"}
    assert files(media) == []


def test_picture_that_another_photo_shows_outlives_a_refusal(admin_client, event, media):
    change(admin_client, event, upload=SimpleUploadedFile("a.jpg", picture()))
    kept = files(media)
    other = EventFactory(slug="other")
    address = reverse("admin:events_event_change", args=[other.pk])

    admin_client.post(
        address, sent(other, upload=SimpleUploadedFile("a.jpg", picture())) | {"kind": "nonsense"}
    )

    assert kept
    assert files(media) == kept

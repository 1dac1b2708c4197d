"""Which photos the public was told of: noted by whoever tells, and by the upgrade of what was told before."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from publishing import records
from publishing.models import PublicRecord, ToldPhoto
from tests.factories import ArticleFactory, EventFactory
from tests.factories.photos import PhotoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def told():
    """The names of two photos that were told, one of them twice; beside them one of a draft, and one that is held back."""
    event = EventFactory(published=True)
    ArticleFactory(published=True)
    first = PhotoFactory(event=event)
    records.record(event)
    second = PhotoFactory(event=event, size=(705, 400))
    PhotoFactory(event=event, size=(706, 400), is_held_back=True)
    records.record(event)
    draft = EventFactory()
    PhotoFactory(event=draft, size=(707, 400))
    records.record(draft)
    return {first.digest, second.digest}


def noted() -> set[str]:
    return set(ToldPhoto.objects.values_list("digest", flat=True))


def test_photo_is_noted_once_it_is_told(told):
    assert noted() == told


def test_upgrade_notes_what_the_records_tell_and_can_run_twice(told):
    ToldPhoto.objects.all().delete()
    note = import_module("publishing.migrations.0011_told_photos").note

    for _time in range(2):
        note(apps, SimpleNamespace(connection=connection))

    assert noted() == told
    assert PublicRecord.objects.exists()

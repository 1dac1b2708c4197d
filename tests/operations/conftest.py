"""A portal with a file of each kind, and its backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from events.models import Event
from publishing import records
from tests.factories import DocumentFactory, EventFactory
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def plan(media: Path) -> Event:
    """One event with a photo, news with one of its own, one paper with a file, all public."""
    event = EventFactory(published=True, slug="forum")
    PhotoFactory(event=event, size=(20, 10))
    records.record(event)
    records.record(ArticlePhotoFactory(article__published=True, size=(10, 20)).article)
    name = default_storage.save("documents/charter.pdf", ContentFile(b"%PDF-1.4 charter %%EOF"))
    DocumentFactory(published=True, slug="charter", file=name)
    return event


@pytest.fixture
def backup(plan: Event, tmp_path: Path) -> Path:
    path = tmp_path / "backups" / "portal.backup"
    call_command("backup", path)
    return path

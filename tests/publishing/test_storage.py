"""Files are written whole or not at all.

Uploads lie in memory, and what one request may bring is limited: no disk is asked for them.
"""

import os
import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publishing.storage import WholeFileStorage, write_whole
from tests.documents.papers import paper
from tests.factories import DocumentFactory
from tests.forms_sent import changed, opened, page
from tests.full_disk import no_space_left
from tests.markup import page_of


@pytest.fixture
def full_disk(monkeypatch) -> None:
    """What was written so far is on the disk; the rest finds no room."""
    monkeypatch.setattr(os, "fsync", no_space_left)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_uploads_go_through_this_storage():
    assert isinstance(default_storage, WholeFileStorage)


def test_file_is_stored_under_a_free_name(media: Path):
    first = default_storage.save("documents/a.pdf", ContentFile(b"one"))
    second = default_storage.save("documents/a.pdf", ContentFile(b"two"))

    assert first == "documents/a.pdf"
    assert second != first
    assert files(media) == {"a.pdf": b"one", Path(second).name: b"two"}
    assert stat.S_IMODE((media / first).stat().st_mode) == 0o644


@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_nothing_of_a_new_file(media: Path):
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("documents/a.pdf", ContentFile(b"one"))

    assert files(media) == {}


def test_file_that_is_put_takes_the_place_of_a_cut_one(media: Path):
    (media / "a.avif").write_bytes(b"cu")

    default_storage.put("a.avif", ContentFile(b"whole"))

    assert files(media) == {"a.avif": b"whole"}


def test_full_disk_leaves_what_was_there(media: Path, monkeypatch):
    write_whole(media / "a.png", [b"old"])
    monkeypatch.setattr(os, "fsync", no_space_left)

    with pytest.raises(OSError, match="No space left"):
        write_whole(media / "a.png", [b"new ", b"one"])

    assert files(media) == {"a.png": b"old"}


def test_reader_never_sees_a_part(media: Path):
    seen = []

    def parts():
        yield b"one "
        seen.append((media / "a.txt").exists())
        yield b"two"

    write_whole(media / "a.txt", parts())

    assert seen == [False]
    assert files(media) == {"a.txt": b"one two"}


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


#: What is typed beside the file, by the page.
FIELDS = {"change": ["summary_en"], "correct": ["reason_en", "reason_ru"]}


@pytest.fixture(autouse=True)
def little_room(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024


@pytest.mark.parametrize("name", FIELDS)
def test_more_than_one_request_may_bring_is_told_and_nothing_else_is_lost(
    admin_client, tmp_path: Path, name: str
):
    document = DocumentFactory(published=True)
    address = reverse(f"admin:documents_document_{name}", args=[document.pk])
    upload = SimpleUploadedFile("a.pdf", paper() + bytes(50 * 1024))

    sent = changed(
        opened(admin_client, address),
        file=upload,
        **dict.fromkeys(FIELDS[name], "As I typed it."),
    )
    answer = admin_client.post(address, sent)

    assert answer.status_code == 200
    told = page_of(answer).all("ul", cls="errorlist")
    assert [problem.text for problem in told] == [
        "What you sent has more than 50.0 KB in all: send fewer or smaller files at once."
    ]
    assert "As I typed it." in answer.content.decode()
    document.refresh_from_db()
    assert not document.file
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_one_request_may_bring_is_taken(admin_client):
    document = DocumentFactory()
    address = page(document)
    upload = SimpleUploadedFile("a.pdf", paper())

    admin_client.post(address, changed(opened(admin_client, address), file=upload))

    document.refresh_from_db()
    assert document.file.size == len(paper())

"""Files are written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from publishing.storage import WholeFileStorage, write_whole


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def full(*anything: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch) -> None:
    """What was written so far is on the disk; the rest finds no room."""
    monkeypatch.setattr(os, "fsync", full)


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
    monkeypatch.setattr(os, "fsync", full)

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

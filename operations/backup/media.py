"""Uploaded files, as a backup must hold them: those of which rows speak, each of them whole."""

from collections.abc import Iterator
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from django.apps import apps
from django.conf import settings
from django.db import models

from events.images import MADE, name_of, widths_of
from events.models import kinds_of_photos


def files_in(folder: Path) -> dict[str, Path]:
    """Return every whole file below `folder`, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.endswith(".part")
    }


def media_folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def files_named() -> Iterator[str]:
    """Yield the file of every paper and every photo, drafts and earlier versions included."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                names = model._base_manager.values_list(field.name, flat=True)
                yield from filter(None, names.order_by("pk").iterator())
    for kind in kinds_of_photos():
        for digest, width in kind.objects.values_list("digest", "width").order_by("pk"):
            yield from (
                name_of(digest, size, ending) for size in widths_of(width) for ending in MADE
            )


def faults_of(files: dict[str, Path]) -> list[str]:
    """Return which files of rows are not among `files`, or not whole there."""
    return [
        f"{name}: the file {fault}"
        for name in dict.fromkeys(files_named())
        if (fault := _fault(files[name]) if name in files else "is missing")
    ]


def _fault(path: Path) -> str:
    try:
        return "" if is_whole(path) else "is cut off"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def is_whole(path: Path) -> bool:
    """Whether a file goes to the end that its own first or last bytes name. No other kind than these is taken."""
    with path.open("rb") as file:
        match path.suffix.lower():
            case ".webp":
                return _riff_ends(file)
            case ".avif":
                return _boxes_end(file)
            case ".jpg":
                return _tail(file, 2) == b"\xff\xd9"
            case ".pdf":
                return b"%%EOF" in _tail(file, 1024)
            case _:
                return bool(file.read(1))


def _tail(file: BinaryIO, length: int) -> bytes:
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - length))
    return file.read()


def _riff_ends(file: BinaryIO) -> bool:
    """WebP is a RIFF container, which begins with its size without the first eight bytes."""
    head = file.read(8)
    size = file.seek(0, SEEK_END)
    return head[:4] == b"RIFF" and int.from_bytes(head[4:], "little") in (size - 8, size - 9)


def _boxes_end(file: BinaryIO) -> bool:
    """AVIF is a row of boxes (ISO/IEC 14496-12), each of which begins with its size and its kind.

    Of those that are made here each says its size in four bytes, and what the picture is lies in `mdat`.
    """
    whole, place, kinds = file.seek(0, SEEK_END), 0, []
    while place < whole:
        file.seek(place)
        head = file.read(8)
        length = int.from_bytes(head[:4], "big")
        if length < len(head) or len(head) < 8:
            return False
        place += length
        kinds.append(head[4:])
    return place == whole and kinds[:1] == [b"ftyp"] and b"mdat" in kinds

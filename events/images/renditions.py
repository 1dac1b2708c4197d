"""The pictures that the public sees, in several widths and formats, as the storage holds them.

They are made of the pixels of an upload (events.images.decoding) and of nothing else: no name, no EXIF, XMP
or comment, which may tell where a photographer stood. AVIF is the smallest and the slowest to
make: up to a second a picture, before anybody is kept waiting for the turn to write.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from events.images.decoding import WIDEST
from publishing.storage import WholeFileStorage

FOLDER = "photos"
#: Of what is made, in pixels; no picture is made wider than it is.
WIDTHS = (480, 960, WIDEST)
#: What is made: the ending, and how Pillow saves it.
MADE: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 10},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}


@dataclass(frozen=True)
class Kept:
    """A picture in the storage. `digest` is that of its pixels: no name is ever used twice."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class EncodedPicture:
    """A picture with all its files, by their names, before it is stored."""

    kept: Kept
    files: Mapping[str, bytes]


def make(picture: Image.Image) -> EncodedPicture:
    """Return `picture` in every width and format. Takes time, and writes nothing."""
    digest = hashlib.sha256(picture.tobytes() + repr(picture.size).encode()).hexdigest()[:24]
    largest = _scaled(picture, min(picture.width, WIDTHS[-1]))
    files = {}
    for width in widths_of(largest.width):
        rendition = _scaled(largest, width)
        for ending, options in MADE.items():
            files[name_of(digest, width, ending)] = _encoded(rendition, options)
    return EncodedPicture(Kept(digest, largest.width, largest.height), files)


def keep(picture: EncodedPicture) -> Kept:
    """Store a picture, in all its files or in none. Raises OSError.

    What is there by its name is written over: it may be cut.
    """
    storage = cast("WholeFileStorage", default_storage)
    new_names = [name for name in picture.files if not storage.exists(name)]
    try:
        for name, content in picture.files.items():
            storage.put(name, ContentFile(content))
    except OSError:
        for name in new_names:
            storage.delete(name)
        raise
    return picture.kept


def forget(digest: str, width: int) -> None:
    """Remove the files of a picture `width` pixels wide."""
    for size in widths_of(width):
        for ending in MADE:
            default_storage.delete(name_of(digest, size, ending))


def widths_of(width: int) -> list[int]:
    """Return the widths that are made of a picture `width` pixels wide, itself the last."""
    largest = min(width, WIDTHS[-1])
    return [*(size for size in WIDTHS if size < largest), largest]


def name_of(digest: str, width: int, ending: str) -> str:
    return f"{FOLDER}/{digest}-{width}.{ending}"


def sources_of(digest: str, width: int) -> Iterator[tuple[str, str]]:
    """Yield each format but the last with its `srcset`, the best first."""
    for ending in list(MADE)[:-1]:
        urls = (
            f"{default_storage.url(name_of(digest, size, ending))} {size}w"
            for size in widths_of(width)
        )
        yield f"image/{ending}", ", ".join(urls)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture if width == picture.width else picture.resize((width, height))


def _encoded(picture: Image.Image, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()

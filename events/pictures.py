"""Uploaded pictures, made fit for the public: decoded, stripped, in several widths and formats.

Nothing of the upload is kept but its pixels: no name, no EXIF, XMP or comment, which may tell
where a photographer stood. AVIF is the smallest and the slowest to make: up to a second a
picture, while staff save.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from django.core.files.base import File

FOLDER = "photos"
LARGEST = 15 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
NARROWEST = 320
#: Of what is made, in pixels; no picture is made wider than it is.
WIDTHS = (480, 960, 1600)
#: What may be uploaded: the names that Pillow gives to formats.
TAKEN = ("JPEG", "PNG", "WEBP")
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


def decoded(file: File) -> Image.Image:
    """Return the pixels of `file`, upright, in sRGB, without anything else.

    Raises ValidationError for what is no whole JPEG, PNG or WebP, too large or too small.
    """
    if (file.size or 0) > LARGEST:
        raise ValidationError(
            _("The file has %(size)s. Upload one of at most %(largest)s.")
            % {"size": filesizeformat(file.size), "largest": filesizeformat(LARGEST)}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _check(file)
            file.seek(0)
            with Image.open(file, formats=TAKEN) as picture:
                return _plain(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_too_many_pixels()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("This is not a whole JPEG, PNG or WebP picture. Save it anew and upload that.")
        ) from error


def _check(file: File) -> None:
    """Look at the head and the sums of the file before anything is decoded."""
    file.seek(0)
    with Image.open(file, formats=TAKEN) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise ValidationError(_too_many_pixels())
        if min(width, height) < NARROWEST:
            raise ValidationError(
                _("The picture is %(width)d by %(height)d pixels: %(least)d are the least.")
                % {"width": width, "height": height, "least": NARROWEST}
            )
        picture.verify()


def _too_many_pixels() -> str:
    most = MOST_PIXELS // 1_000_000
    return _("The picture has too many pixels: at most %(most)d million are taken.") % {
        "most": most
    }


def _plain(picture: Image.Image) -> Image.Image:
    """Copy the pixels into a new picture: what else a file holds is left behind."""
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    shown = _in_srgb(upright).convert("RGBA")
    plain = Image.new("RGB", shown.size, "white")
    plain.paste(shown, mask=shown)
    return plain


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    except ImageCms.PyCMSError:
        return picture


def keep(picture: Image.Image) -> Kept:
    """Store `picture` in every width and format. Idempotent."""
    digest = hashlib.sha256(picture.tobytes() + repr(picture.size).encode()).hexdigest()[:24]
    largest = _scaled(picture, min(picture.width, WIDTHS[-1]))
    for width in widths_of(largest.width):
        scaled = _scaled(largest, width)
        for ending, options in MADE.items():
            name = name_of(digest, width, ending)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(_encoded(scaled, options)))
    return Kept(digest, largest.width, largest.height)


def forget(digest: str, width: int) -> None:
    """Remove the files of a picture `width` pixels wide."""
    for made in widths_of(width):
        for ending in MADE:
            default_storage.delete(name_of(digest, made, ending))


def widths_of(width: int) -> list[int]:
    """Return the widths that are made of a picture `width` pixels wide, itself the last."""
    largest = min(width, WIDTHS[-1])
    return [*(made for made in WIDTHS if made < largest), largest]


def name_of(digest: str, width: int, ending: str) -> str:
    return f"{FOLDER}/{digest}-{width}.{ending}"


def sources_of(digest: str, width: int) -> Iterator[tuple[str, str]]:
    """Yield each format but the last with its `srcset`, the best first."""
    for ending in list(MADE)[:-1]:
        urls = (
            f"{default_storage.url(name_of(digest, made, ending))} {made}w"
            for made in widths_of(width)
        )
        yield f"image/{ending}", ", ".join(urls)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture if width == picture.width else picture.resize((width, height))


def _encoded(picture: Image.Image, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()

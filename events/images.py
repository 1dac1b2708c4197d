"""From an upload to the pictures that the public sees, in several widths and formats, as the storage holds them.

An upload becomes pixels: upright, in sRGB, on white, small enough. A large picture is made smaller while it is read, so
that one upload takes little memory. The pictures are made of its pixels and of nothing else: no name, no EXIF, XMP or
comment, which may tell where a photographer stood. AVIF is the smallest and the slowest to make: up to a second a
picture, before anybody is kept waiting for the turn to write.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from publishing.storage import WholeFileStorage

LARGEST = 15 * 1024 * 1024  # bytes
#: JPEG is made smaller while it is read; the others are read whole, with four bytes a pixel.
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000, "PNG": 25_000_000, "WEBP": 16_000_000}
#: Of a JPEG that comes in passes: each of them is held whole, with up to eight bytes a pixel.
MOST_IN_PASSES = 25_000_000
NARROWEST = 320
#: No side is longer than so many times the other.
LONGEST = 5
#: Pixels; no picture is shown wider.
WIDEST = 1600
#: What may be uploaded: the names that Pillow gives to formats.
TAKEN = ("JPEG", "PNG", "WEBP")
#: EXIF: the picture lies on its side.
SIDEWAYS = (5, 6, 7, 8)


def decoded(file: File) -> Image.Image:
    """Return the pixels of `file`, at most WIDEST of them wide, in RGB.

    Raises ValidationError for what is no whole JPEG, PNG or WebP, too large, too small or too long.
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
        raise ValidationError(_too_many_pixels("JPEG")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("This is not a whole JPEG, PNG or WebP picture. Save it anew and upload that.")
        ) from error


def _check(file: File) -> None:
    """Look at the head and the sums of the file before anything is decoded."""
    file.seek(0)
    with Image.open(file, formats=TAKEN) as picture:
        sides = {"width": picture.width, "height": picture.height}
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS[picture.format or "PNG"]:
            raise ValidationError(_too_many_pixels(picture.format or "PNG"))
        if "progressive" in picture.info and pixels > MOST_IN_PASSES:
            raise ValidationError(_too_many_in_passes())
        if min(picture.size) < NARROWEST:
            raise ValidationError(
                _("The picture is %(width)d by %(height)d pixels: %(least)d are the least.")
                % {**sides, "least": NARROWEST}
            )
        if max(picture.size) > LONGEST * min(picture.size):
            raise ValidationError(
                _(
                    "The picture is %(width)d by %(height)d pixels: no side may be longer than "
                    "%(times)d times the other. Upload a part of it."
                )
                % {**sides, "times": LONGEST}
            )
        picture.verify()


def _too_many_pixels(form: str) -> str:
    most = {"most": MOST_PIXELS[form] // 1_000_000}
    if form in ("JPEG", "MPO"):
        return _("The picture has too many pixels: at most %(most)d million are taken.") % most
    return (
        _(
            "The picture has too many pixels: in this format at most %(most)d million are taken. "
            "Save it as JPEG, or smaller."
        )
        % most
    )


def _too_many_in_passes() -> str:
    return _(
        "The picture has too many pixels: of a progressive JPEG at most %(most)d million are taken. "
        "Save it as a plain JPEG, or smaller."
    ) % {"most": MOST_IN_PASSES // 1_000_000}


def _plain(picture: Image.Image) -> Image.Image:
    """Copy the pixels into a new picture: what else a file holds is left behind."""
    sideways = picture.getexif().get(ExifTags.Base.Orientation) in SIDEWAYS
    picture.draft("", (1, WIDEST) if sideways else (WIDEST, 1))  # of JPEG only
    picture.load()
    small = _small(_plain_tones(picture), sideways=sideways)
    upright = ImageOps.exif_transpose(small)
    colours = _in_srgb(upright)
    plain = Image.new("RGB", colours.size, "white")
    plain.paste(colours, mask=colours.getchannel("A") if "A" in colours.getbands() else None)
    return plain


def _plain_tones(picture: Image.Image) -> Image.Image:
    """Return the picture with eight bits a channel, and transparency as a channel."""
    if picture.mode.startswith("I"):
        picture.info.pop("transparency", None)
        return picture.convert("I").point(lambda tone: tone * (1 / 257) + 0.5).convert("L")
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else picture.convert("RGB")


def _small(picture: Image.Image, *, sideways: bool) -> Image.Image:
    width = picture.height if sideways else picture.width
    if width <= WIDEST:
        return picture
    sides = (max(1, round(side * WIDEST / width)) for side in picture.size)
    return picture.resize((next(sides), next(sides)), reducing_gap=3.0)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, by its own profile where it has one that can be read."""
    has_alpha = "A" in picture.getbands()
    colours = picture.convert("L" if picture.mode == "LA" else "RGB") if has_alpha else picture
    picture_in_srgb = _by_profile(colours, picture.info.get("icc_profile")).convert("RGB")
    if has_alpha:
        picture_in_srgb.putalpha(picture.getchannel("A"))
    return picture_in_srgb


def _by_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


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


def thumbnail(file: File) -> bytes:
    """Return the picture in `file` as a small JPEG, which is stored nowhere. Raises ValidationError."""
    picture = decoded(file)
    return _encoded(_scaled(picture, min(picture.width, WIDTHS[0])), MADE["jpg"])


def keep(picture: EncodedPicture) -> Kept:
    """Store a picture, in all its files or in none; what is there, perhaps cut, is written over. Raises OSError."""
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

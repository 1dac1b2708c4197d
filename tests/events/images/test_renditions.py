"""Nothing of an upload but its pixels becomes public, in several widths and formats."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from events.images import decoded, forget, keep, make, sources_of, widths_of
from events.models import Photo
from tests.factories.photos import drawn, picture

pytestmark = pytest.mark.usefixtures("media")

SECRET = "55.75N 37.61E"


def kept_files(media: Path) -> list[str]:
    return sorted(path.name.partition("-")[2] for path in (media / "photos").iterdir())


def with_secrets(form: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET  # ImageDescription
    exif.get_ifd(0x8825)[1] = SECRET  # GPS
    options = {"exif": exif, "xmp": SECRET.encode()}
    if form == "JPEG":
        options["comment"] = SECRET
    return picture(form, **options)


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_where_it_was_taken_is_not_kept(media, form):
    upload = with_secrets(form)

    keep(make(decoded(ContentFile(upload, name=f"{SECRET}.jpg"))))

    assert SECRET.encode() in upload
    files = list((media / "photos").iterdir())
    assert len(files) == 6
    for file in files:
        assert SECRET.encode() not in file.read_bytes()
        with Image.open(file) as made:
            assert (dict(made.getexif()), "xmp" in made.info) == ({}, False)
        assert SECRET not in file.name


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (400, [400]),
        (480, [480]),
        (640, [480, 640]),
        (1600, [480, 960, 1600]),
        (3000, [480, 960, 1600]),
    ],
)
def test_no_picture_is_made_wider_than_it_is(width, made):
    assert widths_of(width) == made


def test_picture_is_made_in_every_width_and_format(media):
    kept = keep(make(drawn(1000, 500)))

    assert (kept.width, kept.height) == (1000, 500)
    assert kept_files(media) == sorted(
        f"{width}.{ending}" for width in (480, 960, 1000) for ending in ("avif", "webp", "jpg")
    )
    for ending, form in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
        with Image.open(media / f"photos/{kept.digest}-480.{ending}") as made:
            assert (made.format, made.size) == (form, (480, 240))


def test_same_picture_is_kept_once_and_another_apart(media):
    first, again, other = (keep(make(drawn(640, high))) for high in (400, 400, 401))

    assert first == again
    assert other.digest != first.digest
    assert len(list((media / "photos").iterdir())) == 12


def test_forgotten_picture_leaves_nothing(media):
    kept = keep(make(drawn()))

    forget(kept.digest, kept.width)

    assert list((media / "photos").iterdir()) == []


def test_sources_name_the_best_format_first():
    assert list(sources_of("abc", 640)) == [
        ("image/avif", "/media/photos/abc-480.avif 480w, /media/photos/abc-640.avif 640w"),
        ("image/webp", "/media/photos/abc-480.webp 480w, /media/photos/abc-640.webp 640w"),
    ]


def test_picture_is_kept_in_all_its_files_or_in_none(media, monkeypatch):
    whole, other = make(drawn(640, 400)), make(drawn(640, 401))
    keep(whole)
    before = kept_files(media)
    written = []
    really = os.fsync

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) % 3 == 0:
            raise OSError(28, "No space left on device")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    for made in (other, whole):
        with pytest.raises(OSError, match="No space left"):
            keep(made)

    assert len(written) == 6
    assert kept_files(media) == before


@pytest.mark.parametrize(("width", "narrowest"), [(1600, 480), (640, 480), (300, 300)])
def test_where_it_is_shown_small_the_narrowest_is_sent(width: int, narrowest: int):
    photo = Photo(digest="abc", width=width, height=200)

    assert photo.narrowest_url("avif").endswith(f"/photos/abc-{narrowest}.avif")

"""Nothing of an upload but its pixels becomes public, in several widths and formats."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from events import pictures
from events.pictures import decoded, forget, keep, sources_of, widths_of
from tests.factories.photos import drawn, picture

SECRET = "55.75N 37.61E"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept_files(media: Path) -> list[str]:
    return sorted(path.name.partition("-")[2] for path in (media / "photos").iterdir())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_whole_picture_is_taken(form):
    taken = decoded(ContentFile(picture(form)))

    assert (taken.size, taken.mode) == ((640, 400), "RGB")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
        picture("GIF"),
        picture("BMP"),
        picture()[:-600],
        picture("PNG")[:-600],
        b"\x89PNG\r\n\x1a\n" + picture()[8:],
    ],
    ids=["nothing", "svg", "pdf", "gif", "bmp", "cut jpeg", "cut png", "mixed"],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValidationError, match="not a whole JPEG, PNG or WebP"):
        decoded(ContentFile(content, name="photo.jpg"))


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 10)

    with pytest.raises(ValidationError, match="Upload one of at most 10"):
        decoded(ContentFile(picture()))


def test_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    monkeypatch.setattr(pictures, "_plain", lambda picture: pytest.fail("was decoded"))

    with pytest.raises(ValidationError, match="too many pixels"):
        decoded(ContentFile(picture()))


def test_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    with pytest.raises(ValidationError, match="too many pixels"):
        decoded(ContentFile(picture()))


def test_picture_that_is_too_small_is_refused():
    with pytest.raises(ValidationError, match="640 by 319 pixels: 320 are the least"):
        decoded(ContentFile(picture(size=(640, 319))))


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

    keep(decoded(ContentFile(upload, name=f"{SECRET}.jpg")))

    assert SECRET.encode() in upload
    files = list((media / "photos").iterdir())
    assert len(files) == 6
    for file in files:
        assert SECRET.encode() not in file.read_bytes()
        with Image.open(file) as made:
            assert (dict(made.getexif()), "xmp" in made.info) == ({}, False)
        assert SECRET not in file.name


def test_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: turn by 90 degrees

    assert decoded(ContentFile(picture(exif=exif))).size == (400, 640)


def test_transparent_parts_become_white():
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")

    assert decoded(ContentFile(out.getvalue())).getpixel((0, 0)) == (255, 255, 255)


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
    kept = keep(drawn(1000, 500))

    assert (kept.width, kept.height) == (1000, 500)
    assert kept_files(media) == sorted(
        f"{width}.{ending}" for width in (480, 960, 1000) for ending in ("avif", "webp", "jpg")
    )
    for ending, form in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
        with Image.open(media / f"photos/{kept.digest}-480.{ending}") as made:
            assert (made.format, made.size) == (form, (480, 240))


def test_same_picture_is_kept_once_and_another_apart(media):
    first, again, other = keep(drawn()), keep(drawn()), keep(drawn(640, 401))

    assert first == again
    assert other.digest != first.digest
    assert len(list((media / "photos").iterdir())) == 12


def test_forgotten_picture_leaves_nothing(media):
    kept = keep(drawn())

    forget(kept.digest, kept.width)

    assert list((media / "photos").iterdir()) == []


def test_sources_name_the_best_format_first():
    assert list(sources_of("abc", 640)) == [
        ("image/avif", "/media/photos/abc-480.avif 480w, /media/photos/abc-640.avif 640w"),
        ("image/webp", "/media/photos/abc-480.webp 480w, /media/photos/abc-640.webp 640w"),
    ]

"""What of an upload becomes a picture: its pixels, as they are meant to be seen."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from events import images
from events.images import decoded
from tests.events.uploaded import file_of, filled
from tests.factories.photos import picture


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
    monkeypatch.setattr(images, "LARGEST", 10)

    with pytest.raises(ValidationError, match="Upload one of at most 10"):
        decoded(ContentFile(picture()))


def test_file_of_just_the_size_is_taken(monkeypatch):
    content = picture()
    monkeypatch.setattr(images, "LARGEST", len(content))
    assert decoded(ContentFile(content)).size == (640, 400)

    monkeypatch.setattr(images, "LARGEST", len(content) - 1)
    with pytest.raises(ValidationError, match="Upload one of at most"):
        decoded(ContentFile(content))


@pytest.mark.parametrize(
    ("size", "taken"),
    [
        ((320, 320), True),
        ((320, 1600), True),
        ((1600, 320), True),
        ((319, 400), False),
        ((400, 319), False),
        ((320, 1601), False),
        ((1601, 320), False),
    ],
)
def test_picture_of_just_the_shape_is_taken(size, taken):
    content = ContentFile(picture("PNG", size))

    if taken:
        assert decoded(content).size == size
    else:
        with pytest.raises(ValidationError, match="pixels"):
            decoded(content)


def test_picture_of_just_so_many_pixels_is_taken(monkeypatch):
    monkeypatch.setitem(images.MOST_PIXELS, "JPEG", 640 * 400)
    assert decoded(ContentFile(picture())).size == (640, 400)

    monkeypatch.setitem(images.MOST_PIXELS, "JPEG", 640 * 400 - 1)
    with pytest.raises(ValidationError, match="too many pixels"):
        decoded(ContentFile(picture()))


def test_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setitem(images.MOST_PIXELS, "JPEG", 1000)
    monkeypatch.setattr(images, "_plain", lambda picture: pytest.fail("was decoded"))

    with pytest.raises(ValidationError, match="too many pixels"):
        decoded(ContentFile(picture()))


def test_fewer_pixels_are_taken_of_a_jpeg_that_comes_in_passes(monkeypatch):
    monkeypatch.setattr(images, "MOST_IN_PASSES", 640 * 400)
    assert decoded(ContentFile(picture(progressive=True))).size == (640, 400)

    monkeypatch.setattr(images, "MOST_IN_PASSES", 640 * 400 - 1)
    assert decoded(ContentFile(picture())).size == (640, 400)
    with pytest.raises(ValidationError, match="of a progressive JPEG"):
        decoded(ContentFile(picture(progressive=True)))


def test_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    with pytest.raises(ValidationError, match="too many pixels"):
        decoded(ContentFile(picture()))


def test_picture_that_is_too_small_is_refused():
    with pytest.raises(ValidationError, match="640 by 319 pixels: 320 are the least"):
        decoded(ContentFile(picture(size=(640, 319))))


def test_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: turn by 90 degrees

    assert decoded(ContentFile(picture(exif=exif))).size == (400, 640)


def test_transparent_parts_become_white():
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")

    assert decoded(ContentFile(out.getvalue())).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (1600, 800)), (6, (1500, 3000)), (8, (1500, 3000))]
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_large_picture_is_made_as_wide_as_it_is_shown(form, orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation

    shown = decoded(file_of(filled("RGB", "red", (3000, 1500)), form, exif=exif))

    assert shown.size == size
    assert shown.width <= 1600


@pytest.mark.parametrize("size", [(4000, 700), (700, 4000)])
def test_picture_much_longer_than_wide_is_refused(size):
    with pytest.raises(ValidationError, match="no side may be longer than 5 times"):
        decoded(file_of(filled("L", 0, size)))


def test_too_many_pixels_of_a_png_are_told_with_another_way(monkeypatch):
    monkeypatch.setitem(images.MOST_PIXELS, "PNG", 2_000_000)

    with pytest.raises(ValidationError, match=r"at most 2 million are taken\. Save it as JPEG"):
        decoded(file_of(filled("L", 0, (2000, 1001))))


def test_picture_with_another_of_a_phone_behind_it_is_taken():
    pair = file_of(
        filled("RGB", (0, 0, 200)), "MPO", save_all=True, append_images=[filled("RGB", 0)]
    )

    assert decoded(pair).size == (400, 400)


PEAK = """
import django
from pathlib import Path
django.setup()
from django.core.files.base import ContentFile
from events.images import decoded
from events.images import make
make(decoded(ContentFile(Path({path!r}).read_bytes())))
(peak,) = (line for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.proof
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux alone tells the peak")
@pytest.mark.parametrize(
    ("form", "size", "most", "mode"),
    [
        ("JPEG", (7200, 5400), 200, "RGB"),
        ("PNG", (5000, 4000), 300, "RGB"),
        ("progressive JPEG", (6000, 4100), 350, "CMYK"),
    ],
)
def test_large_upload_takes_little_memory(tmp_path, form, size, most, mode):
    path = tmp_path / "large"
    image = Image.new(
        mode, size, "white"
    )  # what it shows changes nothing of the room that it takes
    passes, _blank, form = form.rpartition(" ")
    image.save(path, form, compress_level=1, progressive=bool(passes))
    script = PEAK.format(path=str(path))

    told = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=300
    )

    assert 20 < int(told.stdout) < most  # megabytes, with the portal itself

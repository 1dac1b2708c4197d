"""The colours of an upload become those of a screen, on white."""

import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from events.images import decoded
from tests.events.uploaded import file_of, filled


@pytest.mark.parametrize(
    ("tone", "shown"),
    [(0, 0), (128, 0), (129, 1), (257, 1), (0x8000, 128), (0xFEFF, 254), (0xFFFF, 255)],
)
def test_sixteen_bits_of_grey_keep_their_tone(tone: int, shown: int):
    grey = Image.frombytes("I;16", (400, 400), struct.pack("<H", tone) * 160_000)

    assert decoded(file_of(grey)).getpixel((7, 7)) == (shown, shown, shown)


def test_sixteen_bits_of_grey_with_a_transparent_tone_are_taken():
    grey = Image.frombytes("I;16", (400, 400), struct.pack("<H", 0x8080) * 160_000)
    plain = file_of(grey).read()
    chunk = b"tRNS" + struct.pack(">H", 0x8080)
    mark = struct.pack(">I", 2) + chunk + struct.pack(">I", zlib.crc32(chunk))
    at = plain.index(b"IDAT") - 4

    assert decoded(ContentFile(plain[:at] + mark + plain[at:])).size == (400, 400)


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 77, (77, 77, 77)),
        ("LA", (77, 255), (77, 77, 77)),
        ("LA", (0, 0), (255, 255, 255)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 51), (204, 204, 204)),
    ],
)
@pytest.mark.parametrize("size", [(400, 400), (2000, 400)], ids=["small", "made smaller"])
def test_every_kind_of_png_is_shown_on_white(mode, colour, shown, size):
    assert decoded(file_of(filled(mode, colour, size))).getpixel((7, 7)) == shown


def test_transparent_colour_of_a_palette_becomes_white():
    image = filled("P", 0)
    image.putpalette([10, 20, 30, 200, 100, 0])
    image.paste(1, (0, 0, 200, 400))

    shown = decoded(file_of(image, transparency=0))

    assert (shown.getpixel((10, 10)), shown.getpixel((390, 10))) == ((200, 100, 0), (255, 255, 255))


def test_colours_of_print_become_those_of_screens():
    shown = decoded(file_of(filled("CMYK", (0, 255, 255, 0)), "JPEG", quality=95))

    red, green, blue = shown.getpixel((7, 7))
    assert red > 230
    assert max(green, blue) < 40


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_profile_of_the_colours_is_followed(mode: str):
    # Of a profile in which green and blue have changed their places: seen in the result alone.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = filled(mode, (200, 100, 50) if mode == "RGB" else (200, 100, 50, 255))

    assert decoded(file_of(image, icc_profile=srgb)).getpixel((7, 7)) == (200, 100, 50)
    assert decoded(file_of(image, icc_profile=profile)).getpixel((7, 7)) == (200, 100, 50)


def test_profile_that_cannot_be_read_is_passed_over():
    image = filled("RGB", (200, 100, 50))

    assert decoded(file_of(image, icc_profile=b"no profile")).getpixel((7, 7)) == (200, 100, 50)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_taken(form: str):
    frames = [filled("RGB", (0, 0, 200)), filled("RGB", (200, 0, 0))]

    shown = decoded(
        file_of(frames[0], form, save_all=True, append_images=frames[1:], lossless=True)
    )

    assert shown.getpixel((7, 7)) == (0, 0, 200)

"""Pictures as files, made for a test."""

import io

from django.core.files.base import ContentFile
from PIL import Image


def file_of(image: Image.Image, form: str = "PNG", **options) -> ContentFile:
    out = io.BytesIO()
    image.save(out, form, **options)
    return ContentFile(out.getvalue())


def filled(mode: str, colour, size: tuple[int, int] = (400, 400)) -> Image.Image:
    return Image.new(mode, size, colour)

"""Pictures that are drawn, never photographs: facts are not invented."""

import functools
import io
from typing import Any

import factory
from factory.django import DjangoModelFactory
from PIL import Image

from events.images import EncodedPicture, keep, make
from events.models import AbstractPhoto, Photo
from news.models import ArticlePhoto
from tests.factories.events import EventFactory
from tests.factories.news import ArticleFactory


def drawn(width: int = 640, height: int = 400) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 400), **options: Any) -> bytes:
    """A drawn picture as a file."""
    out = io.BytesIO()
    drawn(*size).save(out, form, **options)
    return out.getvalue()


@functools.cache
def made(width: int, height: int) -> EncodedPicture:
    return make(drawn(width, height))


class AnyPhotoFactory(DjangoModelFactory):
    """Keeps a drawn picture in the storage: set MEDIA_ROOT. `size` in pixels."""

    class Meta:
        abstract = True

    alt_en = "A hall."
    alt_ru = "Зал."
    credit_en = "A. Photographer"
    credit_ru = "А. Фотограф"

    @classmethod
    def _create(cls, model_class: type[AbstractPhoto], *args: Any, **values: Any) -> AbstractPhoto:
        kept = keep(made(*values.pop("size", (640, 400))))
        values |= {"digest": kept.digest, "width": kept.width, "height": kept.height}
        photo: AbstractPhoto = super()._create(model_class, *args, **values)
        return photo


class PhotoFactory(AnyPhotoFactory):
    class Meta:
        model = Photo

    event = factory.SubFactory(EventFactory)


class ArticlePhotoFactory(AnyPhotoFactory):
    class Meta:
        model = ArticlePhoto

    article = factory.SubFactory(ArticleFactory)

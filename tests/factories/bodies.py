import factory

from bodies.models import Body, BodyKind
from tests.factories.base import PublishableFactory


class BodyFactory(PublishableFactory):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"body-{n}")
    name_en = factory.LazyAttribute(lambda row: f"Meeting of {row.slug}")
    name_ru = factory.LazyAttribute(lambda row: f"Совещание {row.slug}")
    name_zh_hans = factory.LazyAttribute(lambda row: f"会议{row.slug}")
    short_name_en = factory.LazyAttribute(lambda row: f"MB {row.slug}")
    short_name_ru = factory.LazyAttribute(lambda row: f"СО {row.slug}")
    short_name_zh_hans = factory.LazyAttribute(lambda row: f"会{row.slug}")
    kind = BodyKind.MINISTERIAL_MECHANISM

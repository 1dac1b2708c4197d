import factory

from tests.factories.base import PublishableFactory
from themes.models import Theme


class ThemeFactory(PublishableFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    position = factory.Sequence(lambda n: n + 1)
    title_en = factory.LazyAttribute(lambda row: f"Theme {row.slug}")
    title_ru = factory.LazyAttribute(lambda row: f"Тема {row.slug}")
    title_zh_hans = factory.LazyAttribute(lambda row: f"专题{row.slug}")
    summary_en = "What it is about."
    summary_ru = "О чём она."
    summary_zh_hans = "主题。"

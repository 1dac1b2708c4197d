from datetime import date

import factory

from news.models import Article, Section
from tests.factories.base import PublishableFactory


class ArticleFactory(PublishableFactory):
    class Meta:
        model = Article

    slug = factory.Sequence(lambda n: f"article-{n}")
    section = Section.NEWS
    title_en = factory.LazyAttribute(lambda row: f"Article {row.slug}")
    title_ru = factory.LazyAttribute(lambda row: f"Статья {row.slug}")
    title_zh_hans = factory.LazyAttribute(lambda row: f"文章{row.slug}")
    lead_en = "What happened."
    lead_ru = "Что произошло."
    lead_zh_hans = "发生的事情。"
    published_on = date(2020, 10, 20)

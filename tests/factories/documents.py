from datetime import date

import factory

from documents.models import Document, DocumentKind
from tests.factories.base import PublishableFactory


class DocumentFactory(PublishableFactory):
    class Meta:
        model = Document

    slug = factory.Sequence(lambda n: f"document-{n}")
    kind = DocumentKind.STATEMENT
    title_en = factory.LazyAttribute(lambda row: f"Statement {row.slug}")
    title_ru = factory.LazyAttribute(lambda row: f"Заявление {row.slug}")
    title_zh_hans = factory.LazyAttribute(lambda row: f"声明{row.slug}")
    adopted_on = date(2020, 10, 20)

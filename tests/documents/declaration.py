"""A document with one of everything, and what its page shows."""

from datetime import date

from documents.models import DocumentKind
from tests.factories import BodyFactory, DocumentFactory, EventFactory, PriorityFactory
from tests.made_once import made_once
from tests.markup import page_of


@made_once
def make_document() -> None:
    DocumentFactory(
        slug="declaration",
        kind=DocumentKind.DECLARATION,
        title_en="Declaration",
        title_origin_en="official",
        summary_en="What was declared.",
        adopted_on=date(2020, 11, 10),
        external_url="https://www.text.example/first/",
        languages=["ru", "zh-Hans"],
        sources=["https://source.example/a"],
        events=[EventFactory(slug="summit", title_en="Summit", published=True)],
        bodies=[BodyFactory(name_en="Council", published=True), BodyFactory(name_en="Secret")],
        priorities=[PriorityFactory(title_en="Security", published=True)],
        published=True,
    )


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def notice(response):
    return page_of(response).one("main").one("div", cls="notice-moved")

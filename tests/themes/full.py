"""A theme with a public thing of each kind, and with things that nobody may see."""

from datetime import date
from typing import Any

from events.dates import Period
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    ThemeFactory,
)

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def full_theme(**values: Any) -> Any:
    """A theme with one public thing of each kind, and a draft of each beside it."""
    titles = {"title_en": "Hidden"}
    return ThemeFactory(
        slug="memory",
        title_en="Memory",
        events=[
            EventFactory(slug="parade", title_en="Parade", period=NOVEMBER, published=True),
            EventFactory(slug="hidden", period=NOVEMBER, **titles),
        ],
        articles=[
            ArticleFactory(title_en="Invitation", published=True),
            ArticleFactory(**titles),
            ArticleFactory(withdrawn=True, **titles),
        ],
        documents=[
            DocumentFactory(title_en="Statement", published=True),
            DocumentFactory(**titles),
        ],
        **{"published": True, **values},
    )

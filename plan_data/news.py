"""The table of news."""

from news.models import Article
from plan_data.schema import Reference, Table

NEWS = Table(
    file="news.csv",
    model=Article,
    cells={
        "slug": "slug",
        "published_on": "published_on",
        "section": "section",
        "source_url": "source_url",
    },
    texts=("title", "lead", "body"),
    many={
        "event_slugs": Reference("events"),
        "body_slugs": Reference("bodies"),
        "priority_slugs": Reference("priorities"),
    },
)

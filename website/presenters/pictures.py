"""The picture beside an article: a photo of its own, else of an event that it tells of, else that event as a drawn card.

Also what the press may take along: the newest photos, and the drawn map as a file of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf
from typing import TypeVar

from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from events.dates import Period
from events.models import AbstractPhoto, Photo
from events.plan_memory import all_states, names_of_places, of_the_plan
from events.state import EventState
from i18n.texts import Text, text_of
from news.models import Article, ArticlePhoto
from places.models import PlaceNames
from presidencies.current import Words
from website.charts.map import place_map
from website.presenters.dates import year_unless
from website.presenters.event_card import Card, card


@dataclass(frozen=True)
class ArticlePicture:
    """`photo` is the article's own, or one of the event of `card`; None where that is drawn."""

    #: None beside a photo of the article's own.
    card: Card | None
    photo: AbstractPhoto | None
    #: Of the card, where it is not that of the article: "2019".
    year: str = ""

    @property
    def alt(self) -> Text | None:
        """What the photo shows."""
        return text_of(self.photo, "alt") if self.photo else None


@dataclass(frozen=True)
class PicturedArticle:
    article: Article
    #: None where the article has no photo, and tells of no event of the plan.
    picture: ArticlePicture | None


def pictured(
    articles: Iterable[Article], now: datetime, names: PlaceNames
) -> list[PicturedArticle]:
    """Return `articles`, loaded with `for_cards()`, each with its picture. One query for photos of events."""
    states = {state.key: state for state in all_states()}
    articles_with_events = [(article, _events_of(article, states)) for article in articles]
    photos = _first_photos(
        tuple(sorted({event.key for _article, events in articles_with_events for event in events}))
    )

    def picture_of(article: Article, events: Sequence[EventState]) -> ArticlePicture | None:
        if article.shown_photos:
            return ArticlePicture(None, article.shown_photos[0])
        if not events:
            return None
        shown = next((event for event in events if event.key in photos), events[0])
        year = year_unless(article.published_on.year, shown.period)
        return ArticlePicture(card(shown, now, names), photos.get(shown.key), year)

    return [
        PicturedArticle(article, picture_of(article, events))
        for article, events in articles_with_events
    ]


def _events_of(article: Article, states: Mapping[int, EventState]) -> list[EventState]:
    """Return the events of the plan that `article` tells of, those nearest to its day first.

    Of those equally near the highest comes first.
    """
    events = [states[event.pk] for event in article.public_events if event.pk in states]
    return sorted(
        events,
        key=lambda event: (
            _days_between(article.published_on, event.period),
            event.rank,
            event.key,
        ),
    )


def _days_between(day: date, period: Period) -> float:
    if period.first is None or period.last is None:
        return inf
    return max((period.first - day).days, (day - period.last).days, 0)


@of_the_plan
def _first_photos(events: tuple[int, ...]) -> dict[int, Photo]:
    photos: dict[int, Photo] = {}
    for photo in Photo.objects.shown().filter(event__in=events) if events else ():
        photos.setdefault(photo.event_id, photo)
    return photos


P = TypeVar("P", bound=AbstractPhoto)

#: Of photos on the page.
PHOTOS = 24
#: The map in components/place_map.html: the first drawing there.
DRAWING = re.compile(r"<svg[^>]*?class=\"place-map\"[^>]*>(.*?)</svg>", re.DOTALL)


@dataclass(frozen=True)
class PressPhoto:
    """A photo, and what it shows."""

    photo: AbstractPhoto
    alt: Text

    @property
    def is_of_news(self) -> bool:
        """Whether it stands on the page of an article, not of an event."""
        return isinstance(self.photo, ArticlePhoto)


def photos() -> list[PressPhoto]:
    """Return the photos of what is public, those of the newest events and news first: one more than are shown.

    A picture that an article has of an event is that event's. Two queries.
    """
    of_events = _newest(Photo, "starts_on")
    pictures = {photo.digest for photo in of_events}
    of_news = _newest(ArticlePhoto, "published_on")
    shown: list[tuple[date | None, AbstractPhoto]] = [
        *((photo.event.starts_on, photo) for photo in of_events),
        *((photo.article.published_on, photo) for photo in of_news if photo.digest not in pictures),
    ]
    shown.sort(key=lambda pair: pair[0] or date.min, reverse=True)
    return [PressPhoto(photo, text_of(photo, "alt")) for _day, photo in shown[: PHOTOS + 1]]


def _newest(kind: type[P], day: str) -> list[P]:
    """Return the newest photos of a kind by `day` of their pages; those of one page in their order."""
    rows = kind.objects.shown().filter(
        **{f"{kind.PAGE}__in": kind.page_model().objects.published()}
    )
    newest = models.F(f"{kind.PAGE}__{day}").desc(nulls_last=True)
    order = (newest, f"{kind.PAGE}_id", "position", "pk")
    return list(rows.select_related(kind.PAGE).order_by(*order)[: PHOTOS + 1])


def map_file(now: datetime) -> str:
    """Return the map of the whole plan, as pages draw it at `now`, as an SVG document with its own styles.

    A page names its places twice, and hides the names of the other width: a file names them once.
    """
    map_chart = place_map(all_states(), names_of_places().cities.values(), now)
    places = tuple(replace(place, phone_label=None) for place in map_chart.places)
    page = render_to_string(
        "components/place_map.html", {"place_map": replace(map_chart, places=places)}
    )
    (drawing,) = DRAWING.findall(page)
    context = {
        "drawing": mark_safe(drawing),  # noqa: S308 (a template made it)
        "width": map_chart.width,
        "height": map_chart.height,
        "site": Words(),
    }
    return render_to_string("sco_presidency/map.svg", context)

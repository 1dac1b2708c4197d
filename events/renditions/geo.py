"""A list of events as GeoJSON (RFC 7946): one feature an event, degrees east before north."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from events.rows.cards import Card, cards
from publishing.languages import bcp47

if TYPE_CHECKING:
    from events.renditions.taken import Taken
    from places.models import City


def write(taken: Taken) -> bytes:
    """Return every event of the list; one without a city has no geometry (section 3.2)."""
    features = [_feature(card, taken) for card in cards(taken.events, taken.now)]
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "title": taken.title,
            "description": taken.description,
            "language": taken.language,
            "page": taken.page_url,
            "features": features,
        }
    )


def _feature(card: Card, taken: Taken) -> dict[str, Any]:
    event = card.event
    return {
        "type": "Feature",
        "id": event.slug,
        "geometry": _geometry(list(event.cities.all())),
        "properties": {
            "title": card.title.value,
            "language": bcp47(card.title.language),
            "date": card.date_text,
            "first": event.starts_on,
            "last": event.ends_on,
            "precision": event.precision,
            "opens": event.opens_at and event.opens_at.isoformat("minutes"),
            "closes": event.closes_at and event.closes_at.isoformat("minutes"),
            "time_zone": event.time_zone or None,
            "status": event.status,
            "format": event.format,
            "cities": [city.slug for city in event.cities.all()],
            "place": card.place,
            "url": taken.link(card.url),
        },
    }


def _geometry(cities: list[City]) -> dict[str, Any] | None:
    points = [[float(city.longitude), float(city.latitude)] for city in cities]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}

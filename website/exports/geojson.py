"""A list of events as GeoJSON (RFC 7946): one feature an event, degrees east before north."""

from typing import Any

import orjson

from i18n.texts import bcp47
from places.models import City, PlaceNames
from website.exports.base import EventExport
from website.presenters.event_card import Card, card


def write(export: EventExport) -> bytes:
    """Return every event of the list; one without a city has no geometry (section 3.2)."""
    names = PlaceNames.read()
    features = [
        _feature(card(event, export.now, names), export, names.rows(event.cities))
        for event in export.events
    ]
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "title": export.title,
            "description": export.description,
            "language": export.language,
            "page": export.page_url,
            "features": features,
        }
    )


def _feature(card: Card, export: EventExport, cities: list[City]) -> dict[str, Any]:
    event, period = card.event, card.event.period
    return {
        "type": "Feature",
        "id": event.slug,
        "geometry": _geometry(cities),
        "properties": {
            "title": card.title.printed,
            "short_title": card.short_title.printed,
            "language": bcp47(card.title.language),
            "date": card.date_text,
            "first": period.first,
            "last": period.last,
            "precision": period.precision.value,
            "opens": period.opens and period.opens.isoformat("minutes"),
            "closes": period.closes and period.closes.isoformat("minutes"),
            "time_zone": period.zone or None,
            "status": event.status,
            "format": event.format,
            "cities": event.cities,
            "place": card.place,
            "url": export.link(card.url),
        },
    }


def _geometry(cities: list[City]) -> dict[str, Any] | None:
    points = [[float(city.longitude), float(city.latitude)] for city in cities]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}

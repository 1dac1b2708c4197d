"""What the press may take along: the newest photos, and the drawn map as a file of its own."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from events.models import Event, Photo
from events.plan_memory import all_states, names_of_places
from i18n.texts import Text, text_of
from presidencies.current import Words
from website.charts.map import place_map

#: Of photos on the page.
PHOTOS = 24
#: The map in components/place_map.html: the first drawing there.
DRAWING = re.compile(r"<svg[^>]*?class=\"place-map\"[^>]*>(.*?)</svg>", re.DOTALL)


@dataclass(frozen=True)
class PressPhoto:
    """A photo, and what it shows."""

    photo: Photo
    alt: Text


def photos() -> list[PressPhoto]:
    """Return the photos of public events, those of the newest events first: one more than are shown."""
    rows = Photo.objects.shown().filter(event__in=Event.objects.published()).select_related("event")
    newest = rows.order_by("-event__starts_on", "event_id", "position", "pk")[: PHOTOS + 1]
    return [PressPhoto(photo, text_of(photo, "alt")) for photo in newest]


def map_file(now: datetime) -> str:
    """Return the map of the whole plan, as pages draw it at `now`, as an SVG document with its own styles."""
    map_chart = place_map(all_states(), names_of_places().cities.values(), now)
    page = render_to_string("components/place_map.html", {"place_map": map_chart})
    (drawing,) = DRAWING.findall(page)
    context = {
        "drawing": mark_safe(drawing),  # noqa: S308 (a template made it)
        "width": map_chart.width,
        "height": map_chart.height,
        "site": Words(),
    }
    return render_to_string("sco_presidency/map.svg", context)

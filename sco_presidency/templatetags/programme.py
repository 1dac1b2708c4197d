"""The link to the programme to print, where one was made."""

from __future__ import annotations

from typing import Any

from django import template

from events.dates import Period
from publishing import clock, editions
from publishing.languages import current_language
from sco_presidency.programme import store

register = template.Library()


@register.inclusion_tag("programme/link.html")
def programme_link() -> dict[str, Any]:
    """Offer the programme with its day: it may be older than the page."""
    language = current_language()
    made = store.offered(language, editions.newest().number, clock.today())
    return {"made": made, "day": Period.on(made.day).say(language) if made else ""}

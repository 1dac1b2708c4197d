"""The link to the programme to print, where one was made."""

from __future__ import annotations

from typing import Any

from django import template

from events.dates import Period
from publishing.languages import current_language
from sco_presidency.programme import store

register = template.Library()


@register.inclusion_tag("programme/link.html", takes_context=True)
def programme_link(context: template.Context) -> dict[str, Any]:
    """Offer the programme with its day: it may be older than the page."""
    language = current_language()
    made = store.offered(language, context["now"].date())
    return {"made": made, "day": Period.on(made.day).say(language) if made else ""}

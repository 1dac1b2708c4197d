"""The public document of a presidency.

It has no record of its own: presidencies are few, never withdrawn, and told whole.
"""

from typing import Any

from i18n.texts import all_texts
from presidencies.models import Presidency
from publishing.records import in_print
from publishing.translations import told

TEXTS = ("organisation", "organisation_short", "title", "short_title", "promise", "publisher")


def presidency_document(presidency: Presidency) -> dict[str, Any]:
    return {
        "slug": presidency.slug,
        "state": presidency.state,
        "begins": presidency.begins.isoformat(),
        "ends": presidency.ends.isoformat(),
        "time_zone": presidency.time_zone,
        "country": presidency.country.slug if presidency.country else None,
        "capital": presidency.capital.slug if presidency.capital else None,
        **{name: all_texts(presidency, name) for name in TEXTS},
        "promised_events": presidency.promised_events,
        "promise_source": presidency.promise_url or None,
        "standing": presidency.standing,
        "contact": presidency.contact or None,
        "press_contact": presidency.press_contact or None,
        **told(presidency),
    }


def presidency_documents() -> list[dict[str, Any]]:
    """Return the documents of all presidencies, the newest first. One query."""
    rows = Presidency.objects.select_related("country", "capital").order_by("-begins", "slug")
    return [in_print(presidency_document(row)) for row in rows]

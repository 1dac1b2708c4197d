"""How many events a list holds, in words that fit every number in every language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.languages import current_language


def say_counts(events: int, moved: int = 0, cancelled: int = 0) -> str:
    """Return "6 events, 1 moved": `moved` counts the slots left, not events."""
    parts = [say_events(events)]
    if moved:
        parts.append(ngettext("%(count)d moved", "%(count)d moved", moved) % {"count": moved})
    if cancelled:
        parts.append(
            ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled) % {"count": cancelled}
        )
    # Translators: the separator of short items in a list.
    return _(", ").join(parts)


def say_events(events: int) -> str:
    if not events:
        return _("no events")
    return ngettext("%(count)d event", "%(count)d events", events) % {"count": events}


def join_sentences(sentences: list[str]) -> str:
    """Return one paragraph; Chinese sets no space between sentences."""
    return ("" if current_language().startswith("zh") else " ").join(sentences)

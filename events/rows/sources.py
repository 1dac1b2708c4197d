"""The pages that an event's facts were taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import Event


def sources_of(event: Event) -> list[str]:
    """Return the addresses for `event` itself; those of its steps stand beside the steps."""
    told = {change.source_url for change in event.changes.all()}
    return [url for url in dict.fromkeys(event.sources) if url not in told]

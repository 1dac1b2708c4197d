"""What partners are told of hosts."""

import orjson

from events.actions.changes import hostings_of
from events.models import Event
from publishing.models import PublicRecord


def recorded(slug: str, kind: str = "events") -> dict:
    return orjson.loads(PublicRecord.objects.latest_of(kind).get(key=slug).document)


def hosts(event: Event) -> list[tuple[str, str]]:
    return [tuple(one) for one in hostings_of(event)]

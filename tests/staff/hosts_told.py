"""What partners are told of hosts."""

from events.actions.changes import hostings_of
from events.models import Event


def hosts(event: Event) -> list[tuple[str, str]]:
    return [tuple(one) for one in hostings_of(event)]

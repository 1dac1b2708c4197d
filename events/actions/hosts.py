"""The writer of who holds an event, for whoever has the whole list of them."""

from collections.abc import Sequence

from django.db import transaction

from events.models import Event, EventHost
from events.state import Hosting
from hosts.models import Host


def hostings_of(event: Event) -> tuple[Hosting, ...]:
    """Return who holds `event`, in order. One query."""
    rows = event.hostings.select_related("host")
    return tuple(Hosting(row.host.slug, row.role) for row in rows)


@transaction.atomic
def set_hosts(event: Event, hostings: Sequence[Hosting] | None) -> bool:
    """Let `hostings` (None: whoever it is) hold `event`, and tell whether that is new; untold.

    Whoever calls it tells the public in the same transaction.
    """
    if hostings is None or tuple(hostings) == hostings_of(event):
        return False
    hosts = Host.objects.in_bulk([one.slug for one in hostings], field_name="slug")
    event.hostings.all().delete()
    EventHost.objects.bulk_create(
        EventHost(event=event, host=hosts[one.slug], role=one.role, position=position)
        for position, one in enumerate(hostings, start=1)
    )
    event.save(update_fields=["updated_at"])
    return True

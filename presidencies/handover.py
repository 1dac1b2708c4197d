"""The only way a presidency becomes the current one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from places.models import Country
from presidencies.current import remembered
from presidencies.models import Presidency
from presidencies.states import State
from publishing import records
from publishing.rights import PUBLISH, Actor, demand


@transaction.atomic
def make_current(presidency: Presidency, *, by: Actor) -> None:
    """Show `presidency` on the portal's own pages, and close the one before. Idempotent.

    Raises NotAllowedError.
    """
    demand(by, PUBLISH, presidency)
    records.take_turn()
    others = Presidency.objects.exclude(pk=presidency.pk).filter(state=State.CURRENT)
    others.update(state=State.CLOSED, updated_at=timezone.now())
    if presidency.state != State.CURRENT:
        presidency.state = State.CURRENT
        presidency.save(update_fields=["state", "updated_at"])
    retell_roles()


def retell_roles() -> None:
    """Tell the public anew of countries whose role has changed at some time.

    Which one is told, the last day of the current presidency says.
    """
    changed = Country.objects.exclude(earlier_roles=None).distinct().order_by("pk")
    with remembered():  # what was read before may be another presidency
        for country in changed:
            records.record(country)

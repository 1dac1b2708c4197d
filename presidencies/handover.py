"""The only way a presidency becomes the current one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from presidencies.models import Presidency
from presidencies.states import State
from publishing import records


@transaction.atomic
def make_current(presidency: Presidency) -> None:
    """Show `presidency` on the portal's own pages, and close the one before. Idempotent."""
    records.take_turn()
    others = Presidency.objects.exclude(pk=presidency.pk).filter(state=State.CURRENT)
    others.update(state=State.CLOSED, updated_at=timezone.now())
    if presidency.state != State.CURRENT:
        presidency.state = State.CURRENT
        presidency.save(update_fields=["state", "updated_at"])

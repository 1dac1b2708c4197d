"""The only way a presidency becomes the current one.

The only way a thing goes from one presidency to another.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from places.models import Country
from presidencies.current import Belonging, one_presidency
from presidencies.models import Presidency, State
from publishing import four_eyes, permissions, records


@transaction.atomic
def make_current(presidency: Presidency, *, by: permissions.Actor) -> None:
    """Show `presidency` on the portal's own pages, and close the one before. Idempotent.

    Raises NotAllowedError.
    """
    permissions.demand(by, permissions.PUBLISH, presidency)
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
    countries = Country.objects.exclude(earlier_roles=None).distinct().order_by("pk")
    with one_presidency():  # what was read before may be another presidency
        for country in countries:
            records.record(country)


class MoveRefusedError(Exception):
    """Says to an editor why a thing cannot go to another presidency."""


def obstacles(item: Belonging, target: Presidency) -> list[str]:
    """Return, as sentences, what still keeps `item` from `target`."""
    if item.presidency_id == target.pk:
        return [_("It belongs to “%(presidency)s” already.") % {"presidency": target}]
    return item.ties(target)


@transaction.atomic
def move(item: Belonging, target: Presidency, *, by: permissions.Actor) -> None:
    """Give `item` to `target`: the part of its address that names it stays, so do its identities.

    Its page stands below the place of `target` from now on; its old address leads there, since each
    slug is given once in the installation. Links of news and documents stay as they are: partners are
    told them, and pages show those to things of the presidency that is shown. An event and the
    priorities that it serves stay together, because both are drawn under the strands of one plan:
    whoever moves one unlinks them first. To take the one along with the other could carry a whole plan
    away for one row, and to unlink by itself would lose what editors know.

    Raises NotAllowedError, AloneError where a second person has to look first, and MoveRefusedError with all
    that keeps it.
    """
    permissions.demand(by, permissions.PUBLISH, item)
    _lock(item)
    four_eyes.demand_second(by, item)
    if problems := obstacles(item, target):
        raise MoveRefusedError(" ".join(problems))
    fields = item.fit(target)
    item.presidency = target
    item.save(update_fields=["presidency", *fields, "updated_at"])
    records.record(item)


def _lock(item: Belonging) -> None:
    """Read anew under a lock whose `item` is, so that two editors do not both win."""
    records.take_turn()
    rows = type(item)._base_manager.select_for_update()
    item.refresh_from_db(from_queryset=rows)

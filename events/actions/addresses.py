"""How the address of a public event changes: the old one leads to the new one, and is never given to another.

What other programs know the event by (UID, SEQUENCE, the identifier in feeds) stays.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, FormerSlug
from publishing import four_eyes, outbox, records
from publishing.permissions import PUBLISH, Actor, demand


class AddressRefusedError(Exception):
    """Says to an editor why an event cannot have an address, and what to do instead."""


def left_by(slug: str, event: Event | None = None) -> str:
    """Say whose address `slug` was, where that is another than `event`; "" where it is free of that."""
    former = FormerSlug.objects.filter(slug=slug).select_related("event").first()
    if former is None or (event is not None and former.event_id == event.pk):
        return ""
    if not former.event.is_published:  # its name is not everybody's to read
        sentence = _("“%(slug)s” was the address of an event that is not public: choose another.")
        return sentence % {"slug": slug}
    return _("“%(slug)s” was the address of “%(event)s”, and leads there: choose another.") % {
        "slug": slug,
        "event": former.event,
    }


def present_slugs(slugs: Iterable[str]) -> dict[str, str]:
    """Return of those of `slugs` that events have left what these are called now, in one hop. One query."""
    former = FormerSlug.objects.filter(slug__in=slugs).order_by()
    return dict(former.values_list("slug", "event__slug"))


@transaction.atomic
def move_to(event: Event, slug: str, *, by: Actor) -> str:
    """Give the public `event` the address `slug`, and return the one that it leaves.

    Raises NotAllowedError, and AddressRefusedError for what is no address, is taken, or was once
    another's; AloneError where a second person has to look first. An address that was its own may come back.
    """
    demand(by, PUBLISH, event)
    records.take_turn()
    event.refresh_from_db(from_queryset=Event.objects.select_for_update())
    four_eyes.demand_second(by, event)
    _check(event, slug)
    old = event.slug
    event.slug = slug
    event.save(update_fields=["slug", "updated_at"])
    FormerSlug.objects.filter(event=event, slug=slug).delete()
    FormerSlug.objects.create(event=event, slug=old)
    with outbox.together():
        records.record_left(event, old)
        records.record(event)
        records.record_dependents(event)
    return old


def _check(event: Event, slug: str) -> None:
    if not event.is_published:
        problem = _("Only what is public changes its address so: a draft’s is edited in its form.")
        raise AddressRefusedError(problem)
    if slug == event.slug:
        raise AddressRefusedError(_("This is its address already."))
    try:
        Event._meta.get_field("slug").clean(slug, event)
    except ValidationError as error:
        raise AddressRefusedError(" ".join(error.messages)) from error
    if other := Event.objects.filter(slug=slug).first():
        raise AddressRefusedError(_("“%s” has it: choose another.") % other)
    if problem := left_by(slug, event):
        raise AddressRefusedError(problem)

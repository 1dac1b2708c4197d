"""The writers by which a photo that was held back is shown, and held back again."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, Photo
from publishing import four_eyes, records
from publishing.permissions import PUBLISH, Actor, demand
from publishing.workflow import PublicationRefusedError


@transaction.atomic
def show(photo: Photo, *, by: Actor) -> None:
    """Let the public see `photo` beside its event. Raises PublicationRefusedError where it sees neither, and
    AloneError where a second person has to look first.
    """
    event = _locked(photo, by)
    four_eyes.demand_second(by, event)
    if not photo.is_held_back:
        raise PublicationRefusedError(_("“%s” is not held back: visitors see it.") % photo)
    if not event.is_published:
        raise PublicationRefusedError(
            _("Its event “%s” is not public: publish that with it.") % event.title
        )
    _set(photo, event, is_held_back=False)


@transaction.atomic
def hold_back(photo: Photo, *, by: Actor) -> None:
    """Take `photo` out of the public's sight. Raises PublicationRefusedError where it is held back."""
    event = _locked(photo, by)
    if photo.is_held_back:
        raise PublicationRefusedError(_("“%s” is held back already.") % photo)
    _set(photo, event, is_held_back=True)


def _locked(photo: Photo, by: Actor) -> Event:
    demand(by, PUBLISH, photo.event)
    records.take_turn()
    event = Event.objects.select_for_update().get(pk=photo.event_id)
    photo.refresh_from_db()
    return event


def _set(photo: Photo, event: Event, *, is_held_back: bool) -> None:
    photo.is_held_back = is_held_back
    photo.save(update_fields=["is_held_back"])
    event.save(update_fields=["updated_at"])
    records.record(event)

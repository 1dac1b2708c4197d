"""The writers by which a photo that was held back is shown, and held back again: of an event, or of news."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import AbstractPhoto
from publishing import four_eyes, records
from publishing.permissions import PUBLISH, Actor, demand
from publishing.workflow import PublicationRefusedError


@transaction.atomic
def show(photo: AbstractPhoto, *, by: Actor) -> None:
    """Let the public see `photo` on its page. Raises PublicationRefusedError where it sees neither, and
    AloneError where a second person has to look first.
    """
    page = _locked(photo, by)
    four_eyes.demand_second(by, page)
    if not photo.is_held_back:
        raise PublicationRefusedError(_("“%s” is not held back: visitors see it.") % photo)
    if not page.is_published:
        raise PublicationRefusedError(
            _("Its page “%s” is not public: publish that with it.") % page.title
        )
    _set(photo, page, is_held_back=False)


@transaction.atomic
def hold_back(photo: AbstractPhoto, *, by: Actor) -> None:
    """Take `photo` out of the public's sight. Raises PublicationRefusedError where it is held back."""
    page = _locked(photo, by)
    if photo.is_held_back:
        raise PublicationRefusedError(_("“%s” is held back already.") % photo)
    _set(photo, page, is_held_back=True)


def _locked(photo: AbstractPhoto, by: Actor) -> Any:
    """Return the thing on whose page `photo` stands."""
    demand(by, PUBLISH, photo.page)
    records.take_turn()
    page = photo.page_model().objects.select_for_update().get(pk=photo.page.pk)
    photo.refresh_from_db()
    return page


def _set(photo: AbstractPhoto, page: Any, *, is_held_back: bool) -> None:
    photo.is_held_back = is_held_back
    photo.save(update_fields=["is_held_back"])
    page.save(update_fields=["updated_at"])
    records.record(page)

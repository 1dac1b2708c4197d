"""What waits for a second person: publishing, and whatever changes what is public. ADR 0025.

`settings.FOUR_EYES` turns it on. Writers refuse whoever acts alone by `demand_second`; the desk asks `waits` before, and
makes a proposal of it. What takes something from the public's sight never waits, nor does a cancellation.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from publishing.enums import Publication
from publishing.models import Publishable, ScheduledAction, ScheduledPublication, ScheduleState
from publishing.permissions import PUBLISH, TRANSLATE, Actor, NotAllowedError, demand


class AloneError(NotAllowedError):
    """Says that a second person has to look first."""


def waits(item: Model) -> bool:
    """Whether a change of `item` waits for a second person: what is public, or goes public by itself. A query at most."""
    if not settings.FOUR_EYES or not isinstance(item, Publishable) or item.pk is None:
        return False
    return item.publication == Publication.PUBLISHED or goes_public(item)


def goes_public(item: Publishable) -> bool:
    """Whether a moment is set at which `item` is published: a second person has looked at it as it is."""
    return ScheduledPublication.objects.filter(
        kind=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        action=ScheduledAction.PUBLISH,
        state=ScheduleState.WAITING,
    ).exists()


def is_alone(by: Actor) -> bool:
    """Whether a person acts here for whom nobody else has answered."""
    return bool(settings.FOUR_EYES) and by.account is not None and not by.approves


def demand_second(by: Actor, item: Model) -> None:
    """Raise AloneError where `by` would change alone what waits for a second person."""
    if is_alone(by) and waits(item):
        raise AloneError(alone(item))


def demand_translator(by: Actor | None, item: Model, *codes: str) -> None:
    """Raise NotAllowedError unless `by` may say how `item` stands in the languages of `codes`.

    Whoever approves what a translator has proposed needs the right to publish: their door asks about the translator.
    """
    if by is not None and by.approves:
        demand(by, PUBLISH, item)
    else:
        for code in ("", *codes):
            demand(by, TRANSLATE, item, code)


def alone(item: Model) -> str:
    return _(
        "“%(item)s” is changed before the eyes of the public: a second person has to approve it. Propose it "
        "at the desk."
    ) % {"item": item}

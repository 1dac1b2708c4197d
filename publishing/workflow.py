"""The only way an item becomes public, or ceases to be."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing import outbox, records
from publishing.languages import missing
from publishing.models import Publishable
from publishing.rights import PUBLISH, Actor, demand
from publishing.states import Publication


class PublicationRefusedError(Exception):
    """Says to an editor why an item cannot be published or withdrawn."""


def required_texts(item: Publishable) -> tuple[str, ...]:
    """Return the names of the translated fields without which `item` cannot be public."""
    return getattr(item, "REQUIRED_TEXTS", ("title",))


def dated_ahead(item: Publishable, today: date) -> str:
    """Return why the public cannot read `item` on `today`, if its own day is still to come, or ""."""
    day = getattr(item, item.OWN_DAY) if item.OWN_DAY else None
    if day is None or day <= today:
        return ""
    return _(
        "The day %(day)s is still to come: what the public reads cannot be dated ahead. Wait for "
        "it, or give another day."
    ) % {"day": date_format(day)}


def refuse_ahead(item: Publishable, today: date | None) -> None:
    """Raise PublicationRefusedError for what is public, and whose own day lies after `today`."""
    if today and item.is_published and (told := dated_ahead(item, today)):
        raise PublicationRefusedError(told)


def obstacles(item: Publishable, today: date | None = None) -> list[str]:
    """Return, as sentences, what still stops `item` from being published on `today`.

    Without a day, nothing is asked of the item's own.
    """
    early = dated_ahead(item, today) if today else ""
    return [*_missing_texts(item), *([early] if early else [])]


def _missing_texts(item: Publishable) -> list[str]:
    languages = dict(settings.LANGUAGES)
    labels = {field.name: capfirst(str(field.verbose_name)) for field in item._meta.fields}
    return [
        _("%(field)s is missing in: %(languages)s.")
        % {
            "field": labels[field],
            "languages": _(", ").join(str(languages[code]) for code in absent),
        }
        for field in required_texts(item)
        if (absent := missing(item, field, settings.PUBLISHING_REQUIRED_LANGUAGES))
    ]


@transaction.atomic
def publish(item: Publishable, *, by: Actor) -> None:
    """Make `item` public and record it.

    Raises NotAllowedError, and PublicationRefusedError when it is public already, a required text
    is missing, or its own day lies after that of `by`.
    """
    demand(by, PUBLISH, item)
    _lock(item)
    if item.is_published:
        raise PublicationRefusedError(_("“%s” is published already.") % item)
    if problems := obstacles(item, by.today):
        raise PublicationRefusedError(" ".join(problems))
    item.publication = Publication.PUBLISHED
    item.published_at = item.published_at or timezone.now()
    item.save(update_fields=["publication", "published_at", "updated_at"])
    _tell(item)


@transaction.atomic
def withdraw(item: Publishable, *, by: Actor) -> None:
    """Take `item` out of the public's sight; its record keeps a tombstone.

    Raises NotAllowedError, and PublicationRefusedError when it is not public.
    """
    demand(by, PUBLISH, item)
    _lock(item)
    if not item.is_published:
        raise PublicationRefusedError(_("“%s” is not published.") % item)
    item.publication = Publication.WITHDRAWN
    item.save(update_fields=["publication", "updated_at"])
    _tell(item)


def _tell(item: Publishable) -> None:
    """Record `item` and all that names it, and note it once for those who follow."""
    with outbox.together():
        records.record(item)
        records.record_dependents(item)


def _lock(item: Publishable) -> None:
    """Read the publication anew under a lock, so that two editors do not both win."""
    records.take_turn()
    model = type(item)
    row = (
        model._default_manager.select_for_update()
        .only("publication", "published_at")
        .get(pk=item.pk)
    )
    item.publication, item.published_at = row.publication, row.published_at

"""What other people's programs know a row by, for life: made once of its address, never altered.

A slug may change: who subscribes to a calendar or a feed by then sees the same entry still.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from django.conf import settings
from django.db import models

from i18n.fields import PlainInMigrations

#: Turns a slug into an identity.
Make = Callable[[str], str]


def calendar_uid(slug: str) -> str:
    """Return the UID of a calendar's entry (RFC 5545): it names no host, for a host may change."""
    return f"{slug}@{settings.CALENDAR_UID_DOMAIN}"


def tag_uri(specific: str) -> str:
    """Return an identifier for life (RFC 4151). Like the UIDs of calendars it names no host."""
    return f"tag:{settings.CALENDAR_UID_DOMAIN},{settings.CALENDAR_UID_YEAR}:{specific}"


class IdentityField(PlainInMigrations, models.CharField):
    """An identity that `make` makes of the slug with which a row is first saved.

    One that another row has already, under a slug that it has left, gets a number behind the slug.
    The database refuses to alter it: each table has a trigger.
    """

    def __init__(self, *args: Any, make: Make | None = None, **options: Any) -> None:
        self.make = make
        own_options = {"max_length": 160, "unique": True, "editable": False}
        super().__init__(*args, **{**options, **own_options})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if add and not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, self._unused(model_instance))
        return super().pre_save(model_instance, add)

    def _unused(self, row: models.Model) -> str:
        assert self.make is not None  # noqa: S101 (only migrations leave it out)
        rows, slug = type(row)._default_manager, str(row.slug)  # type: ignore[attr-defined]
        candidates = (self.make(f"{slug}-{number}") for number in count(2))
        identity = self.make(slug)
        while rows.filter(**{self.attname: identity}).exists():
            identity = next(candidates)
        return identity

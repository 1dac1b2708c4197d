"""What is deleted at the desk is kept for a while, with its photos: it can be brought back as it was.

A thing that the public has never seen comes back under its own key, so that its history is its own again. A photo
comes back held back: whoever shows it does so as with any other. The files of pictures stay as long as somebody can
bring them back; where no photo shows them, no address leads to them.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, router, transaction
from django.utils.translation import gettext as _

from events import images
from events.models import AbstractPhoto, kinds_of_photos
from publishing import records
from staff.models import DeletedItem

#: How long it can be brought back.
KEPT_FOR = timedelta(days=30)
FORMAT = "json"
LONGEST_NAME = 400


class Exact(DjangoJSONEncoder):
    """Tells moments as they are: Django's cuts them to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


class NotBroughtBackError(Exception):
    """Says to an editor why something cannot be brought back."""


def keep(item: models.Model, *, by: str) -> DeletedItem:
    """Keep `item` and what goes with it, just before it is deleted."""
    rows = [type(item)._base_manager.get(pk=item.pk), *photos_of(item)]
    if not isinstance(item, AbstractPhoto):
        rows += _rows_below(item)
    return DeletedItem.objects.create(
        kind=ContentType.objects.get_for_model(item),
        name=str(item)[:LONGEST_NAME],
        rows=serializers.serialize(FORMAT, rows, cls=Exact),
        deleted_by=by,
    )


def photos_of(item: models.Model) -> list[AbstractPhoto]:
    """Return the photos that stand on the page of `item`, and on no other."""
    kind = next((one for one in kinds_of_photos() if one.page_model() is type(item)), None)
    return list(kind.objects.filter(**{kind.PAGE: item})) if kind else []


def _rows_below(item: models.Model) -> list[models.Model]:
    """Return what Django deletes with `item`: who holds it, and its links from both sides."""
    collector = NestedObjects(using=router.db_for_write(type(item)), origin=item)
    collector.collect([item])
    return [row for rows in collector.data.values() for row in rows if row != item]


@transaction.atomic
def bring_back(deleted: DeletedItem) -> models.Model:
    """Write the rows again, without links to what is gone since, and return the thing. Raises NotBroughtBackError."""
    records.take_turn()
    thing, *below = _things(deleted)
    _demand_room(thing)
    if isinstance(thing, AbstractPhoto):
        thing.is_held_back = True
    for row in (thing, *below):
        if row is thing or not _lacks(row):
            models.Model.save_base(row, raw=True, force_insert=True)
    deleted.delete()
    return thing


def _demand_room(thing: models.Model) -> None:
    kind = type(thing)
    if kind._base_manager.filter(pk=thing.pk).exists():
        raise NotBroughtBackError(_("It is there already."))
    slug = getattr(thing, "slug", None)
    if slug and kind._base_manager.filter(slug=slug).exists():
        sentence = _(
            "Its address “%(slug)s” was given to another: change that one’s first, or write it anew."
        )
        raise NotBroughtBackError(sentence % {"slug": slug})
    if lacking := _lacks(thing):
        sentence = _("What it belonged to is gone: %(name)s.")
        raise NotBroughtBackError(sentence % {"name": lacking})


def _lacks(row: models.Model) -> str:
    """Return what `row` names and is gone since: a name of the field, or nothing."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not isinstance(field, models.ForeignKey) or key is None:
            continue
        target = field.target_field
        if not target.model._base_manager.filter(**{target.attname: key}).exists():
            return str(field.verbose_name)
    return ""


@transaction.atomic
def forget(rows: Iterable[DeletedItem]) -> None:
    """Let go for good of what was deleted, and of the files of pictures that no photo shows, or can show again."""
    for deleted in rows:
        for thing in _things(deleted):
            if isinstance(thing, AbstractPhoto):
                transaction.on_commit(partial(_forget_unshown, thing.digest, thing.width))
            for field in _files(type(thing)):
                if name := getattr(thing, field.attname).name:
                    transaction.on_commit(partial(_forget_file, field, name))
        deleted.delete()


def _forget_unshown(digest: str, width: int) -> None:
    """Remove the files of a picture, in a turn: somebody may be adding it again."""
    with transaction.atomic():
        records.take_turn()
        if not _is_kept(digest):
            images.forget(digest, width)


def _forget_file(field: models.FileField, name: str) -> None:
    """Remove an uploaded file that no thing names, or can name again."""
    with transaction.atomic():
        records.take_turn()
        named = [
            kind._base_manager.filter(**{other.attname: name})
            for kind in apps.get_models()
            for other in _files(kind)
        ]
        kept = DeletedItem.objects.filter(rows__contains=name)
        if not any(rows.exists() for rows in (*named, kept)):
            field.storage.delete(name)


def _files(kind: type[models.Model]) -> list[models.FileField]:
    return [field for field in kind._meta.concrete_fields if isinstance(field, models.FileField)]


def _things(deleted: DeletedItem) -> list[models.Model]:
    """Return the rows, without columns that an update of the portal has removed since."""
    rows = serializers.deserialize(FORMAT, deleted.rows, ignorenonexistent=True)
    return [one.object for one in rows]


def _is_kept(digest: str) -> bool:
    shown = (kind.objects.filter(digest=digest) for kind in kinds_of_photos())
    others = DeletedItem.objects.filter(rows__contains=digest)
    return any(rows.exists() for rows in (*shown, others))

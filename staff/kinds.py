"""Things of several kinds, read together: one query for all that a page only names, whatever kinds they are of."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest

from i18n.texts import CODES, column
from staff.scope import scope_of

#: What names a thing, and what the right to it hangs on. All else is read when it is asked for.
READ = {
    *("slug", "publication", "source_language", "translation_states"),
    *("adopted_on", "published_on", "problems"),
    "position",
    *(column(name, code) for name in ("title", "name", "alt", "credit") for code in CODES),
}
#: Among what was read: the key of the kind.
KIND = "kind_of_thing"
#: By the key of its kind and its own.
Things = dict[tuple[int, int], Any]


def visible(request: HttpRequest, keys: Iterable[tuple[ContentType, int]]) -> Things:
    """Return what the user may see at the desk of the things whose kinds and keys are given, to be named. One query."""
    keys_by_kind: dict[ContentType, set[int]] = {}
    for kind, key in keys:
        keys_by_kind.setdefault(kind, set()).add(key)
    return named(
        {kind.pk: rows_of(request, kind, keys_by_kind[kind]) for kind in keys_by_kind}, request
    )


def rows_of(request: HttpRequest, kind: ContentType, keys: Collection[int]) -> models.QuerySet:
    """Return the things of a kind that the user may see at the desk, of those with `keys`."""
    model = kind.model_class()
    desk = admin.site.get_model_admin(model) if model else None
    if not desk or not desk.has_view_or_change_permission(request):
        return (model or ContentType)._base_manager.none()
    return desk.get_queryset(request).filter(pk__in=keys)


def named(rows_by_kind: Mapping[int, models.QuerySet], request: HttpRequest) -> Things:
    """Return the things in `rows_by_kind`, by the keys of kinds, which the user may see, to be named. One query."""
    queries = [_to_name(rows, key) for key, rows in rows_by_kind.items()]
    things: Things = {}
    for (values,) in queries[0].union(*queries[1:], all=True) if queries else ():
        kind_key = values[KIND]
        thing = _made(rows_by_kind[kind_key], values)
        things[kind_key, thing.pk] = thing
        scope_of(request.user).found(thing)
    return things


def _to_name(rows: models.QuerySet, kind_key: int) -> Any:
    """Return a query of one column, the same for each kind: what is read of a row, by name."""
    # JSON within JSON is text on one database and none on the other.
    values: dict[str, Any] = {
        field.attname: Cast(field.attname, models.TextField())
        if isinstance(field, models.JSONField)
        else models.F(field.attname)
        for field in _fields(rows.model)
    }
    values[KIND] = models.Value(kind_key)
    return rows.order_by().annotate(values_read=JSONObject(**values)).values_list("values_read")


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [
        field for field in model._meta.concrete_fields if field.primary_key or field.attname in READ
    ]


def _made(rows: models.QuerySet, values: Mapping[str, Any]) -> models.Model:
    """Return one of `rows`, which reads for itself what was not read of it."""
    model: type[models.Model] = rows.model
    read = {}
    for field in _fields(model):
        value = values[field.attname]
        is_json = isinstance(field, models.JSONField) and value is not None
        read[field.attname] = json.loads(value) if is_json else field.to_python(value)
    return model.from_db(rows.db, list(read), list(read.values()))

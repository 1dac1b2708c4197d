"""Things of whatever kind: where their pages are at the desk; and several kinds read together, in one query for all that
a page only names.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from i18n.texts import CODES, column
from publishing.rows_together import read_together
from staff.scope import scope_of

#: What names a thing, and what the right to it hangs on. All else is read when it is asked for.
READ = {
    *("slug", "publication", "source_language", "translation_states"),
    *("adopted_on", "published_on", "problems"),
    "position",
    *(column(name, code) for name in ("title", "name", "alt", "credit") for code in CODES),
}
#: By the key of its kind and its own.
Things = dict[tuple[int, int], Any]


def address_of(thing: models.Model, page: str = "change", *more: str) -> str:
    """Return the address of the form of `thing` at the desk, or of another `page` of it. Raises NoReverseMatch."""
    return address_of_key(type(thing), thing.pk, page, *more)


def address_of_key(model: type[models.Model], key: Any, page: str = "change", *more: str) -> str:
    """Return the same of the thing that is known by `key`."""
    return reverse(_name(model, page), args=[quote(key), *more])


def address_of_kind(model: type[models.Model], page: str = "changelist") -> str:
    """Return the address of the list of all things of a kind, or of another `page` about none of them."""
    return reverse(_name(model, page))


def _name(model: type[models.Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


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
    """Return the things in `rows_by_kind`, by the keys of kinds, which the user may see, to be named. One query.

    Each reads for itself what is not read of it here.
    """
    found = read_together(*rows_by_kind.values(), only=READ)
    things: Things = {}
    for kind_key, rows in zip(rows_by_kind, found, strict=True):
        for thing in rows:
            things[kind_key, thing.pk] = thing
            scope_of(request.user).found(thing)
    return things

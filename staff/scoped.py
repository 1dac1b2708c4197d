"""What an account may reach, below every page of the admin: see staff.scope.

What is outside is in no queryset of the admin, so that no list, choice, count or search names it; whoever
knows its key is refused in words.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modeltranslation.translator import translator

from i18n.texts import CODES, column
from publishing.completeness import free_texts
from publishing.permissions import NotAllowedError
from staff.scope import Scope, outside, scope_of


class Scoped(BaseModelAdmin):
    """Of a page and of the rows below it: who may do what to one thing, and to which fields of it."""

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and reaches(request, "view", obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if scope_of(request.user).languages is not None and not texts_of(self.model):
            return False
        return super().has_change_permission(request, obj) and reaches(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and reaches(request, "delete", obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave to a translator the texts alone."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        if scope_of(request.user).languages is None:
            return fixed
        return (*fixed, *(name for name in others_than_texts(self.model) if name not in fixed))

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> Any:
        return narrowed(super().formfield_for_foreignkey(db_field, request, **options), request)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **options: Any
    ) -> Any:
        return narrowed(super().formfield_for_manytomany(db_field, request, **options), request)


class ScopedInline(Scoped, admin.options.InlineModelAdmin):
    """Rows below a form. What is asked of them is asked of the thing that they are a part of."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and reaches(request, "add", obj)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **options: Any
    ) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.form.closed = closed_to(scope_of(request.user), self.model)  # type: ignore[attr-defined]  # of GuardedModelForm
        return formset


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """The base of every page of the admin."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and reaches(request, "add")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return scope_of(request.user).within(super().get_queryset(request))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        item: models.Model | None = super().get_object(request, object_id, from_field)
        if item is None:
            self.refuse_outside(request, [object_id])
        else:
            scope_of(request.user).found(item)
        return item

    def refuse_outside(self, request: HttpRequest, keys: Iterable[str]) -> None:
        """Raise NotAllowedError where one of `keys` is of a thing that the account does not reach."""
        scope = scope_of(request.user)
        if scope.is_limited:
            rows = self.model._base_manager.filter(
                pk__in=[key for key in keys if is_key(self.model, key)]
            )
            if rows.exclude(pk__in=scope.within(rows).values("pk")).exists():
                raise NotAllowedError(outside())

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **options: Any,
    ) -> type[forms.ModelForm]:
        form: type[forms.ModelForm] = super().get_form(request, obj, change=change, **options)
        scope = scope_of(request.user)
        form.closed = closed_to(scope, self.model)  # type: ignore[attr-defined]  # of GuardedModelForm
        if scope.is_limited and "events" in form.base_fields:
            form.base_fields["events"].required = True
        return form


def reaches(request: HttpRequest, right: str, *things: models.Model | None) -> bool:
    """Whether the scope of the account lets it use `right`: at all, and on `things`."""
    scope = scope_of(request.user)
    if scope.languages is not None and right in ("add", "delete"):
        return False
    return all(thing is None or scope.allows(right, thing) for thing in things)


def narrowed(field: Any, request: HttpRequest) -> Any:
    """Offer in a choice among rows none that is outside."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        field.queryset = scope_of(request.user).within(field.queryset)
    return field


def texts_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the texts of `model` that a translator writes."""
    if model not in translator.get_registered_models():
        return ()
    return tuple(field.name for field in free_texts(model))


def others_than_texts(model: type[models.Model]) -> list[str]:
    """Return the fields of `model` that a translator only reads."""
    texts = {column(name, code) for name in texts_of(model) for code in CODES}
    fields = (*model._meta.fields, *model._meta.many_to_many)
    originals = set(_translated(model))
    return [
        field.name
        for field in fields
        if field.editable
        and not field.primary_key
        and field.name not in texts
        and field.name not in originals
    ]


def _translated(model: type[models.Model]) -> Iterable[str]:
    if model not in translator.get_registered_models():
        return ()
    names: Iterable[str] = translator.get_options_for_model(model).all_fields
    return names


def closed_to(scope: Scope, model: type[models.Model]) -> frozenset[str]:
    """Return the columns of texts in languages that are not the translator's."""
    if scope.languages is None:
        return frozenset()
    closed = set(CODES) - scope.languages
    return frozenset(column(name, code) for name in texts_of(model) for code in closed)


def is_key(model: type[models.Model], value: Any) -> bool:
    """Whether a row of `model` could be known by `value`."""
    try:
        model._meta.pk.clean(value, None)
    except ValidationError:
        return False
    return True

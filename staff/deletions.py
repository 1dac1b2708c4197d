"""What goes when a draft is deleted: its photos too, which stand on no other page."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import models, router, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from events.models import AbstractPhoto
from publishing.permissions import may
from staff.photos import forget_unshown


class DeletedWithPhotos(admin.ModelAdmin):
    """Names the photos of a draft among what is deleted with it, and deletes them with it."""

    delete_confirmation_template = "admin/publishing/delete_confirmation.html"

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        photos = _protected(objs) if protected else []
        if not photos or not all(isinstance(row, AbstractPhoto) for row in photos):
            return listed, counts, lacking, protected
        kind = type(photos[0])
        counts[str(kind._meta.verbose_name_plural)] = len(photos)
        if not may(request.user, "delete", kind):
            lacking.add(str(kind._meta.verbose_name))
        named = [f"{capfirst(str(kind._meta.verbose_name))}: {photo}" for photo in photos]
        return [*listed, named], counts, lacking, []

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context["photos_go"] = context["object"].photos.exists()
        return super().render_delete_form(request, context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the photos first; their files go when no other photo shows them."""
        for photo in obj.photos.all():
            photo.delete()
            transaction.on_commit(partial(forget_unshown, photo.digest, photo.width))
        super().delete_model(request, obj)


def _protected(objs: Sequence[models.Model]) -> list[models.Model]:
    """Return what stops the deletion of `objs`, in its order."""
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs)
    collector.collect(objs)
    return sorted(collector.protected, key=lambda row: row.pk)

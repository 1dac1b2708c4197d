"""The pages of what is deleted: what goes with a draft, and what can be brought back. What it means: staff.deleted."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, router, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache

from events.models import AbstractPhoto
from i18n.texts import lazy_sentence
from publishing.models import Publishable
from publishing.permissions import editor_of, may
from staff import cover, deleted, kinds
from staff.models import DeletedItem
from staff.scope import scope_of

BROUGHT_BACK = gettext_lazy("Brought back: “%(name)s”.")


class DeletedWithPhotos(admin.ModelAdmin):
    """Names the photos of a draft among what is deleted with it."""

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


def _protected(objs: Sequence[models.Model]) -> list[models.Model]:
    """Return what stops the deletion of `objs`, in its order."""
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs)
    collector.collect(objs)
    return sorted(collector.protected, key=lambda row: row.pk)


def can_be_undone() -> SafeString:
    words = _("For %(days)d days it can be brought back:") % {"days": deleted.KEPT_FOR.days}
    return format_html(
        '{} <a href="{}">{}</a>', words, reverse("admin:deleted"), _("Deleted drafts and photos")
    )


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """What was deleted and can be brought back, of what is the user's; each by a button."""
    rows = {str(row.pk): row for row in _own(request)}
    if request.method != "POST":
        return _page(request, list(rows.values()))
    row = rows.get(request.POST.get("deleted", ""))
    if row is None:
        messages.info(request, _("It is no longer kept: somebody has settled it meanwhile."))
    elif "gone" in request.POST:
        deleted.forget([row])
        messages.success(request, _("Gone for good: “%(name)s”.") % {"name": row})
    else:
        return _brought_back(request, row)
    return HttpResponseRedirect(request.path)


def _page(request: HttpRequest, rows: list[DeletedItem]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": gettext_lazy("Deleted drafts and photos"),
        "rows": rows,
        "days": deleted.KEPT_FOR.days,
    }
    return TemplateResponse(request, "admin/deleted.html", context)


def _brought_back(request: HttpRequest, row: DeletedItem) -> HttpResponse:
    try:
        with transaction.atomic():
            thing = deleted.bring_back(row)
            _demand_reach(request, thing)
    except deleted.NotBroughtBackError as error:
        messages.error(request, f"“{row}”: {error}")
        return HttpResponseRedirect(request.path)
    item = thing.page if isinstance(thing, AbstractPhoto) else thing
    sentence = lazy_sentence(BROUGHT_BACK, {"name": row.name})
    admin.site.get_model_admin(type(item)).log_change(request, item, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(kinds.address_of(item))


def _demand_reach(request: HttpRequest, thing: models.Model) -> None:
    """Refuse what is outside the user's scope by now."""
    item = thing.page if isinstance(thing, AbstractPhoto) else thing
    if not admin.site.get_model_admin(type(item)).has_change_permission(request, item):
        raise PermissionDenied


def _own(request: HttpRequest) -> list[DeletedItem]:
    """Return what the user deleted and, without limits, what anybody did, of kinds that the user may add and delete."""
    user = editor_of(request)
    if not any(
        _may_have(user, kind) for kind in admin.site._registry if issubclass(kind, Publishable)
    ):
        raise PermissionDenied
    rows = DeletedItem.objects.select_related("kind")
    if scope_of(user).is_limited:
        rows = rows.filter(deleted_by=cover.name_of(user))
    return [row for row in rows if _may_have(user, cast("Any", row.kind.model_class()))]


def _may_have(user: User, kind: type[models.Model]) -> bool:
    return may(user, "add", kind) and may(user, "delete", kind)

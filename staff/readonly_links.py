"""What may only be read in a form leads on only where its reader may go.

Django makes a link to the page of a row wherever a form shows which one was chosen. Whoever may not open that page was
led to a refusal, as a host's account to the page of its host.
"""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import AdminReadonlyField
from django.db import models
from django.http import HttpRequest, HttpResponse


class ReadonlyLinksAdmin(admin.ModelAdmin):
    """Tells its forms who reads them."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        context["adminform"].form.reading = request
        for inline in context["inline_admin_formsets"]:
            for row in inline.formset.initial_forms:
                row.reading = request
        return super().render_change_form(request, context, *others, **more)


def opens(request: HttpRequest, row: models.Model) -> bool:
    """Whether the user may open the page of `row` at the desk, if it has one."""
    desk = admin.site._registry.get(type(row))
    return desk is not None and desk.has_view_or_change_permission(request, row)


def lead_where_it_opens() -> None:
    """Let Django name a row of which the page is closed to the reader, and make no link."""
    link: Any = AdminReadonlyField.get_admin_url
    if hasattr(link, "__wrapped__"):
        return

    @wraps(link)
    def link_if_open(self: Any, remote_field: Any, remote_obj: models.Model) -> str:
        request = getattr(self.form, "reading", None)
        if request is not None and not opens(request, remote_obj):
            return str(remote_obj)
        return str(link(self, remote_field, remote_obj))

    AdminReadonlyField.get_admin_url = link_if_open  # type: ignore[method-assign]

"""The staff side: what is due on its first page, and a choice of language on every page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from publishing import clock
from sco_presidency.due import due


class PresidencyAdminSite(AdminSite):
    site_header = _("The Presidency portal: editing")
    site_title = _("The Presidency portal")
    index_title = _("What is due")

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [path("language/", set_language, name="language"), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        context = {"due": due(request, self, clock.today()), **(extra_context or {})}
        return super().index(request, context)

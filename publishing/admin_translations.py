"""How the translations of one item stand, beside their texts, and what staff can do about it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import clock
from publishing.conflicts import shown_in
from publishing.languages import content_languages
from publishing.models import Translated
from publishing.once import once
from publishing.rights import TRANSLATE, Actor, may
from publishing.standings import LABELS, Standing, standing, standings
from publishing.states import TranslationState
from publishing.translating import DEEDS, TranslationRefusedError
from publishing.translations import unsettled

STALE = gettext_lazy(
    "The texts were changed after you opened this page, and nothing is done yet: compare them again. "
    "What you saw stands struck through."
)


class TranslationStateFilter(admin.SimpleListFilter):
    """What is out of date, or a draft, in one language. Computed from the texts, row by row."""

    title = gettext_lazy("translation state")
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        waiting = (TranslationState.OUT_OF_DATE, TranslationState.DRAFT)
        return [
            (
                f"{state}:{code}",
                _("%(language)s: %(state)s") % {"language": n, "state": state.label},
            )
            for state in waiting
            for code, n in content_languages()
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() not in dict(self.lookup_choices):
            return queryset
        state, _colon, code = str(self.value()).partition(":")
        return queryset.filter(pk__in=unsettled(queryset.model)[TranslationState(state), code])


class TranslationPages(admin.ModelAdmin):
    """Adds the page behind “Translations…”: who sees an item sees it, translators act on it."""

    def has_translate_permission(
        self, request: HttpRequest, item: models.Model | None = None
    ) -> bool:
        return may(request.user, TRANSLATE, item or self.model)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/translations/",
            self.admin_site.admin_view(self.translations_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_translations",
        )
        return [page, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        item = context.get("original")
        shown = standings(item) if isinstance(item, Translated) else []
        return super().render_change_form(request, {**context, "standings": shown}, *others, **more)

    def translations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return once(request, partial(self._translations, request, object_id))

    def _translations(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = self.get_object(request, object_id)
        if item is None:
            raise Http404
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        if request.method != "POST":
            return self._standings_page(request, item)
        if not self.has_translate_permission(request, item):
            raise PermissionDenied
        return self._do(request, item) or HttpResponseRedirect(request.path)

    def _do(self, request: HttpRequest, item: Translated) -> HttpResponse | None:
        """Do the deed that was asked for, log it and say so; an unknown one is a 404.

        Nobody confirms what was not seen: then the page comes again, with both texts.
        """
        deed, code = request.POST.get("deed", ""), request.POST.get("language", "")
        names = dict(content_languages())
        if deed not in DEEDS or code not in names:
            raise Http404
        if met := standing(item, code, names[code]).met(shown_in(request.POST)):
            messages.error(request, STALE)
            return self._standings_page(request, item, met)
        told = {"what": LABELS[deed][1], "language": names[code]}
        try:
            DEEDS[deed](item, code, by=Actor.of(request.user, clock.now()))
        except TranslationRefusedError as error:
            messages.error(request, str(error))
        else:
            self.log_change(request, item, _("%(what)s: %(language)s.") % told)
            messages.success(request, _("%(what)s: %(language)s.") % told)
        return None

    def _standings_page(
        self, request: HttpRequest, item: Translated, met: Standing | None = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations"),
            "subtitle": str(item),
            "opts": self.opts,
            "original": item,
            "standings": standings(item, met),
            "has_translate_permission": self.has_translate_permission(request, item),
            "change_url": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[item.pk]
            ),
        }
        return TemplateResponse(request, "admin/publishing/translations.html", context)

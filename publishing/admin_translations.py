"""How the translations of one item stand, beside their texts, and what staff can do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import records
from publishing.completeness import free_texts
from publishing.conflicts import shown_in, values_in
from publishing.languages import content_languages, is_draft_in
from publishing.models import Translated
from publishing.states import TranslationState
from publishing.translating import DEEDS, TranslationRefusedError
from publishing.translations import outdated_texts, since, state_of, unsettled, written

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

STALE = gettext_lazy(
    "The texts were changed after you opened this page, and nothing is done yet: compare them again. "
    "What you saw stands struck through."
)

#: By name in addresses: what the button says, and what the log.
LABELS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "confirm": (gettext_lazy("Confirm as up to date"), gettext_lazy("Translation confirmed")),
    "public": (gettext_lazy("Make public"), gettext_lazy("Translation made public")),
    "draft": (gettext_lazy("Keep as a draft"), gettext_lazy("Translation kept as a draft")),
    "source": (gettext_lazy("Make the source"), gettext_lazy("Source language set")),
}


@dataclass(frozen=True)
class Line:
    """One text of the source and its translation; `changed`: the source has moved on since.

    `seen` is what the page showed of both before somebody changed one of them.
    """

    name: str
    label: str
    source: str
    text: str
    changed: bool
    seen: tuple[str, str] | None = None


@dataclass(frozen=True)
class Standing:
    """How an item stands in one language, and the deeds that are open."""

    code: str
    name: str
    state: TranslationState
    is_source: bool
    is_draft: bool
    since: date | None
    deeds: tuple[tuple[str, _StrPromise], ...]
    lines: tuple[Line, ...]

    @property
    def shown(self) -> str:
        """What the page shows of the language: the hidden field of its form."""
        texts = {line.name: [line.source, line.text] for line in self.lines}
        return orjson.dumps({"state": self._state, "texts": texts}).decode()

    @property
    def _state(self) -> list[Any]:
        return [self.state.value, self.is_source, self.is_draft]

    def met(self, shown: Mapping[str, Any]) -> Standing | None:
        """Return the standing with the texts that were seen otherwise; None when all is as shown.

        A page that does not say what it showed is believed.
        """
        texts = values_in(shown, "texts")
        if texts is None:
            return None
        lines = tuple(_compared(line, texts.get(line.name)) for line in self.lines)
        if lines == self.lines and shown.get("state") == self._state:
            return None
        return replace(self, lines=lines)


def _compared(line: Line, seen: Any) -> Line:
    """Note on a line what was seen of it, where that differs."""
    now = (line.source, line.text)
    if not isinstance(seen, list) or len(seen) != 2 or tuple(seen) == now:
        return line
    return replace(line, seen=(str(seen[0]), str(seen[1])))


def standings(item: Translated, met: Standing | None = None) -> list[Standing]:
    """Return a line for each language, that of the source first, `met` in its place. No query."""
    told = [
        met if met and met.code == code else _standing(item, code, name)
        for code, name in content_languages()
    ]
    return sorted(told, key=lambda standing: not standing.is_source)


def _standing(item: Translated, code: str, name: str) -> Standing:
    changed = {field.name for field in outdated_texts(item, code)}
    return Standing(
        code=code,
        name=name,
        state=state_of(item, code),
        is_source=code == item.source_language,
        is_draft=is_draft_in(item, code),
        since=since(item, code) if changed else None,
        deeds=tuple((deed, LABELS[deed][0]) for deed in _open_deeds(item, code)),
        lines=tuple(
            Line(
                field.name,
                str(field.verbose_name),
                written(item, field.name, item.source_language),
                written(item, field.name, code),
                field.name in changed,
            )
            for field in free_texts(type(item))
        ),
    )


def _open_deeds(item: Translated, code: str) -> Iterator[str]:
    if code == item.source_language:
        return
    if outdated_texts(item, code):
        yield "confirm"
    required = records.is_public(item) and code in settings.PUBLISHING_REQUIRED_LANGUAGES
    if is_draft_in(item, code):
        yield "public"
    elif not required:
        yield "draft"
    if state_of(item, code) in (TranslationState.PUBLIC, TranslationState.OUT_OF_DATE):
        yield "source"


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
    """Adds the page behind “Translations…”."""

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

    @transaction.atomic
    def translations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = self.get_object(request, object_id)
        if item is None:
            raise Http404
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        if request.method != "POST":
            return self._standings_page(request, item)
        if not self.has_change_permission(request, item):
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
        if met := _standing(item, code, names[code]).met(shown_in(request.POST)):
            messages.error(request, STALE)
            return self._standings_page(request, item, met)
        told = {"what": LABELS[deed][1], "language": names[code]}
        try:
            DEEDS[deed](item, code)
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
            "can_change": self.has_change_permission(request, item),
            "change_url": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[item.pk]
            ),
        }
        return TemplateResponse(request, "admin/publishing/translations.html", context)

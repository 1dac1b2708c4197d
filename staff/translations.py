"""The pages of translators: one item's translations beside their texts, and what waits for them.

What waits is listed by language, over all kinds of things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy

from i18n.texts import content_languages, lazy_sentence
from publishing import clock, permissions, records, translations, workflow
from publishing.enums import Publication, TranslationState
from publishing.models import Publishable, Translated
from publishing.translations import outdated_texts, since, state_of, unsettled
from staff import conflicts, dashboard, idempotency, kinds
from staff.proposals import doors, proposing, texts
from staff.proposals.doors import TRANSLATION, ProposalRefusedError
from staff.proposals.texts import WaitingTexts
from staff.scope import Scope, scope_of
from staff.translation_status import (
    DOOR,
    LABELS,
    TranslationStatus,
    translation_status,
    translation_statuses,
)

STALE = gettext_lazy(
    "The texts were changed after you opened this page, and nothing is done yet: compare them again. "
    "What you saw stands struck through."
)


class TranslationStateFilter(admin.SimpleListFilter):
    """What is out of date, or a draft, in one language. Computed from the texts, row by row."""

    title = gettext_lazy("translation state")
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        states = (TranslationState.OUT_OF_DATE, TranslationState.DRAFT)
        return [
            (
                f"{state}:{code}",
                _("%(language)s: %(state)s") % {"language": n, "state": state.label},
            )
            for state in states
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
        self, request: HttpRequest, item: models.Model | None = None, code: str = ""
    ) -> bool:
        return permissions.may(request.user, permissions.TRANSLATE, item or self.model, code)

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
        statuses = translation_statuses(item) if isinstance(item, Translated) else []
        context |= {"statuses": statuses, "content_languages": content_languages()}
        return super().render_change_form(request, context, *others, **more)

    def translations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return idempotency.once(request, partial(self._translations, request, object_id))

    def _translations(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = self.get_object(request, object_id)
        if item is None:
            raise Http404
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        # What waits is what a translator has to read: what is said here of a translation waits with it.
        waits = proposing.waits(request, item)
        waiting = texts.waiting(request, item) if waits else []
        if request.method != "POST":
            return self._translations_page(request, item, waiting)
        if not self.has_translate_permission(request, item):
            raise PermissionDenied
        return self._do(request, item, waiting) or HttpResponseRedirect(request.path)

    def _do(
        self, request: HttpRequest, item: Translated, waiting: Sequence[WaitingTexts]
    ) -> HttpResponse | None:
        """Do the action that was asked for, log it and say so; an unknown one is a 404.

        Nobody confirms what was not seen: then the page comes again, with both texts.
        """
        action, code = request.POST.get("deed", ""), request.POST.get("language", "")
        names = dict(content_languages())
        if action not in workflow.TRANSLATION_ACTIONS or code not in names:
            raise Http404
        read = texts.as_read(item, waiting)
        if met := translation_status(read, code, names[code]).met(conflicts.shown_in(request.POST)):
            messages.error(request, STALE)
            return self._translations_page(request, item, waiting, met)
        params = {"what": LABELS[action][1], "language": names[code]}
        by = permissions.Actor.of(request.user, clock.now())
        try:
            if action not in workflow.HIDING and proposing.waits(request, item):
                return self._translation_proposed(request, item, action, code)
            workflow.TRANSLATION_ACTIONS[action](item, code, by=by)
        except (workflow.TranslationRefusedError, ProposalRefusedError) as error:
            messages.error(request, str(error))
        else:
            sentence = lazy_sentence(gettext_lazy("%(what)s: %(language)s."), params)
            self.log_change(request, item, sentence)
            messages.success(request, str(sentence))
        return None

    def _translation_proposed(
        self, request: HttpRequest, item: Translated, action: str, code: str
    ) -> HttpResponse:
        """Put what a translator says of a translation before a second person. Raises ProposalRefusedError."""
        permissions.demand(
            permissions.Actor.of(request.user, clock.now()), permissions.TRANSLATE, item, code
        )
        door = (TRANSLATION, DOOR)
        proposal = proposing.propose_if_possible(request, item, door, action)
        self.log_change(request, item, doors.logged(LABELS[action][0]))
        return proposing.said(request, proposal)

    def _translations_page(
        self,
        request: HttpRequest,
        item: Translated,
        waiting: Sequence[WaitingTexts],
        met: TranslationStatus | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations"),
            "subtitle": str(item),
            "opts": self.opts,
            "original": item,
            "statuses": [
                status
                if self.has_translate_permission(request, item, status.code)
                else replace(status, deeds=())
                for status in _statuses(item, waiting, met)
            ],
            "has_translate_permission": self.has_translate_permission(request, item),
            "waits": proposing.waits(request, item),
            "change_url": kinds.address_of(item),
        }
        return TemplateResponse(request, "admin/publishing/translations.html", context)


def _statuses(
    item: Translated, waiting: Sequence[WaitingTexts], met: TranslationStatus | None
) -> Iterator[TranslationStatus]:
    """Yield how each language stands with the texts that wait, and which proposals write them."""
    for status in translation_statuses(texts.as_read(item, waiting), met):
        rows = [one.proposal for one in waiting if one.is_read_in(item, status.code)]
        yield replace(status, waiting=tuple(rows))


@dataclass(frozen=True)
class Task:
    """One thing that waits. `changed` and `lacking` name its texts."""

    name: str
    url: str
    state: TranslationState
    since: date | None
    changed: tuple[str, ...]
    lacking: tuple[str, ...]
    #: Whether visitors see the thing at all.
    is_out: bool = True


@dataclass(frozen=True)
class Work:
    """The tasks of one kind of thing: first what misleads the public now."""

    kind: str
    tasks: list[Task]


def work(request: HttpRequest, site: AdminSite, code: str) -> list[Work]:
    """Return what waits in a language, of what the user may see. A query a kind."""
    model_classes = [
        m for m in dashboard.MODELS if site.get_model_admin(m).has_view_permission(request)
    ]
    scope = scope_of(request.user)
    works = [
        Work(str(m._meta.verbose_name_plural), sorted(_tasks(m, code, scope), key=_rank))
        for m in model_classes
    ]
    return [work for work in works if work.tasks]


def _tasks(model: type[Translated], code: str, scope: Scope) -> Iterator[Task]:
    for item in scope.within(model._default_manager.all()):
        if isinstance(item, Publishable) and item.publication == Publication.WITHDRAWN:
            continue
        state, outdated = state_of(item, code), outdated_texts(item, code)
        lacking = translations.gaps(item)[code]
        if outdated or lacking or state == TranslationState.DRAFT:
            yield Task(
                name=str(item),
                url=kinds.address_of(item, "translations"),
                state=state,
                since=since(item, code),
                changed=tuple(str(field.verbose_name) for field in outdated),
                lacking=tuple(str(field.verbose_name) for field in lacking),
                is_out=records.is_public(item),
            )


#: The order of the list: what the public reads amiss, what it could read, what there is not.
RANKS = (TranslationState.OUT_OF_DATE, TranslationState.DRAFT, TranslationState.PUBLIC)


def _rank(task: Task) -> int:
    return RANKS.index(task.state) if task.state in RANKS else len(RANKS)

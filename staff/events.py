"""The plan in the admin: texts and relations are edited, facts change by actions only.

The page of an event is a workbench: what belongs to it stands on one page, and a rail leads to each part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from events.models import Change, Event, EventHost, Photo
from i18n.texts import StrOrPromise, Text, bcp47, column, columns, content_languages, text_of
from news.models import Article
from publishing.enums import Publication
from publishing.permissions import EDIT, may
from staff import comments, exports, idempotency, kinds, publication
from staff.actions.addresses import AddressPages
from staff.actions.decisions import DecisionPages
from staff.actions.views import ActionPages, in_words
from staff.base import LANGUAGE_FILTERS
from staff.comments import ItemComment
from staff.deletions import DeletedWithPhotos
from staff.event_creation import NewEventPages
from staff.event_forms import (
    EventForm,
    EventHostForm,
    EventHostFormSet,
    present_facts,
    when_and_where,
)
from staff.filters import ChairFilter, CityFilter, DueFilter, HostFilter, MonthFilter
from staff.kinds import address_of
from staff.photos import PhotoInline, PhotoPages
from staff.presidencies import BelongingAdmin
from staff.reasons import ReasonPages
from staff.scope import ScopedAdmin, ScopedInline, reaches, scope_of
from website.presenters.changes import source_name

#: What stands in papers, in the order of the page.
PAPERS: tuple[type[Document | Article], ...] = (Document, Article)


@dataclass(frozen=True)
class Paper:
    """A document or an article of an event, with the page on which it is edited."""

    kind: StrOrPromise
    title: Text
    url: str
    state: StrOrPromise


@dataclass(frozen=True)
class NewPaper:
    """Where a paper is begun that belongs to the event."""

    kind: StrOrPromise
    url: str


class WorkbenchPages(ScopedAdmin):
    """Adds to the form of an event what else belongs to it."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **options: Any
    ) -> HttpResponse:
        event = options.get("obj")
        if isinstance(event, Event) and event.pk:
            context["papers"] = list(papers_of(event, request))
            context["new_papers"] = list(_new_papers(event, request))
            about = ItemComment.objects.about(event)
            context["comments"] = about.select_related("author", "resolved_by")
        return super().render_change_form(request, context, *others, **options)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/comment/",
            self.admin_site.admin_view(self.comment_view),
            name="events_event_comment",
        )
        return [page, *super().get_urls()]

    def comment_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep what somebody says of the event, or that a comment is resolved, or open again."""
        return idempotency.once(request, partial(self._comment_once, request, object_id))

    def _comment_once(self, request: HttpRequest, object_id: str) -> HttpResponse:
        event = self.get_object(request, object_id)
        if not isinstance(event, Event):
            raise Http404
        if not self.has_view_or_change_permission(request, event):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return _commented(request, event)


def _commented(request: HttpRequest, event: Event) -> HttpResponse:
    about, sent = ItemComment.objects.about(event), request.POST
    for name, by in (("resolve", request.user), ("reopen", None)):
        comments.resolve(about, sent.get(name, ""), by=by)
    if sent.get("comment", "").strip() or not {"resolve", "reopen"} & sent.keys():
        try:
            comments.comment(event, sent.get("comment", ""), by=request.user)
        except ValidationError as error:
            messages.error(request, error.message)
    return HttpResponseRedirect(
        f"{reverse('admin:events_event_change', args=[event.pk])}#talk-head"
    )


def papers_of(event: Event, request: HttpRequest) -> Iterator[Paper]:
    """Yield the papers of `event` that the account may see. One query a kind."""
    for model in PAPERS:
        if any(may(request.user, right, model) for right in ("view", EDIT)):
            rows = scope_of(request.user).within(model._default_manager.filter(events=event))
            yield from (_paper(row) for row in rows.order_by("pk"))


def _paper(row: Document | Article) -> Paper:
    state = Publication(row.publication).label
    return Paper(row._meta.verbose_name or "", text_of(row, "title"), kinds.address_of(row), state)


def _new_papers(event: Event, request: HttpRequest) -> Iterator[NewPaper]:
    for model in PAPERS:
        if may(request.user, "add", model):
            address = kinds.address_of_kind(model, "add")
            yield NewPaper(model._meta.verbose_name or "", f"{address}?events={event.pk}")


class EventPhotoInline(PhotoInline):
    model = Photo


class HostInline(ScopedInline, admin.StackedInline):
    """Who holds an event, in order: a part of it, so whoever may edit the event may edit this."""

    model = EventHost
    form = EventHostForm
    formset = EventHostFormSet
    extra = 0
    fields = (("host", "role", "position"),)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **options: Any
    ) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.scope = scope_of(request.user)
        if field := formset.form.base_fields.get("host"):
            field.choices = [
                *iter(field.choices)
            ]  # read once (not counted before), not for each row
        return formset

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("host")

    def get_extra(self, request: HttpRequest, obj: models.Model | None = None, **more: Any) -> int:
        """Ask at once who holds a new event; a host's account must name one of its own."""
        return 1 if obj is None else 0

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        rights = ("events.view_event", "events.change_event")
        return any(map(request.user.has_perm, rights)) and reaches(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request, "delete", obj)

    def _may_edit(self, request: HttpRequest, right: str, event: models.Model | None) -> bool:
        if scope_of(request.user).languages is not None:
            return False
        held = request.user.has_perm("events.add_event" if event is None else "events.change_event")
        return held and reaches(request, right, event)


@admin.register(Event)
class EventAdmin(
    WorkbenchPages,
    PhotoPages,
    DeletedWithPhotos,
    NewEventPages,
    AddressPages,
    DecisionPages,
    ActionPages,
    BelongingAdmin,
):
    actions = (*BelongingAdmin.actions, "decide_selected")
    form = EventForm
    inlines = (HostInline, EventPhotoInline)
    change_form_template = "admin/events/event/change_form.html"
    list_display = ("title", "when", "place", "status", "publication", "translations")
    list_filter = (
        DueFilter,
        MonthFilter,
        HostFilter,
        CityFilter,
        ChairFilter,
        "publication",
        *LANGUAGE_FILTERS,
        "status",
        "format",
        "kind",
        "level",
        "membership",
        "priorities",
    )
    date_hierarchy = "starts_on"
    search_fields = (
        *(name for text in ("title", "short_title", "lead", "summary") for name in columns(text)),
        "slug",
    )
    searched_names = ("cities", "hosts")
    ticked_fields = ("bodies", "priorities")
    fieldsets = (
        (
            _("Texts"),
            {"fields": ("title", "short_title", "lead", "summary")},
        ),
        (
            _("What it is"),
            {"fields": (("kind", "level", "membership"), ("title_origin", "slug"))},
        ),
        (_("Who"), {"fields": ("host", "chair", "bodies", "priorities")}),
        (_("Sources"), {"fields": ("sources",)}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("cities")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **options)
        form.scope = scope_of(request.user)
        return form

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A history stays, even that of a draft; and a host takes no event from the others who hold it."""
        if isinstance(obj, Event) and obj.changes.exists():
            return False
        if not super().has_delete_permission(request, obj):
            return False
        scope = scope_of(request.user)
        if not isinstance(obj, Event) or not scope.is_limited:
            return True
        return not scope.is_shared(obj)

    def more_to_review(self, item: Event) -> Iterator[tuple[str, str]]:
        """Yield the facts, which no form writes, and who holds it."""
        hosts = [row.host for row in item.hostings.select_related("host")]
        for fact in present_facts(item, (), hosts):
            if fact.new.value:
                yield fact.label, str(fact.new)

    def response_post_save_add(self, request: HttpRequest, obj: Event) -> HttpResponseRedirect:
        """Go on to the page of the new event, where it is announced, if the editor may see it."""
        asks_more = publication.GO_ON in request.POST
        if asks_more or not self.has_view_or_change_permission(request, obj):
            return super().response_post_save_add(request, obj)
        return HttpResponseRedirect(address_of(obj))

    @admin.display(description=_("date"), ordering="sort_on")
    def when(self, event: Event) -> str:
        return when_and_where(event)[0]

    @admin.display(description=_("place"))
    def place(self, event: Event) -> str:
        return when_and_where(event)[1]


@admin.register(Change)
class ChangeAdmin(ReasonPages, exports.ExportedListAdmin):
    """The record of changes, to be read. The database refuses to alter or delete it."""

    list_display = ("about", "number", "kind", "announced_on", "source", "recorded_by")
    list_filter = ("kind",)
    list_select_related = ("event",)
    date_hierarchy = "announced_on"
    search_fields = (*(f"event__{name}" for name in columns("title")), "event__slug")
    ordering = ("-pk",)
    fields: ClassVar[tuple[str, ...]] = (
        "event",
        "number",
        "kind",
        "what",
        *(column("reason", code) for code, _name in content_languages()),
        "source_url",
        "announced_on",
        "announced_precision",
        "decision",
        "added_reasons",
        "recorded_at",
        "recorded_by",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @admin.display(description=_("event"), ordering="event")
    def about(self, change: Change) -> str:
        return str(text_of(change.event, "title"))

    @admin.display(description=_("source"))
    def source(self, change: Change) -> str:
        return source_name(change.source_url)

    @admin.display(description=_("reasons added later"))
    def added_reasons(self, change: Change) -> SafeString | str:
        rows = change.added_reasons.all()
        lines = ((bcp47(row.language), row.text, row.added_by) for row in rows)
        return format_html_join("", "<p>{}: {} ({})</p>", lines) or "–"

    @admin.display(description=_("what changed"))
    def what(self, change: Change) -> str:
        return in_words(change)

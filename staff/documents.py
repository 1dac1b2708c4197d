"""The page on which an editor corrects a document in the open."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy

from documents import actions, files
from documents.models import Document
from i18n.texts import columns, lazy_sentence
from publishing import clock, four_eyes, permissions, storage
from staff import (
    conflicts,
    document_forms,
    idempotency,
    kept_files,
    kept_forms,
    presidencies,
    stale_forms,
)
from staff.document_forms import CorrectionForm, DocumentForm, DraftFileInput
from staff.kinds import address_of
from staff.proposals import doors, proposing, rewriting
from staff.proposals.doors import CORRECTION, ProposalRefusedError


class CorrectionPages(admin.ModelAdmin):
    """Adds to the admin of documents the page behind “Correct…”."""

    change_form_template = "admin/documents/document/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/correct/",
            self.admin_site.admin_view(self.correction_view),
            name="documents_document_correct",
        )
        return [page, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        context["has_record_permission"] = permissions.may_propose(
            request.user, permissions.RECORD, context.get("original") or self.model
        )
        return super().render_change_form(request, context, *others, **more)

    def correction_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method == "POST" and permissions.may_propose(
            request.user, permissions.RECORD, self.model
        ):
            kept_files.put_back(request)
            files.prepare_paper(request)
        response = kept_forms.once(request, partial(self._correct, request, object_id))
        if request.method == "POST" and kept_forms.is_carried_out(response):
            kept_files.forget(request)
        return response

    def _correct(self, request: HttpRequest, object_id: str) -> HttpResponse:
        document: Document | None = self.get_object(request, object_id)
        if document is None:
            raise Http404
        if not permissions.may_propose(request.user, permissions.RECORD, document):
            raise PermissionDenied
        if document.is_draft:
            messages.error(request, _("Nobody has read “%s” yet: edit the draft.") % document)
            return idempotency.NothingDoneRedirect(_to(document).url)
        form = self._form(request, document)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, document, form)
        by = permissions.Actor.of(request.user, clock.now())
        try:
            if four_eyes.is_alone(by) and four_eyes.waits(document):
                return self._proposed(request, document)
            with transaction.atomic():
                earlier = actions.correct(document, form.correction(), form.wording(), by=by)
        except (actions.CorrectionRefusedError, ProposalRefusedError) as error:
            form.add_error(None, str(error))
            return self._page(request, document, form)
        corrected = lazy_sentence(gettext_lazy("Corrected: %s"), earlier.reason)
        self.log_change(request, document, corrected)
        messages.success(request, _("Saved: “%(document)s”.") % {"document": document.title})
        return _to(document)

    def _form(self, request: HttpRequest, document: Document) -> CorrectionForm:
        """Return the form of a correction: as it was sent, or written anew as it was proposed."""
        payload: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
        again = rewriting.asked_for(request, CORRECTION, object_id=document.pk)
        if not payload and again is not None:
            again["version"] = str(document.versions.count() + 1)
            payload = (again,)
        form = CorrectionForm(document, clock.today(), *payload)
        shown = conflicts.shown_in(payload[0] if payload else {})
        form.meet(conflicts.values_in(shown, conflicts.ALONE))
        return form

    def _proposed(self, request: HttpRequest, document: Document) -> HttpResponse:
        """Put the correction before a second person, if it could be made now. Raises ProposalRefusedError."""
        storage.discard()
        door = (CORRECTION, document_forms.DOOR)
        proposal = proposing.propose_if_possible(request, document, door)
        self.log_change(request, document, doors.logged(gettext_lazy("correction")))
        return proposing.said(request, proposal)

    def _page(self, request: HttpRequest, document: Document, form: CorrectionForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Correct…"),
            "subtitle": document.title,
            "opts": self.opts,
            "original": document,
            "form": form,
            "kept_files": kept_files.offer(request, form),
            **stale_forms.guard_context(document, form),
            **kept_forms.context(request),
        }
        return TemplateResponse(request, "admin/documents/document/correct.html", context)


def _to(document: Document) -> HttpResponseRedirect:
    return HttpResponseRedirect(address_of(document))


@admin.register(Document)
class DocumentAdmin(CorrectionPages, presidencies.BelongingAdmin):
    form = DocumentForm
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.FileField: {"widget": DraftFileInput}}
    list_display = (
        "title",
        "adopted_on",
        "kind",
        "publication",
        "languages_of_text",
        "translations",
    )
    list_filter = (*presidencies.BelongingAdmin.list_filter, "kind")
    date_hierarchy = "adopted_on"
    search_fields = (*columns("title"), "slug")
    autocomplete_fields = ("events",)
    ticked_fields = ("bodies", "priorities")
    fieldsets = (
        (None, {"fields": ("title", "title_origin", "slug", "summary")}),
        (gettext_lazy("The paper"), {"fields": ("kind", "adopted_on", "languages")}),
        (
            gettext_lazy("Where to read it"),
            {
                "fields": ("file", "external_url", "sources"),
                "description": gettext_lazy("A PDF of at most 20 MB, or the address of the text."),
            },
        ),
        (gettext_lazy("What it belongs to"), {"fields": ("events", "bodies", "priorities")}),
    )

    def prepare_uploads(self, request: HttpRequest) -> None:
        files.prepare_paper(request)

    @admin.display(description=gettext_lazy("languages of the text"))
    def languages_of_text(self, document: Document) -> str:
        return ", ".join(document.languages)

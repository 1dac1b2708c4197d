"""The pages on which a second person looks at what is proposed, and decides. ADR 0025.

Of each proposal there is a page: the differences, the page as it would be, the answer, and what was said.
"""

from dataclasses import replace
from functools import partial
from typing import Any, cast

from csp.constants import SELF
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import images
from i18n.texts import current_language
from publishing import clock
from staff import conflicts, first_seen, idempotency, kept_forms, kinds, translation_status
from staff.models.proposals import Proposal
from staff.previews import state
from staff.proposals import makers, rewriting, texts, trials
from staff.proposals.doors import ProposalRefusedError
from staff.proposals.outcomes import Outcome, differences_for
from staff.review.answers import answered, approved_with, tell
from staff.review.registry import DOORS
from staff.review.waiting import ProposalRow, review, row_of
from website import previews
from website.previews import Preview


def urls() -> list[URLPattern]:
    pages = (
        ("review/", require_safe(review_list), "review"),
        ("review/<int:pk>/", proposal, "proposal"),
        ("review/<int:pk>/page/<slug:code>/", require_safe(proposal_page), "proposal_page"),
        ("review/<int:pk>/page/<slug:code>/phone/", require_safe(proposal_phone), "proposal_phone"),
        ("review/<int:pk>/page/media/<path:name>", require_safe(proposal_file), "proposal_file"),
        (
            "review/<int:pk>/picture/<slug:field>/",
            require_safe(proposal_picture),
            "proposal_picture",
        ),
    )
    return [path(route, admin.site.admin_view(view), name=name) for route, view, name in pages]


def review_list(request: HttpRequest) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Review"),
        "review": review(request),
        "is_on": settings.FOUR_EYES,
    }
    return TemplateResponse(request, "admin/review/list.html", context)


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal; or do what was answered, and stay here.

    No transaction is open while pictures are made: neither before an approval nor before what is refused is shown again.
    """
    row = _page_seen(request, pk)
    if request.method != "POST":
        return _page(request, row)
    door = DOORS[row.deed]
    is_approval = "approve" in request.POST or "release" in request.POST
    if is_approval and row.is_waiting and makers.may_settle(request.user, row, door):
        trials.work_on_files(request, row, door)
    try:
        takes_text = any(name in request.POST for name in ("reject", "comment", "release"))
        once = kept_forms.once if takes_text else idempotency.once
        return once(request, partial(_answer, request, pk))
    except ProposalRefusedError as error:
        messages.error(request, str(error))
        if is_approval:
            trials.forget_outcome(row)
        return _page(request, _page_seen(request, pk), request.POST.get("text", ""))


def _answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what was answered. Raises ProposalRefusedError."""
    row = _page_seen(request, pk)
    if "again" in request.POST:
        return HttpResponseRedirect(rewriting.begin(request, row))
    answered(request, row)
    row.refresh_from_db()
    if not row.is_waiting:
        tell(row)
    return HttpResponseRedirect(request.path)


def _page_seen(request: HttpRequest, pk: int) -> Proposal:
    """Return a proposal about what the user may see. Raises Http404 and PermissionDenied."""
    rows = Proposal.objects.select_related("proposer", "settled_by", "kind")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    things = kinds.rows_of(request, row.kind, row.keys).prefetch_related(None).in_bulk()
    if row.keys <= things.keys():
        row.item = things[row.object_id]
        return row
    raise Http404 if row.item is None else PermissionDenied


def _rows_with(request: HttpRequest, row: Proposal) -> list[ProposalRow]:
    return [
        replace(row_of(one), what=translation_status.label_in_language(one))
        for one in approved_with(request, row)
    ]


def _page(request: HttpRequest, row: Proposal, text: str = "") -> HttpResponse:
    pages = {code: _preview(request, row, code) for code, _name in settings.LANGUAGES}
    door, is_own = DOORS[row.deed], row.proposer_id == request.user.pk
    writers = User.objects.filter(pk__in=makers.writers(row)) if row.is_waiting else ()
    shown = conflicts.shown_items([row.thing])
    outcome, refusal = _outcome(request, row, shown)
    told = row_of(row)
    context = {
        **admin.site.each_context(request),
        **kept_forms.context(request),
        "title": _("Review"),
        "subtitle": told.name,
        "row": told,
        "proposal": row,
        "original": row.thing,
        "opts": row.thing._meta,
        "item_url": kinds.address_of_key(type(row.thing), row.object_id),
        "outcome": outcome,
        "differences": differences_for(request.user, outcome) if outcome else (),
        "refusal": refusal,
        "is_own": is_own,
        "writers": [str(one) for one in writers],
        "is_maker": request.user.pk in makers.makers(row),
        "can_be_rewritten": is_own and rewriting.is_possible(row),
        "rests_on": [one for one in texts.rests_on(row) if one.is_waiting],
        "with": _rows_with(request, row) if row.is_waiting else (),
        "may_settle": row.is_waiting and makers.may_settle(request.user, row, door),
        "previews": pages.values(),
        "framed": pages.get(current_language()) or next(iter(pages.values())),
        "comments": row.comments.select_related("author", "resolved_by"),
        "text": text,
        "shown": shown,
        "zone": clock.zone().key,
    }
    answer = TemplateResponse(request, "admin/review/proposal.html", context)
    answer._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # as csp's decorators do
    return answer


def _outcome(
    request: HttpRequest, row: Proposal, shown: str
) -> tuple[Outcome | None, ProposalRefusedError | None]:
    """Return what a proposal would do, and what refuses it; of one that is over what it was to do."""
    if row.is_waiting:
        return _would_do(request, row, shown)
    return trials.was_to_do(row), None


def _would_do(
    request: HttpRequest, row: Proposal, shown: str
) -> tuple[Outcome | None, ProposalRefusedError | None]:
    try:
        return trials.would_do(request, row, DOORS[row.deed], shown), None
    except ProposalRefusedError as error:
        return None, error


# --- the page as it would be ------------------------------------------------------------------


def proposal_page(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    row = _waiting(request, pk, code)
    trials.work_on_files(request, row, DOORS[row.deed])
    write = partial(trials.trial_of, request, row, DOORS[row.deed])
    try:
        return state.page_after(request, _preview(request, row, code), write)
    except ProposalRefusedError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:proposal", args=[pk]))


def proposal_phone(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    row = _waiting(request, pk, code)
    return previews.phone(request, _preview(request, row, code, "proposal_phone"))


def proposal_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Return a file that the page or the rows show, or would show: what is proposed is stored for this answer alone."""
    row = _page_seen(request, pk)
    try:
        return previews.file(request, row.thing, name, first_seen.photos_of(row.thing))
    except Http404:
        if not row.is_waiting:
            raise
    trials.work_on_files(request, row, DOORS[row.deed])
    write = partial(trials.trial_of, request, row, DOORS[row.deed])
    try:
        return state.file_after(request, row.thing, name, write)
    except ProposalRefusedError as error:
        raise Http404 from error


def proposal_picture(request: HttpRequest, pk: int, field: str) -> HttpResponseBase:
    """Return a picture that came with a proposal, small and made anew of its pixels. Nothing is stored."""
    row = _page_seen(request, pk)
    upload = row.files.filter(field=field).first() if row.is_waiting else None
    if upload is None:
        raise Http404
    try:
        content = images.thumbnail(ContentFile(bytes(upload.content)))
    except ValidationError as error:
        raise Http404 from error
    return previews.sealed(HttpResponse(content, content_type="image/jpeg"))


def _waiting(request: HttpRequest, pk: int, code: str) -> Proposal:
    row = _page_seen(request, pk)
    if code not in dict(settings.LANGUAGES) or not row.is_waiting:
        raise Http404
    return row


def _preview(
    request: HttpRequest, row: Proposal, code: str, links_to: str = "proposal_page"
) -> Preview:
    desk: Any = admin.site.get_model_admin(type(row.thing))

    def address(name: str, language: str) -> str:
        return reverse(f"admin:{name}", args=[row.pk, language])

    with translation.override(code):
        said = state.said_after(str(DOORS[row.deed].label(row)))
    return replace(
        cast("Preview", desk.preview_of(request, row.thing, code)),
        said=said,
        files=reverse("admin:proposal_file", args=[row.pk, "x"]).removesuffix("x"),
        links=state.language_links(lambda language: address(links_to, language), code),
        phone=address("proposal_phone", code),
        wide=address("proposal_page", code),
        back=reverse("admin:proposal", args=[row.pk]),
        other="",
    )

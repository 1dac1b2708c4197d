"""What is proposed, one page each: the differences, the page as it would be, the answer, and what was said."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from i18n.characters import cleaned
from publishing import clock
from publishing.permissions import Actor
from staff import conflicts, idempotency, proposal_mails, proposals, rewriting
from staff.previews import standing, trial
from staff.proposal_doors import Outcome, ProposalRefusedError
from staff.proposed import Proposal
from staff.review import DOORS, review, row_of, visible
from website import previews
from website.previews import Preview

#: What the buttons of the page do, by their names.
ANSWERS = ("approve", "release", "reject", "take_back", "comment", "resolve", "reopen")


def urls() -> list[URLPattern]:
    pages = (
        ("review/", review_list, "review"),
        ("review/<int:pk>/", proposal, "proposal"),
        ("review/<int:pk>/page/<slug:code>/", proposal_page, "proposal_page"),
        ("review/<int:pk>/page/<slug:code>/phone/", proposal_phone, "proposal_phone"),
        ("review/<int:pk>/page/media/<path:name>", proposal_file, "proposal_file"),
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
    return idempotency.once(request, partial(_proposal_once, request, pk))


def _proposal_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal; or do what was answered, and stay here."""
    row = _seen(request, pk)
    if request.method != "POST":
        return _page(request, row)
    try:
        if "again" in request.POST:
            return HttpResponseRedirect(rewriting.begin(request, row))
        _answered(request, row)
        row.refresh_from_db()
        if not row.is_waiting:
            proposal_mails.tell(row)
    except ProposalRefusedError as error:
        messages.error(request, str(error))
        return _page(request, _seen(request, pk), request.POST.get("text", ""))
    return HttpResponseRedirect(request.path)


def _seen(request: HttpRequest, pk: int) -> Proposal:
    """Return a proposal about what the user may see. Raises Http404 and PermissionDenied."""
    rows = Proposal.objects.select_related("proposer", "settled_by", "kind")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    if visible(request, [row]):
        return row
    raise Http404 if row.item is None else PermissionDenied


def _answered(request: HttpRequest, row: Proposal) -> None:
    """Do what a button asks for. Raises ProposalRefusedError."""
    by, door = Actor.of(request.user, clock.now()), DOORS[row.deed]
    text = cleaned(request.POST.get("text", ""))
    answer = next((name for name in ANSWERS if name in request.POST), "")
    match answer:
        case "approve" | "release":
            _approved(request, row, by, text)
        case "reject":
            proposals.reject(row, door, by=by, why=text)
            _log(request, row, _("Rejected: %(what)s, proposed by %(who)s. %(why)s"), why=text)
            messages.success(request, _("Rejected. Whoever proposed it reads why."))
        case "take_back":
            proposals.take_back(row, by=by)
            messages.success(request, _("Taken back: it waits for nobody any more."))
        case "comment":
            proposals.comment(row, text, by=by)
        case "resolve" | "reopen":
            proposals.resolve(row, request.POST[answer], by=by, is_resolved=answer == "resolve")
        case _:
            raise Http404


def _approved(request: HttpRequest, row: Proposal, by: Actor, text: str) -> None:
    """Approve what was shown, and nothing else."""
    if conflicts.changed_items(request.POST, [row.thing]):
        raise ProposalRefusedError(
            _("The page was changed after you opened this, and nothing is done yet: look again.")
        )
    outcome = proposals.approve(request, row, DOORS[row.deed], by=by, why=text)
    if row.proposer_id == by.account.pk:  # type: ignore[union-attr]  # somebody at the desk
        sentence = _("Released in an emergency, without a second person: %(what)s. %(why)s")
        _log(request, row, sentence, what=outcome.logged, why=text)
    else:
        if text.strip():
            proposals.comment(row, text, by=by)
        _log(request, row, _("Approved: %(what)s, proposed by %(who)s."), what=outcome.logged)
    messages.success(request, _("Done: “%(item)s”.") % {"item": row.name})


def _log(request: HttpRequest, row: Proposal, sentence: str, **words: Any) -> None:
    names = {"what": DOORS[row.deed].label(row), "who": row.proposer, **words}
    admin.site.get_model_admin(type(row.thing)).log_change(request, row.thing, sentence % names)


def _page(request: HttpRequest, row: Proposal, text: str = "") -> HttpResponse:
    door, is_own = DOORS[row.deed], row.proposer_id == request.user.pk
    outcome, refusal = _tried(request, row) if row.is_waiting else (None, None)
    opts, told = row.thing._meta, row_of(row)
    context = {
        **admin.site.each_context(request),
        "title": _("Review"),
        "subtitle": told.name,
        "row": told,
        "proposal": row,
        "original": row.thing,
        "opts": opts,
        "item_url": reverse(
            f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.object_id]
        ),
        "outcome": outcome,
        "refusal": refusal,
        "is_own": is_own,
        "can_be_rewritten": is_own and rewriting.is_possible(row),
        "may_settle": row.is_waiting and proposals.may_settle(request.user, row, door),
        "previews": [_preview(request, row, code) for code, _name in settings.LANGUAGES],
        "comments": row.comments.select_related("author", "resolved_by"),
        "text": text,
        "shown": conflicts.shown_items([row.thing]),
        "zone": clock.zone().key,
    }
    return TemplateResponse(request, "admin/review/proposal.html", context)


def _tried(
    request: HttpRequest, row: Proposal
) -> tuple[Outcome | None, ProposalRefusedError | None]:
    try:
        return proposals.tried(request, row, DOORS[row.deed]), None
    except ProposalRefusedError as error:
        return None, error


# --- the page as it would be ------------------------------------------------------------------


def proposal_page(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    row = _waiting(request, pk, code)
    write = partial(proposals.trial_of, request, row, DOORS[row.deed])
    try:
        return trial.page_after(request, _preview(request, row, code), write)
    except ProposalRefusedError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:proposal", args=[pk]))


def proposal_phone(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    row = _waiting(request, pk, code)
    return previews.phone(request, _preview(request, row, code, "proposal_phone"))


def proposal_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    return previews.file(request, _seen(request, pk).thing, name)


def _waiting(request: HttpRequest, pk: int, code: str) -> Proposal:
    row = _seen(request, pk)
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
        said = standing.said_after(str(DOORS[row.deed].label(row)))
    return replace(
        cast("Preview", desk.preview_of(request, row.thing, code)),
        said=said,
        files=reverse("admin:proposal_file", args=[row.pk, "x"]).removesuffix("x"),
        links=standing.language_links(lambda language: address(links_to, language), code),
        phone=address("proposal_phone", code),
        wide=address("proposal_page", code),
        back=reverse("admin:proposal", args=[row.pk]),
        other="",
    )

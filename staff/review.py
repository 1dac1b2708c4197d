"""The pages on which a second person looks at what is proposed, and decides. ADR 0025.

Of each proposal there is a page: the differences, the page as it would be, the answer, and what was said. Whoever
proposed is told by mail what became of it, in their language, where the portal sends mail.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from csp.constants import SELF
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from events import images
from i18n.characters import cleaned
from i18n.texts import (
    StrOrPromise,
    Text,
    current_language,
    first_texts,
    in_reading,
    lazy_sentence,
)
from publishing import clock
from publishing.permissions import Actor
from staff import (
    conflicts,
    document_forms,
    first_seen,
    idempotency,
    kept_forms,
    kinds,
    proposals,
    proposed_addresses,
    proposed_edits,
    proposed_texts,
    publication_actions,
    revisions,
    translation_status,
)
from staff.accounts import actions
from staff.actions import proposed as proposed_actions
from staff.bundles import actions as bundle_actions
from staff.models import Bundle
from staff.previews import state
from staff.proposals import (
    ACT,
    ADDRESS,
    CORRECTION,
    DECISION,
    EDIT,
    MOVE,
    PUBLICATION,
    REASON,
    TRANSLATION,
    Outcome,
    ProposalRefusedError,
)
from staff.proposed import Proposal, ProposalState
from staff.proposed_outcomes import differences_for
from staff.scope import scope_of
from website import previews
from website.previews import Preview


def tell(proposal: Proposal) -> None:
    """Send a mail about a proposal that somebody else decided, once that is committed."""
    account = proposal.proposer
    is_own = proposal.settled_by_id == account.pk
    if account.email and account.is_active and not is_own and actions.can_send():
        transaction.on_commit(partial(actions.send, _compose(proposal)))


def _compose(proposal: Proposal) -> EmailMessage:
    link = settings.PUBLIC_ORIGIN + reverse("admin:proposal", args=[proposal.pk])
    with translation.override(actions.language_of(proposal.proposer)):
        subject = _("Your proposal: %(state)s") % {"state": proposal.get_state_display()}
        by = _("Decided by %(who)s.") % {"who": proposal.settled_by}
        name = _whole_name(proposal, proposal.name)
        lines = [str(name), f"{subject}. {by}", proposal.why, link]
    return EmailMessage(subject, "\n\n".join(filter(None, lines)), to=[proposal.proposer.email])


#: Days for which the desk tells what became of a proposal, and what was released in an emergency.
TOLD_FOR = 14
DOORS = proposals.DOORS
DOORS |= {
    EDIT: proposed_edits.DOOR,
    ACT: proposed_actions.DOOR,
    PUBLICATION: publication_actions.DOOR,
    CORRECTION: document_forms.DOOR,
    DECISION: proposed_actions.DECISION_DOOR,
    TRANSLATION: translation_status.DOOR,
    REASON: translation_status.REASON_DOOR,
    ADDRESS: proposed_addresses.DOOR,
    MOVE: proposed_addresses.MOVE_DOOR,
}


@dataclass(frozen=True)
class ProposalRow:
    """A proposal, as a list tells it."""

    proposal: Proposal
    #: What the thing is called, in the language of the reader where it has one there.
    name: Text | str
    what: StrOrPromise
    #: "" to whoever may not see the thing.
    url: str


@dataclass(frozen=True)
class Review:
    """What the desk tells somebody of proposals; each the first first."""

    #: Of others, on which the user may decide.
    for_you: tuple[ProposalRow, ...] = ()
    #: Bundles that others filled, and the user may send out.
    bundles_for_you: tuple[Bundle, ...] = ()
    #: The user's own that wait, and what became of them of late.
    own: tuple[ProposalRow, ...] = ()
    settled: tuple[ProposalRow, ...] = ()
    #: Of others, on which others decide.
    of_others: tuple[ProposalRow, ...] = ()
    #: What was released without a second person of late: told to all.
    emergencies: tuple[ProposalRow, ...] = ()
    #: The same of bundles, each with its address for whoever may look at bundles.
    bundles: tuple[tuple[Bundle, str], ...] = ()
    #: To an account with limits: the days on which the same happened to what is not its own, and no name.
    elsewhere: tuple[date, ...] = ()

    @property
    def rows(self) -> tuple[ProposalRow, ...]:
        groups = (self.for_you, self.own, self.settled, self.of_others, self.emergencies)
        return tuple(row for group in groups for row in group)

    @property
    def waiting_for_you(self) -> int:
        return len(self.for_you) + len(self.bundles_for_you)

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.bundles_for_you or self.released)

    @property
    def released(self) -> int:
        """How much went public without a second person."""
        return len(self.emergencies) + len(self.bundles) + len(self.elsewhere)


def row_of(proposal: Proposal) -> ProposalRow:
    url = reverse("admin:proposal", args=[proposal.pk])
    what = DOORS[proposal.deed].label(proposal)
    return ProposalRow(proposal, _name_of(proposal), what, url)


def _name_of(proposal: Proposal) -> Text | str:
    return _whole_name(proposal, _name_of_thing(proposal))


def _name_of_thing(proposal: Proposal) -> Text | str:
    """Return what the thing is called in the language of the reader."""
    named = [name for name in ("title", "name") if hasattr(proposal.thing, name)]
    return in_reading(first_texts(proposal.thing, *named)) if named else proposal.name


def _whole_name(proposal: Proposal, name: Text | str) -> Text | str:
    """Return `name`; of a decision about several events, and of its reason, how many others too."""
    return proposals.in_quotes(proposal, str(name)) if proposal.others else name


def review(request: HttpRequest) -> Review:
    """Return what waits, and what was decided of late, of what the user may see. As many queries for many as for one."""
    since = timezone.now() - timedelta(days=TOLD_FOR)
    told = models.Q(settled_at__gte=since) & (
        models.Q(proposer=request.user) | models.Q(state=ProposalState.RELEASED)
    )
    chosen = Proposal.objects.filter(models.Q(state=ProposalState.WAITING) | told)
    rows = list(chosen.select_related("proposer", "settled_by", "kind"))
    seen = visible(request, rows)
    unseen = [row for row in rows if row.state == ProposalState.RELEASED and row not in seen]
    bundles = _bundles(request, since)
    waiting = tuple(one for one in bundles if not one.is_published)
    released = [one for one in bundles if one.is_published]
    shown = replace(_sorted(request, seen), bundles_for_you=waiting)
    return _with_emergencies(request, shown, unseen, released)


def _bundles(request: HttpRequest, since: datetime) -> list[Bundle]:
    """Return those that were released in an emergency, and those that the user may send out as the second person."""
    rows = Bundle.objects.released_since(since)
    if settings.FOUR_EYES and admin.site.get_model_admin(Bundle).has_change_permission(request):
        rows |= bundle_actions.waiting_for(request.user)
    return list(rows.select_related("released_by", "made_by"))


def _with_emergencies(
    request: HttpRequest, shown: Review, unseen: list[Proposal], bundles: list[Bundle]
) -> Review:
    """Tell of what was released and is not the user's to see: without a link, and to an account with limits the day alone."""
    if scope_of(request.user).is_limited:
        moments = [*(row.settled_at for row in unseen), *(bundle.done_at for bundle in bundles)]
        days = {timezone.localdate(moment, clock.zone()) for moment in moments}
        return replace(shown, elsewhere=tuple(sorted(days)))
    may_look = admin.site.get_model_admin(Bundle).has_view_permission(request)
    others = (
        ProposalRow(row, _whole_name(row, row.name), DOORS[row.deed].label(row), "")
        for row in unseen
    )
    return replace(
        shown,
        emergencies=(*shown.emergencies, *others),
        bundles=tuple((one, one.get_absolute_url() if may_look else "") for one in bundles),
    )


def _sorted(request: HttpRequest, seen: Iterable[Proposal]) -> Review:
    groups: dict[str, Any] = {}
    for proposal in seen:
        is_own = proposal.proposer_id == request.user.pk
        if proposal.state == ProposalState.RELEASED:
            group = "emergencies"
        elif is_own:
            group = "own" if proposal.is_waiting else "settled"
        else:
            may = request.user.pk not in proposals.makers(proposal) and proposals.may_settle(
                request.user, proposal, DOORS[proposal.deed]
            )
            group = "for_you" if may else "of_others"
        groups.setdefault(group, []).append(row_of(proposal))
    return Review(**{name: tuple(rows) for name, rows in groups.items()})


def visible(request: HttpRequest, rows: Iterable[Proposal]) -> list[Proposal]:
    """Return those of `rows` whose things the user may see at the desk, each with its thing, to be named. One query."""
    found = list(rows)
    things = kinds.visible(request, ((row.kind, key) for row in found for key in row.keys))
    shown = [row for row in found if all((row.kind_id, key) in things for key in row.keys)]
    for row in shown:
        row.item = things[row.kind_id, row.object_id]
    proposals.read_writers(shown)
    return shown


CHANGED_MEANWHILE = gettext_lazy(
    "The page was changed after you opened this, and nothing is done yet: look again."
)
#: What the buttons of the page do, by their names.
ANSWERS = ("approve", "release", "reject", "take_back", "comment", "resolve", "reopen")


def urls() -> list[URLPattern]:
    pages = (
        ("review/", review_list, "review"),
        ("review/<int:pk>/", proposal, "proposal"),
        ("review/<int:pk>/page/<slug:code>/", proposal_page, "proposal_page"),
        ("review/<int:pk>/page/<slug:code>/phone/", proposal_phone, "proposal_phone"),
        ("review/<int:pk>/page/media/<path:name>", proposal_file, "proposal_file"),
        ("review/<int:pk>/picture/<slug:field>/", proposal_picture, "proposal_picture"),
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
    if is_approval and row.is_waiting and proposals.may_settle(request.user, row, door):
        proposals.work_on_files(request, row, door)
    try:
        takes_text = any(name in request.POST for name in ("reject", "comment", "release"))
        once = kept_forms.once if takes_text else idempotency.once
        return once(request, partial(_answer, request, pk))
    except ProposalRefusedError as error:
        messages.error(request, str(error))
        if is_approval:
            proposals.forget_outcome(row)
        return _page(request, _page_seen(request, pk), request.POST.get("text", ""))


def _answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what was answered. Raises ProposalRefusedError."""
    row = _page_seen(request, pk)
    if "again" in request.POST:
        return HttpResponseRedirect(proposals.begin(request, row))
    _answered(request, row)
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


def _answered(request: HttpRequest, row: Proposal) -> None:
    """Do what a button asks for. Raises ProposalRefusedError."""
    by, door = Actor.of(request.user, clock.now()), DOORS[row.deed]
    text = cleaned(request.POST.get("text", ""))
    answer = next((name for name in ANSWERS if name in request.POST), "")
    match answer:
        case "approve" | "release":
            _approved(request, row, by, text)
        case "reject":
            proposals.keep_outcome(request, row)
            proposals.reject(row, door, by=by, why=text)
            _log(request, row, _("Rejected: %(what)s, proposed by %(who)s. %(why)s"), why=text)
            messages.success(request, _("Rejected. Whoever proposed it reads why."))
        case "take_back":
            proposals.keep_outcome(request, row)
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
        raise ProposalRefusedError(str(CHANGED_MEANWHILE))
    with transaction.atomic():
        why = text if "release" in request.POST else ""
        together = _asked_with(request, row)
        # What is confirmed in a moment is not said to be out of date.
        request.confirms = bool(together)  # type: ignore[attr-defined]  # for staff.base
        outcome = proposals.approve(request, row, DOORS[row.deed], by=by, why=why)
        if request.POST.get("outcome", outcome.digest) != outcome.digest:
            raise ProposalRefusedError(str(CHANGED_MEANWHILE))
        _approve_with(request, together, by)
    if request.user.pk in proposals.makers(row):
        sentence = gettext_lazy(
            "Released in an emergency, without a second person: %(what)s. %(why)s"
        )
        _log_outcome(request, row, sentence, outcome, why=text)
    else:
        if text.strip():
            proposals.comment(row, text, by=by)
        sentence = gettext_lazy("Approved: %(what)s, proposed by %(who)s.")
        _log_outcome(request, row, sentence, outcome)
    items = proposals.in_quotes(row, str(_name_of_thing(row)))
    messages.success(request, _("Done: %(items)s.") % {"items": items})


def _asked_with(request: HttpRequest, row: Proposal) -> list[Proposal]:
    """Return what is to be approved with a text: what is proposed of the translation that it makes."""
    asked = set(proposed_texts.keys_in(request.POST.getlist(proposed_texts.WITH)))
    return [one for one in _approved_with(request, row) if one.pk in asked] if asked else []


def _approve_with(request: HttpRequest, together: Sequence[Proposal], by: Actor) -> None:
    """Approve what rests on a text that was approved; what is refused waits on."""
    for one in together:
        try:
            outcome = proposals.approve(request, one, DOORS[one.deed], by=by)
        except ProposalRefusedError as error:
            what = {"item": translation_status.label_in_language(one), "why": error}
            messages.warning(request, _("%(item)s: %(why)s") % what)
        else:
            sentence = gettext_lazy("Approved: %(what)s, proposed by %(who)s.")
            _log(request, one, sentence, what=outcome.logged)
            one.refresh_from_db(fields=["state", "settled_by"])
            tell(one)
    request.confirms = False  # type: ignore[attr-defined]  # for staff.base
    for one in together[:1]:
        desk: Any = admin.site.get_model_admin(type(one.thing))
        desk.warn(request, type(one.thing)._base_manager.get(pk=one.object_id))


def _approved_with(request: HttpRequest, row: Proposal) -> list[Proposal]:
    """Return what the user may approve with a proposal of texts, of others."""
    return [
        one
        for one in proposed_texts.resting_on(row)
        if request.user.pk not in proposals.makers(one)
        and proposals.may_settle(request.user, one, DOORS[one.deed])
    ]


def _rows_with(request: HttpRequest, row: Proposal) -> list[ProposalRow]:
    return [
        replace(row_of(one), what=translation_status.label_in_language(one))
        for one in _approved_with(request, row)
    ]


def _log_outcome(
    request: HttpRequest, row: Proposal, sentence: StrOrPromise, outcome: Outcome, **words: Any
) -> None:
    """Log what was done: of a decision, with each of its events."""
    if not outcome.each:
        _log(request, row, sentence, what=outcome.logged, **words)
    things = type(row.thing)._base_manager.in_bulk(outcome.each) if outcome.each else {}
    for key, thing in things.items():
        _log(request, row, sentence, thing, what=outcome.each[key], **words)


def _log(
    request: HttpRequest,
    row: Proposal,
    sentence: StrOrPromise,
    thing: models.Model | None = None,
    **words: Any,
) -> None:
    what = _unended(words.pop("what", DOORS[row.deed].label(row)))
    names = {"what": what, "who": row.proposer, **words}
    desk = admin.site.get_model_admin(type(row.thing))
    desk.log_change(request, thing or row.thing, revisions.Aside(lazy_sentence(sentence, names)))


def _without_stop(sentence: StrOrPromise) -> str:
    return str(sentence).rstrip(".。")


#: A sentence within another, which ends by itself.
_unended = lazy(_without_stop, str)


def _page(request: HttpRequest, row: Proposal, text: str = "") -> HttpResponse:
    pages = {code: _preview(request, row, code) for code, _name in settings.LANGUAGES}
    door, is_own = DOORS[row.deed], row.proposer_id == request.user.pk
    writers = User.objects.filter(pk__in=proposals.writers(row)) if row.is_waiting else ()
    shown = conflicts.shown_items([row.thing])
    outcome, refusal = _outcome(request, row, shown)
    opts, told = row.thing._meta, row_of(row)
    context = {
        **admin.site.each_context(request),
        **kept_forms.context(request),
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
        "differences": differences_for(request.user, outcome) if outcome else (),
        "refusal": refusal,
        "is_own": is_own,
        "writers": [str(one) for one in writers],
        "is_maker": request.user.pk in proposals.makers(row),
        "can_be_rewritten": is_own and proposals.is_possible(row),
        "rests_on": [one for one in proposed_texts.rests_on(row) if one.is_waiting],
        "with": _rows_with(request, row) if row.is_waiting else (),
        "may_settle": row.is_waiting and proposals.may_settle(request.user, row, door),
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
    return proposals.was_to_do(row), None


def _would_do(
    request: HttpRequest, row: Proposal, shown: str
) -> tuple[Outcome | None, ProposalRefusedError | None]:
    try:
        return proposals.would_do(request, row, DOORS[row.deed], shown), None
    except ProposalRefusedError as error:
        return None, error


# --- the page as it would be ------------------------------------------------------------------


def proposal_page(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    row = _waiting(request, pk, code)
    proposals.work_on_files(request, row, DOORS[row.deed])
    write = partial(proposals.trial_of, request, row, DOORS[row.deed])
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
    proposals.work_on_files(request, row, DOORS[row.deed])
    write = partial(proposals.trial_of, request, row, DOORS[row.deed])
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

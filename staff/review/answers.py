"""What a second person answers to a proposal, done and logged.

Whoever proposed is told by mail what became of it, in their language, where the portal sends mail.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from i18n.characters import cleaned
from i18n.texts import StrOrPromise, lazy_sentence
from publishing import clock
from publishing.permissions import Actor
from staff import conflicts, log, translation_status
from staff.accounts import actions
from staff.models.proposals import Proposal
from staff.proposals import deciding, makers, proposing, texts, trials
from staff.proposals.doors import ProposalRefusedError
from staff.proposals.outcomes import Outcome
from staff.review.registry import DOORS
from staff.review.waiting import name_of_thing, whole_name


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
        name = whole_name(proposal, proposal.name)
        lines = [str(name), f"{subject}. {by}", proposal.why, link]
    return EmailMessage(subject, "\n\n".join(filter(None, lines)), to=[proposal.proposer.email])


CHANGED_MEANWHILE = gettext_lazy(
    "The page was changed after you opened this, and nothing is done yet: look again."
)


#: What the buttons of the page do, by their names.
ANSWERS = ("approve", "release", "reject", "take_back", "comment", "resolve", "reopen")


def answered(request: HttpRequest, row: Proposal) -> None:
    """Do what a button asks for. Raises ProposalRefusedError."""
    by, door = Actor.of(request.user, clock.now()), DOORS[row.deed]
    text = cleaned(request.POST.get("text", ""))
    answer = next((name for name in ANSWERS if name in request.POST), "")
    match answer:
        case "approve" | "release":
            _approved(request, row, by, text)
        case "reject":
            trials.keep_outcome(request, row)
            deciding.reject(row, door, by=by, why=text)
            _log(request, row, _("Rejected: %(what)s, proposed by %(who)s. %(why)s"), why=text)
            messages.success(request, _("Rejected. Whoever proposed it reads why."))
        case "take_back":
            trials.keep_outcome(request, row)
            deciding.take_back(row, by=by)
            messages.success(request, _("Taken back: it waits for nobody any more."))
        case "comment":
            deciding.comment(row, text, by=by)
        case "resolve" | "reopen":
            deciding.resolve(row, request.POST[answer], by=by, is_resolved=answer == "resolve")
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
        outcome = deciding.approve(request, row, DOORS[row.deed], by=by, why=why)
        if request.POST.get("outcome", outcome.digest) != outcome.digest:
            raise ProposalRefusedError(str(CHANGED_MEANWHILE))
        _approve_with(request, together, by)
    if request.user.pk in makers.makers(row):
        sentence = gettext_lazy(
            "Released in an emergency, without a second person: %(what)s. %(why)s"
        )
        _log_outcome(request, row, sentence, outcome, why=text)
    else:
        if text.strip():
            deciding.comment(row, text, by=by)
        sentence = gettext_lazy("Approved: %(what)s, proposed by %(who)s.")
        _log_outcome(request, row, sentence, outcome)
    items = proposing.in_quotes(row, str(name_of_thing(row)))
    messages.success(request, _("Done: %(items)s.") % {"items": items})


def _asked_with(request: HttpRequest, row: Proposal) -> list[Proposal]:
    """Return what is to be approved with a text: what is proposed of the translation that it makes."""
    asked = set(texts.keys_in(request.POST.getlist(texts.WITH)))
    return [one for one in approved_with(request, row) if one.pk in asked] if asked else []


def _approve_with(request: HttpRequest, together: Sequence[Proposal], by: Actor) -> None:
    """Approve what rests on a text that was approved; what is refused waits on."""
    for one in together:
        try:
            outcome = deciding.approve(request, one, DOORS[one.deed], by=by)
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


def approved_with(request: HttpRequest, row: Proposal) -> list[Proposal]:
    """Return what the user may approve with a proposal of texts, of others."""
    return [
        one
        for one in texts.resting_on(row)
        if request.user.pk not in makers.makers(one)
        and makers.may_settle(request.user, one, DOORS[one.deed])
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
    desk.log_change(request, thing or row.thing, log.Aside(lazy_sentence(sentence, names)))


def _without_stop(sentence: StrOrPromise) -> str:
    return str(sentence).rstrip(".。")


#: A sentence within another, which ends by itself.
_unended = lazy(_without_stop, str)

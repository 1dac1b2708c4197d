"""What becomes of a proposal: approved, rejected, taken back, and what is said of it. ADR 0025."""

from dataclasses import replace
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from i18n.characters import cleaned
from publishing import records
from publishing.models import SentForm
from publishing.permissions import Actor, demand
from staff import comments
from staff.models.proposals import Proposal, ProposalComment, ProposalState
from staff.proposals.doors import Door, ProposalRefusedError
from staff.proposals.makers import makers, stands_apart
from staff.proposals.outcomes import Outcome
from staff.proposals.trials import item_of, sent_on, without_token

#: What `Change.recorded_by` holds; and in it between who proposed it and who approved it.
LONGEST_NAME, BOTH = 150, " / "


@transaction.atomic
def approve(
    request: HttpRequest, proposal: Proposal, door: Door, *, by: Actor, why: str = ""
) -> Outcome:
    """Carry out a proposal under the names of both. One's own only in an emergency: with a reason, for all to read.

    Comes after `work_on_files`. Raises NotAllowedError for whoever lacks the right, and ProposalRefusedError.
    """
    row = _locked(proposal)
    is_own = _account(by).pk in makers(row)
    demand(by, door.right, item_of(row))
    if is_own and not cleaned(why):
        raise ProposalRefusedError(_refusal(row, by))
    if not is_own and not stands_apart(_account(by), row, door):
        raise ProposalRefusedError(
            _(
                "You would approve it with the right of %(name)s, who proposed it: somebody else looks at it."
            )
            % {"name": row.proposer}
        )
    both = f"{row.proposer.get_username()}{BOTH}{by.name}"
    name = by.name if row.proposer_id == _account(by).pk or len(both) > LONGEST_NAME else both
    outcome = sent_on(request, row, door, replace(by, name=name, approves=True))
    state = ProposalState.RELEASED if is_own else ProposalState.APPROVED
    row.tried = without_token(outcome.kept())
    _settle(row, state, by, cleaned(why) if is_own else "")
    return outcome


def _refusal(proposal: Proposal, by: Actor) -> str:
    """Return why `by`, who made what a proposal shows, does not approve it alone."""
    if proposal.proposer_id == _account(by).pk:
        return _(
            "Nobody approves what they have proposed: somebody else looks at it. In an emergency give "
            "the reason, which everybody at the desk will read."
        )
    return _(
        "You changed it after %(name)s proposed it, and nobody else has seen that: somebody else approves it, or %(name)s "
        "takes it back, looks at it and sends it anew. In an emergency give the reason, which everybody at the desk "
        "will read."
    ) % {"name": proposal.proposer}


@transaction.atomic
def reject(proposal: Proposal, door: Door, *, by: Actor, why: str) -> None:
    """Say no to a proposal, and why. Raises NotAllowedError, and ProposalRefusedError without a reason."""
    row = _locked(proposal)
    demand(by, door.right, item_of(row))
    if row.proposer_id == _account(by).pk:
        raise ProposalRefusedError(_("It is yours: take it back instead."))
    if not cleaned(why):
        raise ProposalRefusedError(_("Say why: whoever proposed it reads it."))
    _settle(row, ProposalState.REJECTED, by, cleaned(why))


@transaction.atomic
def take_back(proposal: Proposal, *, by: Actor) -> None:
    """End one's own proposal. Raises ProposalRefusedError for another's."""
    row = _locked(proposal)
    if row.proposer_id != _account(by).pk:
        raise ProposalRefusedError(_("Only whoever proposed it takes it back: reject it instead."))
    _settle(row, ProposalState.WITHDRAWN, by)


@transaction.atomic
def comment(proposal: Proposal, text: str, *, by: Actor) -> None:
    """Say something of a proposal. Raises ProposalRefusedError for an empty comment."""
    try:
        text = comments.said(text)
    except ValidationError as error:
        raise ProposalRefusedError(str(error.message)) from error
    ProposalComment.objects.create(proposal=proposal, author=_account(by), text=text)


def resolve(proposal: Proposal, key: str, *, by: Actor, is_resolved: bool) -> None:
    """Say that a comment is dealt with, or that it is open again; one that there is not is passed over."""
    comments.resolve(proposal.comments.all(), key, by=_account(by) if is_resolved else None)


def _locked(proposal: Proposal) -> Proposal:
    """Read a proposal anew under a lock: of two who decide at once the second finds it decided."""
    records.take_turn()
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("proposer")
    row = rows.get(pk=proposal.pk)
    if not row.is_waiting:
        raise ProposalRefusedError(
            _("It was decided meanwhile: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def _account(by: Actor) -> User:
    """Return the account of somebody who is logged in at the desk."""
    return cast("User", by.account)


def _settle(row: Proposal, state: ProposalState, by: Actor, why: str = "") -> None:
    row.state, row.why = state, why
    row.settled_by, row.settled_at = _account(by), timezone.now()
    row.tried = without_token(row.tried["outcome"]) if row.tried else None
    row.save(update_fields=["state", "why", "settled_by", "settled_at", "tried"])
    # Whoever goes back to the form and sends it again proposes again: it is no second click any more.
    SentForm.objects.filter(
        user=row.proposer, led_to=reverse("admin:proposal", args=[row.pk])
    ).delete()

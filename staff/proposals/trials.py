"""What a proposal would do: found by doing it in a transaction that is rolled back, and kept beside it."""

from contextlib import suppress
from copy import copy
from typing import Any, cast

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from publishing import clock, outbox, records
from publishing.permissions import Actor
from publishing.storage import removed_on_error
from staff.models.proposals import Proposal
from staff.proposals.doors import DOORS, Door, ProposalRefusedError, Sending
from staff.proposals.outcomes import Outcome, token_of

Files = MultiValueDict[str, UploadedFile]


def tried_and_kept(request: HttpRequest, proposal: Proposal, door: Door, shown: str) -> Outcome:
    """Try a proposal, and keep what came of that for whoever looks at it next. Raises ProposalRefusedError."""
    token = _token(proposal, door, shown)
    outcome = tried(request, proposal, door)
    proposal.tried = {"token": token, "outcome": outcome.kept()}
    # Another may have answered it meanwhile: nothing is kept of what no longer waits.
    Proposal.objects.waiting().filter(pk=proposal.pk).update(tried=proposal.tried)
    return outcome


def work_on_files(request: HttpRequest, proposal: Proposal, door: Door) -> None:
    """Decode, encode and look through the files of a proposal, once for all that `request` asks of it.

    Comes before the transaction in which it is tried or approved: that keeps every other writer waiting.
    """
    if proposal.item is not None and door.work_on_files and files_of(request, proposal):
        door.work_on_files(as_sent(request, proposal, is_trial=True), proposal.item)


def would_do(request: HttpRequest, proposal: Proposal, door: Door, shown: str) -> Outcome:
    """Return what the proposal would do now, of an item of which a page shows `shown`. Raises ProposalRefusedError.

    It was tried when it was proposed: what came of that is read, and nothing is written, while all on which it hangs is
    as it was then. Where that is otherwise, the first look tries it anew and keeps what came of it for the next.
    """
    if door.hangs_on is None:
        return tried(request, proposal, door)
    kept = proposal.tried
    if kept and kept["token"] == _token(proposal, door, shown):
        return Outcome.of_kept(kept["outcome"])
    return tried_and_kept(request, proposal, door, shown)


def _token(proposal: Proposal, door: Door, shown: str) -> str:
    return token_of(proposal, shown, door.hangs_on(proposal) if door.hangs_on else "")


def forget_outcome(proposal: Proposal) -> None:
    """Let what the proposal would do be tried anew from now on; what came of it last stays to be read, once it is over."""
    if proposal.tried:
        proposal.tried = without_token(proposal.tried["outcome"])
        Proposal.objects.filter(pk=proposal.pk).update(tried=proposal.tried)


def without_token(outcome: dict[str, Any]) -> dict[str, Any]:
    """Return as what an outcome is kept that is read and no longer taken for what would come of it: no token is empty."""
    return {"token": "", "outcome": outcome}


def keep_outcome(request: HttpRequest, proposal: Proposal) -> None:
    """Keep what the proposal would do, where each look tries it anew: it is over in a moment, and still to be read."""
    door = DOORS[proposal.deed]
    if proposal.is_waiting and proposal.tried is None and door.hangs_on is None:
        with suppress(ProposalRefusedError):
            kept = without_token(tried(request, proposal, door).kept())
            Proposal.objects.waiting().filter(pk=proposal.pk).update(tried=kept)


def was_to_do(proposal: Proposal) -> Outcome | None:
    """Return what a proposal did that is over, or would have done as it was tried last; None where that is not known."""
    return Outcome.of_kept(proposal.tried["outcome"]) if proposal.tried else None


def tried(request: HttpRequest, proposal: Proposal, door: Door) -> Outcome:
    """Return what the proposal would do now. Nothing stays written. Raises ProposalRefusedError."""
    work_on_files(request, proposal, door)
    with transaction.atomic(), removed_on_error() as files:
        outcome = trial_of(request, proposal, door)
        files.remove()
        transaction.set_rollback(True)
    return outcome


def trial_of(request: HttpRequest, proposal: Proposal, door: Door) -> Outcome:
    """Do what the proposal asks for, and tell no machine.

    Belongs inside a transaction that is rolled back, and after `work_on_files`.
    """
    by = Actor.system(proposal.proposer.get_username(), clock.now())
    with outbox.together() as waiting, records.together() as pending:
        outcome = sent_on(request, proposal, door, by, is_trial=True)
        pending.rows.clear()
        waiting.clear()
    return outcome


def sent_on(
    request: HttpRequest, proposal: Proposal, door: Door, by: Actor, *, is_trial: bool = False
) -> Outcome:
    sending = Sending(
        proposal, item_of(proposal), as_sent(request, proposal, is_trial=is_trial), by, is_trial
    )
    try:
        return door.carry_out(sending)
    except door.refusals as error:
        raise ProposalRefusedError(str(error)) from error


def as_sent(request: HttpRequest, proposal: Proposal, *, is_trial: bool) -> HttpRequest:
    """Return `request` as if its proposer sent the form again. What a trial says is said to nobody."""
    sent: Any = copy(request)
    sent.method, sent.user, sent.approves = "POST", proposal.proposer, True
    sent._post, sent._files = proposal.data(), files_of(request, proposal)
    if is_trial:
        sent._messages = CookieStorage(sent)
    return cast("HttpRequest", sent)


def files_of(request: HttpRequest, proposal: Proposal) -> Files:
    """Return the files of a proposal, for one request the same ones: with what is made of them (publishing.storage)."""
    known = files_by_proposal(request)
    if proposal.pk not in known:
        files = known[proposal.pk] = Files()
        for file in proposal.files.all():
            upload = SimpleUploadedFile(file.name, bytes(file.content), file.content_type)
            files.appendlist(file.field, upload)
    return known[proposal.pk]


def files_by_proposal(request: HttpRequest) -> dict[int, Files]:
    """Return the files of proposals that `request` has asked for, by their keys."""
    known: dict[int, Files] = vars(request).setdefault("files_by_proposal", {})
    return known


def item_of(proposal: Proposal) -> models.Model:
    if proposal.item is None:
        raise ProposalRefusedError(_("“%(item)s” is no longer there.") % {"item": proposal.name})
    return cast("models.Model", proposal.item)

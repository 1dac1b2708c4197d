"""A proposal written anew by its proposer: its texts stand in the form again, with what the page showed then."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.permissions import Actor, editor_of
from staff import kept_files, kinds
from staff.conflicts import SHOWN
from staff.kept_forms import AGAIN, name_sent, sign_of
from staff.models import KeptForm, write_over
from staff.models.proposals import CHOSEN, DECISION, Proposal, ProposalState
from staff.proposals.deciding import take_back
from staff.proposals.doors import ACT, CORRECTION, DOORS, EDIT, ProposalRefusedError, WrittenAnew
from staff.proposals.trials import as_sent, files_of, keep_outcome
from staff.scope import is_key

OPEN = (ProposalState.WAITING, ProposalState.REJECTED, ProposalState.WITHDRAWN)


def is_possible(proposal: Proposal) -> bool:
    """Whether its form can be filled in again."""
    return proposal.deed in (EDIT, ACT, DECISION, CORRECTION) and proposal.state in OPEN


def begin(request: HttpRequest, proposal: Proposal) -> str:
    """Take the user's own proposal back, if it waits, and return the address of its form.

    What has to be chosen anew is said: choices among rows. Its files are offered in the form. Raises ProposalRefusedError for another's, and for one that is done.
    """
    if proposal.proposer_id != request.user.pk or not is_possible(proposal):
        raise ProposalRefusedError(
            _("Only whoever proposed it writes it anew, and not what is done.")
        )
    if proposal.is_waiting:
        keep_outcome(request, proposal)
        take_back(proposal, by=Actor("", None, request.user))
    anew = DOORS[proposal.deed].anew
    written = anew(as_sent(request, proposal, is_trial=True), proposal) if anew else WrittenAnew()
    if written.chosen:
        sentence = _("What is no text has to be chosen anew: %(what)s.")
        messages.warning(request, sentence % {"what": "; ".join(written.chosen)})
    address = _form_of(request, proposal, written)
    _offer_files(request, proposal, address.partition("?")[0])
    return address


def _offer_files(request: HttpRequest, proposal: Proposal, address: str) -> None:
    """Let the form of a proposal offer the files that came with it."""
    sent, files = proposal.data(), files_of(request, proposal).items()
    again = {name_sent(sent, name): one for name, one in files if isinstance(one, UploadedFile)}
    kept_files.keep_again(request, address, sign_of(proposal.pk), again)
    if again:
        sentence = _("Offered again at their fields, to be chosen there: %(what)s.")
        names = "; ".join(str(file.name) for file in again.values())
        messages.warning(request, sentence % {"what": names})


def _form_of(request: HttpRequest, proposal: Proposal, written: WrittenAnew) -> str:
    """Return the address of the form of a proposal, which knows what was written in it."""
    key, anew = proposal.object_id, f"{AGAIN}={proposal.pk}"
    match proposal.deed:
        case "act":
            return f"{reverse('admin:events_event_act', args=[key, proposal.code])}?{anew}"
        case "correct":
            return f"{reverse('admin:documents_document_correct', args=[key])}?{anew}"
        case "decide":
            events = "".join(f"{CHOSEN}={key}&" for key in sorted(proposal.keys))
            return f"{reverse('admin:events_event_decide')}?{events}{anew}"
    address = kinds.address_of_key(type(proposal.thing), key)
    values = {SHOWN: proposal.sent.get(SHOWN, [""])[-1], **written.values}
    row = KeptForm(
        user=editor_of(request),
        address=address,
        tab=sign_of(proposal.pk),
        values=values,
        kept_at=timezone.now(),
    )
    write_over(row, "values", "kept_at")
    return f"{address}?{anew}"


def asked_for(request: HttpRequest, deed: str, **which: Any) -> QueryDict | None:
    """Return what was sent of the user's own `deed` that the address asks to write anew; None for none.

    `which` says of which thing, or what act, by the fields of a proposal.
    """
    key = request.GET.get(AGAIN, "")
    if not is_key(Proposal, key):
        return None
    rows = Proposal.objects.filter(proposer_id=request.user.pk, deed=deed, **which)
    row = rows.filter(pk=key).first()
    if row is None:
        return None
    data = row.data()
    for name in ("save", "preview", "whole"):
        data.pop(name, None)
    return data

"""A proposal written anew by its proposer: its texts stand in the form again, with what the page showed then.

So what others wrote since meets them there, as it meets whatever is typed and not saved (staff.open_forms). An act
begins with its preview, from which its form is one button away.
"""

from django.contrib.admin.utils import quote
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.permissions import Actor
from staff import revisions
from staff.conflicts import SHOWN
from staff.models import KeptForm
from staff.proposal_doors import ACT, EDIT, ProposalRefusedError
from staff.proposals import take_back
from staff.proposed import Proposal, ProposalState

#: In the address of a form: the proposal that is written anew.
AGAIN = "again"
OPEN = (ProposalState.WAITING, ProposalState.REJECTED, ProposalState.WITHDRAWN)


def is_possible(proposal: Proposal) -> bool:
    """Whether its form can be filled in again: files and choices among rows would have to be chosen anew."""
    return proposal.deed in (EDIT, ACT) and proposal.state in OPEN


def begin(request: HttpRequest, proposal: Proposal) -> str:
    """Take the user's own proposal back, if it waits, and return the address of its form.

    Raises ProposalRefusedError for another's, and for one that is done.
    """
    if proposal.proposer_id != request.user.pk or not is_possible(proposal):
        raise ProposalRefusedError(
            _("Only whoever proposed it writes it anew, and not what is done.")
        )
    if proposal.is_waiting:
        take_back(proposal, by=Actor("", None, request.user))
    if proposal.deed == ACT:
        address = reverse("admin:events_event_act", args=[proposal.object_id, proposal.code])
        return f"{address}?{AGAIN}={proposal.pk}"
    opts = proposal.thing._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_change"
    address = reverse(name, args=[quote(proposal.object_id)])
    texts = revisions.texts_of(type(proposal.thing)) | {SHOWN}
    values = {name: one[-1] for name, one in proposal.sent.items() if name in texts and one}
    KeptForm.objects.update_or_create(
        user=request.user, address=address, defaults={"values": values}
    )
    return address


def asked_for(request: HttpRequest, item: object, code: str) -> QueryDict | None:
    """Return what was sent of the user's own act that the address asks to write anew; None for none."""
    key = request.GET.get(AGAIN, "")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    rows = Proposal.objects.filter(proposer_id=request.user.pk, deed=ACT, code=code)
    row = rows.filter(pk=int(key)).first()
    if row is None or row.item != item:
        return None
    data = row.data()
    for name in ("save", "preview", "whole"):
        data.pop(name, None)
    return data

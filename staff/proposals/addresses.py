"""What somebody proposes about where a public thing stands: at another address, or in another presidency."""

from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from events.actions import addresses
from events.models import Event
from i18n.texts import in_each, lazy_sentence
from presidencies.actions import MoveRefusedError, move
from presidencies.models import Presidency
from publishing.permissions import PUBLISH, may
from staff.fact_forms import AddressForm
from staff.proposals.doors import Door, ProposalRefusedError, Sending
from staff.proposals.edits import faults_of, no_longer
from staff.proposals.outcomes import Outcome, ProposedDifference

#: The field that names the presidency to which things move.
TARGET = "presidency"


def _move_address(sending: Sending) -> Outcome:
    event: Any = Event.objects.get(pk=sending.proposal.object_id)
    _refuse_without_right(sending, event)
    form = AddressForm(event, sending.request.POST)
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)))
    before = in_each(event.get_absolute_url)
    old = addresses.move_to(event, form.cleaned_data["slug"], by=sending.by)
    words = lazy_sentence(
        gettext_lazy("Address: %(old)s → %(new)s"), {"old": old, "new": event.slug}
    )
    after = in_each(event.get_absolute_url)
    labels = in_each(lambda: _("Address"))
    told = {code: (ProposedDifference(labels[code], before[code], after[code]),) for code in labels}
    return Outcome(words, told)


def _move(sending: Sending) -> Outcome:
    proposal = sending.proposal
    item: Any = type(sending.item)._base_manager.get(pk=proposal.object_id)
    target = Presidency.objects.filter(slug=sending.request.POST[TARGET]).first()
    _refuse_without_right(sending, item)
    if target is None:
        raise ProposalRefusedError(_("The presidency is no longer there."))
    label, old = Presidency._meta.verbose_name, item.presidency
    move(item, target, by=sending.by)
    words = lazy_sentence(gettext_lazy("Moved to “%(presidency)s”."), {"presidency": target})
    told = in_each(lambda: (ProposedDifference(str(label), str(old), str(target)),))
    return Outcome(words, told)


def _refuse_without_right(sending: Sending, item: Any) -> None:
    if not may(sending.proposal.proposer, PUBLISH, item):
        raise ProposalRefusedError(no_longer(sending.proposal))


DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("another address"),
    _move_address,
    (addresses.AddressRefusedError,),
)
MOVE_DOOR = Door(
    PUBLISH, lambda _proposal: gettext_lazy("another presidency"), _move, (MoveRefusedError,)
)

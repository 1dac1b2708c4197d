"""What somebody sends for review: an approval publishes it, at once or at the moment that was asked for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, gettext_lazy

from i18n.texts import bcp47, content_languages, written_texts
from publishing import clock, schedule, workflow
from publishing.models import Publishable, ScheduledAction
from publishing.permissions import PUBLISH, may_propose
from publishing.translations import free_texts
from staff import proposals, publication_actions
from staff.proposal_doors import Door, Outcome, ProposalRefusedError, ProposedDifference, Sending
from staff.proposed_edits import faults_of, no_longer
from staff.scheduling import MomentForm


def waiting_problem(item: Publishable, deed: str) -> list[str]:
    """Return what stops `item` from being sent for review as `deed` again."""
    if proposals.of_item(item).waiting().filter(deed=deed).exists():
        return [_("It waits for review already.")]
    return []


def _carry_out(sending: Sending) -> Outcome:
    item, proposal = sending.item, sending.proposal
    # What is public by now is nobody's to propose: its writer says so.
    if not item.is_published and not may_propose(proposal.proposer, PUBLISH, item):
        raise ProposalRefusedError(no_longer(proposal))
    form = MomentForm(sending.request.POST)
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)))
    action = publication_actions.PUBLISHING
    if form.moment:
        action = publication_actions.at_moment(action, form.moment)
    if sending.is_trial and form.moment:
        if problems := schedule.obstacles(item, ScheduledAction.PUBLISH, form.moment):
            raise ProposalRefusedError(" ".join(problems))
        if form.moment <= clock.now():
            raise ProposalRefusedError(_("The moment has passed: take it back, and send it anew."))
    else:
        action.write(item, by=sending.by)
    return Outcome(str(action.logged), tuple(_texts(item)))


def _texts(item: Publishable) -> Iterator[ProposedDifference]:
    """Yield what the public would read for the first time, text by text."""
    names = dict(content_languages())
    for field in free_texts(type(item)):
        for code, text in written_texts(item, field.name).items():
            if text:
                label = f"{field.verbose_name}, {names[code]}"
                yield ProposedDifference(label, "", text, bcp47(code))


DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("publication"),
    _carry_out,
    (workflow.PublicationRefusedError,),
)

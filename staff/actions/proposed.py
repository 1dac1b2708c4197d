"""What somebody proposes to do to the facts of a public event: it waits, and an approval sends the form on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.actions.changes import ChangeRefusedError
from events.models import Change, Event
from i18n.texts import bcp47, content_languages
from places.models import PlaceNames
from publishing import clock
from publishing.permissions import RECORD, may_propose
from staff import conflicts
from staff.actions.registry import ACTIONS, offered
from staff.actions.views import in_words
from staff.proposal_doors import Difference, Door, Outcome, ProposalRefusedError, Sending
from staff.proposed_edits import faults_of, no_longer
from website.presenters.changes import history_entries


def _carry_out(sending: Sending) -> Outcome:
    proposal, data, now = sending.proposal, sending.request.POST, clock.now()
    event, action = Event.objects.get(pk=proposal.object_id), ACTIONS[proposal.code]
    if not may_propose(proposal.proposer, RECORD, event):
        raise ProposalRefusedError(no_longer(proposal))
    form = action.form(event, now.date(), data)
    form.meet(conflicts.values_in(conflicts.shown_in(data), conflicts.ALONE))
    if action not in offered(event, now):
        raise ProposalRefusedError(_("This is not possible in the present state of the event."))
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)), form.conflicts)
    change = action.write(event, form, sending.by)
    if change is None:
        return Outcome(str(action.label))
    return Outcome(in_words(change), tuple(_differences(change)))


def _differences(change: Change) -> Iterator[Difference]:
    cities = [city.slug for city in change.event.cities.all()]
    for move in history_entries([change.state()], cities, PlaceNames.read())[0].moves:
        yield Difference(move.label, str(move.old), str(move.new))
    for code, name in content_languages():
        reason = change.reasons().get(code) or ""
        yield Difference(f"{_('Reason')} ({name})", "", reason or str(_("none given")), bcp47(code))
    yield Difference(str(_("Source")), "", change.source_url or str(_("none given")))


DOOR = Door(
    RECORD, lambda proposal: ACTIONS[proposal.code].label, _carry_out, (ChangeRefusedError,)
)

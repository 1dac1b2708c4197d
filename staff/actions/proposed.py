"""What somebody proposes to do to the facts of a public event: it waits, and an approval sends the form on."""

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events.actions import decisions
from events.actions.changes import ChangeRefusedError
from events.actions.decisions import DecisionRefusedError
from events.models import Change, Event
from i18n.texts import bcp47, content_languages, in_each, text_of
from places.models import PlaceNames
from publishing import clock
from publishing.permissions import RECORD, may_propose
from staff import conflicts
from staff.actions.decisions import changed_events
from staff.actions.forms import COMMON_ACTIONS, DecisionForm
from staff.actions.registry import ACTIONS, offered
from staff.actions.views import in_words, in_words_lazy
from staff.proposals.doors import Door, ProposalRefusedError, Sending
from staff.proposals.edits import faults_of, item_and_day, no_longer
from staff.proposals.outcomes import Outcome, ProposedDifference
from website.presenters.changes import (
    has_new_status,
    headline_says_status,
    moves_of,
    status_move,
)


def _carry_out(sending: Sending) -> Outcome:
    proposal, data, now = sending.proposal, sending.request.POST, clock.now()
    # The writer reads the event anew, its cities too.
    event: Any = Event.objects.prefetch_related("cities").get(pk=proposal.object_id)
    action = ACTIONS[proposal.code]
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
        return Outcome(action.label)
    prefetch_related_objects([change], "added_reasons", "event__cities")
    names = PlaceNames.read()
    return Outcome(
        in_words_lazy(change, names), in_each(lambda: tuple(_differences(change, names)))
    )


def _decide(sending: Sending) -> Outcome:
    data, keys = sending.request.POST, sending.proposal.keys
    rows: Any = Event.objects.filter(pk__in=keys)
    events = list(rows.prefetch_related("cities").in_plan_order())
    if not all(may_propose(sending.proposal.proposer, RECORD, event) for event in events):
        raise ProposalRefusedError(no_longer(sending.proposal))
    form = DecisionForm(clock.today(), data)
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)))
    titles = {event.pk: str(text_of(event, "title")) for event in events}
    if changed := dict(changed_events(data, events)):
        raise ProposalRefusedError(
            " ".join(f"{titles[key]}: {words}" for key, words in changed.items())
        )
    act, said = form.action.act(form), form.announcement()
    try:
        decision = decisions.decide(act, events, said, by=sending.by)
    except DecisionRefusedError as error:
        refusals = [f"{titles[key]}: {why}" for key, why in error.refusals.items()]
        raise ProposalRefusedError(" ".join([str(error), *refusals])) from error
    steps = list(decision.changes.select_related("event").prefetch_related("event__cities"))
    names = PlaceNames.read()
    told = in_each(lambda: (*_steps(steps, names), *_announced(steps[0])))
    each = {step.event_id: in_words_lazy(step, names) for step in steps}
    return Outcome(form.action.label, told, each=each)


def _steps(steps: list[Change], names: PlaceNames) -> Iterator[ProposedDifference]:
    for step in steps:
        title = str(text_of(step.event, "title"))
        yield ProposedDifference(title, "", in_words(step, names))


def _differences(change: Change, names: PlaceNames) -> Iterator[ProposedDifference]:
    cities = [city.slug for city in change.event.cities.all()]
    state = change.state()
    # A page of the portal says it in the headline of the step, which is not shown here.
    said = [status_move(state)] if has_new_status(state) and headline_says_status(state) else []
    for move in (*said, *moves_of(state, cities, names)):
        yield ProposedDifference(move.label, str(move.old), str(move.new))
    yield from _announced(change)


def _announced(change: Change) -> Iterator[ProposedDifference]:
    """Yield why, in each language in which it is said, and by whom."""
    reasons = change.reasons()
    for code, name in content_languages():
        if reason := reasons.get(code):
            yield ProposedDifference(f"{_('Reason')}, {name}", "", reason, bcp47(code))
    if change.source_url:
        yield ProposedDifference(str(_("Source")), "", change.source_url)


DOOR = Door(
    RECORD,
    lambda proposal: ACTIONS[proposal.code].label,
    _carry_out,
    (ChangeRefusedError,),
    hangs_on=item_and_day,
)
DECISION_DOOR = Door(
    RECORD, lambda proposal: COMMON_ACTIONS[proposal.code].label, _decide, (ChangeRefusedError,)
)

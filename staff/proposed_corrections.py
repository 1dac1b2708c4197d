"""What somebody proposes to correct in a public document: it waits, and an approval sends the form on."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from documents.actions import CorrectionRefusedError, correct
from documents.models import Document
from i18n.texts import bcp47, content_languages
from publishing import clock
from publishing.permissions import RECORD, may_propose
from staff import conflicts, revisions
from staff.document_forms import CorrectionForm
from staff.fact_forms import FactForm, text_name
from staff.proposal_doors import Door, Outcome, ProposalRefusedError, ProposedDifference, Sending
from staff.proposed_edits import faults_of, no_longer


def _carry_out(sending: Sending) -> Outcome:
    request, proposal = sending.request, sending.proposal
    document = Document.objects.get(pk=proposal.object_id)
    if not may_propose(proposal.proposer, RECORD, document):
        raise ProposalRefusedError(no_longer(proposal))
    form = CorrectionForm(document, clock.today(), request.POST, request.FILES)
    form.meet(conflicts.values_in(conflicts.shown_in(request.POST), conflicts.ALONE))
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)), form.conflicts)
    differences = tuple(differences_of(form))
    correct(document, form.correction(), form.wording(), by=sending.by)
    return Outcome(str(DOOR.label(proposal)), differences)


def differences_of(form: FactForm) -> Iterator[ProposedDifference]:
    """Yield what a valid form of facts changes, a text by its name and its language."""
    legends = {
        bound.name: str(group.legend)
        for group in form.groups()  # type: ignore[attr-defined]  # of each form of facts
        if group.by_language
        for bound in group.fields
    }
    tags = {
        text_name(name, code): bcp47(code)
        for name in ("reason", "title", "summary")
        for code, _name in content_languages()
    }
    for change in revisions.changes(form, ()):
        legend = legends.get(change.field)
        label = f"{legend}, {change.label}" if legend else change.label
        yield ProposedDifference(label, change.before, change.after, tags.get(change.field, ""))


DOOR = Door(RECORD, lambda _proposal: _("correction"), _carry_out, (CorrectionRefusedError,))

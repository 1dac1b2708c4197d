"""What somebody proposes to say of a translation that the public reads, or to add as the translation of a reason.

An approval does it, if the texts are still those that were compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from events.actions.changes import ChangeRefusedError
from events.actions.reasons import add_reason, told_with
from events.models import Change
from i18n.texts import bcp47, content_languages, text_of
from publishing.models import Translated
from publishing.permissions import PUBLISH, TRANSLATE, may
from publishing.workflow import TRANSLATION_ACTIONS, TranslationRefusedError
from staff import conflicts
from staff.conflicts import Conflict
from staff.fact_forms import ReasonForm, text_name
from staff.proposal_doors import Door, Outcome, ProposalRefusedError, ProposedDifference, Sending
from staff.proposed import Proposal
from staff.proposed_edits import no_longer
from staff.translation_status import (
    LABELS,
    TranslationStatus,
    translation_status,
    translation_statuses,
)
from website.presenters.changes import headline
from website.presenters.diff import title_of


def _settle(sending: Sending) -> Outcome:
    """Say of a translation what its proposer did, if both texts are as they were compared."""
    proposal, sent = sending.proposal, sending.request.POST
    item: Any = type(sending.item)._default_manager.get(pk=proposal.object_id)
    code = sent["language"]
    name = dict(content_languages())[code]
    if not may(proposal.proposer, TRANSLATE, item, code):
        raise ProposalRefusedError(no_longer(proposal))
    if met := translation_status(item, code, name).met(conflicts.shown_in(sent)):
        raise ProposalRefusedError(
            _(
                "The texts were changed since they were compared: compare them, and propose it anew."
            ),
            tuple(_seen_otherwise(met, item)),
        )
    before, texts = translation_statuses(item), tuple(_texts(item, code, proposal.code))
    TRANSLATION_ACTIONS[proposal.code](item, code, by=sending.by)
    words = _("%(what)s: %(language)s.") % {"what": LABELS[proposal.code][1], "language": name}
    return Outcome(words, (*_standing(before, translation_statuses(item)), *texts))


def _seen_otherwise(met: TranslationStatus, item: Translated) -> Iterator[Conflict]:
    """Yield the texts that the proposer saw in other words."""
    names = dict(content_languages())
    for line in met.lines:
        now = ((item.source_language, line.source), (met.code, line.text))
        for (code, text), was in zip(now, line.seen or (), strict=False):
            if text != was:
                yield Conflict(f"{line.label}, {names[code]}", text, was)


def _standing(
    before: list[TranslationStatus], after: list[TranslationStatus]
) -> Iterator[ProposedDifference]:
    """Yield what becomes of each language: its state, and whether it is the source."""
    later = {status.code: status for status in after}
    for was in before:
        old, new = _in_words(was), _in_words(later[was.code])
        if old != new:
            yield ProposedDifference(was.name, old, new)


def _in_words(status: TranslationStatus) -> str:
    return _("source") if status.is_source else str(status.state.label)


def _texts(item: Translated, code: str, action: str) -> Iterator[ProposedDifference]:
    """Yield the texts of a language beside those of the source: what is made public, readers see for the first time."""
    names = dict(content_languages())
    for line in translation_status(item, code, names[code]).lines:
        if line.text:
            source = item.source_language
            yield ProposedDifference(
                f"{line.label}, {names[source]}", line.source, line.source, bcp47(source)
            )
            read = "" if action == "public" else line.text
            yield ProposedDifference(f"{line.label}, {names[code]}", read, line.text, bcp47(code))


def _add_reason(sending: Sending) -> Outcome:
    proposal = sending.proposal
    change = Change.objects.select_related("event").get(pk=proposal.code)
    form = ReasonForm(change, sending.request.POST)
    form.is_valid()  # a text has no rule that the writer does not know
    texts = form.texts()
    for code in ("", *texts):
        if not may(proposal.proposer, TRANSLATE, change.event, code):
            raise ProposalRefusedError(no_longer(proposal))
    add_reason(change, texts, by=sending.by)
    return Outcome(_("Reason translated."), tuple(_reasons(change, form)))


def _reasons(change: Change, form: ReasonForm) -> Iterator[ProposedDifference]:
    """Yield which change it is about, and its reason in each language: as it stands, and as it is added."""
    what = name_of_change(told_with(change))
    yield ProposedDifference(str(Change._meta.verbose_name), what, what)
    for code, name in content_languages():
        before = form.reasons.get(code, "")
        after = before or form.cleaned_data.get(text_name("reason", code), "")
        yield ProposedDifference(f"{_('Reason')}, {name}", before, after, bcp47(code))


def name_of_change(changes: list[Change]) -> str:
    """Return what happened, and to which event; of a decision, to how many."""
    first = changes[0]
    if first.decision_id:
        return title_of(first.kind, len(changes))
    words = {"what": headline(first.state()), "event": text_of(first.event, "title")}
    return _("%(what)s: %(event)s") % words


def _label(proposal: Proposal) -> Any:
    return LABELS[proposal.code][0]


DOOR = Door(PUBLISH, _label, _settle, (TranslationRefusedError,))
REASON_DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("translation of a reason"),
    _add_reason,
    (ChangeRefusedError,),
)

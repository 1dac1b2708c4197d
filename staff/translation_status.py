"""How the translations of one item stand, beside their texts, and which deeds are open.

What somebody proposes to say of a translation that the public reads, or to add as the translation of a reason, waits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

import orjson
from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from events.actions.changes import ChangeRefusedError
from events.actions.reasons import add_reason, told_with
from events.models import Change
from i18n.texts import (
    StrOrPromise,
    bcp47,
    content_languages,
    in_each,
    is_draft_in,
    lazy_sentence,
    text_of,
)
from publishing import records, translations
from publishing.enums import TranslationState
from publishing.models import Translated
from publishing.permissions import PUBLISH, TRANSLATE, may
from publishing.translations import outdated_texts, since, state_of, written
from publishing.workflow import TRANSLATION_ACTIONS, TranslationRefusedError
from staff import conflicts
from staff.conflicts import Conflict, values_in
from staff.fact_forms import ReasonForm, text_name
from staff.models.proposals import Proposal
from staff.proposals.doors import Door, ProposalRefusedError, Sending
from staff.proposals.edits import item_alone, no_longer
from staff.proposals.outcomes import Outcome, ProposedDifference
from staff.proposals.texts import demand_texts, hangs_on, write_for_trial
from website.presenters.changes import headline
from website.presenters.diff import title_of

#: By name in addresses: what the button says, and what the log.
LABELS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "confirm": (gettext_lazy("Confirm as up to date"), gettext_lazy("Translation confirmed")),
    "public": (gettext_lazy("Make public"), gettext_lazy("Translation made public")),
    "draft": (gettext_lazy("Keep as a draft"), gettext_lazy("Translation kept as a draft")),
    "source": (gettext_lazy("Make the source"), gettext_lazy("Source language set")),
}


@dataclass(frozen=True)
class TextStatus:
    """One text of the source and its translation; `changed`: the source has moved on since.

    `seen` is what the page showed of both before somebody changed one of them.
    """

    name: str
    label: str
    source: str
    text: str
    changed: bool
    seen: tuple[str, str] | None = None


@dataclass(frozen=True)
class TranslationStatus:
    """How an item stands in one language, and the deeds that are open."""

    code: str
    name: str
    state: TranslationState
    is_source: bool
    is_draft: bool
    since: date | None
    #: What the texts are called that it lacks: all that must be there, and what another language has.
    missing: tuple[str, ...]
    #: Whether visitors see the item at all.
    is_out: bool
    deeds: tuple[tuple[str, StrOrPromise], ...]
    lines: tuple[TextStatus, ...]
    #: The proposals whose texts stand here in the place of what is stored.
    waiting: tuple[Proposal, ...] = ()

    @property
    def shown(self) -> str:
        """What the page shows of the language: the hidden field of its form."""
        texts = {line.name: [line.source, line.text] for line in self.lines}
        return orjson.dumps({"state": self._state, "texts": texts}).decode()

    @property
    def _state(self) -> list[Any]:
        return [self.state.value, self.is_source, self.is_draft]

    def met(self, shown: Mapping[str, Any]) -> Self | None:
        """Return the status with the texts that were seen otherwise; None when all is as shown.

        A page that does not say what it showed is believed.
        """
        texts = values_in(shown, "texts")
        if texts is None:
            return None
        lines = tuple(_compared(line, texts.get(line.name)) for line in self.lines)
        if lines == self.lines and shown.get("state") == self._state:
            return None
        return replace(self, lines=lines)


def _compared(line: TextStatus, seen: Any) -> TextStatus:
    """Note on a line what was seen of it, where that differs."""
    now = (line.source, line.text)
    if not isinstance(seen, list) or len(seen) != 2 or tuple(seen) == now:
        return line
    return replace(line, seen=(str(seen[0]), str(seen[1])))


def translation_statuses(
    item: Translated, met: TranslationStatus | None = None
) -> list[TranslationStatus]:
    """Return a line for each language, that of the source first, `met` in its place. No query."""
    statuses = [
        met if met and met.code == code else translation_status(item, code, name)
        for code, name in content_languages()
    ]
    return sorted(statuses, key=lambda status: not status.is_source)


def translation_status(item: Translated, code: str, name: str) -> TranslationStatus:
    outdated = {field.name for field in outdated_texts(item, code)}
    return TranslationStatus(
        code=code,
        name=name,
        state=state_of(item, code),
        is_source=code == item.source_language,
        is_draft=is_draft_in(item, code),
        since=since(item, code) if outdated else None,
        missing=tuple(str(field.verbose_name) for field in translations.gaps(item)[code]),
        is_out=records.is_public(item),
        deeds=tuple((deed, LABELS[deed][0]) for deed in _open_actions(item, code)),
        lines=tuple(
            TextStatus(
                field.name,
                str(field.verbose_name),
                written(item, field.name, item.source_language),
                written(item, field.name, code),
                field.name in outdated,
            )
            for field in translations.free_texts(type(item))
        ),
    )


def _open_actions(item: Translated, code: str) -> Iterator[str]:
    if code == item.source_language:
        return
    if outdated_texts(item, code):
        yield "confirm"
    required = records.is_public(item) and code in settings.PUBLISHING_REQUIRED_LANGUAGES
    if is_draft_in(item, code):
        yield "public"
    elif not required:
        yield "draft"
    if state_of(item, code) in (TranslationState.PUBLIC, TranslationState.OUT_OF_DATE):
        yield "source"


def _settle(sending: Sending) -> Outcome:
    """Say of a translation what its proposer did, if both texts are as they were compared."""
    proposal, sent = sending.proposal, sending.request.POST
    item: Any = type(sending.item)._default_manager.get(pk=proposal.object_id)
    code = sent["language"]
    name = dict(content_languages())[code]
    if not may(proposal.proposer, TRANSLATE, item, code):
        raise ProposalRefusedError(no_longer(proposal))
    if sending.is_trial:
        write_for_trial(sending.request, item, proposal)
    else:
        demand_texts(proposal)
    if met := translation_status(item, code, name).met(conflicts.shown_in(sent)):
        raise ProposalRefusedError(
            _(
                "The texts were changed since they were compared: compare them, and propose it anew."
            ),
            tuple(_seen_otherwise(met, item)),
        )
    before = in_each(lambda: _standing(item))
    texts = in_each(lambda: tuple(_texts(item, code, proposal.code)))
    TRANSLATION_ACTIONS[proposal.code](item, code, by=sending.by)
    names = {"what": LABELS[proposal.code][1], "language": name}
    words = lazy_sentence(gettext_lazy("%(what)s: %(language)s."), names)
    after = in_each(lambda: _standing(item))
    told = {one: (*_changed(before[one], after[one]), *texts[one]) for one in texts}
    return Outcome(words, told)


def _seen_otherwise(met: TranslationStatus, item: Translated) -> Iterator[Conflict]:
    """Yield the texts that the proposer saw in other words."""
    names = dict(content_languages())
    for line in met.lines:
        now = ((item.source_language, line.source), (met.code, line.text))
        for (code, text), was in zip(now, line.seen or (), strict=False):
            if text != was:
                yield Conflict(f"{line.label}, {names[code]}", text, was)


def _standing(item: Translated) -> dict[str, str]:
    """Return by the name of each language its state in words, or that it is the source."""
    return {
        status.name: (
            pgettext("the language that others translate", "source")
            if status.is_source
            else str(status.state.label)
        )
        for status in translation_statuses(item)
    }


def _changed(before: dict[str, str], after: dict[str, str]) -> Iterator[ProposedDifference]:
    for name, was in before.items():
        if was != after[name]:
            yield ProposedDifference(name, was, after[name])


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
    told = in_each(lambda: tuple(_reasons(change, form)))
    return Outcome(gettext_lazy("Reason translated."), told)


def _reasons(change: Change, form: ReasonForm) -> Iterator[ProposedDifference]:
    """Yield which change it is about, and its reason in each language that has one: as it stands, or as it is added."""
    what = name_of_change(told_with(change))
    yield ProposedDifference(str(Change._meta.verbose_name), what, what)
    for code, name in content_languages():
        before = form.reasons.get(code, "")
        after = before or form.cleaned_data.get(text_name("reason", code), "")
        if before or after:
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


def label_in_language(proposal: Proposal) -> str:
    """Return what is proposed of a translation, and of which."""
    names = dict(content_languages())
    return f"{_label(proposal)}: {names[proposal.sent['language'][-1]]}"


DOOR = Door(PUBLISH, _label, _settle, (TranslationRefusedError,), hangs_on=hangs_on)
REASON_DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("translation of a reason"),
    _add_reason,
    (ChangeRefusedError,),
    hangs_on=item_alone,
)

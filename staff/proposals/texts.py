"""Texts that wait for a second person, and what somebody says meanwhile of the translations that they make. ADR 0025.

Whoever confirms a translation whose text waits has read the text as it is proposed: the page shows that one. What they
say waits with the text, and one approval is for both.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from i18n.texts import CODES, column
from publishing import clock, translations
from publishing.models import Translated
from publishing.permissions import NotAllowedError
from publishing.translations import free_texts
from staff.models.proposals import Proposal, ProposalState
from staff.proposals import proposing, trials
from staff.proposals.doors import EDIT, TRANSLATION, ProposalRefusedError
from staff.proposals.edits import form_of
from staff.scope import is_key

#: The field of a form that names proposals: those whose texts a page shows, and what is approved with a text.
WITH = "with"


@dataclass(frozen=True)
class WaitingTexts:
    """A proposal of texts, and by column what it would write as things stand."""

    proposal: Proposal
    texts: Mapping[str, str]

    def is_read_in(self, item: Translated, code: str) -> bool:
        """Whether it writes a text of a language, or of the source that it translates."""
        languages = (code, item.source_language)
        names = {column(field.name, one) for field in free_texts(type(item)) for one in languages}
        return bool(names & self.texts.keys())


def waiting(request: HttpRequest, item: Translated) -> list[WaitingTexts]:
    """Return the texts that wait of `item`. A query where there are none."""
    return _texts_of(request, item, proposing.of_item(item).waiting().filter(deed=EDIT))


def as_read(item: Translated, rows: Iterable[WaitingTexts]) -> Translated:
    """Return `item` with the texts that wait in the place of its own: to be read, never to be saved."""
    read = copy(item)
    _put(read, rows)
    return read


def _texts_of(
    request: HttpRequest, item: Translated, rows: Iterable[Proposal]
) -> list[WaitingTexts]:
    found = [WaitingTexts(row, _texts(request, item, row)) for row in rows]
    return [one for one in found if one.texts]


def _texts(request: HttpRequest, thing: Translated, proposal: Proposal) -> dict[str, str]:
    """Return what a proposal would write; nothing of one that would be refused."""
    desk: Any = admin.site.get_model_admin(type(thing))
    columns = {column(field.name, code) for field in free_texts(type(thing)) for code in CODES}
    sent = trials.as_sent(request, proposal, is_trial=True)
    sent.method = "GET"  # nothing is written: no turn is taken for it
    with suppress(NotAllowedError):
        item: Model | None = desk.get_object(sent, str(thing.pk))
        form = form_of(desk, sent, item) if item else None
        if form and form.is_valid():
            return {name: form.cleaned_data[name] for name in form.changed_data if name in columns}
    return {}


def _put(item: Translated, rows: Iterable[WaitingTexts]) -> None:
    translations.follow(item, clock.today())
    for row in rows:
        for name, text in row.texts.items():
            setattr(item, name, text)
    translations.follow(item, clock.today())


# --- what rests on them -----------------------------------------------------------------------


def rests_on(proposal: Proposal) -> list[Proposal]:
    """Return the proposals whose texts were read by whoever proposed something of a translation. A query where there are."""
    keys = keys_in(proposal.sent.get(WITH, ())) if proposal.deed == TRANSLATION else ()
    if not keys:
        return []
    rows = Proposal.objects.filter(pk__in=keys, deed=EDIT, kind=proposal.kind_id)
    return list(rows.filter(object_id=proposal.object_id).select_related("proposer"))


def resting_on(proposal: Proposal) -> list[Proposal]:
    """Return what waits to be approved with a proposal of texts. A query."""
    if proposal.deed != EDIT:
        return []
    rows = proposing.of_item(proposal.thing).waiting().filter(deed=TRANSLATION)
    found = [row for row in rows if proposal.pk in keys_in(row.sent.get(WITH, ()))]
    for row in found:
        row.item = proposal.thing
    return found


def keys_in(names: Iterable[str]) -> list[int]:
    """Return the keys among what was sent."""
    return [int(one) for one in names if is_key(Proposal, one)]


def hangs_on(proposal: Proposal) -> str:
    """Say what became of the texts that something proposed of a translation is about."""
    return str([(row.pk, row.state) for row in rests_on(proposal)] or "")


def write_for_trial(request: HttpRequest, item: Translated, proposal: Proposal) -> None:
    """Write the texts that wait and that a proposal is about: belongs into what is rolled back."""
    rows = _texts_of(request, item, (row for row in rests_on(proposal) if row.is_waiting))
    if rows:
        _put(item, rows)
        names = {name for row in rows for name in row.texts}
        item.save(update_fields=[*names, "translation_states", "updated_at"])


def demand_texts(proposal: Proposal) -> None:
    """Raise ProposalRefusedError where a text that the proposal is about waits itself, or was not approved."""
    states = {row.state for row in rests_on(proposal)}
    if ProposalState.WAITING in states:
        raise ProposalRefusedError(
            _("The text that it is about waits itself: approve that one, and this with it.")
        )
    if states & {ProposalState.REJECTED, ProposalState.WITHDRAWN}:
        raise ProposalRefusedError(
            _("The text that it is about was not approved: reject it, or let it be proposed anew.")
        )

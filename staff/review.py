"""The pages on which a second person looks at what is proposed, and decides. ADR 0025."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from i18n.texts import StrOrPromise, Text, first_texts, in_reading
from staff import (
    proposals,
    proposed_addresses,
    proposed_corrections,
    proposed_edits,
    proposed_publications,
    proposed_translations,
)
from staff.actions import proposed as proposed_actions
from staff.bundled import Bundle
from staff.proposal_doors import (
    ACT,
    ADDRESS,
    CORRECTION,
    DECISION,
    EDIT,
    MOVE,
    PUBLICATION,
    REASON,
    TRANSLATION,
    Door,
)
from staff.proposed import Proposal, ProposalState

#: Days for which the desk tells what became of a proposal, and what was released in an emergency.
TOLD_FOR = 14
DOORS: dict[str, Door] = {
    EDIT: proposed_edits.DOOR,
    ACT: proposed_actions.DOOR,
    PUBLICATION: proposed_publications.DOOR,
    CORRECTION: proposed_corrections.DOOR,
    DECISION: proposed_actions.DECISION_DOOR,
    TRANSLATION: proposed_translations.DOOR,
    REASON: proposed_translations.REASON_DOOR,
    ADDRESS: proposed_addresses.DOOR,
    MOVE: proposed_addresses.MOVE_DOOR,
}


@dataclass(frozen=True)
class ProposalRow:
    """A proposal, as a list tells it."""

    proposal: Proposal
    #: What the thing is called, in the language of the reader where it has one there.
    name: Text | str
    what: StrOrPromise
    url: str


@dataclass(frozen=True)
class Review:
    """What the desk tells somebody of proposals; each the first first."""

    #: Of others, on which the user may decide.
    for_you: tuple[ProposalRow, ...] = ()
    #: The user's own that wait, and what became of them of late.
    own: tuple[ProposalRow, ...] = ()
    settled: tuple[ProposalRow, ...] = ()
    #: Of others, on which others decide.
    of_others: tuple[ProposalRow, ...] = ()
    #: What was released without a second person of late: told to all.
    emergencies: tuple[ProposalRow, ...] = ()
    #: The same of bundles, each with its address for whoever may look at bundles.
    bundles: tuple[tuple[Bundle, str], ...] = ()

    @property
    def rows(self) -> tuple[ProposalRow, ...]:
        groups = (self.for_you, self.own, self.settled, self.of_others, self.emergencies)
        return tuple(row for group in groups for row in group)

    @property
    def released(self) -> int:
        """How much went public without a second person."""
        return len(self.emergencies) + len(self.bundles)


def row_of(proposal: Proposal) -> ProposalRow:
    url = reverse("admin:proposal", args=[proposal.pk])
    what = DOORS[proposal.deed].label(proposal)
    return ProposalRow(proposal, _name_of(proposal), what, url)


def _name_of(proposal: Proposal) -> Text | str:
    named = [name for name in ("title", "name") if hasattr(proposal.thing, name)]
    return in_reading(first_texts(proposal.thing, *named)) if named else proposal.name


def review(request: HttpRequest) -> Review:
    """Return what waits, and what was decided of late, of what the user may see. As many queries for many as for one."""
    since = timezone.now() - timedelta(days=TOLD_FOR)
    told = models.Q(settled_at__gte=since) & (
        models.Q(proposer=request.user) | models.Q(state=ProposalState.RELEASED)
    )
    rows = Proposal.objects.filter(models.Q(state=ProposalState.WAITING) | told)
    rows = rows.select_related("proposer", "settled_by", "kind")
    seen = visible(request, rows)
    return replace(_sorted(request, seen), bundles=tuple(_released_bundles(request, since)))


def _released_bundles(request: HttpRequest, since: datetime) -> Iterator[tuple[Bundle, str]]:
    may_look = admin.site.get_model_admin(Bundle).has_view_permission(request)
    for bundle in Bundle.objects.released_since(since).select_related("released_by"):
        yield bundle, bundle.get_absolute_url() if may_look else ""


def _sorted(request: HttpRequest, seen: Iterable[Proposal]) -> Review:
    groups: dict[str, Any] = {}
    for proposal in seen:
        is_own = proposal.proposer_id == request.user.pk
        if proposal.state == ProposalState.RELEASED:
            group = "emergencies"
        elif is_own:
            group = "own" if proposal.is_waiting else "settled"
        else:
            may = proposals.may_settle(request.user, proposal, DOORS[proposal.deed])
            group = "for_you" if may else "of_others"
        groups.setdefault(group, []).append(row_of(proposal))
    return Review(**{name: tuple(rows) for name, rows in groups.items()})


def visible(request: HttpRequest, rows: Iterable[Proposal]) -> list[Proposal]:
    """Return those of `rows` whose things the user may see at the desk, each with its thing. A query a kind."""
    found = list(rows)
    keys: dict[ContentType, set[int]] = {}
    for row in found:
        keys.setdefault(row.kind, set()).update(row.keys)
    seen = {kind: _seen(request, kind, one) for kind, one in keys.items()}
    shown = [row for row in found if row.keys <= seen[row.kind].keys()]
    for row in shown:
        row.item = seen[row.kind][row.object_id]
    return shown


def _seen(request: HttpRequest, kind: ContentType, keys: Collection[int]) -> dict[int, Any]:
    """Return by their keys the things of a kind that the user may see."""
    model = kind.model_class()
    desk = admin.site.get_model_admin(model) if model else None
    if not desk or not desk.has_view_or_change_permission(request):
        return {}
    return desk.get_queryset(request).prefetch_related(None).in_bulk(keys)

"""What waits for a second person, and what was decided of late, as the desk tells each user."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from i18n.texts import StrOrPromise, Text, first_text_of
from publishing import clock
from staff import kinds
from staff.bundles.second_person import waiting_for
from staff.models import Bundle
from staff.models.proposals import Proposal, ProposalState
from staff.proposals import makers, proposing
from staff.review.registry import DOORS
from staff.scope import scope_of

#: Days for which the desk tells what became of a proposal, and what was released in an emergency.
TOLD_FOR = 14


@dataclass(frozen=True)
class ProposalRow:
    """A proposal, as a list tells it."""

    proposal: Proposal
    #: What the thing is called, in the language of the reader where it has one there.
    name: Text | str
    what: StrOrPromise
    #: "" to whoever may not see the thing.
    url: str


@dataclass(frozen=True)
class Review:
    """What the desk tells somebody of proposals; each the first first."""

    #: Of others, on which the user may decide.
    for_you: tuple[ProposalRow, ...] = ()
    #: Bundles that others filled, and the user may send out.
    bundles_for_you: tuple[Bundle, ...] = ()
    #: The user's own that wait, and what became of them of late.
    own: tuple[ProposalRow, ...] = ()
    settled: tuple[ProposalRow, ...] = ()
    #: Of others, on which others decide.
    of_others: tuple[ProposalRow, ...] = ()
    #: What was released without a second person of late: told to all.
    emergencies: tuple[ProposalRow, ...] = ()
    #: The same of bundles, each with its address for whoever may look at bundles.
    bundles: tuple[tuple[Bundle, str], ...] = ()
    #: To an account with limits: the days on which the same happened to what is not its own, and no name.
    elsewhere: tuple[date, ...] = ()

    @property
    def rows(self) -> tuple[ProposalRow, ...]:
        groups = (self.for_you, self.own, self.settled, self.of_others, self.emergencies)
        return tuple(row for group in groups for row in group)

    @property
    def waiting_for_you(self) -> int:
        return len(self.for_you) + len(self.bundles_for_you)

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.bundles_for_you or self.released)

    @property
    def released(self) -> int:
        """How much went public without a second person."""
        return len(self.emergencies) + len(self.bundles) + len(self.elsewhere)


def row_of(proposal: Proposal) -> ProposalRow:
    url = reverse("admin:proposal", args=[proposal.pk])
    what = DOORS[proposal.deed].label(proposal)
    return ProposalRow(proposal, _name_of(proposal), what, url)


def _name_of(proposal: Proposal) -> Text | str:
    return whole_name(proposal, name_of_thing(proposal))


def name_of_thing(proposal: Proposal) -> Text | str:
    """Return what the thing is called in the language of the reader."""
    named = [name for name in ("title", "name") if hasattr(proposal.thing, name)]
    return first_text_of(proposal.thing, *named) if named else proposal.name


def whole_name(proposal: Proposal, name: Text | str) -> Text | str:
    """Return `name`; of a decision about several events, and of its reason, how many others too."""
    return proposing.in_quotes(proposal, str(name)) if proposal.others else name


def review(request: HttpRequest) -> Review:
    """Return what waits, and what was decided of late, of what the user may see. As many queries for many as for one."""
    since = timezone.now() - timedelta(days=TOLD_FOR)
    told = models.Q(settled_at__gte=since) & (
        models.Q(proposer=request.user) | models.Q(state=ProposalState.RELEASED)
    )
    chosen = Proposal.objects.filter(models.Q(state=ProposalState.WAITING) | told)
    rows = list(chosen.select_related("proposer", "settled_by", "kind"))
    seen = visible(request, rows)
    unseen = [row for row in rows if row.state == ProposalState.RELEASED and row not in seen]
    bundles = _bundles(request, since)
    waiting = tuple(one for one in bundles if not one.is_published)
    released = [one for one in bundles if one.is_published]
    shown = replace(_sorted(request, seen), bundles_for_you=waiting)
    return _with_emergencies(request, shown, unseen, released)


def _bundles(request: HttpRequest, since: datetime) -> list[Bundle]:
    """Return those that were released in an emergency, and those that the user may send out as the second person."""
    rows = Bundle.objects.released_since(since)
    if settings.FOUR_EYES and admin.site.get_model_admin(Bundle).has_change_permission(request):
        rows |= waiting_for(request.user)
    return list(rows.select_related("released_by", "made_by"))


def _with_emergencies(
    request: HttpRequest, shown: Review, unseen: list[Proposal], bundles: list[Bundle]
) -> Review:
    """Tell of what was released and is not the user's to see: without a link, and to an account with limits the day alone."""
    if scope_of(request.user).is_limited:
        moments = [*(row.settled_at for row in unseen), *(bundle.done_at for bundle in bundles)]
        days = {timezone.localdate(moment, clock.zone()) for moment in moments}
        return replace(shown, elsewhere=tuple(sorted(days)))
    may_look = admin.site.get_model_admin(Bundle).has_view_permission(request)
    others = (
        ProposalRow(row, whole_name(row, row.name), DOORS[row.deed].label(row), "")
        for row in unseen
    )
    return replace(
        shown,
        emergencies=(*shown.emergencies, *others),
        bundles=tuple((one, one.get_absolute_url() if may_look else "") for one in bundles),
    )


def _sorted(request: HttpRequest, seen: Iterable[Proposal]) -> Review:
    groups: dict[str, Any] = {}
    for proposal in seen:
        is_own = proposal.proposer_id == request.user.pk
        if proposal.state == ProposalState.RELEASED:
            group = "emergencies"
        elif is_own:
            group = "own" if proposal.is_waiting else "settled"
        else:
            may = request.user.pk not in makers.makers(proposal) and makers.may_settle(
                request.user, proposal, DOORS[proposal.deed]
            )
            group = "for_you" if may else "of_others"
        groups.setdefault(group, []).append(row_of(proposal))
    return Review(**{name: tuple(rows) for name, rows in groups.items()})


def visible(request: HttpRequest, rows: Iterable[Proposal]) -> list[Proposal]:
    """Return those of `rows` whose things the user may see at the desk, each with its thing, to be named. One query."""
    found = list(rows)
    things = kinds.visible(request, ((row.kind, key) for row in found for key in row.keys))
    shown = [row for row in found if all((row.kind_id, key) in things for key in row.keys)]
    for row in shown:
        row.item = things[row.kind_id, row.object_id]
    makers.read_writers(shown)
    return shown

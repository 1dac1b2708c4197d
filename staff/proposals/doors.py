"""The forms of the desk that can wait for a second person, and how each is sent on.

Each says of itself what a proposal is while it is sent on; staff.review.registry names them all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from i18n.texts import StrOrPromise, lazy_sentence
from publishing.permissions import Actor
from staff import log
from staff.conflicts import Conflict
from staff.models.proposals import Proposal
from staff.proposals.outcomes import Outcome

#: The forms that can wait.
EDIT, ACT, PUBLICATION, CORRECTION = "edit", "act", "publish", "correct"
TRANSLATION, ADDRESS, MOVE = "translate", "address", "move"


class ProposalRefusedError(Exception):
    """Says why a proposal is not carried out: what is wrong by now, and what somebody changed meanwhile."""

    def __init__(self, problem: str, conflicts: Sequence[Conflict] = ()) -> None:
        super().__init__(problem)
        self.conflicts = tuple(conflicts)


def logged(what: StrOrPromise) -> log.Aside:
    """Return what the log says of a proposal of `what`."""
    return log.Aside(lazy_sentence(gettext_lazy("Proposed: %(what)s"), {"what": what}))


@dataclass(frozen=True)
class Sending:
    """A proposal on its way: `request` is as its proposer sent it, `by` whoever answers for it now."""

    proposal: Proposal
    item: Any
    request: HttpRequest
    by: Actor
    is_trial: bool = False


@dataclass(frozen=True)
class WrittenAnew:
    """What was written into a form: its texts as staff.kept_forms keeps them, and in words what has to be chosen anew."""

    values: Mapping[str, str] = field(default_factory=dict)
    chosen: Sequence[str] = ()


@dataclass(frozen=True)
class Door:
    """A form of the desk that can wait: which right lets somebody approve it, and how it is sent on.

    `carry_out` raises ProposalRefusedError, or an error of the writer in `refusals`.
    """

    right: str
    label: Callable[[Proposal], StrOrPromise]
    carry_out: Callable[[Sending], Outcome]
    refusals: tuple[type[Exception], ...] = ()
    #: Works on the files of a form that was sent about an item, before the turn to write is taken.
    work_on_files: Callable[[HttpRequest, Any], None] | None = None
    #: On what its outcome hangs beside the item, the rights of its proposer and the release. None: on more than few
    #: questions could tell; then each look tries it anew.
    hangs_on: Callable[[Proposal], str] | None = None
    #: What its form is filled in with to be written anew, of what was sent.
    anew: "Callable[[HttpRequest, Proposal], WrittenAnew] | None" = None
    #: Whether it makes the thing public as it stands by then, and not what was sent alone.
    shows_all: bool = False


#: The forms that can wait, by `Proposal.deed`: staff.review.registry names them all.
DOORS: dict[str, Door] = {}

"""What a proposal is while it is sent on, and what each form of the desk that can wait says of itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from i18n.texts import StrOrPromise
from publishing.permissions import Actor
from staff import revisions
from staff.conflicts import Conflict
from staff.proposed import DECISION as DECISION, Proposal

#: The forms that can wait.
EDIT, ACT, PUBLICATION, CORRECTION = "edit", "act", "publish", "correct"
TRANSLATION, REASON, ADDRESS, MOVE = "translate", "reason", "address", "move"


class ProposalRefusedError(Exception):
    """Says why a proposal is not carried out: what is wrong by now, and what somebody changed meanwhile."""

    def __init__(self, problem: str, conflicts: Sequence[Conflict] = ()) -> None:
        super().__init__(problem)
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True)
class ProposedDifference:
    """What a proposal makes of one field, in one language: a code of CODES, or ""."""

    label: str
    before: str
    after: str
    language: str = ""

    @property
    def parts(self) -> list[revisions.DiffPart]:
        return revisions.compared(self.before, self.after)


@dataclass(frozen=True)
class Outcome:
    """What a proposal did, or would do: in one sentence for the log, and field by field."""

    logged: str
    differences: tuple[ProposedDifference, ...] = ()


@dataclass(frozen=True)
class Sending:
    """A proposal on its way: `request` is as its proposer sent it, `by` whoever answers for it now."""

    proposal: Proposal
    item: Any
    request: HttpRequest
    by: Actor
    is_trial: bool = False


@dataclass(frozen=True)
class Door:
    """A form of the desk that can wait: which right lets somebody approve it, and how it is sent on.

    `carry_out` raises ProposalRefusedError, or an error of the writer in `refusals`.
    """

    right: str
    label: Callable[[Proposal], StrOrPromise]
    carry_out: Callable[[Sending], Outcome]
    refusals: tuple[type[Exception], ...] = ()

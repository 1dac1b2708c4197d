"""Who is no second person to a proposal, and who may decide about it."""

from collections.abc import Iterable
from typing import Any

from publishing.permissions import may, name_of_right
from staff import cover, hands
from staff.models.proposals import Proposal
from staff.proposals.doors import DOORS, Door
from staff.proposals.trials import item_of


def may_settle(account: Any, proposal: Proposal, door: Door) -> bool:
    """Whether `account` has the right to decide about a proposal, were it another's, and not from its makers."""
    return (
        proposal.item is not None
        and may(account, door.right, proposal.item)
        and (account.pk in makers(proposal) or stands_apart(account, proposal, door))
    )


def stands_apart(account: Any, proposal: Proposal, door: Door) -> bool:
    """Whether `account` has the right in question of itself, and not in the place of a maker."""
    model = type(item_of(proposal))
    return cover.stands_apart(account, name_of_right(door.right, model), makers(proposal))


def makers(proposal: Proposal) -> set[int]:
    """Return who is no second person to a proposal: whoever proposed it, and whoever changed since what it makes public."""
    return {proposal.proposer_id, *writers(proposal)}


def writers(proposal: Proposal) -> frozenset[int]:
    """Return who changed what a proposal makes public since it was proposed. A query; none where it was asked of many."""
    if proposal.writers is None:
        read_writers([proposal])
    return proposal.writers or frozenset()


def read_writers(rows: Iterable[Proposal]) -> None:
    """Read of all `rows` by one query who changed what they make public."""
    asked = {
        row: (row.kind_id, row.object_id, row.proposed_at)
        for row in rows
        if row.is_waiting and DOORS[row.deed].shows_all
    }
    found = hands.since(asked.values())
    for row in rows:
        row.writers = found[asked[row]] if row in asked else frozenset()

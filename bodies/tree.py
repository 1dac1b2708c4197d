"""The bodies as the tree that they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bodies.models import Body


@dataclass(frozen=True)
class Node:
    body: Body
    children: tuple[Node, ...]


def tree(bodies: Iterable[Body]) -> list[Node]:
    """Return `bodies` by their parents, in their order. One whose parent is not there is a root."""
    given = list(bodies)
    keys = {body.pk for body in given}
    below: dict[int | None, list[Body]] = {}
    for body in given:
        parent = body.parent_id if body.parent_id in keys else None
        below.setdefault(parent, []).append(body)
    return _nodes(None, below)


def _nodes(parent: int | None, below: dict[int | None, list[Body]]) -> list[Node]:
    return [Node(body, tuple(_nodes(body.pk, below))) for body in below.get(parent, [])]

"""The order of what is found. Whole numbers only, so that every database gives the same one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.questions import Alternative, Group, Question, Slot
from search.states import Kind

#: In a hundred: what the words of a name count that are there, but not together.
SCATTERED = 30
#: What neighbours that stand together add, in a hundred of their own weight.
TOGETHER = 50
#: What a query adds that is all of a name.
EXACT = 40
#: In a hundred: a portal of events shows events before the papers about them.
PRIORITY = {
    Kind.EVENT: 120,
    Kind.NEWS: 100,
    Kind.BODY: 115,
    Kind.HOST: 95,
    Kind.PRIORITY: 110,
    Kind.DOCUMENT: 95,
}

#: Term → weight, of one entry.
Weights = Mapping[str, int]
#: kind, key, term, weight.
Row = tuple[str, str, str, int]


@dataclass(frozen=True)
class Hit:
    kind: Kind
    key: str
    score: int


@dataclass(frozen=True)
class Found:
    """All hits, best first. `all_words`: each of them has every word of the query."""

    hits: tuple[Hit, ...] = ()
    all_words: bool = True


def rank(question: Question, rows: Iterable[Row], size: int) -> Found:
    """Return what `rows` answer to `question`, among `size` entries in all.

    First what has every word; what has any of them when nothing has all.
    """
    entries: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for kind, key, term, weight in rows:
        entries[kind, key][term] = weight
    strengths = {
        entry: [strength_of_group(group, weights) for group in question.groups]
        for entry, weights in entries.items()
    }
    rarities = [
        rarity(sum(1 for told in strengths.values() if told[place]), size)
        for place in range(len(question.groups))
    ]
    complete = {entry: told for entry, told in strengths.items() if told and all(told)}
    chosen = complete or {entry: told for entry, told in strengths.items() if any(told)}
    hits = []
    for (kind, key), told in chosen.items():
        score = sum(one * rare for one, rare in zip(told, rarities, strict=True))
        score += extra(question, entries[kind, key], rarities)
        hits.append(Hit(Kind(kind), key, score * PRIORITY[Kind(kind)]))
    order = list(Kind)
    hits.sort(key=lambda hit: (-hit.score, order.index(hit.kind), hit.key))
    return Found(tuple(hits), bool(complete) or not hits)


def rarity(count: int, size: int) -> int:
    """Return how much a word tells that `count` of `size` entries have: 16 when all have it."""
    return round(16 * math.log2(1 + size / count)) if count else 0


def strength_of_group(group: Group, weights: Weights) -> int:
    return max(strength(choice, weights) for choice in group.alternatives)


def strength(choice: Alternative, weights: Weights) -> int:
    """Return how much an entry says of what `choice` says; 0 unless it says all of it."""
    told = [_strongest(slot, weights) for slot in choice.slots]
    if not told or not all(told):
        return 0
    together = all(any(term in weights for term in link) for link in choice.links)
    return max(
        1, sum(told) * choice.factor * (100 if together else SCATTERED) // len(told) // 10_000
    )


def _strongest(slot: Slot, weights: Weights) -> int:
    return max((weights.get(term, 0) * factor for term, factor in slot.items()), default=0) // 100


def extra(question: Question, weights: Weights, rarities: list[int]) -> int:
    """Return what the order of the words adds."""
    common = max(rarities, default=0)
    linked = sum(max((weights.get(term, 0) for term in link), default=0) for link in question.links)
    return (linked * TOGETHER + weights.get(question.exact, 0) * EXACT) * common // 100

"""The order of what is found. Whole numbers only, so that every database gives the same one.

From a text that somebody typed to the ranked hits: a fixed number of queries.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search import synonyms
from search.highlighting import Marker, marker
from search.models import Entry, EntryKind, Posting
from search.query import MOST_WORDS, Alternative, Asking, QueryGroup, Question, Slot, openings

#: In a hundred: what the words of a name count that are there, but not together.
SCATTERED = 30
#: What neighbours that stand together add, in a hundred of their own weight.
TOGETHER = 50
#: What a query adds that is all of a name.
EXACT = 40
#: In a hundred: a portal of events shows events before the papers about them.
PRIORITY = {
    EntryKind.EVENT: 120,
    EntryKind.NEWS: 100,
    EntryKind.BODY: 115,
    EntryKind.HOST: 95,
    EntryKind.PRIORITY: 110,
    EntryKind.DOCUMENT: 95,
    EntryKind.PAGE: 80,
}

#: Term → weight, of one entry.
Weights = Mapping[str, int]
#: kind, key, term, weight.
Row = tuple[str, str, str, int]


@dataclass(frozen=True)
class Hit:
    kind: EntryKind
    key: str
    score: int


@dataclass(frozen=True)
class Results:
    """All hits, best first. `all_words`: each of them has every word of the query."""

    hits: tuple[Hit, ...] = ()
    all_words: bool = True


def rank(question: Question, rows: Iterable[Row], size: int) -> Results:
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
        rarity(sum(1 for row in strengths.values() if row[place]), size)
        for place in range(len(question.groups))
    ]
    complete = {entry: row for entry, row in strengths.items() if row and all(row)}
    candidates = complete or {entry: row for entry, row in strengths.items() if any(row)}
    hits = []
    for (kind, key), row in candidates.items():
        score = sum(one * rare for one, rare in zip(row, rarities, strict=True))
        score += extra(question, entries[kind, key], rarities)
        hits.append(Hit(EntryKind(kind), key, score * PRIORITY[EntryKind(kind)]))
    order = list(EntryKind)
    hits.sort(key=lambda hit: (-hit.score, order.index(hit.kind), hit.key))
    return Results(tuple(hits), bool(complete) or not hits)


def rarity(count: int, size: int) -> int:
    """Return how much a word tells that `count` of `size` entries have: 16 when all have it."""
    return round(16 * math.log2(1 + size / count)) if count else 0


def strength_of_group(group: QueryGroup, weights: Weights) -> int:
    return max(strength(choice, weights) for choice in group.alternatives)


def strength(choice: Alternative, weights: Weights) -> int:
    """Return how much an entry says of what `choice` says; 0 unless it says all of it."""
    slot_weights = [_strongest(slot, weights) for slot in choice.slots]
    if not slot_weights or not all(slot_weights):
        return 0
    together = all(any(term in weights for term in link) for link in choice.links)
    return max(
        1,
        sum(slot_weights)
        * choice.factor
        * (100 if together else SCATTERED)
        // len(slot_weights)
        // 10_000,
    )


def _strongest(slot: Slot, weights: Weights) -> int:
    return max((weights.get(term, 0) * factor for term, factor in slot.items()), default=0) // 100


def extra(question: Question, weights: Weights, rarities: list[int]) -> int:
    """Return what the order of the words adds."""
    common = max(rarities, default=0)
    link_weight = sum(
        max((weights.get(term, 0) for term in link), default=0) for link in question.links
    )
    return (link_weight * TOGETHER + weights.get(question.exact, 0) * EXACT) * common // 100


@dataclass(frozen=True)
class Answer:
    """What was found; `is_empty` when the text held no word to search for."""

    results: Results
    marker: Marker
    is_empty: bool


def find(text: str) -> Answer:
    names = synonyms.read_names()
    query = names.query_words(text)[:MOST_WORDS]
    vocabulary = frozenset(Posting.objects.opening_with(openings(query)).terms())
    question = Asking(query, names, vocabulary).question()
    rows = (
        Posting.objects.of_terms(question.terms)
        .shown()
        .order_by()
        .values_list("entry__kind", "entry__key", "term", "weight")
    )
    results = rank(question, rows, Entry.objects.count())
    return Answer(results, marker(query, question), is_empty=not query)

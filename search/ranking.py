"""The order of what is found. Whole numbers only, so that every database gives the same one."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from events.enums import Level
from search.coming import (
    COMING,
)
from search.hits import Hit
from search.models import EVENT_OF, EntryKind
from search.query import (
    OTHER_NAME,
    Alternative,
    QueryGroup,
    Question,
    Slot,
)

#: In a hundred: what the words of a name count that are there, but not together.
SCATTERED = 30
#: What neighbours that stand together add, in a hundred of their own weight.
TOGETHER = 25
#: What a query adds that is all of a name,
EXACT = 150
#: what it adds more where that of a body was typed, which its meetings bear too,
TYPED_BODY = 25
#: and one that holds all of a usual name of the thing, beside other words.
NAMED = 80
#: A name that counts so much is one of the thing itself, not of its place or its host.
OWN_NAME = 80
#: From here on more of the same word hardly counts: to say all words beats saying one loudly.
SATURATION = 300
#: A word that counts so much stands in a name or nearly; below it a thing lacks part of the word.
WELL_SAID = 85
#: In a hundred: what is coming matches as well as another event that scores more, down to this share of it.
AS_GOOD = 50
#: In a hundred: what has every word is weak when it scores less of what another scores for some of them.
WEAK = 50
#: In a hundred: what news and papers are credited with of a word that they lack, and their event has.
OF_EVENT = 40
#: A word that so few things have is a name of one of them: what lacks it is not what is meant.
SINGLED_OUT = 3
#: With fewer results that have every word, those follow that have some of the words.
FEW = 8
#: In a hundred. Events have two names and their bodies', and need no more to stand before their papers.
PRIORITY = {
    EntryKind.EVENT: 100,
    EntryKind.NEWS: 100,
    EntryKind.BODY: 115,
    EntryKind.HOST: 90,
    EntryKind.PRIORITY: 110,
    EntryKind.THEME: 110,
    EntryKind.DOCUMENT: 100,
    EntryKind.PAGE: 100,
}

#: Whoever meets, or is the host.
WHO = (EntryKind.BODY, EntryKind.HOST)
#: Term → weight, of one entry.
Weights = Mapping[str, int]
#: kind, key.
Key = tuple[str, str]
#: kind, key, term, weight.
Row = tuple[str, str, str, int]
#: How many entries have a word that is needed, by where the query says it.
Counts = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Results:
    """All hits, best first.

    `by_name`: where the query says words that no text has, and that are found by their usual names alone. `is_none_ahead`:
    whether it asks for what is next, and of the events that have every word none of the sort is to come.
    """

    hits: tuple[Hit, ...] = ()
    by_name: tuple[tuple[int, int], ...] = ()
    is_none_ahead: bool = False

    @property
    def complete(self) -> int:
        """How many have every word of the query."""
        return sum(not hit.lacks for hit in self.hits)

    def led_by(self, first: Hit) -> Self:
        """Return them with `first` before all others."""
        others = (hit for hit in self.hits if (hit.kind, hit.key) != (first.kind, first.key))
        return replace(self, hits=(first, *others))

    @property
    def all_words(self) -> bool:
        """Whether each hit has every word of the query."""
        return self.complete == len(self.hits)


def rank(question: Question, rows: Iterable[Row], size: int) -> Results:
    """Return what `rows` answer to `question`, among `size` entries in all.

    What has every word; and what has some of them, where it says more of these, where few
    have all, or where those say it weakly.
    """
    entries, events = _by_entry(rows)
    question = question.within(frozenset[str]().union(*entries.values()))
    strengths = {
        entry: [strength_of_group(group, weights) for group in question.groups]
        for entry, weights in entries.items()
    }
    counts = [
        sum(1 for row in strengths.values() if row[place]) for place in range(len(question.groups))
    ]
    rarities = [rarity(count, size) for count in counts]
    found = {
        entry: _hit(entry, question, row, rarities, entries[entry])
        for entry, row in strengths.items()
        if _has_any(question, row)
    }
    credited = {
        entry: _credited(found, entry, events[entry], _Said(question, strengths, rarities))
        for entry in events.keys() & found.keys()
    }
    hits = _other_papers_behind(list((found | credited).values()), question.named)
    order = list(EntryKind)
    hits.sort(key=lambda hit: (-hit.score, order.index(hit.kind), hit.key))
    rated = zip(question.groups, counts, strict=True)
    needed = {group.span: count for group, count in rated if group.is_needed}
    shown = list(_worth_showing(hits, needed))
    by_name = tuple(_found_by_name(question, entries.values()))
    return (
        _next_first(shown, by_name, question)
        if question.is_next
        else Results(tuple(shown), by_name)
    )


def _by_entry(rows: Iterable[Row]) -> tuple[dict[Key, dict[str, int]], dict[Key, list[Key]]]:
    """Return the weights of the terms of each entry, and of news and papers the events that they belong to."""
    entries, events = defaultdict[Key, dict[str, int]](dict), defaultdict[Key, list[Key]](list)
    for kind, key, term, weight in rows:
        if term.startswith(EVENT_OF):
            events[kind, key].append((EntryKind.EVENT.value, term.removeprefix(EVENT_OF)))
        else:
            entries[kind, key][term] = weight
    return dict(entries), dict(events)


@dataclass(frozen=True)
class _Said:
    """How strongly each entry says each word of the question, and how much each word tells."""

    question: Question
    strengths: Mapping[Key, Sequence[int]]
    rarities: Sequence[int]


def _credited(found: Mapping[Key, Hit], entry: Key, events: Sequence[Key], said: _Said) -> Hit:
    """Return the hit of an article or a paper that lacks less where one of its `events` has the words: who types the place of a
    meeting finds what tells of the meeting and names no place. Never above that event."""
    hit = found[entry]
    owners = [event for event in events if event in found]
    if not (hit.lacks and owners):
        return hit
    strengths = [
        max(own, *(said.strengths[event][place] * OF_EVENT // 100 for event in owners))
        for place, own in enumerate(said.strengths[entry])
    ]
    there, every = _share(said.question, strengths, said.rarities)
    most = max(found[event].score for event in owners) - 1
    return replace(hit, score=max(hit.score, min(hit.loudness * there**2 // every**2, most)))


def _found_by_name(question: Question, entries: Collection[Weights]) -> Iterator[tuple[int, int]]:
    """Yield where `question` says what no entry has as it was typed, but by another usual name."""
    for group in question.groups:
        if group.typed is None or not group.is_needed:
            continue
        typed, others = group.alternatives[: group.typed], group.alternatives[group.typed :]
        if not _is_said(typed, entries) and _is_said(others, entries):
            yield group.span


def _is_said(choices: Collection[Alternative], entries: Collection[Weights]) -> bool:
    return any(strength(choice, weights) for weights in entries for choice in choices)


def _next_first(
    hits: list[Hit], by_name: tuple[tuple[int, int], ...], question: Question
) -> Results:
    """Return `hits` as results, first those that are next, and whether nothing of the sort is."""
    events = [hit for hit in hits if hit.kind == EntryKind.EVENT and not hit.lacks]
    ahead = _ahead(events, question)
    is_none_ahead = bool(events) and not ahead and _is_nothing_like_it_ahead(hits, question)
    return Results(tuple(_soonest_first(hits, ahead, question)), by_name, is_none_ahead)


def _ahead(events: list[Hit], question: Question) -> dict[Hit, tuple[int, date]]:
    """Return the place of those of `events`, which have every word, that are coming and match well or as well as others: of
    the sort and level that are named before others, the soonest first. None where none is of what is named: a press
    conference after the summit is no next summit."""
    best = max((hit.score for hit in events), default=0)
    # Heads of parliaments have a meeting, and are no heads of state.
    levels = question.event_sorts & frozenset(Level)
    matches = {
        hit: question.coming[hit.key]
        for hit in events
        if hit.key in question.coming and (hit.is_well_said or hit.score * 100 >= best * AS_GOOD)
    }
    named = {
        hit: len(question.event_sorts & {coming.sort, coming.level})
        for hit, coming in matches.items()
        if not levels or coming.level in levels
    }
    if question.event_sorts and not any(named.values()):
        return {}
    return {hit: (-named.get(hit, 0), coming.day) for hit, coming in matches.items()}


def _is_nothing_like_it_ahead(hits: list[Hit], question: Question) -> bool:
    """Whether nothing of the sort and level that are named is to come, and without these nothing that has half of the words:
    who asks for the agenda of the next meeting is not told that there is none."""
    levels = question.event_sorts & frozenset(Level)
    sorts = question.event_sorts - levels
    if question.event_sorts:
        return not any(
            (not levels or coming.level in levels) and (not sorts or coming.sort in sorts)
            for coming in question.coming.values()
        )
    needed = sum(group.is_needed for group in question.groups)
    return not any(
        hit.kind == EntryKind.EVENT and hit.key in question.coming and 2 * len(hit.lacks) <= needed
        for hit in hits
    )


def _soonest_first(
    hits: list[Hit], ahead: Mapping[Hit, tuple[int, date]], question: Question
) -> list[Hit]:
    """Return `hits`, first those that are `ahead`; without any all as they match."""
    if not ahead and not question.event_sorts:
        return hits
    if not ahead:
        # What they were given for being ahead is taken back.
        plain = {
            hit: hit.score * 100 // COMING
            for hit in hits
            if hit.kind == EntryKind.EVENT and hit.key in question.coming
        }
        return sorted(hits, key=lambda hit: -plain.get(hit, hit.score))
    return sorted(hits, key=lambda hit: (hit not in ahead, *ahead.get(hit, (0, date.max))))


def _has_any(question: Question, strengths: list[int]) -> bool:
    """Whether an entry has a word of the question that does more than ask."""
    rated = zip(question.groups, strengths, strict=True)
    return any(strength for group, strength in rated if group.is_needed)


def _hit(
    entry: tuple[str, str],
    question: Question,
    strengths: list[int],
    rarities: list[int],
    weights: Weights,
) -> Hit:
    """Return an entry with its score, which falls with the square of what it lacks of the words."""
    kind = EntryKind(entry[0])
    rated = list(zip(question.groups, strengths, rarities, strict=True))
    score = sum(strength * rarity for _group, strength, rarity in rated)
    score += extra(question, weights, rarities)
    if kind == EntryKind.BODY:
        score += _exact(question.typed, weights) * TYPED_BODY * sum(rarities) // 100
    needed = [each for each in rated if each[0].is_needed]
    there, every = _share(question, strengths, rarities)
    # Two words may stand for one that was typed.
    lacks = tuple(dict.fromkeys(group.span for group, strength, _rarity in needed if not strength))
    loudness = score * PRIORITY[kind] * question.sought.get(kind, 100)
    if kind == EntryKind.EVENT and entry[1] in question.coming:
        loudness = loudness * COMING // 100
    is_well_said = all(strength >= WELL_SAID for _group, strength, _rarity in needed)
    return Hit(kind, entry[1], loudness * there**2 // every**2, loudness, lacks, is_well_said)


def _share(
    question: Question, strengths: Sequence[int], rarities: Sequence[int]
) -> tuple[int, int]:
    """Return how much is said of the words that are needed, and how much all of them would be."""
    rated = zip(question.groups, strengths, rarities, strict=True)
    needed = [(strength, rarity) for group, strength, rarity in rated if group.is_needed]
    there = sum(min(strength, WELL_SAID) * rarity for strength, rarity in needed)
    return there, sum(WELL_SAID * rarity for _strength, rarity in needed)


def _other_papers_behind(hits: list[Hit], named: set[tuple[int, int]]) -> list[Hit]:
    """Return `hits`, those papers behind what has all words that have nothing of what is `named` beside their sort.

    Before there is a declaration of Moscow, that of Bishkek answers nobody who asks for it.
    """
    best = max((hit.score for hit in hits if not hit.lacks), default=0)
    if not (best and named):
        return hits
    is_other = [hit.kind == EntryKind.DOCUMENT and named.issubset(hit.lacks) for hit in hits]
    loudest = max(map(lambda hit, other: hit.score * other, hits, is_other))
    share, whole = (best - 1, loudest) if loudest >= best else (1, 1)
    return [
        replace(hit, score=hit.score * share // whole, loudness=min(hit.loudness, best - 1))
        if other
        else hit
        for hit, other in zip(hits, is_other, strict=True)
    ]


def _worth_showing(hits: list[Hit], counts: Counts) -> Iterator[Hit]:
    """Yield those of `hits`, best first, that a reader is shown."""
    complete = [hit for hit in hits if not hit.lacks]
    first = _loudest_of_weak(hits, complete, counts)
    if first:
        yield first
    is_above = True
    for hit in hits:
        is_above = is_above and bool(hit.lacks)
        if hit is not first and (not hit.lacks or is_above or len(complete) < FEW):
            yield hit


def _loudest_of_weak(hits: list[Hit], complete: list[Hit], counts: Counts) -> Hit | None:
    """Return what says most of half of the words, where what has all of them says that weakly.

    Of “summit moscow” the summit, though papers of Moscow name a summit and it will be elsewhere. Not of “summit
    guterres”: his name stands in little else than the one article that is meant. Nor who meets, or is the host, where an
    event has every word: of “farm ministers anniversary” the meeting that marks it.
    """
    if not complete or complete[0].is_well_said:
        return None
    names = {span for span, count in counts.items() if count <= SINGLED_OUT}
    others = WHO if complete[0].kind == EntryKind.EVENT else ()
    loud = (
        hit
        for hit in hits
        if 2 * len(hit.lacks) <= len(counts)
        and names.isdisjoint(hit.lacks)
        and hit.kind not in others
    )
    loudest = max(loud, key=lambda hit: hit.loudness, default=None)
    if loudest and complete[0].score * 100 < loudest.loudness * WEAK:
        return loudest
    return None


def rarity(count: int, size: int) -> int:
    """Return how much a word tells that `count` of `size` entries have: 16 when all have it."""
    return round(16 * math.log2(1 + size / count)) if count else 0


def strength_of_group(group: QueryGroup, weights: Weights) -> int:
    choices = group.by_first_term
    begun = [choice for term in choices.keys() & weights.keys() for choice in choices[term]]
    heaviest = max((strength(choice, weights) for choice in begun), default=0)
    # 100 stays 100, as with the k of BM25.
    return (SATURATION + 100) * heaviest // (SATURATION + heaviest)


def strength(choice: Alternative, weights: Weights) -> int:
    """Return how much an entry says of what `choice` says; 0 unless it says all of it."""
    summed = 0
    for slot in choice.slots:
        heaviest = _strongest(slot, weights)
        if not heaviest:
            return 0
        summed += heaviest
    together = all(any(term in weights for term in link) for link in choice.links)
    if not summed or (not together and choice.factor == OTHER_NAME):
        return 0
    share = choice.factor * (100 if together else SCATTERED)
    return max(1, summed * share // len(choice.slots) // 10_000)


def _strongest(slot: Slot, weights: Weights) -> int:
    heaviest = 0
    # Plain loops: a search goes this way a thousand times.
    for term, factor in slot.items():
        weight = weights.get(term, 0) * factor
        if weight > heaviest:
            heaviest = weight
    return heaviest // 100


def extra(question: Question, weights: Weights, rarities: list[int]) -> int:
    """Return what the order of the words adds, and whole names in them."""
    common = max(rarities, default=0)
    link_weight = sum(
        max((weights.get(term, 0) for term in link), default=0) for link in question.links
    )
    exact = _exact(question.exact, weights)
    named = sum(
        rarity * own_name(group, weights)
        for group, rarity in zip(question.groups, rarities, strict=True)
    )
    in_order = link_weight * TOGETHER * common
    return (in_order + exact * EXACT * sum(rarities) + named * NAMED) // 100


def _exact(names: Iterable[str], weights: Weights) -> int:
    return max((weights.get(name, 0) for name in names), default=0)


def own_name(group: QueryGroup, weights: Weights) -> int:
    """Return how much a usual name in the query is one of the thing: RATS before its council."""
    heaviest = max((weights.get(name, 0) for name in group.exact), default=0)
    return heaviest if heaviest >= OWN_NAME else 0

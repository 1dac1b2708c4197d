"""What somebody asks, as groups of alternatives: each group is a word or a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from search.analysis import chinese, english, russian
from search.analysis.words import (
    Script,
    Word,
    as_written,
    content_words,
    joined_word,
    link,
    whole,
    words,
)
from search.coming import HANDOVER, Coming
from search.kinds import RELOCATION
from search.models import OPENING, EntryKind
from search.synonyms import Names
from search.written_dates import find_dates

#: More words than that are not looked at.
MOST_WORDS = 12
#: In a hundred: what a match counts that is not the word itself.
RELATED, OTHER_NAME, WORDS_OF_DATE = 35, 80, 30
#: The same of a word of which a beginning was typed that is no word itself: «железнодор».
BEGUN = 80
#: Words that nobody typed, in the place of those that ask so.
STANDING_IN = (RELOCATION, HANDOVER)
#: Words of a name that is looked up with its last word called otherwise, at most.
LONGEST_NAME = 5
#: A word of so many letters finds longer words that begin with it, and words of its family.
SHORTEST_RELATIVE = 4

#: A word: any of these terms stands for it, each counting so much in a hundred.
Slot = Mapping[str, int]


@dataclass(frozen=True)
class Alternative:
    """One way to say a group: every slot is needed; `links` tell that they stand together."""

    slots: tuple[Slot, ...]
    links: tuple[frozenset[str], ...] = ()
    factor: int = 100
    #: The Chinese in it as it is written.
    chinese: tuple[str, ...] = ()

    def is_beyond(self, terms: AbstractSet[str]) -> bool:
        """Whether none of `terms` says one of its words."""
        return any(terms.isdisjoint(slot) for slot in self.slots)

    def within(self, terms: AbstractSet[str]) -> "Alternative":
        """Return it without what is none of `terms`."""
        slots = tuple(
            {term: factor for term, factor in slot.items() if term in terms} for slot in self.slots
        )
        return replace(self, slots=slots, links=tuple(link & terms for link in self.links))


@dataclass(frozen=True)
class QueryGroup:
    """A word or a usual name of a query, in all ways to say it.

    `span`: where the text that was typed says it. `exact`: each of its names, as that of a thing.
    `is_needed`: its lack is told; otherwise it only asks, as “how” and “use” do. `typed`: how many of the alternatives
    say it as it was typed, before those that are its usual names; None where it has none.
    """

    alternatives: tuple[Alternative, ...]
    span: tuple[int, int] = (0, 0)
    exact: frozenset[str] = frozenset()
    is_needed: bool = True
    typed: int | None = None

    @cached_property
    def by_first_term(self) -> Mapping[str, Sequence[Alternative]]:
        """The alternatives by each term that may say their first word: a thing is asked for those alone of which it has one."""
        choices = defaultdict[str, list[Alternative]](list)
        for choice in self.alternatives:
            for term in choice.slots[0] if choice.slots else ():
                choices[term].append(choice)
        return dict(choices)

    @property
    def _names(self) -> tuple[Alternative, ...]:
        return () if self.typed is None else self.alternatives[self.typed :]

    def within(self, terms: AbstractSet[str]) -> "QueryGroup":
        """Return it without what is none of `terms`, and without alternatives that lack them."""
        typed, others = (
            _in_few(choice.within(terms) for choice in choices if not choice.is_beyond(terms))
            for choices in (self.alternatives[: self.typed], self._names)
        )
        count = None if self.typed is None else len(typed)
        return replace(self, alternatives=(*typed, *others), exact=self.exact & terms, typed=count)


def _in_few(choices: Iterable[Alternative]) -> list[Alternative]:
    """Return `choices`, all of one word that count alike as one."""
    several = list[Alternative]()
    single = defaultdict[int, Counter[str]](Counter)
    for choice in choices:
        if len(choice.slots) == 1 and not choice.links:
            single[choice.factor] |= Counter(choice.slots[0])
        else:
            several.append(choice)
    return [Alternative((slot,), factor=factor) for factor, slot in single.items()] + several


@dataclass(frozen=True)
class Question:
    """A query. `links`: its neighbouring words, `exact`: names that say all of it, and which of them were `typed`.

    `sought`: of which kinds the answer should be, and how much one counts, in a hundred. `sorts`: where it says of
    what sort a paper is. `coming`: the events that are ahead, where it asks when one will be; `is_next`: whether it asks
    for the first of them, and `event_sorts` of which sorts and levels.
    """

    groups: tuple[QueryGroup, ...]
    links: tuple[frozenset[str], ...]
    exact: frozenset[str]
    typed: frozenset[str] = frozenset()
    sought: Mapping[EntryKind, int] = field(default_factory=dict)
    sorts: frozenset[tuple[int, int]] = frozenset()
    coming: Mapping[str, Coming] = field(default_factory=dict)
    is_next: bool = False
    event_sorts: frozenset[str] = frozenset()

    def within(self, terms: AbstractSet[str]) -> "Question":
        """Return it as what has only these `terms` can answer it: the other forty names of the SCO cost each thing their look."""
        return replace(
            self,
            groups=tuple(group.within(terms) for group in self.groups),
            links=tuple(filter(None, (link & terms for link in self.links))),
            exact=self.exact & terms,
            typed=self.typed & terms,
        )

    @property
    def named(self) -> set[tuple[int, int]]:
        """Where it says what the answer needs, and not only of what sort a paper is."""
        return {group.span for group in self.groups if group.is_needed} - self.sorts

    @property
    def terms(self) -> set[str]:
        """Every term that has to do with the answer."""
        alternatives = [choice for group in self.groups for choice in group.alternatives]
        terms = {term for choice in alternatives for slot in choice.slots for term in slot}
        link_terms = [link for choice in alternatives for link in choice.links]
        names = [group.exact for group in self.groups]
        return terms.union(*link_terms, *self.links, self.exact, *names)


def telling(query: Sequence[Word]) -> list[Word]:
    """Return the words of a query without those that only ask, as long as there are others."""
    dated = {place for said in find_dates(query) for place in range(said.first, said.last)}
    # The year of a date is no number of things.
    is_counted = any(_counts(word) for place, word in enumerate(query) if place not in dated)
    return [
        word for word in query if not (_asks(word) or (_is_answer(word) and not is_counted))
    ] or list(query)


def _asks(word: Word) -> bool:
    if word.script == Script.HAN:
        return chinese.asks(word.text)
    return not (english.ASKING | russian.ASKING).isdisjoint(word.terms)


def _is_answer(word: Word) -> bool:
    answers = english.ANSWERS | russian.ANSWERS | chinese.ANSWERS
    return not answers.isdisjoint((word.text, *word.terms)) or _is_meeting(word)


def _is_meeting(word: Word) -> bool:
    return not russian.MEETINGS.isdisjoint(word.terms)


def is_of_question(word: Word) -> bool:
    """Whether a word only asks, or how many: it is no name that was misspelt."""
    return _asks(word) or _counts(word)


def only_asks(query: Iterable[Word]) -> bool:
    """Whether no word of a query is looked for: “why”, “how many”. A number is."""
    return all(is_of_question(word) and word.script != Script.NUMBER for word in query)


def _counts(word: Word) -> bool:
    """Whether a word asks or says how many: “20 documents” are told of, “a document” is looked for."""
    counting = {english.COUNTING, russian.COUNTING, chinese.COUNTING}
    return word.script == Script.NUMBER or not counting.isdisjoint((word.text, *word.terms))


def openings(query: Iterable[Word]) -> set[str]:
    """Return the first letters of the words that may have relatives."""
    return {term[:OPENING] for word in query for term in _extensible(word)}


def _extensible(word: Word) -> list[str]:
    if word.script not in (Script.LATIN, Script.CYRILLIC):
        return []
    # «Здрав» is a form of «здравый», and the beginning of «здравоохранение».
    begun = (word.text,) if word.script == Script.CYRILLIC else ()
    return [term for term in dict.fromkeys((*word.terms, *begun)) if len(term) >= SHORTEST_RELATIVE]


def _may_begin(word: Word, term: str) -> bool:
    """Whether an English word, before it became a stem, and `term` begin alike: not “goverment”."""
    if word.script != Script.LATIN:
        return True
    text = english.american(word.text)
    return text.startswith(term[: len(text)])


@dataclass(frozen=True)
class Asking:
    """A query, and what it is understood with: the usual names, and terms that there are.

    `name`: all of it as the name of a thing, before Chinese was cut into words.
    """

    query: Sequence[Word]
    names: Names
    vocabulary: frozenset[str]
    name: str = ""

    def question(self, sought: Mapping[EntryKind, int] | None = None) -> Question:
        several = self._several()
        told = telling(self.query)
        groups, place = [], 0
        while place < len(self.query):
            last, group = several.get(place) or (place + 1, self._group(place, self._word(place)))
            is_needed = last > place + 1 or self.query[place] in told
            groups.append(replace(group, is_needed=is_needed))
            place = last
        exact = [group.exact for group in groups if group.is_needed]
        # Who meets is not the meeting.
        is_meeting = any(map(_is_meeting, self.query))
        named = frozenset.intersection(*exact) if exact and not is_meeting else frozenset()
        wholes = {
            whole(self.query),
            "" if is_meeting else whole(told),
            self.name,
            *self._other_wholes(),
        }
        links = dict.fromkeys((*_links(told), *_links(self.query)))
        typed = frozenset({whole(self.query), self.name})
        return Question(tuple(groups), tuple(links), named | wholes, typed, sought or {})

    def _other_wholes(self) -> Iterator[str]:
        """Yield what the query is with other usual names of its last word: «МИД РФ» is «МИД России»."""
        if 1 < len(self.query) <= LONGEST_NAME:
            for match in self.names.find(self.query[-1:]):
                yield from (whole([*self.query[:-1], *words(name)]) for name in match.names)

    def _group(
        self, first: int, choices: Iterable[Alternative], last: int = 0, names: Sequence[str] = ()
    ) -> QueryGroup:
        span = self.query[first].start, self.query[max(first, last - 1)].end
        # Of a Chinese word its parts tell less than it does: a world cup is not the world.
        typed = 1 if self.query[first].script == Script.HAN and last <= first + 1 else None
        exact = frozenset(whole(words(name)) for name in names)
        return QueryGroup(tuple(choices), span, exact, typed=typed)

    def _several(self) -> dict[int, tuple[int, QueryGroup]]:
        """Return usual names and dates: by where each begins, where it ends and what it is."""
        groups: dict[int, tuple[int, QueryGroup]] = {}
        for said in find_dates(self.query):
            slot = dict.fromkeys(said.roughly, RELATED) | dict.fromkeys(said.terms, 100)
            exactly = Alternative((slot,))
            alternatives = self._alternatives(said.first, said.last, WORDS_OF_DATE)
            group = self._group(said.first, (exactly, *alternatives), said.last)
            groups[said.first] = (said.last, group)
        free = [place for place in range(len(self.query)) if not _is_taken(place, groups)]
        for match in self.names.find(self.query):
            if set(range(match.first, match.last)) <= set(free):
                others = [
                    _phrase([*map(as_written, content_words(words(name)))], OTHER_NAME)
                    for name in match.names
                ]
                alternatives = self._alternatives(match.first, match.last)
                group = self._group(match.first, (*alternatives, *others), match.last, match.names)
                is_typed = self.query[match.first].text not in STANDING_IN
                typed = group.typed or len(alternatives)
                groups[match.first] = (
                    match.last,
                    replace(group, typed=typed if is_typed else None),
                )
        return groups

    def _alternatives(self, first: int, last: int, factor: int = 100) -> list[Alternative]:
        if last - first == 1:
            return self._word(first)
        return [_phrase(self.query[first:last], factor)]

    def _word(self, place: int) -> list[Alternative]:
        word = self.query[place]
        if word.script == Script.HAN:
            return _chinese(word.text)
        compounds = (joined_word(left, right) for left, right in self._pairs(place))
        return [Alternative((self._slot(one),)) for one in (word, *filter(None, compounds))]

    def _pairs(self, place: int) -> list[tuple[Word, Word]]:
        """Return the word with each of its neighbours, in the order of the query."""
        return [
            (self.query[left], self.query[left + 1])
            for left in (place - 1, place)
            if left >= 0 and left + 1 < len(self.query)
        ]

    def _slot(self, word: Word) -> Slot:
        # What only asks has no family: “start” asks for no start-ups.
        relatives = () if _asks(word) else _extensible(word)
        begun = BEGUN if russian.is_begun(word.text) else RELATED
        near = {
            term: begun if term.startswith(word.text) else RELATED
            for own in relatives
            for term in self.vocabulary
            if russian.are_related(own, term) and _may_begin(word, term)
        }
        other_forms = dict.fromkeys(word.terms, RELATED)
        return near | other_forms | dict.fromkeys(as_written(word).terms, 100)


def _is_taken(place: int, groups: Mapping[int, tuple[int, QueryGroup]]) -> bool:
    return any(first <= place < last for first, (last, _group) in groups.items())


def _chinese(text: str) -> list[Alternative]:
    """Return a word of Chinese as itself, and as the shorter words in it."""
    alternatives = [Alternative(_pairs_of(text), chinese=(text,))]
    if parts := chinese.parts(text):
        slots = tuple(slot for part in parts for slot in _pairs_of(part))
        alternatives.append(Alternative(slots, factor=RELATED, chinese=parts))
    return alternatives


def _pairs_of(text: str) -> tuple[Slot, ...]:
    return tuple({pair: 100} for pair in chinese.pairs(text))


def _phrase(phrase: Sequence[Word], factor: int) -> Alternative:
    """Return words that stand one after the other, as one alternative."""
    parts = content_words(list(phrase))
    slots: list[Slot] = []
    for part in parts:
        han = part.script == Script.HAN
        slots += _pairs_of(part.text) if han else [dict.fromkeys(part.terms, 100)]
    runs = tuple(part.text for part in parts if part.script == Script.HAN)
    return Alternative(tuple(slots), tuple(_links(parts)), factor, runs)


def _links(query: Sequence[Word]) -> Iterator[frozenset[str]]:
    for left, right in pairwise(query):
        if left.terms and right.terms:
            yield frozenset(link(one, other) for one in left.terms for other in right.terms)

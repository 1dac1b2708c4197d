"""From a text that somebody typed to the ranked hits: a fixed number of queries."""

from dataclasses import dataclass, replace
from datetime import date

from search import papers, synonyms
from search.analysis.words import Word, whole, words
from search.coming import (
    asks_for_coming,
    asks_for_next,
    coming_events,
    is_any,
    with_handover,
    without_sittings,
)
from search.dates import RelativeTime, relative_time, without_relative_time
from search.highlighting import Marker, marker
from search.hits import Hit
from search.kinds import sorts_of_event, sorts_of_paper, sought, with_place_moved, without_asked
from search.models import Entry, EntryKind, Posting
from search.once import once
from search.query import MOST_WORDS, Asking, Question, only_asks, openings
from search.ranking import Results, rank


@dataclass(frozen=True)
class Answer:
    """What was found for `text`.

    `is_empty`: it held no word to search for, or none but words that ask, and nothing has these. `is_cut`: it held
    more than are looked at. `time`: the days that it names as seen from today. `is_none_ahead`: it asks for what is next, and
    nothing of that sort is. `is_awaited`: it asks for a paper that there is not, and the first
    result is what those are to hold who adopted others of its sort.
    """

    text: str
    results: Results
    marker: Marker
    is_empty: bool
    is_cut: bool = False
    time: RelativeTime | None = None
    is_none_ahead: bool = False
    is_awaited: bool = False

    @property
    def by_name(self) -> list[str]:
        """Return the words, as they were typed, that no text has, and for which other usual names were found."""
        return [self.text[first:last] for first, last in self.results.by_name]

    @property
    def nowhere(self) -> int:
        """How many words of the query no result has, or all of those that may be looked at where there is none."""
        lacks = [set(hit.lacks) for hit in self.results.hits]
        return len(set.intersection(*lacks)) if lacks else MOST_WORDS

    def lacking(self, hit: Hit) -> list[str]:
        """Return the words of the query that `hit` does not have, as they were typed."""
        return [self.text[first:last] for first, last in hit.lacks]


def find(text: str, today: date | None = None) -> Answer:
    """Return what the words of `text` find as they are typed, some as seen from `today`. A fixed number of queries."""
    names = synonyms.read_names()
    time = relative_time(text, today) if today else None
    every = names.query_words(without_relative_time(text) if time else text)
    if time:
        every = sorted([*every, time.word(text)], key=lambda word: word.start)
    every = with_handover(text, every)
    query = without_asked(text, with_place_moved(text, every))[:MOST_WORDS]
    query, question = _asked(text, query, names, today)
    is_all = question.is_next and is_any(query, text)
    results = _all_coming(question) if is_all else _results(question)
    awaited = papers.awaited(results.hits, question, today) if today else None
    is_over = today is not None and not question.coming and asks_for_next(text)
    is_none_ahead = results.is_none_ahead or is_over
    return Answer(
        text,
        results.led_by(awaited) if awaited else results,
        marker(query, question),
        is_empty=not (results.hits or is_none_ahead) and only_asks(query),
        is_cut=len(every) > MOST_WORDS,
        time=time,
        is_none_ahead=is_none_ahead,
        is_awaited=awaited is not None,
    )


def _asked(
    text: str, query: list[Word], names: synonyms.Names, today: date | None
) -> tuple[list[Word], Question]:
    """Return those of the words `query` of `text` that are looked for, and what they ask."""
    coming = coming_events(today) if today and asks_for_coming(text) else {}
    is_next = bool(coming) and asks_for_next(text)
    named, query = query, without_sittings(query) if is_next else query
    vocabulary = _opening_with(frozenset(openings(query)))
    asking = Asking(query, names, vocabulary, whole(words(text)))
    question = replace(
        asking.question(sought(text, query)),
        sorts=sorts_of_paper(query),
        coming=coming,
        is_next=is_next,
    )
    if is_next:
        usual = frozenset[str]().union(*(group.exact for group in question.groups))
        question = replace(question, event_sorts=sorts_of_event(named, usual))
    return query, question


def _results(question: Question) -> Results:
    rows = (
        Posting.objects.of_terms_and_events(question.terms)
        .shown()
        .order_by()
        .values_list("entry__kind", "entry__key", "term", "weight")
    )
    return rank(question, rows, _size())


@once
def _opening_with(openings: frozenset[str]) -> frozenset[str]:
    return frozenset(Posting.objects.opening_with(openings).terms())


@once
def _size() -> int:
    return Entry.objects.count()


def _all_coming(question: Question) -> Results:
    """Return every event that is coming, the soonest first."""
    own = Posting.objects.shown().filter(
        entry__kind=EntryKind.EVENT, entry__key__in=question.coming
    )
    keys = own.order_by().values_list("entry__key", flat=True).distinct()
    soonest = sorted(keys, key=lambda key: (question.coming[key].day, key))
    return Results(tuple(Hit(EntryKind.EVENT, key, 0) for key in soonest))

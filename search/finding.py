"""From a text that somebody typed to the ranked hits: a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from search import synonyms
from search.marking import Marker, marker
from search.models import Entry, Posting
from search.questions import MOST_WORDS, Asking, openings
from search.ranking import Found, rank


@dataclass(frozen=True)
class Answer:
    """What was found; `is_empty` when the text held no word to search for."""

    found: Found
    marker: Marker
    is_empty: bool


def find(text: str) -> Answer:
    names = synonyms.known()
    query = names.query_words(text)[:MOST_WORDS]
    known = frozenset(Posting.objects.opening_with(openings(query)).terms())
    question = Asking(query, names, known).question()
    rows = (
        Posting.objects.of_terms(question.terms)
        .shown()
        .order_by()
        .values_list("entry__kind", "entry__key", "term", "weight")
    )
    found = rank(question, rows, Entry.objects.count())
    return Answer(found, marker(query, question), is_empty=not query)

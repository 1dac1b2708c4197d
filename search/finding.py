"""From a text that somebody typed to the ranked hits: a fixed number of queries."""

from __future__ import annotations

from search import synonyms
from search.models import Entry, Posting
from search.questions import MOST_WORDS, Asking, Question, openings
from search.ranking import Found, rank


def find(text: str) -> tuple[Question, Found]:
    """Return `text` as it was understood, and what was found."""
    names = synonyms.known()
    query = names.query_words(text)[:MOST_WORDS]
    known = frozenset(Posting.objects.opening_with(openings(query)).terms())
    question = Asking(names, known).question(text, query)
    rows = Posting.objects.of_terms(question.terms).values_list(
        "entry__kind", "entry__key", "term", "weight"
    )
    return question, rank(question, rows, Entry.objects.count())

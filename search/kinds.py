"""Which kind of thing a question is about: “why” asks for news, “when” and a date for events."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from django.utils.translation import override

from documents.models import DocumentKind
from i18n.collation import fold
from i18n.texts import CODES
from search.analysis.words import Word, content_words, index_terms, words
from search.dates import find_dates
from search.models import EntryKind

#: What a question begins with or holds, and what answers it.
ASKED_OF = (
    (r"\bwhy\b|\bпочему\b|\bзачем\b|\bотчего\b|为什么|为何", EntryKind.NEWS),
    (r"\bwhen\b|\bwhere\b|\bкогда\b|\bгде\b|何时|什么时候|几时|哪里|在哪|何地", EntryKind.EVENT),
    (r"^(what|who) (is|are)\b|\b(что|кто) так(ое|ой|ая|ие)\b|什么是|是什么", EntryKind.BODY),
)


def sought(text: str, query: Sequence[Word]) -> frozenset[EntryKind]:
    """Return the kinds that `text`, of the words `query`, asks for."""
    asked = {kind for pattern, kind in ASKED_OF if re.search(pattern, fold(text))}
    if find_dates(query):
        asked.add(EntryKind.EVENT)
    if not _documents().isdisjoint(_terms(query)):
        asked.add(EntryKind.DOCUMENT)
    return frozenset(asked)


def _terms(query: Iterable[Word]) -> set[str]:
    return {term for word in query for term in (*index_terms(word), word.text)}


@cache
def _documents() -> frozenset[str]:
    """Return what documents are called in each language: declaration, заявление, 声明."""
    terms = set()
    for code in CODES:
        with override(code):
            for kind in DocumentKind:
                named = content_words(words(str(kind.label)))
                terms |= {word.text if not word.terms else word.terms[0] for word in named}
    return frozenset(terms)

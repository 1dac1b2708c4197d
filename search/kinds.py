"""Which kind of thing a question is about: “why” asks for news, “when” and a date for events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import override

from documents.models import DocumentKind
from i18n.collation import fold
from i18n.texts import CODES
from search.analysis.words import Word, content_words, index_terms, words
from search.dates import find_dates
from search.models import EntryKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

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
    terms = _terms(query)
    return frozenset(asked | {kind for kind, names in _kind_names() if not names.isdisjoint(terms)})


def _terms(query: Iterable[Word]) -> set[str]:
    return {term for word in query for term in (*index_terms(word), word.text)}


#: Everything is somehow an event, and a page.
NAMED_KINDS = (
    EntryKind.NEWS,
    EntryKind.BODY,
    EntryKind.HOST,
    EntryKind.PRIORITY,
    EntryKind.THEME,
    EntryKind.DOCUMENT,
)


@cache
def _kind_names() -> tuple[tuple[EntryKind, frozenset[str]], ...]:
    """Return what things of a kind are called in each language: news, priority, declaration."""
    labels = {kind: [kind.label] for kind in NAMED_KINDS}
    labels[EntryKind.DOCUMENT] += [kind.label for kind in DocumentKind]
    return tuple((kind, _named(names)) for kind, names in labels.items())


def _named(labels: Iterable[StrOrPromise]) -> frozenset[str]:
    terms = set()
    for code in CODES:
        with override(code):
            for label in labels:
                named = content_words(words(str(label)))
                terms |= {word.text if not word.terms else word.terms[0] for word in named}
    return frozenset(terms)

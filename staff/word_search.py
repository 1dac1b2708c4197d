"""The search above a list of the admin finds words by any of their forms, as the public's does; drafts too.

The public's index holds what is public alone, so the texts of the list are read and analysed here: a few
thousand rows at most. A word is found by its form, by its beginning, and Chinese by its signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from i18n.collation import fold
from i18n.texts import columns
from search.analysis.words import Script, Word, words

#: Letters of the beginning of a word by which it is found.
SHORTEST = 3


class WordSearchAdmin(admin.ModelAdmin):
    """Adds the forms of words to what Django's search finds by its letters."""

    #: Relations whose names count as words of the item.
    searched_names: ClassVar[tuple[str, ...]] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        by_letters, may_repeat = super().get_search_results(request, queryset, search_term)
        asked = telling(words(search_term))
        if not asked:
            return by_letters, may_repeat
        keys = [key for key, texts in self._texts(queryset) if is_in(asked, texts)]
        found = models.Q(pk__in=keys) | models.Q(pk__in=by_letters.order_by().values("pk"))
        return queryset.filter(found), False

    def _texts(self, queryset: models.QuerySet) -> Iterator[tuple[Any, str]]:
        """Yield each item's key with all its texts. One query, and one for each relation."""
        own = [field for field in self.search_fields if models.constants.LOOKUP_SEP not in field]
        rows = (
            queryset.order_by()
            .select_related(None)
            .prefetch_related(None)
            .prefetch_related(*self.searched_names)
        )
        for item in rows.only("pk", *own) if own else rows:
            texts = [getattr(item, name) for name in own]
            for relation in self.searched_names:
                for other in getattr(item, relation).all():
                    texts += [getattr(other, name) for name in columns("name")]
            yield item.pk, " · ".join(str(text) for text in texts if text)


def telling(query: Iterable[Word]) -> list[Word]:
    """Return the words of a query without the commonest, as long as there are others."""
    query = list(query)
    return [word for word in query if not word.is_stop] or query


def is_in(asked: Iterable[Word], text: str) -> bool:
    """Whether each word that is asked for stands in `text`, in any of its forms."""
    folded, there = fold(text), words(text)
    there += [part for word in there for part in word.parts]
    terms = {term for word in there for term in word.terms}
    spellings = [word.text for word in there]
    return all(_is_word_in(word, folded, terms, spellings) for word in asked)


def _is_word_in(word: Word, folded: str, terms: set[str], spellings: list[str]) -> bool:
    if word.script == Script.HAN:
        return word.text in folded
    if not terms.isdisjoint(word.terms):
        return True
    if word.parts:
        return all(_is_word_in(part, folded, terms, spellings) for part in word.parts)
    if len(word.text) < SHORTEST or word.script == Script.NUMBER:
        return False
    return any(spelling.startswith(word.text) for spelling in spellings)

"""Lists of the admin: whatever their address asks for, it is answered, and never with a failure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Self

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.forms import Media
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from i18n.collation import fold
from i18n.texts import columns
from places.models import City
from search import synonyms
from search.analysis.words import Script, Word, words
from staff.scope import ScopedAdmin, scope_of

WHOLE_LIST = gettext_lazy(
    "The address asked for what this list cannot hold. Here is the whole list."
)
#: How a list may be narrowed. Others take what no address can write, or cost what nobody counted.
COMPARISONS = frozenset(
    [
        *("exact", "iexact", "in", "isnull", "gt", "gte", "lt", "lte"),
        *("contains", "icontains", "startswith", "istartswith"),
        *("date", "year", "month", "day"),
    ]
)


class ForgivingListAdmin(ScopedAdmin):
    """Its list says of a wrong address that it is wrong."""

    @property
    def media(self) -> Media:
        """What Django sends, but XRegExp: 35 KB compressed, read only for addresses of letters that none of ours has."""
        sent: Any = super().media
        scripts = [script for script in sent._js if "xregexp" not in str(script)]
        return Media(css=sent._css, js=scripts)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list, or have Django go on to the whole of it.

        What is only looked at begins no transaction; one that is there must outlive a wrong value.
        """
        within = transaction.atomic() if request.method == "POST" else nullcontext()
        try:
            with within:
                return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, DataError, OverflowError, ValueError) as error:
            messages.warning(request, WHOLE_LIST)
            raise IncorrectLookupParameters(error) from error

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Of what others have made of a thing, as a theme that holds it, an account with limits learns not even that."""
        is_allowed: bool = super().lookup_allowed(lookup, value, request)
        if scope_of(request.user).is_limited and _asks_others(self.model, lookup):
            return False
        return is_allowed and set(_comparisons(self.model, lookup)) <= COMPARISONS


def _asks_others(model: type[models.Model], lookup: str) -> bool:
    """Whether a lookup begins with what other things say of the rows, and not the rows themselves."""
    try:
        field = model._meta.get_field(lookup.split(LOOKUP_SEP)[0])
    except FieldDoesNotExist:
        return False
    return bool(field.many_to_many and field.auto_created)


def _comparisons(model: type[models.Model], lookup: str) -> list[str]:
    """Return what is left of `lookup` behind the names of fields; nothing for no field at all."""
    parts = lookup.split(LOOKUP_SEP)
    for index, part in enumerate(parts):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return parts[index:] if index else []
        if not field.related_model:
            return parts[index + 1 :]
        model = field.related_model
    return []


# --- the search of a list, by words and their forms ------------------------------------------

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
        query = telling(words(search_term))
        if not query:
            return by_letters, may_repeat
        sought = sought_in(query, names_read(request), partial(cities_read, request))
        keys = [key for key, texts in self._texts(queryset) if is_in(sought, texts)]
        matches = models.Q(pk__in=keys) | models.Q(pk__in=by_letters.order_by().values("pk"))
        return queryset.filter(matches), False

    def _texts(self, queryset: models.QuerySet) -> Iterator[tuple[Any, str]]:
        """Yield each item's key with all its texts. One query, and one for each relation."""
        own = [field for field in self.search_fields if models.constants.LOOKUP_SEP not in field]
        bare = queryset.order_by().select_related(None).prefetch_related(None)
        rows = bare.prefetch_related(*self.searched_names)
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


def names_read(request: HttpRequest) -> synonyms.Names:
    """Return the usual names, for however many lists one request looks through. One query."""
    known: dict[str, synonyms.Names] = vars(request).setdefault("usual_names", {})
    if not known:
        known["all"] = synonyms.read_names()
    return known["all"]


#: Each city as it is called, in words.
Cities = Sequence[Sequence[Sequence[Word]]]


def cities_read(request: HttpRequest) -> Cities:
    """Return what the cities are called, for however many lists one request looks through. One query."""
    known: dict[str, Cities] = vars(request).setdefault("names_of_cities", {})
    if not known:
        rows = City.objects.order_by().values_list(*columns("name"))
        known["all"] = [[words(name) for name in names if name] for names in rows]
    return known["all"]


@dataclass(frozen=True)
class Sought:
    """A word or a usual name as it was typed, and all else that is called so."""

    typed: Sequence[Word]
    names: Sequence[Sequence[Word]] = ()


def sought_in(
    query: Sequence[Word], names: synonyms.Names, cities: Callable[[], Cities]
) -> list[Sought]:
    """Return what is looked for: each word, or each usual name with all that is called so, as the public's search does.

    A city is looked for by its own names alone: «Казань» leads the public to heads of regions too, further down. Here
    each row counts the same.
    """
    found = names.find(query)
    named = {place for match in found for place in range(match.first, match.last)}
    sought = [Sought((word,)) for place, word in enumerate(query) if place not in named]
    for match in found:
        typed = query[match.first : match.last]
        others = [words(name) for name in match.names]
        sought.append(Sought(typed, _city(typed, cities()) or _no_cities(others, cities())))
    return sought


def _city(name: Sequence[Word], cities: Cities) -> Sequence[Sequence[Word]]:
    """Return all names of the city that is called `name`; nothing where none is."""
    return next((names for names in cities if any(_same(one, name) for one in names)), ())


def _no_cities(names: Iterable[Sequence[Word]], cities: Cities) -> list[Sequence[Word]]:
    return [name for name in names if not _city(name, cities)]


def _same(name: Sequence[Word], typed: Sequence[Word]) -> bool:
    """Whether `typed` is the name of a city, in any form of its words."""
    pairs = zip(name, typed, strict=False)
    return len(name) == len(typed) and all(
        not set(one.terms).isdisjoint(other.terms) for one, other in pairs
    )


def is_in(sought: Iterable[Sought], text: str) -> bool:
    """Whether all that is looked for stands in `text`: of each one way to say it, its words in any of their forms.

    What was typed may be the beginning of a word as well. A usual name is whole words: «опера» is no «операция».
    """
    there = _Text.of(text)
    return all(
        all(there.has(word, is_typed=True) for word in one.typed)
        or any(all(there.has(word, is_typed=False) for word in name) for name in one.names)
        for one in sought
    )


@dataclass(frozen=True)
class _Text:
    """A text in which words are looked for: its letters, the terms of its words and how they are spelt."""

    folded: str
    terms: frozenset[str]
    spellings: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        there = words(text)
        there += [part for word in there for part in word.parts]
        terms = frozenset(term for word in there for term in word.terms)
        return cls(fold(text), terms, tuple(word.text for word in there))

    def has(self, word: Word, *, is_typed: bool) -> bool:
        if word.script == Script.HAN:
            return word.text in self.folded
        if not self.terms.isdisjoint(word.terms):
            return True
        if word.parts:
            return all(self.has(part, is_typed=is_typed) for part in word.parts)
        if not is_typed or len(word.text) < SHORTEST or word.script == Script.NUMBER:
            return False
        return any(spelling.startswith(word.text) for spelling in self.spellings)

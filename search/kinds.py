"""Which kind of thing a question is about: “why” asks for news, “when” and “summit” for events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import override

from documents.models import DocumentKind
from events.enums import Kind as EventKind, Level
from i18n.collation import fold
from i18n.texts import CODES
from search.analysis import russian
from search.analysis.chinese import RUN
from search.analysis.words import Script, Word, content_words, index_terms, whole, words
from search.around import AROUND
from search.coming import NEXT
from search.models import EntryKind
from search.written_dates import find_dates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: In a hundred: what a thing counts that is of the kind named in a query,
NAMED = 130
#: a paper where the query begins with the word for it,
PAPER_FIRST = 160
#: or asks which was adopted,
WHICH_PAPER = 250
#: an event where the query is of a meeting,
MEETING = 180
#: and one of the only kind that can answer it: a body has no date.
ALONE = 400

#: What is called a meeting or a session, whichever of these it is.
SITTINGS = frozenset(
    [EventKind.SUMMIT, EventKind.SESSION, EventKind.MEETING, EventKind.CONSULTATION]
)

#: A question after the place of something: the word says what is asked, and no answer repeats it.
WHICH_PLACE = (
    r"\b(?:what|which) (?:city|cities|town|country|countries|place|venue)\b"
    r"|\bкак(?:ой|ая|ое|ом|ую|ие|их) (?:город|стран|мест)\w*|\bмест\w{1,3} проведения\b|(?:哪[个座些]|什么)(?:城市|国家|地方|地点)"
)
#: A question after the time of something, likewise.
WHICH_TIME = (
    r"\b(?:what|which) (?:day|date|month|year)\b|\b(?:new|exact|final) dates?\b|\bнов(?:ая|ую|ой) дат\w+|新的?日期"
    r"|\bв как(?:ой|ом) (?:году|месяце|день)\b|\bкакого числа\b"
)
#: A question after the reason of something in three words, likewise.
WHICH_REASON = r"\bпо какой причине\b"
#: One paper that is asked for: of a city, «какой город принял» asks something else.
ONE_PAPER = (
    r"как(?:ой|ую|ое) (?:документ|план|заявлени|деклараци|программ|соглашени|коммюнике|решени)\w*"
)
#: Which meeting of several is meant: bodies have no number.
_COUNT = re.compile(
    r"第[一二三四五六七八九十\d]+[次届回]|(?:首|头一)[次届回]|\b\d+-?(?:й|е|я|ая|ое|th|st|nd|rd)\b"
)
#: Any event where people meet, whatever its name says: no body is a «встреча» of those who belong to it.
_MEETING = re.compile(r"\bвстреч(?:[аиуе]|ей|ам|ах)?\b")
#: What a question begins with or holds, and what answers it.
ASKED_OF = (
    (
        rf"\bwhy\b|\bпочему\b|\bзачем\b|\bотчего\b|\bиз-за чего\b|{WHICH_REASON}|为什么|为何",
        EntryKind.NEWS,
        ALONE,
    ),
    # When something was founded stands in papers, and with bodies.
    (
        r"\bwhen\b(?!.*\b(?:found|establish|creat))|\bкогда\b(?!.*\b(?:созда|основа|учре[дж]|появи|возник))"
        r"|(?:何时|什么时候|几时)(?!.*(?:成立|创[立建办]|建立|设立|诞生))",
        EntryKind.EVENT,
        ALONE,
    ),
    (rf"\bwhere\b|\bгде\b|哪里|在哪|何地|{WHICH_PLACE}|{WHICH_TIME}", EntryKind.EVENT, NAMED),
    # Where somebody came together: a body has a seat, which is no answer.
    (
        r"\bwhere\b.*\b(?:met|meet|gather|convene|held|take place|took place|together|sit)\b",
        EntryKind.EVENT,
        ALONE,
    ),
    (
        r"^(what is|who (is|are))\b|\b(что|кто) так(ое|ой|ая|ие)\b|什么是|是什么|谁是|是谁",
        EntryKind.BODY,
        NAMED,
    ),
    # Кто генеральный секретарь: a verb would ask for what somebody does.
    (r"^кто (?!так)(?!\w+(?:[еиуюая]т|л[аи]?|ся|сь)\b)", EntryKind.BODY, NAMED),
    # From one place to another: that something moved is news, and so is a number of things.
    (r"\bfrom( [\w.-]+){1,2} to\b|\bиз [\w-]+ в\b|从.+[到至]", EntryKind.NEWS, NAMED),
    (r"\bhow many\b|\bсколько\b|\bколичеств\w*|多少|几[个场份项]", EntryKind.NEWS, NAMED),
    # So is how it ended.
    (r"\bчем\b.*\b(?:за|о)?(?:конч|верш)\w+с[яь]\b", EntryKind.NEWS, NAMED),
    # What somebody agreed on stands in papers.
    (
        r"\bwhat\b.*\b(adopt|agree|approve|decide|sign)"
        rf"|\b(что|какие|каки[ем]|о чем|{ONE_PAPER})\b.*\b(договори|одобри|подписа|приня|реши|утверди)"
        r"|(通过|签署?|决定|达成)了?(什么|哪些)",
        EntryKind.DOCUMENT,
        ALONE,
    ),
    (r"\bwhich\b.*\b(?:adopt|agree|approve|sign)", EntryKind.DOCUMENT, WHICH_PAPER),
    (r"\bдок(?:и|ов|ам|ументик\w*)\b|\bбумаг\w*", EntryKind.DOCUMENT, NAMED),
    # So does what they said.
    (
        r"\bwhat did\b.*\b(?:say|state)\b|\bчто\b.*\b(?:заяви|сказа)|(?:说|谈|讲)了?(?:什么|些什么)",
        EntryKind.DOCUMENT,
        ALONE,
    ),
    # Whether it took place, or will.
    (
        r"\bstill on\b|\bgoing ahead\b|\bdid\b.*\b(?:take place|happen)\b|\b(?:прош(?:ел|л[аио])|состоял(?:ся|[аио]сь)) ли\b"
        r"|(?:[开办]|举行)[了过]?会?(?:没有?|吗)|是否(?:召开|举[行办])",
        EntryKind.EVENT,
        NAMED,
    ),
    (r"^куда\b", EntryKind.NEWS, NAMED),
    # A speech is told of there, too.
    (r"\bspeech(?:es)?\b|\bannounc\w+", EntryKind.NEWS, NAMED),
    # That somebody was invited is told in the news, as what moved is.
    (r"\binvit\w+|\bпригла[сш]\w*|\b(?:по)?(?:звал|зовет)\w*|邀请", EntryKind.NEWS, NAMED),
    # Who comes together does so at an event.
    (r"\b(?:собра|съеха|встрети)(?:лись|лся|лась)\b", EntryKind.EVENT, NAMED),
)


def sought(text: str, query: Sequence[Word]) -> dict[EntryKind, int]:
    """Return the kinds that `text`, of the words `query`, asks for, and how much each counts then.

    A sort of event asks for events where nothing else is asked for: “summit statement” for papers.
    """
    terms = _terms(query)
    asked = {kind: NAMED for kind, name in _kind_names() if name <= terms}
    if any(name <= _terms(query[: len(name)]) for name in _names_for_papers()):
        asked[EntryKind.DOCUMENT] = PAPER_FIRST
    if find_dates(query) or any(word.script == Script.DAY for word in query):
        asked[EntryKind.EVENT] = NAMED
    if _COUNT.search(fold(text)):
        asked[EntryKind.EVENT] = NAMED
    if _says_how_many(query):
        asked.setdefault(EntryKind.NEWS, NAMED)
    for pattern, kind, share in ASKED_OF:
        if re.search(pattern, fold(text)):
            asked[kind] = max(share, asked.get(kind, 0))
    if not asked and _MEETING.search(fold(text)):
        return {EntryKind.EVENT: MEETING}
    return asked or {kind: NAMED for kind, name in _sort_names() if name <= terms}


def sorts_of_event(query: Iterable[Word], names: AbstractSet[str]) -> frozenset[str]:
    """Return the sorts of events, and the levels, that a query names by one of `names`, usual ones as those of things,
    or itself."""
    terms = _terms(query)
    named = {
        sort
        for sort, name, whole_name in _event_sorts()
        if whole_name in names or _says(terms, name) or _is_part_of_any(name, names)
    }
    is_sitting = not named.isdisjoint(SITTINGS) and EventKind.SUMMIT not in named
    return frozenset(named | SITTINGS if is_sitting else named)


def _is_part_of_any(name: AbstractSet[str], names: AbstractSet[str]) -> bool:
    """Whether a name of several words is part of one of `names`: heads of government have a council."""
    return len(name) > 1 and any(name <= set(other[1:].split()) for other in names)


def _says(terms: AbstractSet[str], name: AbstractSet[str]) -> bool:
    """Whether a query of these terms has every word of a name; one of Chinese may have it within a longer word."""
    return all(
        any(word in term if RUN.fullmatch(word) else word == term for term in terms)
        for word in name
    )


def sorts_of_paper(query: Iterable[Word]) -> frozenset[tuple[int, int]]:
    """Return where the words of a query stand that say of what sort a paper is: declaration, 声明."""
    sorts = frozenset[str]().union(*_paper_names())
    return frozenset(
        (word.start, word.end) for word in query if not sorts.isdisjoint(_terms([word]))
    )


def without_asked(text: str, query: Sequence[Word]) -> list[Word]:
    """Return the words `query` of `text` without those that ask where, in which year or for the next, or that stand around a question, as
    long as there are others."""
    asked = rf"{WHICH_PLACE}|{WHICH_TIME}|{WHICH_REASON}|{AROUND}|{NEXT}"
    spans = [match.span() for match in re.finditer(asked, text, re.IGNORECASE)]
    told = [
        word
        for word in query
        if word.script == Script.DAY or not any(first <= word.start < last for first, last in spans)
    ]
    return told or list(query)


#: «Куда перенесли»: the Russian word for “put off” is that for “moved elsewhere”, too.
WHITHER = re.compile(
    r"\b(?:куда|в как(?:ой|ое|ую) (?:город|мест|стран)\w*)\b.*?\b(?P<moved>перен[еёо]с\w*)",
    re.IGNORECASE,
)
#: A word for the second alone, with its usual names.
RELOCATION = "переезд"


def with_place_moved(text: str, query: Sequence[Word]) -> list[Word]:
    """Return the words `query` of `text`, with a word for another place where it asks whither something was moved."""
    asked = WHITHER.search(text)
    if asked is None:
        return list(query)
    (relocation,) = words(RELOCATION)
    return [
        replace(relocation, start=word.start, end=word.end)
        if word.start == asked.start("moved")
        else word
        for word in query
    ]


def _says_how_many(query: Sequence[Word]) -> bool:
    """Whether a number of things is told of, as news do: «15 событий». The 15th meeting has its noun in another form."""
    return any(
        number.script == Script.NUMBER
        and thing.script == Script.CYRILLIC
        and russian.are_many(thing.text)
        for number, thing in pairwise(query)
    )


def _terms(query: Iterable[Word]) -> set[str]:
    return {term for word in query for term in (*index_terms(word), word.text)}


#: Everything is somehow a page.
NAMED_KINDS = (
    EntryKind.EVENT,
    EntryKind.NEWS,
    EntryKind.BODY,
    EntryKind.HOST,
    EntryKind.PRIORITY,
    EntryKind.THEME,
    EntryKind.DOCUMENT,
)


#: What a label adds to a name, and what stands between two names in it.
IN_BRACKETS = re.compile(r"[(（].*?[)）]")
BETWEEN_NAMES = re.compile(r"\b(?:or|или)\b|[或、]")


@cache
def _kind_names() -> tuple[tuple[EntryKind, frozenset[str]], ...]:
    """Return what things of a kind are called in each language: news, declaration.

    Each name as all of its words: “plan” alone asks for no plan of action.
    """
    named = _names([(kind, kind.label) for kind in NAMED_KINDS])
    return named + tuple((EntryKind.DOCUMENT, name) for name in _paper_names())


@cache
def _paper_names() -> tuple[frozenset[str], ...]:
    """Return what sorts of papers are called: declaration, plan of action."""
    papers = _names((EntryKind.DOCUMENT, kind.label) for kind in DocumentKind)
    return tuple(name for _kind, name in papers)


@cache
def _names_for_papers() -> tuple[frozenset[str], ...]:
    """Return what papers of all sorts and of one are called: document, declaration."""
    return tuple(name for kind, name in _kind_names() if kind == EntryKind.DOCUMENT)


@cache
def _sort_names() -> tuple[tuple[EntryKind, frozenset[str]], ...]:
    """Return what sorts of events are called: summit, forum.

    Who names one wants it, or the body that meets so, before what tells of it.
    """
    kinds = (EntryKind.EVENT, EntryKind.BODY)
    return _names([(kind, sort.label) for sort in EventKind for kind in kinds])


@cache
def _event_sorts() -> tuple[tuple[str, frozenset[str], str], ...]:
    """Return what each sort of events and each level is called in each language, as words and as a name."""
    named = []
    for sort in (*EventKind, *Level):
        for code in CODES:
            with override(code):
                name_words = words(str(sort.label))
            named += [(str(sort), name, whole(name_words)) for name in _named(sort.label, code)]
    return tuple(named)


def _names(
    labels: Iterable[tuple[EntryKind, StrOrPromise]],
) -> tuple[tuple[EntryKind, frozenset[str]], ...]:
    names = (
        (kind, name) for kind, label in labels for code in CODES for name in _named(label, code)
    )
    return tuple(dict.fromkeys(names))


def _named(label: StrOrPromise, code: str) -> Iterator[frozenset[str]]:
    """Yield the names in `label` as the words of a query: “agreement or memorandum” is two."""
    with override(code):
        text = IN_BRACKETS.sub("", str(label))
    for name in BETWEEN_NAMES.split(text):
        named = content_words(words(name))
        yield frozenset(word.terms[0] if word.terms else word.text for word in named)

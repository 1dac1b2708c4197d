"""Questions after what is coming: “when is the summit”, “the next summit”. What is over answers them less."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from events.enums import EXACT
from events.models import Event
from i18n.collation import fold
from presidencies.current import current
from search.analysis import chinese, russian
from search.analysis.words import Script, Word, words
from search.dates import without_relative_time

#: In a hundred: what an event counts that is coming, where one is asked for.
COMING = 125
#: What asks for the first to come, also as people slip: nxt, следущий, ближащий. Who presides next is no event:
#: «следующий председатель»; nor is a year.
NEXT = (
    r"\b(?:ne?xt|upcom{1,2}ing|forthcom{1,2}ing|nearest|coming (?:up|next|soon)|comes next)\b(?! (?:chair|presid|year))"
    r"|\b(?:след[уо]ю?[щш]|ближай?[щш]|предстоящ)\w+\b(?! (?:председат|год))|\b(?:что|чего)(?: будет| нас ждет)? (?:дальше|далее|потом|впереди)\b"
    r"|下一?[次届个场](?!轮值|主席)|即将|接下来"
)
_NEXT = re.compile(NEXT, re.IGNORECASE)
_WHEN = re.compile(
    r"\bwhen\b|\bstill on\b|\bgoing ahead\b|\bnew date\b|\bкогда\b|何时|什么时候|几时|哪天"
)
#: A question after what was, in English and Chinese; in Russian the verb says so.
_PAST = re.compile(r"\b(?:was|were|did|had|has)\b|[了过]|(?:开|举[行办])的")
#: What any event is, and what those are that people sit in, whatever a name calls it.
_EVENTS = frozenset(["event", "мероприятие", "событие", "活动"])
_SITTINGS = frozenset(["session", "заседание", "совещание", "встреча", "сессия", "会议"])


#: The chair of all, and not of a meeting or of a court.
_OF_ALL = r"(?=\W*$| (?:of |in |the |в |of the )?(?:sco|organi[sz]ation|next|20\d\d|after|шос|организац|следующ|росси|после))"
_CHAIR = r"(?:chair(?:man(?:ship)?|s|ing)?|presid(?:e|es|ing|ency))"
#: Who presides after the presidency that is shown; in which year is said beside it.
_WHO_PRESIDES_NEXT = re.compile(
    rf"\b(?:(?:next|new|upcoming) (?:sco )?|(?:country|state|who)(?: is)? next (?:to )?){_CHAIR}\b{_OF_ALL}"
    rf"|\b(?:who|(?:which|what) (?:country|state)) (?:will|is going to|is to|would) (?:be (?:the )?|lead|head|take over)?{_CHAIR}?\b{_OF_ALL}"
    rf"|\bследующ\w+ (?:стран\w* |будет |станет )?председат\w*{_OF_ALL}"
    rf"|\b(?:кто|какая страна) (?:следующ\w+ )?(?:(?:будет|станет) (?:следующ\w+ )?(?:председат\w*|возглавлять)|возглавит){_OF_ALL}"
    r"|\bк кому (?:перейдет|перешло) председат\w*"
    r"|下一?[任届个](?:轮值)?主席国?"
    r"|(?:(?<!从)(?:谁|哪个?国家?)(?:接任|[将会来]+(?:担任|当))|之后由?(?:谁|哪个?国家?)(?:担任|当))(?:上合组织|上合)?(?:轮值)?主席国?"
)
_YEAR = re.compile(r"20\d\d|год[ау]?")
#: A word of the usual names for that it passes on.
HANDOVER = "эстафета"


def with_handover(text: str, query: Sequence[Word]) -> list[Word]:
    """Return the words `query` of `text`; where it asks who presides next, the day on which the presidency ends, and a word
    for that it passes on, in the place of those that ask so and of a year."""
    folded = fold(text)
    asked = _WHO_PRESIDES_NEXT.search(folded if len(folded) == len(text) else text)
    if asked is None:
        return list(query)
    first, last = asked.span()
    (handover,) = words(HANDOVER)
    own = [
        replace(handover, start=first, end=last),
        Word(first, last, text[first:last], Script.DAY, (current().ends.isoformat(),)),
    ]
    others = [
        word for word in query if not (first <= word.start < last or _YEAR.fullmatch(word.text))
    ]
    return sorted([*own, *others], key=lambda word: word.start)


def asks_for_next(text: str) -> bool:
    """Whether `text` asks which of several is the first to come. “Next week” names a time, and asks no such thing."""
    return _NEXT.search(fold(without_relative_time(text))) is not None


def asks_for_coming(text: str) -> bool:
    """Whether `text` asks when something will be, or after the next of its sort. “When was it” does not."""
    asked = fold(text)
    if _NEXT.search(asked):
        return True
    was = _PAST.search(asked) or any(
        word.script == Script.CYRILLIC and russian.is_past(word.text) for word in words(asked)
    )
    return bool(_WHEN.search(asked)) and not was


def is_any(query: Sequence[Word], text: str) -> bool:
    """Whether the words `query` of `text`, which asks for what is next, name no sort of it: “upcoming events”, 接下来有什么活动."""
    folded = fold(text)
    # Where letters stand must not move.
    spans = [match.span() for match in _NEXT.finditer(folded if len(folded) == len(text) else text)]
    return all(
        _is_one_of(word, _EVENTS)
        or chinese.asks(word.text)
        or any(first <= word.start < last for first, last in spans)
        for word in query
    )


def without_sittings(query: Sequence[Word]) -> list[Word]:
    """Return `query` without words for a sitting, as long as there are others: ministers have a meeting or a session."""
    return [word for word in query if not _is_one_of(word, _SITTINGS)] or list(query)


def _is_one_of(word: Word, names: frozenset[str]) -> bool:
    return not names.isdisjoint((word.text, *word.terms))


class Coming(NamedTuple):
    """Of an event that is ahead: its sort and level, and the day by which it is surely on; without any the end of time."""

    sort: str
    level: str
    day: date


def coming_events(today: date) -> dict[str, Coming]:
    """Return the public events that are not over, or wait for a new date, by key. One query."""
    public = Event.objects.published()
    coming = public.upcoming(today) | public.not_begun(today)
    rows = coming.order_by().values_list(
        "slug", "kind", "level", "starts_on", "ends_on", "precision"
    )
    return {
        slug: Coming(sort, level, _surely_on(precision, first, last, today))
        for slug, sort, level, first, last, precision in rows
    }


def _surely_on(precision: str, first: date | None, last: date | None, today: date) -> date:
    """Return the first day of an event if that is known and ahead, else its last day, the end of time if it has none."""
    is_ahead = precision in EXACT and first is not None and first >= today
    return (first if is_ahead else last) or date.max

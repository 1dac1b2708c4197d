"""Questions after what is coming: “when is the summit”, “the next summit”. What is over answers them less."""

import re
from datetime import date

from events.models import Event
from i18n.collation import fold
from search.analysis import russian
from search.analysis.words import Script, words

#: In a hundred: what an event counts that is coming, where one is asked for.
COMING = 125
_WHEN = re.compile(r"\bwhen\b|\bкогда\b|何时|什么时候|几时|哪天")
_NEXT = re.compile(r"\bnext\b|\bupcoming\b|\b(?:следующ|ближайш|предстоящ)\w+|下一?[次届]|即将")
#: A question after what was, in English and Chinese; in Russian the verb says so.
_PAST = re.compile(r"\b(?:was|were|did|had|has)\b|[了过]|(?:开|举[行办])的")


def asks_for_coming(text: str) -> bool:
    """Whether `text` asks when something will be, or after the next of its sort. “When was it” does not."""
    asked = fold(text)
    if _NEXT.search(asked):
        return True
    was = _PAST.search(asked) or any(
        word.script == Script.CYRILLIC and russian.is_past(word.text) for word in words(asked)
    )
    return bool(_WHEN.search(asked)) and not was


def coming_events(today: date) -> frozenset[str]:
    """Return the keys of the public events that are not over, or wait for a new date. One query."""
    public = Event.objects.published()
    coming = public.upcoming(today) | public.not_begun(today)
    return frozenset(coming.order_by().values_list("slug", flat=True))

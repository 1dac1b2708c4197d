"""Why an event is not when or where it was to be: one sentence of its recorded steps.

"Postponed on 27 May because of the pandemic; moved online on 9 September; date set on 21 October."

A reason is a sentence that somebody wrote. Its cause is taken out where it ends a clause (in Chinese,
where a verb of moving follows) and nothing denies it; else there is none, never a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext, pgettext, pgettext_lazy

from events.date_formats import say_days_of_year
from events.dates import Period
from events.enums import ChangeKind
from events.history import Move, MovingStep, first_place, moving_steps
from events.state import EventState
from events.timeline import ChangeState, announced_period
from i18n.texts import StrOrPromise, Text, current_language, text_of
from places.models import PlaceNames
from website.presenters.dates import say_days_in
from website.sentences import end_once

#: Words of a cause, more of which are a story.
LONGEST = 6
VERBS = "推迟|延期|延后|取消|顺延|暂停|暂缓|变更|转为|不再|移至|移到|移师|调整为|改(?=[为在至到期用以于成])"
#: The cause alone in a group, by the language of the reason.
CAUSES = {
    "en": re.compile(
        r"(?<=[\w”’]\s)((?:because of|due to|owing to|on account of) [^,;:.!?()]+?)(?=[,;:!?]|\.?$|\.\s)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?<=[\w»]\s)((?:из-за|в связи с|ввиду|вследствие|по причине) [^,;:.!?()]+?)(?=[,;:!?]|\.?$|\.\s)",
        re.IGNORECASE,
    ),
    "zh-hans": re.compile(
        rf"(?<![原起成不非])((?:因|由于)(?![此为而何果])[^，。；：、（）\s]{{1,12}}?)"
        rf"(?=(?:宣布|决定)?(?:{VERBS})(?!推迟|延期|取消|顺延))"
    ),
}
#: The same at the beginning of a reason: up to a comma, or a noun that ends where it seems to.
OPENINGS = {
    "en": re.compile(
        r"((?:Because of|Due to|Owing to|On account of) (?:[^,;:.!?()]+(?=,)|the (?:pandemic|epidemic)\b))"
    ),
    "ru": re.compile(r"(Из-за (?:пандемии|эпидемии)(?: коронавируса| COVID-19)?)(?![\w-])"),
}
#: What turns a clause round, or says that others say so.
DOUBTS = {
    "en": re.compile(
        r"\b(?:not|no|never|nor|without|unless|if|rumours?|denie[sd]|\w+n[’']t)\b", re.I
    ),
    "ru": re.compile(r"\b(?:не|ни|нет|если|слух\w*|опроверг\w*|якобы)\b", re.I),
    "zh-hans": re.compile(r"不是|并非|没有|否认|如果|若|传闻"),
}
#: Where a clause begins.
CLAUSE = re.compile(r"[,;:.!?，。；：！？]")
#: "because of what …", "из-за того, …": the cause comes after.
EMPTY = re.compile(r"(?: (?:what|that|which|this|it|того|этого|тем|этим|чего))$", re.IGNORECASE)
#: A full stop behind one or two letters may be that of an abbreviation: "2020 г."
LAST_WORD = re.compile(r"[\w’”»-]{3,}$")


def cause_in(reason: str, language: str) -> str:
    """Return the cause that `reason` names with its preposition, or ""."""
    pattern = CAUSES.get(language)
    if pattern is None:
        return ""
    opening = OPENINGS[language].match(reason) if language in OPENINGS else None
    if opening and _is_whole(opening.group(1), language):
        return opening.group(1)[0].lower() + opening.group(1)[1:]
    for match in pattern.finditer(reason):
        cause, clause = match.group(1), CLAUSE.split(reason[: match.start()])[-1]
        if not DOUBTS[language].search(clause) and _is_whole(cause, language):
            return cause
    return ""


def _is_whole(cause: str, language: str) -> bool:
    if language == "zh-hans":
        return True
    is_short = len(cause.split()) <= LONGEST
    return is_short and not EMPTY.search(cause) and bool(LAST_WORD.search(cause))


#: More clauses than these are counted, not told: the steps below the sentence tell them all.
CLAUSES = 4
#: Characters of a reason, more of which are a story too.
LONGEST_REASON = 200

#: What each move is called within the sentence, of an event.
WORDS: dict[Move, StrOrPromise] = {
    Move.CANCELLED: pgettext_lazy("an event, in a sentence", "cancelled"),
    Move.REINSTATED: pgettext_lazy("an event, in a sentence", "reinstated"),
    Move.POSTPONED: pgettext_lazy("an event, in a sentence", "postponed"),
    Move.DATE_CHANGED: pgettext_lazy("an event, in a sentence", "date changed"),
    Move.TIME_CHANGED: pgettext_lazy("an event, in a sentence", "time changed"),
    Move.HELD_OTHERWISE: pgettext_lazy("an event, in a sentence", "held on %(days)s"),
    Move.MOVED_ONLINE: pgettext_lazy("an event, in a sentence", "moved online"),
    Move.MOVED_TO_A_PLACE: pgettext_lazy("an event, in a sentence", "changed to in person"),
    Move.FORMAT_CHANGED: pgettext_lazy("an event, in a sentence", "format changed"),
    Move.PLACE_CHANGED: pgettext_lazy("an event, in a sentence", "moved from %(old)s to %(new)s"),
    Move.PLACE_GONE: pgettext_lazy("an event, in a sentence", "place withdrawn"),
    Move.VENUE_CHANGED: pgettext_lazy("an event, in a sentence", "venue changed"),
    Move.DATE_SET: pgettext_lazy("an event, in a sentence", "date set"),
}

#: Their words name places or days.
SAYING_FACTS = (Move.PLACE_CHANGED, Move.HELD_OTHERWISE)


@dataclass(frozen=True)
class WhyMoved:
    """In the active language."""

    sentence: str
    #: The reason in full, where the sentence names no cause.
    reason: Text | None


def why_moved(event: EventState, names: PlaceNames) -> WhyMoved | None:
    """Return why `event` moved; None for one that did not, or of which the tags tell as much."""
    moving = moving_steps(event.steps)
    if not moving:
        return None
    place, moves = first_place(moving)
    clauses = [_Clause.of(list(group), names) for _key, group in groupby(moves, _alike)]
    last_clauses = _with_causes(clauses[-CLAUSES:])
    reason = None if any(clause.cause for clause in last_clauses) else _reason(moving)
    if len(clauses) == 1 and not (place or reason or last_clauses[0].tells_more):
        return None
    said = [
        *_say_place(place, names),
        *_say_earlier(len(clauses) - len(last_clauses)),
        *_say(last_clauses, _year_of(event)),
    ]
    return WhyMoved(_sentence(said), reason)


def why_in_brief(event: EventState, names: PlaceNames, *, is_over: bool) -> Text | None:
    """Return why `event` moved, for a row of a list: the newest step that names a cause, else the reason in full.

    "First planned for Chelyabinsk; postponed on 27 May because of the pandemic." Of one that is over the first place
    alone. None where nothing of it is known.
    """
    moving, language = moving_steps(event.steps), current_language()
    clauses = [*_say_place(first_place(moving)[0], names)]
    if not is_over:
        if caused := _newest_caused(moving, names):
            clauses += _say([caused], _year_of(event))
        elif reason := _reason(moving):
            return reason
    return Text(_sentence(clauses), language, language) if clauses else None


def why_in_a_cell(event: EventState, names: PlaceNames) -> str:
    """Return the same in as few words as a cell has room for: "Postponed because of the pandemic", or "".

    Behind the tag of what moved online the cause alone. There is no room for what was taken back later.
    """
    standing = [one for one in moving_steps(event.steps) if not _is_taken_back(one, event)]
    caused = _newest_caused(standing, names)
    if caused is None:
        return ""
    if caused.what == WORDS[Move.MOVED_ONLINE] and event.is_online:
        return caused.cause
    return capfirst(_pattern(caused, has_time=False) % {"what": caused.what, "cause": caused.cause})


def _is_taken_back(one: MovingStep, event: EventState) -> bool:
    """Whether `event` is again as it was before the step, in anything that this moved."""
    step = one.step
    is_back = {
        Move.CANCELLED: not event.is_cancelled,
        Move.MOVED_ONLINE: not event.is_online,
        Move.MOVED_TO_A_PLACE: event.is_online,
        Move.PLACE_CHANGED: tuple(step.old_cities or ()) == event.cities,
        Move.PLACE_GONE: bool(event.cities),
        Move.DATE_CHANGED: step.old_period is not None and step.old_period.same_days(event.period),
    }
    return any(is_back.get(move, False) for move in one.moves)


def why_left(event: EventState, period: Period) -> str:
    """Return the cause for which `event` left the days of `period`: "because of the pandemic", or ""."""
    leaving = [
        one
        for one in reversed(moving_steps(event.steps))
        if one.step.old_period is not None and one.step.old_period.same_days(period)
    ]
    return next((cause for one in leaving if (cause := _cause_of(one))), "")


def _newest_caused(moving: Sequence[MovingStep], names: PlaceNames) -> "_Clause | None":
    """Return the newest of the steps that name a cause."""
    one = next((one for one in reversed(moving) if _cause_of(one)), None)
    return replace(_Clause.of([one], names), cause=_cause_of(one)) if one else None


def _sentence(clauses: Sequence[str]) -> str:
    words = capfirst(pgettext("between clauses", "; ").join(clauses))
    return end_once(_("%(words)s.") % {"words": words})


def _alike(one: MovingStep) -> object:
    """Steps that follow each other and change the date alone are one clause."""
    return Move.DATE_CHANGED if one.moves == (Move.DATE_CHANGED,) else one.step.number


def _reason(moving: Sequence[MovingStep]) -> Text | None:
    """Return the newest reason, one for more than another place before others.

    What a report says of an event that was held is no reason.
    """
    departures = [
        one for one in reversed(moving) if one.is_departure and one.step.kind != ChangeKind.HELD
    ]
    departures.sort(key=lambda one: one.is_of_place_alone)
    reasons = (text_of(one.step, "reason") for one in departures)
    reason = next((text for text in reasons if text.value), None)
    return reason if reason is not None and len(reason.value) <= LONGEST_REASON else None


# --- clauses ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Clause:
    what: str
    announced: Period
    #: Of each of its steps that names one, oldest first.
    causes: tuple[str, ...]
    says_facts: bool
    cause: str = ""

    @property
    def tells_more(self) -> bool:
        """Whether it says when or why, or where from."""
        return bool(self.cause) or self.announced.is_dated or self.says_facts

    @classmethod
    def of(cls, steps: Sequence[MovingStep], names: PlaceNames) -> "_Clause":
        announced, moves = announced_period(steps[-1].step), list(steps[0].moves)
        if len(steps) > 1:
            what = _say_changes(len(steps), has_day=announced.is_exact)
        else:
            if Move.HELD_OTHERWISE in moves:  # it says its own days, not when they were reported
                announced = Period.undated()
                moves.sort(key=Move.HELD_OTHERWISE.__eq__)
            what = reduce(_and, (_word(move, steps[0], names) for move in moves))
        causes = (_cause_of(one) for one in steps)
        says_facts = any({*SAYING_FACTS} & {*one.moves} for one in steps)
        return cls(what, announced, tuple(cause for cause in causes if cause), says_facts)


def _word(move: Move, one: MovingStep, names: PlaceNames) -> str:
    old, new = one.step.old_cities or (), one.step.new_cities or ()
    parts = {"old": names.listed(old), "new": names.listed(new), "days": _say_days(one)}
    return str(WORDS[move]) % parts


def _say_days(one: MovingStep) -> str:
    """Say the days that a step set without their year, which the page says anyway."""
    period = one.step.new_period
    return say_days_in(period.first.year, period) if period and period.first else ""


def _and(first: str, second: str) -> str:
    return pgettext("what became of an event", "%(first)s and %(second)s") % {
        "first": first,
        "second": second,
    }


def _say_changes(count: int, *, has_day: bool) -> str:
    """Say how often a date changed; the day of the last time follows where it is known."""
    words = ngettext("date changed %(count)d time", "date changed %(count)d times", count)
    if has_day:
        words = ngettext(
            "date changed %(count)d time, most recently",
            "date changed %(count)d times, most recently",
            count,
        )
    return words % {"count": count}


def _cause_of(one: MovingStep) -> str:
    return cause_of(one.step) if one.is_departure else ""


def cause_of(step: ChangeState) -> str:
    """Return the cause that the reason of `step` names, or ""."""
    reason = text_of(step, "reason")
    return "" if reason.is_fallback else cause_in(reason.value, reason.language)


def _with_causes(clauses: Sequence[_Clause]) -> list[_Clause]:
    """Give each clause its first cause, unless one before it has named that already."""
    causes: set[str] = set()
    caused = []
    for clause in clauses:
        cause = next((cause for cause in clause.causes if cause.casefold() not in causes), "")
        causes |= {cause.casefold() for cause in clause.causes}
        caused.append(replace(clause, cause=cause))
    return caused


# --- words --------------------------------------------------------------------------------


def _say_place(cities: Sequence[str], names: PlaceNames) -> Iterator[str]:
    if cities:
        yield _("first planned for %(place)s") % {"place": names.listed(cities)}


def _say_earlier(count: int) -> Iterator[str]:
    if count:
        yield ngettext(
            "after %(count)d earlier change", "after %(count)d earlier changes", count
        ) % {"count": count}


def _say(clauses: Sequence[_Clause], year: int | None) -> Iterator[str]:
    """Say each clause; a day with its year where that is not the one before it, `year` at first."""
    previous: date | None = None
    for clause in clauses:
        day = clause.announced.first if clause.announced.is_exact else None
        parts = {"what": clause.what, "when": _when(clause.announced, previous, year)}
        yield _pattern(clause, has_time=bool(parts["when"])) % {**parts, "cause": clause.cause}
        if day is not None:
            previous, year = day, day.year


def _when(announced: Period, previous: date | None, year: int | None) -> str:
    language, day = current_language(), announced.first
    if day is None:
        return ""
    if not announced.is_exact:
        return pgettext("when a step was announced", "(%(period)s)") % {
            "period": announced.say(language)
        }
    if day == previous:
        return _("on the same day")
    words = say_days_of_year(day, day, language) if day.year == year else announced.say(language)
    return pgettext("when a step was announced", "on %(day)s") % {"day": words}


def _pattern(clause: _Clause, *, has_time: bool) -> str:
    if clause.cause:
        if has_time:
            # Translators: "postponed on 27 May because of the pandemic".
            return pgettext("a step", "%(what)s %(when)s %(cause)s")
        return pgettext("a step", "%(what)s %(cause)s")
    return pgettext("a step", "%(what)s %(when)s") if has_time else "%(what)s"


def _year_of(event: EventState) -> int | None:
    """Return the year that the page says anyway, with the date of the event or the last one it left."""
    slot = event.history.last_left
    periods = [event.period, *([slot.period] if slot else [])]
    return next((period.first.year for period in periods if period.first is not None), None)

"""The plan in sentences, and opened at today: what is to come, and the past folded under one line that counts it.

What is over stands in the fold with its months and anchors. Nothing is folded where nothing is to come, nor
where a reader asked for the past. Also what the presidency promised against what had been announced by a day, in one
sentence.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext, pgettext

from events.as_of.plan import KnownEvent, end_is_open
from events.counts import count_outside
from events.date_formats import month_beside, say_day, say_interval
from events.enums import EXPECTED, Membership, Status
from events.plan_memory import all_states, is_whole, of_the_plan
from events.sources import is_later
from events.state import EventState
from i18n.texts import current_locale, text_of
from presidencies.current import current
from publishing.years import Term, term
from website.filters.forms import AHEAD, OVER
from website.presenters.agenda import (
    Agenda,
    AgendaRow,
    AgendaSection,
    Gap,
    agenda,
    blocks_of,
    dated_rows,
    undated_of,
)
from website.presenters.coming import coming_blocks
from website.presenters.event_card import Card
from website.presenters.groups import Ghost
from website.sentences import end_once, join_sentences, say_unknown, say_unreported

#: At the end of a sentence, but for that of a Russian year: "2020 г."
FULL_STOP = re.compile(r"(?<!\bг)[.。]\s*$")


@dataclass(frozen=True)
class Promise:
    """`source` is the address where it was made, or ""."""

    sentence: str
    source: str


def promise_by(events: Iterable[EventState], day: date) -> Promise | None:
    """Return the promise against those of `events` that were known by the end of `day`."""
    return _whole_promise(day) if is_whole(events) else _promise_by(events, day)


@of_the_plan
def _whole_promise(day: date) -> Promise | None:
    return _promise_by(all_states(), day)


def _promise_by(events: Iterable[EventState], day: date) -> Promise | None:
    return promise_against(
        [event for event in events if KnownEvent.of(event).is_shown_known(day)], day
    )


def promise_against(events: Sequence[EventState], day: date) -> Promise | None:
    """Return the promise against `events`, known by `day`; None where no number was promised by then."""
    number = current().promised_events
    if number is None or not _is_promised(day):
        return None
    parts = {"promise": _say_promise(number), "announced": _say_announced(events, day)}
    sentence = end_once(_("%(promise)s; %(announced)s.") % parts)
    return Promise(sentence, current().promise_url)


def _is_promised(day: date) -> bool:
    """Whether the promise had been made by `day`, as far as the address of its source tells."""
    return not is_later(current().promise_url, day)


def _say_promise(number: int) -> str:
    """Return the promise as it was made, where its text in this language names the number."""
    text = text_of(current(), "promise")
    if not text.is_fallback and str(number) in re.findall(r"\d+", text.value):
        return FULL_STOP.sub("", text.value)
    return ngettext(
        "The Presidency promised %(count)d event",
        "The Presidency promised %(count)d events",
        number,
    ) % {"count": number}


def _say_announced(events: Sequence[EventState], day: date) -> str:
    count = len(events)
    own_count = sum(event.membership == Membership.PRESIDENCY for event in events)
    parts = {"count": count, "own": own_count, "day": say_day(day)}
    if not count:
        return _("none had been announced by %(day)s") % parts
    return _say_shares(count, own_count) % parts


def _say_shares(count: int, own_count: int) -> str:
    if own_count == 0:
        return ngettext(
            "%(count)d had been announced by %(day)s, not the Presidency’s own",
            "%(count)d had been announced by %(day)s, none of them the Presidency’s own",
            count,
        )
    if own_count == count:
        return ngettext(
            "%(count)d had been announced by %(day)s, the Presidency’s own",
            "%(count)d had been announced by %(day)s, all of them the Presidency’s own",
            count,
        )
    return ngettext(
        "%(count)d had been announced by %(day)s, %(own)d of them the Presidency’s own",
        "%(count)d had been announced by %(day)s, %(own)d of them the Presidency’s own",
        count,
    )


def plan_lead(cards: Sequence[Card], now: datetime, *, is_whole: bool) -> str:
    """Return what stands before what became of `cards`; they are counted only where they are the whole plan."""
    sentences = [_stage(term(), now.date())]
    if is_whole:
        sentences += [*_promise(now.date()), _count_before_outcomes(cards, now.date())]
    return join_sentences(sentences)


def whole_lead(cards: Sequence[Card], now: datetime) -> str:
    """Return the paragraph of the whole plan as plain words, with what became of its events."""
    sentences = [_stage(term(), now.date()), *_promise(now.date()), _count(cards)]
    if cards:
        sentences.append(_("%(counts)s.") % {"counts": capfirst(say_outcomes(cards, now))})
    return join_sentences(sentences)


def _stage(presidency_term: Term, today: date) -> str:
    """Say what the plan covers, as far as that is known, or that the term is ahead or over."""
    if presidency_term.is_ahead(today):
        return end_once(
            _("The Presidency begins on %(day)s.") % {"day": say_day(presidency_term.begins)}
        )
    if presidency_term.is_over(today):
        return _("The Presidency ended on %(day)s: this is the record of what it did.") % {
            "day": say_day(presidency_term.ends)
        }
    if end_is_unknown(today):
        return end_once(
            _("The Presidency began on %(day)s.") % {"day": say_day(presidency_term.begins)}
        )
    locale = current_locale()
    months = say_interval(presidency_term.begins, presidency_term.ends, "yMMMM", locale)
    return _("The Presidency: %(months)s.") % {"months": months.rstrip(".")}


def end_is_unknown(today: date) -> bool:
    """Whether nobody can say yet on which day the term ends, nor so what lies after it."""
    if term().is_ahead(today) or term().is_over(today):
        return False
    return end_is_open(all_states(), term().begins, term().ends, today)


def _count(cards: Sequence[Card]) -> str:
    sentence = ngettext(
        "%(count)d event is recorded here, with those of the organisation’s own calendar.",
        "%(count)d events are recorded here, with those of the organisation’s own calendar.",
        len(cards),
    )
    return sentence % {"count": len(cards)}


def _count_before_outcomes(cards: Sequence[Card], today: date) -> str:
    if not cards:
        return _count(cards)
    parts = {"count": len(cards), "outside": _(", ").join(_say_outside(cards, today))}
    if parts["outside"]:
        # Translators: "71 held, 23 still to come." follows. `outside`: "12 of them after the Presidency".
        sentence = ngettext(
            "%(count)d event, %(outside)s:", "%(count)d events, %(outside)s:", len(cards)
        )
    else:
        # Translators: "71 held, 23 still to come." follows.
        sentence = ngettext("%(count)d event:", "%(count)d events:", len(cards))
    return sentence % parts


def _say_outside(cards: Sequence[Card], today: date) -> Iterator[str]:
    """Say how many events the time before leaves out: the sentence of what is shown says their months too."""
    periods = [card.event.period for card in cards]
    before_count, after_count = count_outside(periods, term().begins, term().ends)
    if before_count:
        yield ngettext(
            "%(count)d of them before the Presidency",
            "%(count)d of them before the Presidency",
            before_count,
        ) % {"count": before_count}
    if after_count and not end_is_unknown(today):
        yield ngettext(
            "%(count)d of them after the Presidency",
            "%(count)d of them after the Presidency",
            after_count,
        ) % {"count": after_count}


def _promise(today: date) -> list[str]:
    """Return the promise, unless it names a number: `promise_by` says what became of that."""
    if not _is_promised(today):
        return []
    promise = text_of(current(), "promise")
    # A sentence of another language would stand unmarked among these.
    is_said = promise.value and not promise.is_fallback and current().promised_events is None
    return [promise.value] if is_said else []


@dataclass(frozen=True)
class Outcome:
    """How many events came to what: "71 held". `query` asks for these alone."""

    words: str
    query: str


def say_outcomes(cards: Sequence[Card], now: datetime) -> str:
    """Say what became of each of `cards` at `now`, so that the numbers make up all: "71 held, 23 still to come"."""
    return _(", ").join(outcome.words for outcome in outcomes(cards, now))


def outcomes(cards: Sequence[Card], now: datetime) -> list[Outcome]:
    """Return what became of each of `cards` at `now`, in the order of the sentence.

    Each is counted as the filter counts its status. What is still expected is to come, or its time is over.
    """
    statuses = [card.event.status for card in cards]
    expected = [card.event for card in cards if card.event.is_expected]
    coming = [event.status for event in expected if event.is_coming(now)]
    owing = [event.status for event in expected if not event.is_coming(now)]
    parts: Iterable[tuple[Sequence[str], Callable[[int], str], str]] = (
        *(([code] * statuses.count(code), say, "") for code, say in RECORDED),
        (owing, say_unreported, OVER),
        (coming, _say_coming, AHEAD),
    )
    return [_outcome(codes, say, when) for codes, say, when in parts if codes]


def _outcome(codes: Sequence[str], say: Callable[[int], str], when: str) -> Outcome:
    count = len(codes)
    values = {"status": sorted(set(codes))} | ({"when": when} if when else {})
    return Outcome(say(count) % {"count": count}, f"?{urlencode(values, doseq=True)}")


def _say_held(number: int) -> str:
    return ngettext("%(count)d held", "%(count)d held", number)


def _say_cancelled(number: int) -> str:
    return ngettext("%(count)d cancelled", "%(count)d cancelled", number)


def _say_postponed(number: int) -> str:
    return ngettext("%(count)d postponed", "%(count)d postponed", number)


def _say_coming(number: int) -> str:
    return ngettext("%(count)d still to come", "%(count)d still to come", number)


#: The statuses of which nothing more is expected for now, in the order of the sentence.
RECORDED = (
    (Status.HELD, _say_held),
    (Status.CANCELLED, _say_cancelled),
    (Status.POSTPONED, _say_postponed),
    (Status.UNKNOWN_OUTCOME, say_unknown),
)


@dataclass(frozen=True)
class PastFold:
    """What is over, oldest first, for one line that opens."""

    blocks: tuple[AgendaSection | Gap, ...]
    #: "80 past events since June 2019".
    label: str
    #: What became of them: "71 held, 7 with outcome unknown".
    counts: str


@dataclass(frozen=True)
class OpenedPlan:
    """`agenda` begins at today, unless all is over or the past was asked for; else it is the whole list."""

    agenda: Agenda
    past: PastFold | None = None
    #: Whether it has events with a date and all of them are over.
    is_over: bool = False


def opened_plan(
    cards: Iterable[Card], ghosts: Iterable[Ghost], today: date, *, folds: bool = True
) -> OpenedPlan:
    """Return the plan as a list that opens at `today`; whole, unless it `folds`."""
    cards, ghosts = list(cards), list(ghosts)
    rows = dated_rows(cards, ghosts)
    past_rows = [row for row in rows if is_past(row, today)]
    coming_rows = [row for row in rows if not is_past(row, today)]
    is_over = all(row.ghost for row in coming_rows)
    if is_over or not folds:
        return OpenedPlan(agenda(cards, ghosts, today), is_over=is_over and bool(rows))
    coming = coming_blocks(coming_rows, today)
    fold = _fold(past_rows, coming) if past_rows else None
    return OpenedPlan(Agenda(coming, undated_of(cards)), fold)


def is_past(row: AgendaRow, today: date) -> bool:
    """Whether a row lies behind `today`. What was over earlier on the day itself still belongs to it."""
    if row.ghost is not None or row.period.is_exact:
        return row.last < today and (row.ghost is not None or row.card.is_over)
    return row.card.is_over or row.card.event.status == Status.HELD


def say_past(rows: Iterable[AgendaRow]) -> str:
    """Return what became of past events, and how many rows are dates that events left: "12 held, 3 earlier dates"."""
    rows = list(rows)
    statuses = Counter(row.card.event.status for row in rows if row.ghost is None)
    counts = [
        *((statuses[code], say) for code, say in RECORDED),
        (sum(statuses[code] for code in EXPECTED), say_unreported),
        (sum(row.ghost is not None for row in rows), _moved),
    ]
    return _(", ").join(say(count) % {"count": count} for count, say in counts if count)


# --- below: the line, and what it opens ------------------------------------------------------


def _fold(rows: list[AgendaRow], coming: tuple[AgendaSection | Gap, ...]) -> PastFold:
    """Return the fold. A time that goes on below it keeps its anchor there, and its name.

    Where it holds no event, but dates that events have left, it says nothing of times without one.
    """
    has_events = any(row.ghost is None for row in rows)
    sections = [block for block in coming if isinstance(block, AgendaSection)]
    listed_below = [row for section in sections for row in section.rows]
    anchors = {anchor for section in sections for anchor in (section.anchor, *section.aliases)}
    return PastFold(
        blocks=tuple(
            replace(
                block,
                anchor=f"past-{block.anchor}",
                label=pgettext("part of a month", "%(month)s, past") % {"month": block.label},
            )
            if isinstance(block, AgendaSection) and block.anchor in anchors
            else block
            for block in blocks_of(rows, None, also=listed_below)
            if has_events or isinstance(block, AgendaSection)
        ),
        label=_label(rows) if has_events else _moved(len(rows)) % {"count": len(rows)},
        counts=say_past(rows) if has_events else "",
    )


def _label(rows: list[AgendaRow]) -> str:
    count = sum(row.ghost is None for row in rows)
    # Of a year alone nobody knows the month: it opens no other.
    months_known = [row for row in rows if row.period.home_month] or rows
    first = min(row.first for row in months_known)
    sentence = ngettext(
        "%(count)d past event since %(month)s %(year)d",
        "%(count)d past events since %(month)s %(year)d",
        count,
    )
    return sentence % {
        "count": count,
        "month": month_beside(first, current_locale()),
        "year": first.year,
    }


def _moved(number: int) -> str:
    return ngettext("%(count)d earlier date", "%(count)d earlier dates", number)

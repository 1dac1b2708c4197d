"""The sentences above the plan: what it covers, how much it holds, where the term stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from events.date_formats import plain_spaces, say_interval
from events.enums import Status
from i18n.texts import current_locale, text_of
from presidencies.current import current
from publishing.years import Term, term
from website.presenters.event_card import Card
from website.sentences import end_once, join_sentences


def plan_lead(cards: Sequence[Card], now: datetime, *, is_whole: bool) -> str:
    """Return the paragraph without what became of `cards`; they are counted only where they are the whole plan."""
    sentences = [_stage(term(), now.date())]
    return join_sentences([*sentences, *_numbers(cards)] if is_whole else sentences)


def whole_lead(cards: Sequence[Card], now: datetime) -> str:
    """Return the paragraph of the whole plan as plain words, with what became of its events."""
    lead = plan_lead(cards, now, is_whole=True)
    if not cards:
        return lead
    counts = _("%(counts)s.") % {"counts": capfirst(say_outcomes(cards, now))}
    return join_sentences([lead, counts])


def _stage(presidency_term: Term, today: date) -> str:
    """Say what the plan covers, or that the term is ahead or over."""
    if presidency_term.is_ahead(today):
        return end_once(
            _("The Presidency begins on %(day)s.") % {"day": _day(presidency_term.begins)}
        )
    if presidency_term.is_over(today):
        return _("The Presidency ended on %(day)s: this is the record of what it did.") % {
            "day": _day(presidency_term.ends)
        }
    locale = current_locale()
    months = say_interval(presidency_term.begins, presidency_term.ends, "yMMMM", locale)
    return _("%(months)s.") % {"months": capfirst(months.rstrip("."))}


def _numbers(cards: Sequence[Card]) -> list[str]:
    count = len(cards)
    sentence = ngettext(
        "%(count)d event is recorded here, with those of the organisation’s own calendar.",
        "%(count)d events are recorded here, with those of the organisation’s own calendar.",
        count,
    )
    return [*_promise(), sentence % {"count": count}]


def _promise() -> list[str]:
    """Return the promise, unless it names a number: website.presenters.promise says what became of that."""
    promise = text_of(current(), "promise")
    # A sentence of another language would stand unmarked among these.
    is_said = promise.value and not promise.is_fallback and current().promised_events is None
    return [promise.value] if is_said else []


@dataclass(frozen=True)
class Outcome:
    """How many events came to what: "71 held". `status` is that of all of them and of no other, or ""."""

    words: str
    status: str = ""
    is_coming: bool = False


def say_outcomes(cards: Sequence[Card], now: datetime) -> str:
    """Say what became of each of `cards` at `now`, so that the numbers make up all: "71 held, 23 still to come"."""
    return _(", ").join(outcome.words for outcome in outcomes(cards, now))


def outcomes(cards: Sequence[Card], now: datetime) -> list[Outcome]:
    """Return what became of each of `cards` at `now`, in the order of the sentence."""
    statuses = [card.event.status for card in cards]
    held_count, postponed_count = statuses.count(Status.HELD), statuses.count(Status.POSTPONED)
    cancelled_count = statuses.count(Status.CANCELLED)
    coming_count = sum(card.event.is_coming(now) for card in cards)
    unreported_count = len(cards) - held_count - cancelled_count - postponed_count - coming_count
    is_unknown = unreported_count == statuses.count(Status.UNKNOWN_OUTCOME)
    counts = (
        (held_count, _say_held, Status.HELD),
        (unreported_count, _say_unreported, Status.UNKNOWN_OUTCOME if is_unknown else ""),
        (cancelled_count, _say_cancelled, Status.CANCELLED),
        (postponed_count, _say_postponed, Status.POSTPONED),
        (coming_count, _say_coming, ""),
    )
    return [
        Outcome(say(count) % {"count": count}, status, is_coming=say is _say_coming)
        for count, say, status in counts
        if count
    ]


def _say_held(number: int) -> str:
    return ngettext("%(count)d held", "%(count)d held", number)


def _say_cancelled(number: int) -> str:
    return ngettext("%(count)d cancelled", "%(count)d cancelled", number)


def _say_postponed(number: int) -> str:
    return ngettext("%(count)d postponed", "%(count)d postponed", number)


def _say_coming(number: int) -> str:
    return ngettext("%(count)d still to come", "%(count)d still to come", number)


def _say_unreported(number: int) -> str:
    return ngettext(
        "%(count)d with no reported outcome", "%(count)d with no reported outcome", number
    )


def _day(day: date) -> str:
    return plain_spaces(format_date(day, "long", locale=current_locale()))

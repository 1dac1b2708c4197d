"""The sentences above the plan: what it covers, how much it holds, where the term stands."""

from collections.abc import Sequence
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
    """Return the paragraph. `cards` are counted only where they are the whole plan."""
    sentences = [_stage(term(), now.date())]
    if is_whole:
        sentences += _numbers(cards)
    if is_whole and cards:
        sentences.append(_("%(counts)s.") % {"counts": capfirst(say_outcomes(cards, now))})
    return join_sentences(sentences)


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


def say_outcomes(cards: Sequence[Card], now: datetime) -> str:
    """Say what became of each of `cards` at `now`, so that the numbers make up all: "71 held, 23 still to come"."""
    statuses = [card.event.status for card in cards]
    held_count, postponed_count = statuses.count(Status.HELD), statuses.count(Status.POSTPONED)
    cancelled_count = statuses.count(Status.CANCELLED)
    coming_count = sum(card.event.is_coming(now) for card in cards)
    unreported_count = len(cards) - held_count - cancelled_count - postponed_count - coming_count
    counts = (
        (held_count, ngettext("%(count)d held", "%(count)d held", held_count)),
        (unreported_count, _say_unreported(unreported_count)),
        (cancelled_count, ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled_count)),
        (postponed_count, ngettext("%(count)d postponed", "%(count)d postponed", postponed_count)),
        (
            coming_count,
            ngettext("%(count)d still to come", "%(count)d still to come", coming_count),
        ),
    )
    return _(", ").join(words % {"count": count} for count, words in counts if count)


def _say_unreported(number: int) -> str:
    return ngettext(
        "%(count)d with no reported outcome", "%(count)d with no reported outcome", number
    )


def _day(day: date) -> str:
    return plain_spaces(format_date(day, "long", locale=current_locale()))

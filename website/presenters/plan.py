"""The sentences above the plan: what it covers, how much it holds, where the term stands."""

from collections.abc import Sequence
from datetime import date

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


def plan_lead(cards: Sequence[Card], today: date, *, is_whole: bool) -> str:
    """Return the paragraph. `cards` are counted only where they are the whole plan."""
    sentences = [_stage(term(), today)]
    if is_whole:
        sentences += [*_numbers(cards), *_outcomes(cards)]
    sentences.append(_("When an event moves, its earlier date stays here, crossed out."))
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


def _outcomes(cards: Sequence[Card]) -> list[str]:
    held_count = sum(card.event.status == Status.HELD for card in cards)
    moved_count = sum(bool(card.event.left_days) for card in cards)
    sentences = []
    if held_count:
        sentences.append(
            ngettext("%(count)d has been held.", "%(count)d have been held.", held_count)
            % {"count": held_count}
        )
    if moved_count:
        sentences.append(
            ngettext("%(count)d has moved.", "%(count)d have moved.", moved_count)
            % {"count": moved_count}
        )
    return sentences


def _day(day: date) -> str:
    return plain_spaces(format_date(day, "long", locale=current_locale()))

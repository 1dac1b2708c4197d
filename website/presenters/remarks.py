"""What is special about the events of a list, and how many more it shows: a sentence each."""

from collections.abc import Callable, Iterable

from django.utils.translation import ngettext

from events.counts import HERE, Stay
from events.state import EventState
from website.filters.selection import Selection
from website.presenters.agenda import longer_time
from website.sentences import end_once


def say_remarks(selection: Selection) -> list[str]:
    """Say how many of the events stand on no day or are called off, and how many more the page shows.

    Those may fall in its time, or were to.
    """
    here = [state for state, stay in selection.shown if stay is None or stay in HERE]
    perhaps = [state for state, stay in selection.shown if stay == Stay.SOMETIME]
    states_left = [state for state, stay in selection.shown if stay == Stay.LEFT]
    gone_count = sum(map(_has_gone_from(selection), here))
    vague_count = sum(state.period.is_dated and not state.period.is_exact for state in here)
    moved_count = sum(state.period.is_dated for state in states_left)
    remarks: Iterable[tuple[int, Callable[[int], str]]] = (
        (vague_count, _vague_sentence),
        (sum(not state.period.is_dated for state in here), _undated_sentence),
        (sum(state.is_cancelled for state in here), _cancelled_sentence),
        (gone_count, _gone_sentence),
        (len(perhaps), _perhaps_sentence(perhaps)),
        (moved_count, _moved_sentence),
        (len(states_left) - moved_count, _left_sentence),
    )
    return [end_once(say(number) % {"count": number}) for number, say in remarks if number]


def _vague_sentence(number: int) -> str:
    return ngettext("%(count)d has no exact day.", "%(count)d have no exact day.", number)


def _undated_sentence(number: int) -> str:
    return ngettext("%(count)d has no date yet.", "%(count)d have no date yet.", number)


def _cancelled_sentence(number: int) -> str:
    return ngettext("%(count)d is cancelled.", "%(count)d are cancelled.", number)


def _has_gone_from(selection: Selection) -> Callable[[EventState], bool]:
    """Return whether an event was to meet in one of the cities that are asked for, and meets in none of them."""
    cities = selection.plan_filter.facet_values.get("city", set())
    return lambda state: bool(cities) and not cities & set(state.met_cities)


def _gone_sentence(number: int) -> str:
    return ngettext(
        "%(count)d of them has moved elsewhere or online.",
        "%(count)d of them have moved elsewhere or online.",
        number,
    )


def _perhaps_sentence(states: Iterable[EventState]) -> Callable[[int], str]:
    """Name the longer time, where it is the same for all."""
    times = {longer_time(state.period) for state in states}
    if len(times) != 1:
        return _sometime_sentence
    (time,) = times

    def say(number: int) -> str:
        pattern = ngettext(
            "%(count)d more falls some time in %(period)s.",
            "%(count)d more fall some time in %(period)s.",
            number,
        )
        return pattern % {"count": number, "period": time}

    return say


def _sometime_sentence(number: int) -> str:
    return ngettext(
        "%(count)d more falls some time in a longer period.",
        "%(count)d more fall some time in longer periods.",
        number,
    )


def _moved_sentence(number: int) -> str:
    return ngettext(
        "%(count)d more has moved to another time.",
        "%(count)d more have moved to another time.",
        number,
    )


def _left_sentence(number: int) -> str:
    return ngettext(
        "%(count)d more has lost its date here and has none yet.",
        "%(count)d more have lost their dates here and have none yet.",
        number,
    )

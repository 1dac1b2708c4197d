"""What a page of the plan shows, as plain sentences: built from whole parts, one a facet, and what is special
about the events of the list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from babel.lists import format_list
from django.utils.text import capfirst
from django.utils.translation import (
    gettext as _,
    gettext_lazy,
    ngettext,
    ngettext_lazy,
    pgettext,
    pgettext_lazy,
)

from events.counts import HERE, Stay, was_here
from events.date_formats import say_day, say_interval
from events.facets.registry import FACETS, Facet, in_sentence
from events.state import EventState
from i18n.texts import StrOrPromise, current_language, current_locale
from i18n.typography import printed
from presidencies.current import presidency_text
from website.filters.forms import AHEAD, NEW_DATE, ONLINE, OVER, PlanFilter
from website.filters.selection import Selection
from website.presenters.agenda import longer_time
from website.sentences import end_once, join_sentences, say_events


def _states_here(selection: Selection) -> list[EventState]:
    return [state for state, stay in selection.shown if stay is None or stay in HERE]


def say_remarks(selection: Selection) -> list[str]:
    """Say how many of the events stand on no day or are called off, and how many more the page shows.

    Those may fall in its time, or were to.
    """
    here = _states_here(selection)
    gone_count = sum(map(_has_gone_from(selection), here))
    remarks: Iterable[tuple[int, Callable[[int], str]]] = (
        (sum(not state.period.is_dated for state in here), _undated_sentence),
        (sum(state.is_cancelled for state in here), _cancelled_sentence),
        (gone_count, _gone_sentence),
    )
    counted = [say(number) % {"count": number} for number, say in remarks if number]
    return [end_once(sentence) for sentence in (*counted, *_besides(selection))]


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


#: What a page shows besides, or what left it: behind what is there, and where nothing is.
Besides = tuple[StrOrPromise, StrOrPromise]
SOMETIME_THEN: Besides = (
    ngettext_lazy(
        "%(count)d more falls some time in %(period)s.",
        "%(count)d more fall some time in %(period)s.",
        "count",
    ),
    ngettext_lazy(
        "%(count)d falls some time in %(period)s.",
        "%(count)d fall some time in %(period)s.",
        "count",
    ),
)
SOMETIME: Besides = (
    ngettext_lazy(
        "%(count)d more falls some time in a longer period.",
        "%(count)d more fall some time in longer periods.",
        "count",
    ),
    ngettext_lazy(
        "%(count)d falls some time in a longer period.",
        "%(count)d fall some time in longer periods.",
        "count",
    ),
)
MOVED: Besides = (
    ngettext_lazy(
        "%(count)d more has moved to another time.",
        "%(count)d more have moved to another time.",
        "count",
    ),
    ngettext_lazy(
        "%(count)d has moved to another time.", "%(count)d have moved to another time.", "count"
    ),
)
POSTPONED: Besides = (
    ngettext_lazy("%(count)d more is postponed.", "%(count)d more are postponed.", "count"),
    ngettext_lazy("%(count)d is postponed.", "%(count)d are postponed.", "count"),
)
PERHAPS_LEFT: Besides = (
    ngettext_lazy(
        "%(count)d more, due some time in a longer period, has moved or is postponed.",
        "%(count)d more, due some time in longer periods, have moved or are postponed.",
        "count",
    ),
    ngettext_lazy(
        "%(count)d, due some time in a longer period, has moved or is postponed.",
        "%(count)d, due some time in longer periods, have moved or are postponed.",
        "count",
    ),
)


def _besides(selection: Selection) -> Iterator[str]:
    """Yield what falls some time in a longer period, and what has left the time of the page, as the strip counts it.

    What was only to be there some time of a longer period no month counts: it stands apart.
    """
    perhaps = [state for state, stay in selection.shown if stay == Stay.SOMETIME]
    left = [state for state, stay in selection.shown if stay == Stay.LEFT]
    days = selection.time
    known = [state for state in left if days and was_here(state, days.first, days.last)]
    postponed_count = sum(state.is_postponed for state in known)
    sometime, time = _sometime(perhaps)
    counts = (
        (len(perhaps), sometime),
        (len(known) - postponed_count, MOVED),
        (postponed_count, POSTPONED),
        (len(left) - len(known), PERHAPS_LEFT),
    )
    form = 0 if selection.here else 1
    for number, forms in counts:
        if number:
            yield str(forms[form] % {"count": number, "period": time})
            form = 0


def _sometime(states: Iterable[EventState]) -> tuple[Besides, str]:
    """Return the words for what falls in longer times, and the time where it is the same for all."""
    times = {longer_time(state.period) for state in states}
    return (SOMETIME_THEN, times.pop()) if len(times) == 1 else (SOMETIME, "")


def perhaps_sentence(states: Iterable[EventState]) -> Callable[[int], str]:
    """Name the longer time, where it is the same for all."""
    (more, _alone), time = _sometime(states)
    return lambda number: str(more % {"count": number, "period": time})


# Translators: stands after "12 events", or after a comma; so do all of the context "events".
WORDED = pgettext_lazy("events", "with %(names)s in the title")
OF_STATES: dict[str, dict[str, object]] = {
    "moved": {
        NEW_DATE: pgettext_lazy("events", "moved to a new date"),
        ONLINE: pgettext_lazy("events", "moved online"),
    },
    "when": {
        OVER: pgettext_lazy("events", "whose time is over"),
        AHEAD: pgettext_lazy("events", "not over yet or without a date"),
    },
}


def phrases(plan_filter: PlanFilter) -> list[str]:
    """Return what each parameter that narrows asks for, in words: "held online"."""
    parts = [_phrase(WORDED, [plan_filter.words])] if plan_filter.words else []
    fields = dict(plan_filter.facet_fields())
    for facet in in_sentence():
        if values := plan_filter.values_by_name.get(facet.name):
            names = facet.values.names(fields[facet.name].offered)
            parts.append(_say_facet(facet, values, names))
    asked = plan_filter.values_by_name
    return parts + [
        str(OF_STATES[name][code]) for name in OF_STATES for code in asked.get(name, ())
    ]


def _say_facet(facet: Facet, values: Iterable[str], names: Mapping[str, str]) -> str:
    if isinstance(facet.phrase, Mapping):
        return _any_of(str(facet.phrase[value]) for value in values)
    language = current_language()
    return _phrase(facet.phrase, [printed(names[value], language) for value in values])


def _phrase(pattern: object, names: Iterable[str]) -> str:
    return str(pattern) % {"names": _any_of(map(_quotation, names))}


def say_selection(selection: Selection) -> str:
    """Return the whole paragraph: what is shown, what is special about some of it, and what else stands there."""
    sentence = _say_here(selection) if selection.here else say_missing(selection)
    return join_sentences([sentence, *say_remarks(selection)])


def _say_here(selection: Selection) -> str:
    """Say what is shown: of a time of the calendar without a word before it."""
    here = _states_here(selection)
    vague_count = sum(state.period.is_dated and not state.period.is_exact for state in here)
    shown = say_shown(selection)
    if vague_count == len(here):
        shown = _("%(shown)s, without an exact day") % {"shown": shown}
    elif vague_count:
        parts = {"shown": shown, "count": vague_count}
        shown = _("%(shown)s, %(count)d of them without an exact day") % parts
    if _is_named_by_days(selection):
        return end_once(_("%(shown)s.") % {"shown": capfirst(shown)})
    return end_once(_("Shown: %(shown)s.") % {"shown": shown})


def _in_one(plan_filter: PlanFilter) -> str:
    return _(", ").join(phrases(plan_filter))


def say_chosen(plan_filter: PlanFilter, count: int, apart_count: int) -> str:
    """Say how much a filter leaves of a list that says its time itself.

    `apart_count` of them stand below the list: of a day that is not known.
    """
    parts = {"events": say_events(count), "filter": _in_one(plan_filter)}
    sentence = _("Shown: %(shown)s.") % {"shown": _("%(events)s %(filter)s") % parts}
    return join_sentences(
        [sentence, _apart_sentence(apart_count) % {"count": apart_count}]
        if apart_count
        else [sentence]
    )


def _apart_sentence(number: int) -> str:
    return ngettext(
        "%(count)d is listed below the plan.", "%(count)d are listed below the plan.", number
    )


def say_missing_then(plan_filter: PlanFilter, period: str) -> str:
    """Say that the filter leaves nothing of the plan as it was."""
    parts = {"period": capfirst(period), "filter": _in_one(plan_filter)}
    return _("%(period)s: no events %(filter)s.") % parts


def say_unchanged(plan_filter: PlanFilter, period: str) -> str:
    """Say that nothing was announced of what the filter leaves; "" when there is no filter."""
    if not plan_filter.query:
        return ""
    parts = {"period": capfirst(period), "filter": _in_one(plan_filter)}
    return _("%(period)s: nothing was announced of events %(filter)s.") % parts


# Translators: how many events there are, in a month or in a year.
_IN_A_TIME = gettext_lazy("%(events)s in %(period)s")
_IN_DAYS = gettext_lazy("%(period)s: %(events)s")


def say_shown(selection: Selection) -> str:
    """Say what is shown: "23 events on “Security”, held online, July – November 2020"."""
    parts = {
        "events": say_events(selection.here),
        "filter": _filter(selection),
        "period": _say_days(selection) or _time_of(selection),
    }
    if parts["filter"] and parts["period"]:
        return _("%(events)s %(filter)s, %(period)s") % parts
    if parts["filter"]:
        return _("%(events)s %(filter)s") % parts
    if selection.days and _is_named_by_days(selection):
        return str(_IN_A_TIME if selection.days.is_named else _IN_DAYS) % parts
    if parts["period"]:
        return _("%(events)s, %(period)s") % parts
    return parts["events"]


def say_part(selection: Selection) -> str:
    """Say which part of the plan it is, without numbers; "" for the whole: a name that stays."""
    parts = phrases(selection.plan_filter)
    if selection.part:
        parts.insert(0, selection.part.name.printed)
    if days := _say_days(selection):
        parts.append(days)
    return _(", ").join(parts)


def say_between(plan_filter: PlanFilter) -> str:
    """Say from which day to which the filter asks: "from 1 June 2020", or ""."""
    days = plan_filter.cleaned_data
    first, last = days.get("from"), days.get("to")
    if first and last:
        return say_interval(first, last, "yMMMMd", current_locale())
    if first:
        return pgettext("events", "from %(day)s") % {"day": say_day(first)}
    return pgettext("events", "until %(day)s") % {"day": say_day(last)} if last else ""


def _say_days(selection: Selection) -> str:
    """Say the time of the page and that of the filter."""
    page = selection.days.said if selection.days else ""
    return _(", ").join(filter(None, (page, say_between(selection.plan_filter))))


def say_name(selection: Selection) -> str:
    """Name the list, of which portal and which part: what a calendar or a feed is called."""
    site, part = presidency_text("short_title"), say_part(selection)
    return _("%(site)s: %(part)s") % {"site": site, "part": part} if part else site


def say_missing(selection: Selection) -> str:
    """Say that nothing is there: in these days, and for this filter."""
    parts = {
        "period": capfirst(_say_days(selection)),
        "filter": _filter(selection),
    }
    if parts["period"] and parts["filter"]:
        return _("%(period)s: no events %(filter)s.") % parts
    if selection.days and selection.days.is_named and _is_named_by_days(selection):
        return end_once(_("No events in %(period)s.") % parts)
    if parts["period"]:
        return _("%(period)s: no events.") % parts
    if parts["filter"]:
        return _("No events %(filter)s.") % parts
    return _("No events are recorded yet.")


def _is_named_by_days(selection: Selection) -> bool:
    """Whether a list is all that the plan has of the days of its page."""
    asked = selection.plan_filter.between is not None or _filter(selection)
    return selection.days is not None and not asked


def _filter(selection: Selection) -> str:
    parts = phrases(selection.plan_filter)
    if part := selection.part:
        parts.insert(0, _phrase(FACETS[part.facet].phrase, [part.name.printed]))
    return _(", ").join(parts)


def _time_of(selection: Selection) -> str:
    """Return the months in which the events lie, from the first to the last.

    Of a year alone nobody knows the month: it opens no other.
    """
    periods = [state.period for state, _stay in selection.shown if state.period.is_dated]
    periods = [period for period in periods if period.home_month] or periods
    firsts = [period.first for period in periods if period.first]
    lasts = [period.last for period in periods if period.last]
    if not firsts:
        return ""
    return say_interval(min(firsts), max(lasts), "yMMMM", current_locale())


def _any_of(names: Iterable[str]) -> str:
    return format_list(list(names), style="or", locale=current_locale())


def _quotation(name: str) -> str:
    return _("“%(name)s”") % {"name": name}

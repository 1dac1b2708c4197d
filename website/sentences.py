"""How many events a list holds, in words that fit every number in every language."""

from django.utils.translation import gettext as _, ngettext

from i18n.texts import current_language
from i18n.typography import gap


def say_counts(events: int, *, moved: int = 0, postponed: int = 0, cancelled: int = 0) -> str:
    """Return "6 events (1 cancelled), 1 moved": what has left a time, moved or postponed, is none of the `events`."""
    numbers = (
        (moved, ngettext("%(count)d moved", "%(count)d moved", moved)),
        (postponed, ngettext("%(count)d postponed", "%(count)d postponed", postponed)),
    )
    parts = [words % {"count": count} for count, words in numbers if count]
    # Translators: the separator of short items in a list.
    return _(", ").join([_say_with_cancelled(events, cancelled), *parts])


def _say_with_cancelled(events: int, cancelled: int) -> str:
    if not cancelled:
        return say_events(events)
    words = ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled)
    parts = {"events": say_events(events), "parts": words % {"count": cancelled}}
    return _("%(events)s (%(parts)s)") % parts


def say_of_place(events: int, *, elsewhere: int = 0, cancelled: int = 0) -> str:
    """Return "10 events (1 cancelled), 2 of them moved elsewhere or online": what has left a place is asked for by it."""
    counts = _say_with_cancelled(events, cancelled)
    if not elsewhere:
        return counts
    left = ngettext(
        "%(count)d of them moved elsewhere or online",
        "%(count)d of them moved elsewhere or online",
        elsewhere,
    )
    if elsewhere == events:
        left = ngettext("moved elsewhere or online", "all moved elsewhere or online", elsewhere)
    return _(", ").join([counts, left % {"count": elsewhere}])


def say_events(events: int) -> str:
    if not events:
        return _("no events")
    return ngettext("%(count)d event", "%(count)d events", events) % {"count": events}


def say_own_and_below(own: int, everything: int, *, coming: int = 0) -> str:
    """Return "5 events, 2 to come · 37 with all below" of a body or a host; "" where there is nothing to say."""
    if not everything:
        return ""
    words = say_events(own)
    if coming:
        ahead = ngettext("%(count)d to come", "%(count)d to come", coming)
        words = _(", ").join([words, ahead % {"count": coming}])
    if everything > own:
        of_all = ngettext("%(count)d with all below", "%(count)d with all below", everything)
        words += "\N{NO-BREAK SPACE}· " + of_all % {"count": everything}
    return words


def say_unknown(number: int) -> str:
    """Say of how many events it is recorded that nobody told their outcome."""
    return ngettext("%(count)d with outcome unknown", "%(count)d with outcome unknown", number)


def say_unreported(number: int) -> str:
    """Say of how many events, still expected though their day is over, the outcome is owed."""
    return ngettext("%(count)d not yet reported", "%(count)d not yet reported", number)


def end_once(sentence: str) -> str:
    """Return a sentence with one full stop: a Russian date at its end brings its own, "2020 г."."""
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


def join_sentences(sentences: list[str]) -> str:
    """Return one paragraph."""
    return gap(current_language()).join(sentences)

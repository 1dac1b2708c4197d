"""How many events a list holds, in words that fit every number in every language."""

from django.utils.translation import gettext as _, ngettext

from i18n.texts import current_language
from i18n.typography import gap


def say_counts(
    events: int, *, moved: int = 0, elsewhere: int = 0, postponed: int = 0, cancelled: int = 0
) -> str:
    """Return "6 events, 1 moved": `moved` and `postponed` count slots left, `elsewhere` events."""
    numbers = (
        (moved, ngettext("%(count)d moved", "%(count)d moved", moved)),
        (elsewhere, _say_elsewhere(elsewhere)),
        (postponed, ngettext("%(count)d postponed", "%(count)d postponed", postponed)),
        (cancelled, ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled)),
    )
    parts = [words % {"count": count} for count, words in numbers if count]
    # Translators: the separator of short items in a list.
    return _(", ").join([say_events(events), *parts])


def _say_elsewhere(events: int) -> str:
    return ngettext(
        "%(count)d moved elsewhere or online", "%(count)d moved elsewhere or online", events
    )


def say_events(events: int) -> str:
    if not events:
        return _("no events")
    return ngettext("%(count)d event", "%(count)d events", events) % {"count": events}


def end_once(sentence: str) -> str:
    """Return a sentence with one full stop: a Russian date at its end brings its own, "2020 г."."""
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


def join_sentences(sentences: list[str]) -> str:
    """Return one paragraph."""
    return gap(current_language()).join(sentences)

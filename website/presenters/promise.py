"""What the presidency promised against what had been announced by a day, in one sentence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import Membership
from events.plan_memory import all_states, is_whole, of_the_plan
from events.state import EventState
from i18n.texts import current_language, text_of
from presidencies.current import current
from website.sentences import end_once

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
    """Return the promise against `events`, known by `day`; None where no number was promised."""
    number = current().promised_events
    if number is None:
        return None
    parts = {"promise": _say_promise(number), "announced": _say_announced(events, day)}
    sentence = end_once(_("%(promise)s; %(announced)s.") % parts)
    return Promise(sentence, current().promise_url)


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
    parts = {"count": count, "own": own_count, "day": Period.on(day).say(current_language())}
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

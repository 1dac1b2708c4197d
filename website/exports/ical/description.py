"""What a calendar says of one event, as plain text, and the days on which it shows the event.

The text gives its state, what it was, and why it moved. ADR 0003 says why the days are so.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.dates import Period
from events.enums import NAMES, Status
from events.state import EventState
from i18n.texts import Text, first_texts, in_reading, text_of
from places.models import PlaceNames
from publishing.years import TAKEN
from website.presenters import clock_times, event_card
from website.presenters.changes import FactMove, HistoryEntry, history_entries

#: Statuses that the tags of the pages name already.
SAID_BY_A_TAG = (Status.POSTPONED, Status.CANCELLED, Status.UNKNOWN_OUTCOME)


def place_line(event: EventState, names: PlaceNames) -> str:
    """Return the venue and the city in one line, or ""."""
    parts = (text_of(event, "venue").printed, event_card.place_of(event.facts, names))
    return _(", ").join(part for part in parts if part)


def describe(event: EventState, names: PlaceNames, page: str) -> str:
    """Return all that a calendar entry says of `event`; `page` is the address of its page.

    It follows from the record alone, as its ETag does: no clock decides which text tells of it.
    """
    short_title, title = in_reading(first_texts(event, *NAMES)), text_of(event, "title")
    paragraphs = [
        with_language(title) if title.value != short_title.value else "",
        _("State: %(state)s") % {"state": state(event)},
        _("When: %(date)s") % {"date": clock_times.say_date(event.period, event.cities, names)},
        with_language(text_of(event, event.account())),
        "\n".join(_change_lines(history_entries(event.steps, event.cities, names))),
        page,
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def state(event: EventState) -> str:
    """Return the state in words: "Held · rescheduled · moved online"."""
    words = [] if event.status in SAID_BY_A_TAG else [str(Status(event.status).label)]
    words += [tag.label.lower() for tag in event_card.state_tags(event)]
    return capfirst(" · ".join(words))


def _change_lines(entries: list[HistoryEntry]) -> Iterator[str]:
    """Yield no full stops: a Russian date ends in one of its own."""
    if entries:
        yield _("What changed, and when:")
    for entry in entries:
        yield f"– {_headline(entry)}"
        yield from (f"  {_move(move)}" for move in entry.moves)
        if entry.reason.value:
            yield f"  {with_language(entry.reason)}"


def _headline(entry: HistoryEntry) -> str:
    if entry.announced:
        return _("%(day)s: %(what)s") % {"day": entry.announced, "what": entry.headline}
    return _("%(what)s (day of the announcement unknown)") % {"what": entry.headline}


def _move(move: FactMove) -> str:
    facts = {"fact": move.label, "old": move.old.printed, "new": move.new.printed}
    if not move.old.value:
        return _("%(fact)s: %(new)s") % facts
    return _("%(fact)s: was %(old)s, now %(new)s") % facts


def with_language(text: Text) -> str:
    """Return `text`, with the name of its language when that is not the reader's."""
    if not text.is_fallback:
        return text.printed
    name = dict(settings.LANGUAGES)[text.language]
    return _("%(text)s [%(language)s]") % {"text": text.printed, "language": name}


#: An event in one of these, without an exact day now, still shows on the last one that it had.
WAITS_ON_ITS_OLD_DAY = (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)


def slot_of(event: EventState) -> Period | None:
    """Return the exact days on which calendars show `event`; None when it has none and had none.

    Days outside the portal's years are none: calendar programs cannot reckon with every year.
    """
    periods = [event.period]
    if event.status in WAITS_ON_ITS_OLD_DAY:
        periods += [slot.period for slot in reversed(event.history.left)]
    days = next((period for period in periods if period.is_exact), None)
    return days if days and all(day.year in TAKEN for day in days.bounds) else None

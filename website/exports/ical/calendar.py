"""Events as iCalendar, for any calendar program (RFC 5545, RFC 7986). ADR 0003 says why so.

Texts are in the active language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext
from icalendar import Calendar, Component, Event as Entry, Journal, vDuration, vText

from events.dates import Period
from events.enums import NAMES, Status
from events.plan_memory import names_of_places, worded
from events.state import EventState
from i18n.texts import Text, bcp47, current_language, first_text_of, text_of
from places.models import PlaceNames
from priorities.models import Priority
from publishing import records
from publishing.years import TAKEN
from website.exports.ical.time_zones import Written, zones_of
from website.presenters import dates, event_card
from website.presenters.changes import FactMove, HistoryEntry, history_entries
from website.sentences import join_sentences

#: Statuses that the tags of the pages name already.
SAID_BY_A_TAG = (Status.POSTPONED, Status.CANCELLED, Status.UNKNOWN_OUTCOME)


def place_line(event: EventState, names: PlaceNames) -> str:
    """Return the venue and the city in one line, or ""."""
    parts = (text_of(event, "venue").printed, event_card.place_of(event.facts, event.kind, names))
    return _(", ").join(part for part in parts if part)


def describe(event: EventState, names: PlaceNames, page: str) -> str:
    """Return all that a calendar entry says of `event`; `page` is the address of its page.

    It follows from the record alone, as its ETag does: no clock decides which text tells of it.
    """
    short_title, title = first_text_of(event, *NAMES), text_of(event, "title")
    paragraphs = [
        with_language(title) if title.value != short_title.value else "",
        _("State: %(state)s") % {"state": state(event)},
        _("When: %(date)s") % {"date": dates.say_date(event.period, event.cities, names)},
        with_language(event_card.account_of(event)),
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
    old, new = move.within
    facts = {"fact": move.label, "old": old.printed, "new": new.printed}
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


#: How often a subscriber should ask again.
REFRESH = timedelta(hours=6)

ENTRY_STATUS = {
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.HELD: "CONFIRMED",
    Status.UNKNOWN_OUTCOME: "TENTATIVE",
}
JOURNAL_STATUS = {"TENTATIVE": "DRAFT", "CONFIRMED": "FINAL", "CANCELLED": "CANCELLED"}

#: Not allowed in a text by RFC 5545, section 3.1.
CONTROLS = {code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True)
class Feed:
    """A calendar to subscribe to. `page` and `source` are whole addresses: its page, itself."""

    name: str
    description: str
    page: str
    source: str


#: Turns the path of a page into its whole address.
Link = Callable[[str], str]


def feed_calendar(events: Iterable[EventState], feed: Feed, link: Link) -> bytes:
    """Return the calendar of `events`; those without any exact day are counted, not placed.

    Counted too are those that have none any more, and stand on the last one: with both it says how many
    events of the list have no exact day.
    """
    states = list(events)
    writer = _EventWriter.of(states, link)
    slots = [(event, days) for event in states if (days := slot_of(event)) is not None]
    calendar = _calendar()
    waiting = sum(not event.period.is_exact for event, _days in slots)
    _head(calendar, feed, left_out=len(states) - len(slots), waiting=waiting)
    return _joined(calendar, [writer.kept(event, days) for event, days in slots])


def event_calendar(event: EventState, link: Link) -> bytes:
    """Return the file of one event: a VEVENT, or a VJOURNAL while no exact day is known."""
    writer, days = _EventWriter.of([event], link), slot_of(event)
    component = writer.entry(event, days) if days else writer.journal(event)
    return _joined(_calendar(), [Written.of(component)])


# --- the calendar -------------------------------------------------------------------


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", settings.CALENDAR_PRODID)
    calendar.add("calscale", "GREGORIAN")
    return calendar


#: The last line of a calendar.
END = b"END:VCALENDAR\r\n"


def _joined(calendar: Calendar, entries: Sequence[Written]) -> bytes:
    """Return `calendar`, which has nothing in it yet, with the zones of `entries` and these."""
    head: bytes = calendar.to_ical().removesuffix(END)
    return b"".join([head, zones_of(entries), *(entry.lines for entry in entries), END])


def _head(calendar: Calendar, feed: Feed, *, left_out: int, waiting: int) -> None:
    language = {"LANGUAGE": bcp47(current_language())}
    sentences = [
        feed.description,
        *([_left_out_sentence(left_out)] if left_out else []),
        *([say_waiting(waiting)] if waiting else []),
    ]
    description = join_sentences(sentences)
    # The X- properties say the same to programs older than RFC 7986. The library takes neither
    # them nor NAME for texts, and would leave their commas as they are.
    calendar.add("name", vText(feed.name), parameters=language)
    calendar.add("x-wr-calname", vText(feed.name))
    calendar.add("description", description, parameters=language)
    calendar.add("x-wr-caldesc", vText(description))
    calendar.add("url", feed.page)
    calendar.add("source", feed.source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))


def _left_out_sentence(count: int) -> str:
    return ngettext(
        "%(count)s event has no exact day and is only on the portal.",
        "%(count)s events have no exact day and are only on the portal.",
        count,
    ) % {"count": count}


def say_waiting(count: int) -> str:
    """Say how many entries stand on a day that their event no longer has."""
    return ngettext(
        "%(count)s event no longer has an exact day and stands on the last one that it had.",
        "%(count)s events no longer have an exact day and stand on the last one that they had.",
        count,
    ) % {"count": count}


# --- one event ----------------------------------------------------------------------


@dataclass(frozen=True)
class _EventWriter:
    """What it takes to write events into a calendar."""

    link: Link
    names: PlaceNames
    priorities: Mapping[str, str]
    told_at: Mapping[str, datetime]

    @classmethod
    def of(cls, events: Sequence[EventState], link: Link) -> "_EventWriter":
        """Four queries, two once the plan is at hand."""
        priorities = Priority.objects.published()
        return cls(
            link=link,
            names=names_of_places(),
            priorities={goal.slug: text_of(goal, "title").printed for goal in priorities},
            told_at=records.told_at("events", events),
        )

    def kept(self, event: EventState, days: Period) -> Written:
        """Return the entry, from beside the event where it is one of a plan in memory.

        It follows from the state, the language, and what it was made with: another host has other addresses.
        """
        if event.shelf is None or not self.names.is_kept:
            return Written.of(self.entry(event, days))
        titles = tuple(self.priorities.get(slug) for slug in event.priorities)
        page = self.link(event.get_absolute_url())
        place, made_with = (_EventWriter, *worded()), (page, self.told_at[event.slug], titles)
        made_before, written = event.shelf.get(place, (None, None))
        if made_before != made_with:  # one of each language, whatever hosts are asked for
            written = Written.of(self.entry(event, days))
            event.shelf[place] = (made_with, written)
        return written  # type: ignore[no-any-return]

    def entry(self, event: EventState, days: Period) -> Entry:
        entry = Entry()
        self._describe(entry, event)
        for name, value in _times(days).items():
            entry.add(name, value)
        entry.add("status", ENTRY_STATUS[Status(event.status)])
        entry.add("transp", "TRANSPARENT")
        self._place(entry, event)
        return entry

    def journal(self, event: EventState) -> Journal:
        """RFC 5545 lets a VJOURNAL be without a date, and a VEVENT not."""
        journal = Journal()
        self._describe(journal, event)
        journal.add("status", JOURNAL_STATUS[ENTRY_STATUS[Status(event.status)]])
        return journal

    def _describe(self, component: Component, event: EventState) -> None:
        language, page = current_language(), self.link(event.get_absolute_url())
        record_time = self.told_at[event.slug]
        component.add("uid", event.uid)
        component.add("sequence", event.sequence)
        # Without METHOD, DTSTAMP is the time of the last revision (RFC 5545, 3.8.7.2).
        component.add("dtstamp", record_time)
        component.add("last-modified", record_time)
        component.add("created", event.published_at or event.created_at)
        _add_text(component, "summary", _summary(event))
        description = describe(event, self.names, page)
        _add_text(component, "description", Text(description, language, language))
        component.add("url", page)
        slugs = [slug for slug in event.priorities if slug in self.priorities]
        if titles := [self.priorities[slug] for slug in slugs]:
            component.add("categories", titles, parameters={"LANGUAGE": bcp47(language)})

    def _place(self, entry: Entry, event: EventState) -> None:
        language = current_language()
        if place := place_line(event, self.names):
            _add_text(entry, "location", Text(place, language, language))
        cities = self.names.rows(event.cities)
        if len(cities) == 1 and not event.is_online:
            entry.add("geo", (float(cities[0].latitude), float(cities[0].longitude)))


def _summary(event: EventState) -> Text:
    """The short title, behind a word for a state that few programs show by themselves."""
    title = first_text_of(event, *NAMES)
    if event.is_cancelled:
        sentence = _("Cancelled: %(title)s")
    elif event.is_postponed:
        sentence = _("Postponed: %(title)s")
    elif slot_of(event) is not None and not event.period.is_exact:
        sentence = _("Rescheduled: %(title)s")
    else:
        return title
    return Text(sentence % {"title": title.value}, title.language, title.wanted)


def _times(slot: Period) -> dict[str, date | datetime]:
    """Return DTSTART and DTEND: clock times in their zone, or days with an exclusive end."""
    if slot.first is None or slot.last is None:
        return {}
    if slot.begins is None or slot.ends is None:
        return {"dtstart": slot.first, "dtend": slot.last + timedelta(days=1)}
    if (slot.closes is None and slot.days == 1) or slot.ends <= slot.begins:
        return {"dtstart": slot.begins}
    return {"dtstart": slot.begins, "dtend": slot.ends}


def _add_text(component: Component, name: str, text: Text) -> None:
    component.add(
        name, text.printed.translate(CONTROLS), parameters={"LANGUAGE": bcp47(text.language)}
    )

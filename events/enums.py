"""The closed lists of events and their changes. The codes are those of data/labels.csv."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from i18n.texts import StrOrPromise


class Kind(models.TextChoices):
    SUMMIT = "summit", _("summit")
    SESSION = "session", _("session of a council")
    MEETING = "meeting", _("meeting")
    CONSULTATION = "consultation", _("consultations")
    CONFERENCE = "conference", _("conference")
    FORUM = "forum", _("forum")
    ROUND_TABLE = "round_table", _("round table")
    SEMINAR = "seminar", _("seminar")
    EXERCISE = "exercise", _("exercise")
    OPERATION = "operation", _("joint operation")
    EXHIBITION = "exhibition", _("exhibition")
    PRESENTATION = "presentation", _("presentation")
    SPECIAL_EVENT = "special_event", _("special event")
    PRESS_CONFERENCE = "press_conference", _("press conference")
    COMMEMORATION = "commemoration", _("commemoration")
    SPORTS = "sports", _("sports event")


class Level(models.TextChoices):
    HEADS_OF_STATE = "heads_of_state", _("heads of state")
    HEADS_OF_GOVERNMENT = "heads_of_government", _("heads of government")
    HEADS_OF_PARLIAMENT = "heads_of_parliament", _("heads of parliaments")
    MINISTERS = "ministers", _("ministers")
    DEPUTY_MINISTERS = "deputy_ministers", _("deputy ministers")
    HEADS_OF_AGENCY = "heads_of_agency", _("heads of agencies")
    SENIOR_OFFICIALS = "senior_officials", _("senior officials")
    EXPERTS = "experts", _("experts")
    REGIONAL_HEADS = "regional_heads", _("heads of regions")
    REGIONAL_AGENCIES = "regional_agencies", _("regional and city authorities")
    AGENCIES = "agencies", _("agencies")
    MILITARY = "military", _("armed forces")
    BUSINESS = "business", _("business")
    YOUTH = "youth", _("youth")
    POLITICAL_PARTIES = "political_parties", _("political parties")
    PUBLIC = "public", _("general public")
    MEDIA = "media", _("media")


#: At these levels and of these kinds an event is one of the main ones of a presidency.
MAIN_LEVELS = (Level.HEADS_OF_STATE, Level.HEADS_OF_GOVERNMENT)
MAIN_KINDS = (Kind.SUMMIT, Kind.SESSION)
#: Kinds of meetings: held online one is a videoconference, as no other event is.
MET_BY_VIDEO = (Kind.SUMMIT, Kind.SESSION, Kind.MEETING, Kind.CONSULTATION, Kind.ROUND_TABLE)


class Format(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    UNKNOWN = "unknown", _("format unknown")


@dataclass(frozen=True, kw_only=True)
class FormatMeaning:
    """All that any door knows of a format, beside its name."""

    #: In the sentence above a list, after "12 events" or after a comma.
    phrase: StrOrPromise
    #: Whether people meet in one place, and whether one can take part from elsewhere.
    has_place: bool = False
    is_online: bool = False
    #: Of https://schema.org/EventAttendanceModeEnumeration.
    attendance: str = ""
    #: As a fact of an event, where not its name.
    fact: StrOrPromise = ""
    #: Where an event meets: with the names of its cities, and without any.
    place: StrOrPromise = "%(place)s"
    no_place: StrOrPromise = ""
    #: Of what has no place: behind a date, and above a list of such events.
    manner: StrOrPromise = ""
    heading: StrOrPromise = ""

    @property
    def is_remote(self) -> bool:
        return self.is_online and not self.has_place

    def where(self, cities: str) -> str:
        """Return where an event meets, in words: `cities` are the names of its own, or ""."""
        return str(self.place) % {"place": cities} if cities else str(self.no_place)

    def where_in_brief(self, cities: str) -> str:
        """Return where a date was to be; who could take part from elsewhere goes without saying."""
        return str(self.fact) if self.is_remote else cities

    def where_in_a_sentence(self, cities: str) -> str:
        """Return the same where words go before: "by videoconference", "Ufa"."""
        return str(self.manner) if self.is_remote else cities


#: An entry a format: pages, files, calendars, search engines and the search follow.
FORMATS: dict[str, FormatMeaning] = {
    Format.IN_PERSON: FormatMeaning(
        phrase=pgettext_lazy("events", "held in person"),
        has_place=True,
        attendance="OfflineEventAttendanceMode",
    ),
    Format.ONLINE: FormatMeaning(
        phrase=pgettext_lazy("events", "held online"),
        is_online=True,
        attendance="OnlineEventAttendanceMode",
        fact=pgettext_lazy("place", "Online"),
        place=pgettext_lazy("place", "Online"),
        no_place=pgettext_lazy("place", "Online"),
        manner=pgettext_lazy("manner", "online"),
        heading=pgettext_lazy("place", "Online"),
    ),
    Format.HYBRID: FormatMeaning(
        phrase=pgettext_lazy("events", "held in person and online"),
        has_place=True,
        is_online=True,
        attendance="MixedEventAttendanceMode",
        place=_("%(place)s and online"),
        no_place=_("In person and online"),
    ),
    Format.UNKNOWN: FormatMeaning(
        phrase=pgettext_lazy("events", "of unknown format"), fact=_("Not stated")
    ),
}
BY_VIDEO = replace(
    FORMATS[Format.ONLINE],
    fact=_("Videoconference"),
    place=_("Videoconference"),
    no_place=_("Videoconference"),
    manner=_("by videoconference"),
)
#: Formats in which people meet in one place, and those in which nobody does.
MEETING = tuple(code for code, meaning in FORMATS.items() if meaning.has_place)
REMOTE = tuple(code for code, meaning in FORMATS.items() if meaning.is_remote)


def meaning_of(format: str, kind: str) -> FormatMeaning:
    """Return what `format` means of an event of `kind`; of events of many kinds FORMATS has it."""
    return BY_VIDEO if format == Format.ONLINE and kind in MET_BY_VIDEO else FORMATS[format]


class Status(models.TextChoices):
    """What became of an event. How it got there is told by its changes."""

    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    UNKNOWN_OUTCOME = "unknown_outcome", _("outcome unknown")


#: The texts by which lists, grids and calendars call an event: in each language the first that it has.
NAMES = ("short_title", "title")
#: An event in one of these may still happen.
EXPECTED = (Status.PLANNED, Status.CONFIRMED)
#: Nothing more is expected of an event in one of these.
ENDED = (Status.CANCELLED, Status.HELD, Status.UNKNOWN_OUTCOME)


class Precision(StrEnum):
    """How exactly a period is known, from a clock time to nothing at all."""

    MINUTE = "minute"
    DAY = "day"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    PART_OF_YEAR = "part_of_year"
    YEAR = "year"
    NONE = "none"


#: With one of these the first and last day are the event's own, not bounds of a guess.
EXACT = (Precision.MINUTE, Precision.DAY)


class Membership(models.TextChoices):
    """Whose plan an event belongs to."""

    PRESIDENCY = "presidency", _("presidency’s own")
    SCO_CALENDAR = "sco_calendar", _("organisation’s calendar")


class ChangeKind(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("step", "announced")
    CONFIRMED = "confirmed", pgettext_lazy("step", "confirmed")
    RESCHEDULED = "rescheduled", pgettext_lazy("step", "new date")
    POSTPONED = "postponed", pgettext_lazy("step", "postponed")
    CANCELLED = "cancelled", pgettext_lazy("step", "cancelled")
    REINSTATED = "reinstated", pgettext_lazy("step", "takes place after all")
    RELOCATED = "relocated", pgettext_lazy("step", "new place")
    FORMAT_CHANGED = "format_changed", pgettext_lazy("step", "new format")
    RENAMED = "renamed", pgettext_lazy("step", "new name")
    HELD = "held", pgettext_lazy("step", "held")
    CORRECTED = "corrected", pgettext_lazy("step", "corrected")


#: Moving a confirmed event in one of these ways takes a reason and a source.
MOVES = (
    ChangeKind.RESCHEDULED,
    ChangeKind.POSTPONED,
    ChangeKind.CANCELLED,
    ChangeKind.RELOCATED,
    ChangeKind.FORMAT_CHANGED,
)


#: Steps of these kinds say nothing of a fact that they leave as it is, not even the first step.
QUIET = (
    ChangeKind.CONFIRMED,
    ChangeKind.RESCHEDULED,
    ChangeKind.POSTPONED,
    ChangeKind.RELOCATED,
    ChangeKind.FORMAT_CHANGED,
    ChangeKind.RENAMED,
    ChangeKind.CANCELLED,
    ChangeKind.CORRECTED,
)


class TitleOrigin(models.TextChoices):
    OFFICIAL = "official", _("official title")
    OURS = "ours", _("title by this portal")

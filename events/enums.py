"""The closed lists of events and their changes. The codes are those of data/labels.csv."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Format(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    UNKNOWN = "unknown", _("format unknown")


#: Formats in which people meet in one place.
MEETING = (Format.IN_PERSON, Format.HYBRID)


class Status(models.TextChoices):
    """What became of an event. How it got there is told by its changes."""

    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    UNKNOWN_OUTCOME = "unknown_outcome", _("outcome unknown")


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
    ANNOUNCED = "announced", _("announced")
    CONFIRMED = "confirmed", _("confirmed")
    RESCHEDULED = "rescheduled", _("new date")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    RELOCATED = "relocated", _("new place")
    FORMAT_CHANGED = "format_changed", _("new format")
    RENAMED = "renamed", _("new name")
    HELD = "held", _("held")
    CORRECTED = "corrected", _("corrected")


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
    ChangeKind.RELOCATED,
    ChangeKind.FORMAT_CHANGED,
    ChangeKind.RENAMED,
    ChangeKind.CANCELLED,
    ChangeKind.CORRECTED,
)


class TitleOrigin(models.TextChoices):
    OFFICIAL = "official", _("official title")
    OURS = "ours", _("title by this portal")

"""The shapes of the stored documents, for the OpenAPI description only: nothing is written by them.

Each `*_document` function of an app's records.py writes one of them; tests hold them together.
"""

# mypy: disable-error-code="assignment"
# A field of a document may be called `source` or `parent`, as an attribute of serializers is.

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from api.v1.texts import Texts, TitleOrigins, TranslationStates
from bodies.states import BodyKind
from documents.states import DocumentKind
from events import states
from events.dates import Precision
from hosts.states import HostKind, HostRole
from news.states import Section
from places.states import Role

PRECISIONS = [precision.value for precision in Precision]


def slugs(**options: Any) -> s.ListField:
    return s.ListField(child=s.SlugField(), **options)


def links() -> s.ListField:
    return s.ListField(child=s.URLField())


class Recorded(s.Serializer):
    """What every public thing begins with."""

    record = s.IntegerField(help_text="Rises with every change of any public thing.")
    recorded_at = s.DateTimeField(help_text="When the public was told.")
    slug = s.SlugField(help_text="Its name in addresses: for life, in every language.")


class Translated(Recorded):
    """What is written in one language and translated into the others."""

    source_language = s.CharField(help_text="The language that its texts were written in first.")
    translations = TranslationStates()


class Tombstone(Recorded):
    """A thing that was public and is so no longer."""

    withdrawn = s.ChoiceField([True])


class Time(s.Serializer):
    """Bounds of what is known: the event's own days only when `precision` is day or minute."""

    first = s.DateField(allow_null=True)
    last = s.DateField(allow_null=True, help_text="Inclusive.")
    precision = s.ChoiceField(PRECISIONS)
    opens = s.RegexField(r"^\d\d:\d\d$", allow_null=True, help_text="On the first day.")
    closes = s.RegexField(r"^\d\d:\d\d$", allow_null=True, help_text="On the last day.")
    time_zone = s.CharField(allow_null=True, help_text="IANA zone of the clock times.")
    text = Texts(help_text="The same in words.")


class StatusMove(s.Serializer):
    old = s.ChoiceField(states.Status.choices, allow_null=True)
    new = s.ChoiceField(states.Status.choices)


class TimeMove(s.Serializer):
    old = Time(allow_null=True)
    new = Time()


class FormatMove(s.Serializer):
    old = s.ChoiceField(states.Format.choices, allow_null=True)
    new = s.ChoiceField(states.Format.choices)


class CitiesMove(s.Serializer):
    old = slugs(allow_null=True)
    new = slugs()


class TextMove(s.Serializer):
    old = Texts(allow_null=True)
    new = Texts()


class Change(s.Serializer):
    """One public step of an event's history. A fact that it left alone is absent."""

    number = s.IntegerField(min_value=1)
    kind = s.ChoiceField(states.ChangeKind.choices)
    announced_on = s.DateField(allow_null=True)
    announced_precision = s.ChoiceField(PRECISIONS)
    reason = Texts()
    source = s.URLField(allow_null=True)
    status = StatusMove()
    time = TimeMove(required=False)
    format = FormatMove(required=False)
    cities = CitiesMove(required=False)
    venue = TextMove(required=False)
    title = TextMove(required=False)


class Photo(s.Serializer):
    url = s.CharField(help_text="A path on this host.")
    width = s.IntegerField(help_text="Pixels.")
    height = s.IntegerField(help_text="Pixels.")
    alt = Texts(help_text="What it shows.")
    credit = Texts(help_text="Whom to name beside it.")


class Belonging(Translated):
    """What belongs to one presidency: the current one, or one that is over."""

    presidency = s.SlugField(help_text="The presidency that it belongs to.")


class EventHost(s.Serializer):
    slug = s.SlugField(help_text="A host.")
    role = s.ChoiceField(HostRole.choices)


class Event(Belonging):
    title = Texts()
    title_origin = TitleOrigins()
    summary = Texts()
    kind = s.ChoiceField(states.Kind.choices)
    level = s.ChoiceField(states.Level.choices)
    plan = s.ChoiceField(states.Membership.choices)
    status = s.ChoiceField(states.Status.choices, help_text="What became of it.")
    sequence = s.IntegerField(help_text="Rises with every change of date, place, format or status.")
    time = Time()
    format = s.ChoiceField(states.Format.choices)
    cities = slugs()
    venue = Texts()
    host = Texts(help_text="In words, as the sources have it.")
    chair = s.SlugField(allow_null=True, help_text="A country.")
    bodies = slugs()
    priorities = slugs()
    hosts = EventHost(many=True, help_text="In order; empty where no host is known.")
    previous_start_dates = s.ListField(
        child=s.DateField(), help_text="The first day of every exact start that it moved away from."
    )
    previous_starts = s.ListField(
        child=s.RegexField(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?$"),
        help_text="Every exact start that it moved away from: a day, or a moment if known.",
    )
    moved_online = s.BooleanField()
    changes = Change(many=True)
    sources = links()
    photos = Photo(many=True)


class Article(Belonging):
    section = s.ChoiceField(Section.choices)
    published_on = s.DateField()
    title = Texts()
    lead = Texts()
    body = Texts(help_text="Plain paragraphs, separated by empty lines.")
    events = slugs()
    bodies = slugs()
    priorities = slugs()
    source = s.URLField(allow_null=True)


class Priority(Belonging):
    position = s.IntegerField()
    strand = s.SlugField(help_text="The key of what gathers priorities of its presidency.")
    title = Texts()
    summary = Texts()
    description = Texts()
    source = s.URLField(allow_null=True)


class Body(Translated):
    kind = s.ChoiceField(BodyKind.choices)
    name = Texts()
    short_name = Texts()
    description = Texts()
    parent = s.SlugField(allow_null=True, help_text="The body that it is part of.")
    seat = s.SlugField(allow_null=True, help_text="A city.")
    founded_on = s.CharField(allow_null=True, help_text="A year, a month or a day: 2004-06.")
    website = s.URLField(allow_null=True)
    source = s.URLField(allow_null=True)


class Host(Translated):
    """Who holds events; of no presidency."""

    kind = s.ChoiceField(HostKind.choices)
    name = Texts()
    short_name = Texts()
    country = s.SlugField(allow_null=True, help_text="Of a state the state itself.")
    parent = s.SlugField(allow_null=True, help_text="The host that it is part of.")
    body = s.SlugField(allow_null=True, help_text="The body that it is, if it is one.")
    website = s.URLField(allow_null=True)


class Country(Translated):
    code = s.CharField(help_text="ISO 3166-1 alpha-2.")
    name = Texts()
    role = s.ChoiceField(Role.choices)
    member_since = s.IntegerField(allow_null=True)
    source = s.URLField(allow_null=True)


class City(Translated):
    name = Texts()
    country = s.SlugField()
    latitude = s.FloatField(min_value=-90, max_value=90)
    longitude = s.FloatField(min_value=-180, max_value=180)
    time_zone = s.CharField(help_text="IANA zone.")


class Correction(s.Serializer):
    version = s.IntegerField(help_text="The version that the correction made.")
    corrected_on = s.DateField()
    reason = Texts(help_text="What was wrong.")


class Document(Belonging):
    kind = s.ChoiceField(DocumentKind.choices)
    title = Texts()
    title_origin = TitleOrigins()
    summary = Texts()
    adopted_on = s.DateField()
    languages = s.ListField(child=s.CharField(), help_text="BCP 47 codes of the paper's texts.")
    url = s.URLField(allow_null=True)
    file = s.CharField(allow_null=True, help_text="A path on this host.")
    events = slugs()
    bodies = slugs()
    priorities = slugs()
    sources = links()
    version = s.IntegerField(help_text="1, and one more with each correction of the text.")
    corrections = Correction(many=True)


class WrongParameter(s.Serializer):
    name = s.CharField()
    detail = s.CharField()
    allowed = s.ListField(child=s.CharField(), required=False)


class Problem(s.Serializer):
    """An error (RFC 9457)."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    parameters = WrongParameter(many=True, required=False)
    record = s.IntegerField(required=False, help_text="Of the tombstone, with status 410.")

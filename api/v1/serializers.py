"""The shapes of the stored documents, and of presidencies, for the OpenAPI description only: nothing is written by them.

Each `*_document` function of an app's records.py writes one of them; tests hold them together.
"""

# mypy: disable-error-code="assignment"
# A field of a document may be called `source` or `parent`, as an attribute of serializers is.

from typing import Any

from rest_framework import serializers as s

from bodies.models import BodyKind
from documents.models import DocumentKind
from events import enums
from events.dates import Precision
from hosts.models import HostKind, HostRole
from i18n.texts import CODES
from news.models import Section
from places.models import Role
from presidencies.models import Standing, State
from publishing.enums import TranslationState

#: A draft translation is none to the public.
TOLD = [state.value for state in TranslationState if state != TranslationState.DRAFT]


class ByLanguageSerializer(s.Serializer):
    """Something in every language, null where it is missing."""

    def get_fields(self) -> dict[str, Any]:
        return {code: self.in_one_language() for code in CODES}

    def in_one_language(self) -> s.Field:
        raise NotImplementedError


class TextsSerializer(ByLanguageSerializer):
    """A text in every language; null where there is none. Never a fallback."""

    def in_one_language(self) -> s.Field:
        return s.CharField(allow_null=True)


class TitleOriginsSerializer(ByLanguageSerializer):
    """Whether the title in each language is an official one or ours."""

    def in_one_language(self) -> s.Field:
        return s.ChoiceField(enums.TitleOrigin.choices, allow_null=True)


class TranslationStatesSerializer(ByLanguageSerializer):
    """`out_of_date`: the text in the source language changed since this one was last confirmed."""

    def in_one_language(self) -> s.Field:
        return s.ChoiceField(TOLD)


PRECISIONS = [precision.value for precision in Precision]


def slugs(**options: Any) -> s.ListField:
    return s.ListField(child=s.SlugField(), **options)


def links() -> s.ListField:
    return s.ListField(child=s.URLField())


class RecordedSerializer(s.Serializer):
    """What every public thing begins with."""

    record = s.IntegerField(help_text="Rises with every change of any public thing.")
    recorded_at = s.DateTimeField(help_text="When the public was told.")
    slug = s.SlugField(help_text="Its name in addresses: for life, in every language.")


class TranslatedSerializer(RecordedSerializer):
    """What is written in one language and translated into the others."""

    source_language = s.CharField(help_text="The language that its texts were written in first.")
    translations = TranslationStatesSerializer()


class TombstoneSerializer(RecordedSerializer):
    """A thing that was public and is so no longer, or no longer under this slug."""

    withdrawn = s.ChoiceField([True])
    moved_to = s.SlugField(
        required=False, help_text="What the thing is called now, where it has another slug."
    )


class TimeSerializer(s.Serializer):
    """Bounds of what is known: the event's own days only when `precision` is day or minute."""

    first = s.DateField(allow_null=True)
    last = s.DateField(allow_null=True, help_text="Inclusive.")
    precision = s.ChoiceField(PRECISIONS)
    opens = s.RegexField(r"^\d\d:\d\d$", allow_null=True, help_text="On the first day.")
    closes = s.RegexField(r"^\d\d:\d\d$", allow_null=True, help_text="On the last day.")
    time_zone = s.CharField(allow_null=True, help_text="IANA zone of the clock times.")
    text = TextsSerializer(help_text="The same in words.")


class StatusMoveSerializer(s.Serializer):
    old = s.ChoiceField(enums.Status.choices, allow_null=True)
    new = s.ChoiceField(enums.Status.choices)


class TimeMoveSerializer(s.Serializer):
    old = TimeSerializer(allow_null=True)
    new = TimeSerializer()


class FormatMoveSerializer(s.Serializer):
    old = s.ChoiceField(enums.Format.choices, allow_null=True)
    new = s.ChoiceField(enums.Format.choices)


class CitiesMoveSerializer(s.Serializer):
    old = slugs(allow_null=True)
    new = slugs()


class TextMoveSerializer(s.Serializer):
    old = TextsSerializer(allow_null=True)
    new = TextsSerializer()


class ChangeSerializer(s.Serializer):
    """One public step of an event's history. A fact that it left alone is absent."""

    number = s.IntegerField(min_value=1)
    kind = s.ChoiceField(enums.ChangeKind.choices)
    announced_on = s.DateField(allow_null=True)
    announced_precision = s.ChoiceField(PRECISIONS)
    reason = TextsSerializer()
    source = s.URLField(allow_null=True)
    decision = s.SlugField(
        allow_null=True, help_text="What was decided of several events at once, and of this one."
    )
    status = StatusMoveSerializer()
    time = TimeMoveSerializer(required=False)
    format = FormatMoveSerializer(required=False)
    cities = CitiesMoveSerializer(required=False)
    venue = TextMoveSerializer(required=False)
    title = TextMoveSerializer(required=False)


class DecisionSerializer(RecordedSerializer):
    """One act, announced once, that was decided of several events."""

    presidency = s.SlugField(help_text="The presidency that its events belong to.")
    kind = s.ChoiceField(enums.ChangeKind.choices)
    announced_on = s.DateField(allow_null=True)
    announced_precision = s.ChoiceField(PRECISIONS)
    reason = TextsSerializer()
    source = s.URLField(allow_null=True)
    events = slugs(help_text="Those that are public, in the order of the plan.")


class PhotoSerializer(s.Serializer):
    url = s.CharField(help_text="A path on this host.")
    width = s.IntegerField(help_text="Pixels.")
    height = s.IntegerField(help_text="Pixels.")
    alt = TextsSerializer(help_text="What it shows.")
    credit = TextsSerializer(help_text="Whom to name beside it.")
    licence = s.CharField(
        help_text="Under which it may be used; empty where its owner did not say."
    )


class BelongingSerializer(TranslatedSerializer):
    """What belongs to one presidency: the current one, or one that is over."""

    presidency = s.SlugField(help_text="The presidency that it belongs to.")


class EventHostSerializer(s.Serializer):
    slug = s.SlugField(help_text="A host.")
    role = s.ChoiceField(HostRole.choices)


class EventSerializer(BelongingSerializer):
    title = TextsSerializer()
    short_title = TextsSerializer(help_text="For lists and calendars; null where the title serves.")
    title_origin = TitleOriginsSerializer()
    lead = TextsSerializer(help_text="What could be known before it: for an event still to come.")
    summary = TextsSerializer(help_text="What is known since: for an event that is over.")
    kind = s.ChoiceField(enums.Kind.choices)
    level = s.ChoiceField(enums.Level.choices)
    plan = s.ChoiceField(enums.Membership.choices)
    status = s.ChoiceField(enums.Status.choices, help_text="What became of it.")
    sequence = s.IntegerField(help_text="Rises with every change of date, place, format or status.")
    time = TimeSerializer()
    format = s.ChoiceField(enums.Format.choices)
    cities = slugs()
    venue = TextsSerializer()
    host = TextsSerializer(help_text="In words, as the sources have it.")
    chair = s.SlugField(allow_null=True, help_text="A country.")
    bodies = slugs()
    priorities = slugs()
    hosts = EventHostSerializer(many=True, help_text="In order; empty where no host is known.")
    previous_start_dates = s.ListField(
        child=s.DateField(), help_text="The first day of every exact start that it moved away from."
    )
    previous_starts = s.ListField(
        child=s.RegexField(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?$"),
        help_text="Every exact start that it moved away from: a day, or a moment if known.",
    )
    moved_online = s.BooleanField()
    changes = ChangeSerializer(many=True)
    sources = links()
    photos = PhotoSerializer(many=True)


class ArticleSerializer(BelongingSerializer):
    section = s.ChoiceField(Section.choices)
    published_on = s.DateField()
    title = TextsSerializer()
    lead = TextsSerializer()
    body = TextsSerializer(
        help_text="Plain words: an empty line between paragraphs, an item of a list a line."
    )
    body_html = TextsSerializer(
        help_text="The same with its form, as safe HTML: p, h2, h3, ul, ol, li, blockquote, strong, em, a, br."
    )
    events = slugs()
    bodies = slugs()
    priorities = slugs()
    documents = slugs(help_text="The papers that the article hands on.")
    source = s.URLField(allow_null=True)
    photos = PhotoSerializer(many=True, help_text="Its own; those of its events stand with them.")


class PrioritySerializer(BelongingSerializer):
    position = s.IntegerField()
    strand = s.SlugField(help_text="The key of what gathers priorities of its presidency.")
    title = TextsSerializer()
    summary = TextsSerializer()
    description = TextsSerializer()
    source = s.URLField(allow_null=True)


class ThemeSerializer(BelongingSerializer):
    """What staff gathered for a subject. Its members have documents of their own."""

    position = s.IntegerField()
    title = TextsSerializer()
    summary = TextsSerializer()
    description = TextsSerializer(help_text="Plain paragraphs, separated by empty lines.")
    events = slugs()
    news = slugs()
    documents = slugs()
    source = s.URLField(allow_null=True)


class BodySerializer(TranslatedSerializer):
    kind = s.ChoiceField(BodyKind.choices)
    name = TextsSerializer()
    short_name = TextsSerializer()
    purpose = TextsSerializer(help_text="What it does, in one sentence.")
    description = TextsSerializer()
    parent = s.SlugField(allow_null=True, help_text="The body that it is part of.")
    seat = s.SlugField(allow_null=True, help_text="A city.")
    founded_on = s.CharField(allow_null=True, help_text="A year, a month or a day: 2004-06.")
    website = s.URLField(allow_null=True)
    source = s.URLField(allow_null=True)


class HostSerializer(TranslatedSerializer):
    """Who holds events; of no presidency."""

    kind = s.ChoiceField(HostKind.choices)
    name = TextsSerializer()
    short_name = TextsSerializer()
    country = s.SlugField(allow_null=True, help_text="Of a state the state itself.")
    parent = s.SlugField(allow_null=True, help_text="The host that it is part of.")
    body = s.SlugField(allow_null=True, help_text="The body that it is, if it is one.")
    website = s.URLField(allow_null=True)


class CountrySerializer(TranslatedSerializer):
    code = s.CharField(help_text="ISO 3166-1 alpha-2.")
    name = TextsSerializer()
    role = s.ChoiceField(Role.choices)
    member_since = s.IntegerField(allow_null=True)
    source = s.URLField(allow_null=True)


class CitySerializer(TranslatedSerializer):
    name = TextsSerializer()
    country = s.SlugField()
    latitude = s.FloatField(min_value=-90, max_value=90)
    longitude = s.FloatField(min_value=-180, max_value=180)
    time_zone = s.CharField(help_text="IANA zone.")


class CorrectionSerializer(s.Serializer):
    version = s.IntegerField(help_text="The version that the correction made.")
    corrected_on = s.DateField()
    reason = TextsSerializer(help_text="What was wrong.")


class DocumentSerializer(BelongingSerializer):
    kind = s.ChoiceField(DocumentKind.choices)
    title = TextsSerializer()
    title_origin = TitleOriginsSerializer()
    summary = TextsSerializer()
    adopted_on = s.DateField()
    languages = s.ListField(child=s.CharField(), help_text="BCP 47 codes of the paper's texts.")
    url = s.URLField(allow_null=True)
    file = s.CharField(allow_null=True, help_text="A path on this host.")
    events = slugs()
    bodies = slugs()
    priorities = slugs()
    sources = links()
    version = s.IntegerField(help_text="1, and one more with each correction of the text.")
    corrections = CorrectionSerializer(many=True)


class WrongParameterSerializer(s.Serializer):
    name = s.CharField()
    detail = s.CharField()
    allowed = s.ListField(child=s.CharField(), required=False)


class ProblemSerializer(s.Serializer):
    """An error (RFC 9457)."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    parameters = WrongParameterSerializer(many=True, required=False)
    record = s.IntegerField(required=False, help_text="Of the tombstone, with status 410.")
    moved_to = s.SlugField(
        required=False, help_text="With status 410: what the thing is called now."
    )
    newest_record = s.IntegerField(
        required=False, help_text="With status 410 of a list: the newest record that there is now."
    )
    newest_mark = s.CharField(required=False, help_text="With `newest_record`: its mark.")
    epoch = s.CharField(required=False, help_text="With `newest_record`: the epoch of now.")


class PresidencySerializer(s.Serializer):
    """A term. It has no record: ask for all, with the ETag."""

    slug = s.SlugField(help_text="Its name in addresses: for life, in every language.")
    source_language = s.CharField(help_text="The language that its texts were written in first.")
    translations = TranslationStatesSerializer()
    state = s.ChoiceField(State.choices, help_text="Whether the portal’s own pages show it.")
    begins = s.DateField()
    ends = s.DateField(help_text="Inclusive.")
    time_zone = s.CharField(help_text="IANA zone of its days.")
    country = s.SlugField(allow_null=True, help_text="Who presides.")
    capital = s.SlugField(allow_null=True, help_text="A city.")
    organisation = TextsSerializer()
    organisation_short = TextsSerializer()
    title = TextsSerializer(help_text="With the years.")
    short_title = TextsSerializer()
    promise = TextsSerializer(help_text="What was promised of its plan, in a sentence.")
    publisher = TextsSerializer(help_text="Who publishes the portal, where that is known.")
    standing = s.ChoiceField(
        Standing.choices, help_text="Whether the publisher speaks for the presidency."
    )
    contact = s.CharField(allow_null=True, help_text="Whom readers ask.")
    press_contact = s.CharField(allow_null=True, help_text="Whom the press asks.")
    promised_events = s.IntegerField(allow_null=True)
    promise_source = s.URLField(allow_null=True)

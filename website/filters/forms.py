"""The parameters of addresses: the filter of the plan, those of the search, of the list of news.

The filter of the plan takes words, and the facets of events.facets.registry. Each facet may be
given several times: values of one facet add up, facets narrow each other.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Self, cast
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy

from events import plan_memory
from events.calendar import Month
from events.facets.registry import FACETS, Choices, Facet
from events.models import Event
from events.querysets import EventQuerySet
from events.span import Span, plan_span
from events.state import EventState
from i18n.texts import current_language
from news.models import Section
from publishing import clock
from publishing.forms import (
    COMPARED,
    TAPPED,
    DayField,
    FromToParameters,
    OneOfField,
    PageNumberField,
    ParametersForm,
    WordsField,
    nearest_day,
)
from publishing.years import TAKEN
from search.models import EntryKind

#: Characters.
LONGEST_WORDS = 100


class FacetField(forms.MultipleChoiceField):
    """Any number of a facet's values. Blank ones, from a list left alone, do not count."""

    def __init__(self, facet: Facet) -> None:
        super().__init__(label=facet.label, required=False)
        self.any_label = facet.any_label

    @property
    def offered(self) -> Choices:
        """The codes that may be chosen, with their names."""
        return list(cast("Choices", self.choices))

    def to_python(self, value: Any) -> list[str]:
        return [code for code in dict.fromkeys(super().to_python(value)) if code]

    def validate(self, value: list[str]) -> None:
        if not all(self.valid_value(code) for code in value):
            codes = ", ".join(code for code, _label in self.offered)
            raise forms.ValidationError(_("Allowed: %(codes)s.") % {"codes": codes})


def _facet_fields() -> dict[str, forms.Field]:
    return {name: FacetField(facet) for name, facet in FACETS.items()}


@cache
def _facet_parameters(names: tuple[str, ...]) -> dict[str, forms.Field]:
    """Return those of `names`, of no form: what they are called, is asked of every address with a question."""
    return {name: FacetField(FACETS[name]) for name in names}


class PlanFilter(ParametersForm):
    q = WordsField(
        label=gettext_lazy("Words in the title"),
        longest=LONGEST_WORDS,
        too_long=gettext_lazy("At most %(limit_value)d characters."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _facet_fields()
        for name, field in self.facet_fields():
            field.choices = FACETS[
                name
            ].values.choices  # asked when somebody looks: most name one facet

    @classmethod
    def parameters(cls) -> dict[str, forms.Field]:
        return super().parameters() | _facet_parameters(tuple(FACETS))

    def facet_fields(self) -> list[tuple[str, FacetField]]:
        return [
            (name, field) for name, field in self.fields.items() if isinstance(field, FacetField)
        ]

    @property
    def words(self) -> str:
        words: str = self.cleaned_data["q"]
        return words

    @property
    def values_by_name(self) -> dict[str, list[str]]:
        """All that narrows anything, by the name of its parameter."""
        values = {name: self.cleaned_data[name] for name, _field in self.facet_fields()}
        words = {"q": [self.words]} if self.words else {}
        return words | {name: codes for name, codes in values.items() if codes}

    @property
    def facet_values(self) -> dict[str, set[str]]:
        """The chosen values of each facet that narrows."""
        return {name: set(codes) for name, codes in self.values_by_name.items() if name in FACETS}

    @property
    def size(self) -> int:
        """How many values were chosen."""
        return sum(map(len, self.values_by_name.values()))

    @property
    def between(self) -> tuple[date, date] | None:
        """The first and the last day that are asked for, both inclusive; None for all."""
        return None

    @property
    def query(self) -> str:
        """What was chosen as the end of an address, "?body=rats", or ""."""
        return self.query_without("")

    def query_without(self, name: str) -> str:
        """Return the same without the parameter `name`."""
        choices = {other: values for other, values in self.values_by_name.items() if other != name}
        return f"?{urlencode(choices, doseq=True)}" if choices else ""

    def without(self, name: str) -> Self:
        """Return the filter that does not give the parameter `name`."""
        wider = type(self)(QueryDict(self.query_without(name).removeprefix("?")))
        wider.full_clean()
        return wider

    def worded(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that the words leave."""
        return events.matching(self.words, current_language()) if self.words else events

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that words and chosen values leave."""
        return self.faceted(self.worded(events))

    @property
    def asks_of_states(self) -> bool:
        """Whether it asks for what only the state of an event tells, and no value of it."""
        return False

    def admits(self, state: EventState) -> bool:
        """Whether the days and the moment that it asks for leave an event."""
        return True

    def faceted(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that the chosen values leave."""
        for name, values in self.facet_values.items():
            events = FACETS[name].narrowed(events, values)
        if self.asks_of_states:
            admitted = [state.key for state in plan_memory.all_states() if self.admits(state)]
            return events.filter(pk__in=admitted)
        return events.overlapping(*self.between) if self.between else events


#: Characters. Nobody types more, and each word costs work.
LONGEST_QUERY = 200


class SearchParameters(ParametersForm):
    q = WordsField(
        longest=LONGEST_QUERY,
        too_long=format_lazy(
            gettext_lazy("A search holds at most {count} characters."), count=LONGEST_QUERY
        ),
    )
    type = OneOfField(choices=[("", ""), *EntryKind.choices])
    page = PageNumberField()


#: Standing pages are not news.
SECTIONS = [(section.value, section.label) for section in Section if section != Section.STANDING]


class NewsParameters(ParametersForm):
    section = OneOfField(choices=SECTIONS)
    page = PageNumberField()


class TableParameters(ParametersForm):
    """Of a table: `header=fields` calls its columns as programs know them, in every language."""

    header = OneOfField()

    def __init__(self, *args: Any, has_headings: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("OneOfField", self.fields["header"])
        field.offer([("fields", "fields")] if has_headings else [])

    @property
    def names_fields(self) -> bool:
        return bool(self.cleaned_data["header"])


class SharedDayField(DayField):
    """A day; where WeChat says instead where a link was tapped, none."""

    def to_python(self, value: Any) -> date | None:
        return None if TAPPED.fullmatch(f"from={value}") else super().to_python(value)


#: What `when` may ask for, as it stands at the moment of asking, and `moved`.
OVER, AHEAD = "over", "ahead"
NEW_DATE, ONLINE = "date", "online"
WHEN = [(OVER, gettext_lazy("Over")), (AHEAD, gettext_lazy("Not over yet"))]
MOVED = [(NEW_DATE, gettext_lazy("To a new date")), (ONLINE, gettext_lazy("Online"))]


class PastFilter(PlanFilter):
    """What narrows the plan as it was, and what changed in it."""

    moved = OneOfField(label=gettext_lazy("Moved"), any_label=gettext_lazy("Moved or not"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("OneOfField", self.fields["moved"]).offer(MOVED)

    @property
    def moves(self) -> set[str]:
        """How the events that are asked for moved; empty for all."""
        return {code for code in (self.cleaned_data["moved"],) if code}

    @property
    def values_by_name(self) -> dict[str, list[str]]:
        return super().values_by_name | ({"moved": [*self.moves]} if self.moves else {})

    @property
    def state_fields(self) -> list[BoundField]:
        return [self["moved"]]


def moves_of(state: EventState) -> set[str]:
    """Return how an event has moved, as `moved` asks for it."""
    return how_moved(has_new_date=state.has_new_date, online=state.has_moved_online)


def how_moved(*, has_new_date: bool, online: bool) -> set[str]:
    moves = {NEW_DATE: has_new_date, ONLINE: online}
    return {code for code, holds in moves.items() if holds}


class CalendarFilter(FromToParameters, PastFilter):
    vars()["from"] = SharedDayField(label=FromToParameters.base_fields["from"].label)
    when = OneOfField(label=gettext_lazy("When"), any_label=gettext_lazy("Any time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.within(TAKEN.first_day, TAKEN.last_day)
        cast("OneOfField", self.fields["when"]).offer(WHEN)

    @property
    def days(self) -> dict[str, date]:
        """The days that are given, by the name of their parameter."""
        return {name: day for name in ("from", "to") if (day := self.cleaned_data[name])}

    @property
    def day_fields(self) -> list[BoundField]:
        return [self["from"], self["to"]]

    @property
    def between(self) -> tuple[date, date] | None:
        days = self.days
        if not days:
            return None
        return days.get("from", TAKEN.first_day), days.get("to", TAKEN.last_day)

    @property
    def values_by_name(self) -> dict[str, list[str]]:
        days = {name: [day.isoformat()] for name, day in self.days.items()}
        when = {"when": [value]} if (value := self.cleaned_data["when"]) else {}
        values = super().values_by_name
        moved = {"moved": values.pop("moved")} if "moved" in values else {}
        return values | days | when | moved

    @property
    def state_fields(self) -> list[BoundField]:
        return [self["when"], self["moved"]]

    @property
    def asks_of_states(self) -> bool:
        return any(self.cleaned_data[name] for name in ("when", "moved"))

    @cached_property
    def _now(self) -> datetime:
        return clock.now()

    def admits(self, state: EventState) -> bool:
        if self.between and not state.period.overlaps(*self.between):
            return False
        if self.moves and not self.moves & moves_of(state):
            return False
        when = self.cleaned_data["when"]
        return not when or state.is_over(self._now) == (when == OVER)


# --- a month or a day alone --------------------------------------------------------------------


class MonthField(forms.Field):
    """A month of the plan, written as 2020-10."""

    def to_python(self, value: Any) -> Month | None:
        if not value:
            return None
        month, span = Month.read(str(value)), whole_span()
        if month is None or month not in span:
            language = current_language()
            raise forms.ValidationError(
                _("Give a month from %(first)s to %(last)s, written as 2020-10.")
                % {"first": span.first.say(language), "last": span.last.say(language)}
            )
        return month

    def nearest(self, value: str) -> str:
        span = whole_span()
        day = nearest_day(f"{value[:COMPARED]}-01", span.first.first, span.last.last)
        return day[: len("2020-10")]


class MonthParameters(ParametersForm):
    month = MonthField()


class DayParameters(ParametersForm):
    day = DayField()

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        cast("DayField", self.fields["day"]).within(first, last)


class DaysParameters(FromToParameters):
    """`from` and `to` of what has a first and a last day."""

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        self.within(first, last)


@plan_memory.of_the_plan
def whole_span() -> Span:
    """Return the months that have a page."""
    return plan_span(Event.objects.published())

"""The facets by which the plan can be narrowed, as parameters of an address.

Each may be given several times: values of one facet add up, facets narrow each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from bodies.models import Body
from events.selection.facets import Choices
from events.states import Format, Kind, Level, Status
from places.models import City, Country
from priorities.models import Priority
from publishing.collation import reading_key
from publishing.forms import ParametersForm, WordsField
from publishing.languages import current_language, text_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet

#: Characters.
LONGEST_WORDS = 100


class FacetField(forms.MultipleChoiceField):
    """Any number of a facet's values. Blank ones, from a list left alone, do not count."""

    def __init__(self, label: Any, any_label: Any) -> None:
        super().__init__(label=label)
        self.any_label = any_label

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


class PlanFilter(ParametersForm):
    q = WordsField(
        label=gettext_lazy("Words in the title"),
        longest=LONGEST_WORDS,
        too_long=gettext_lazy("At most %(limit_value)d characters."),
    )
    priority = FacetField(
        ngettext_lazy("Priority", "Priorities", 1), gettext_lazy("All priorities")
    )
    body = FacetField(ngettext_lazy("Body", "Bodies", 1), gettext_lazy("All bodies"))
    country = FacetField(gettext_lazy("Country"), gettext_lazy("All countries"))
    city = FacetField(gettext_lazy("City"), gettext_lazy("All cities"))
    kind = FacetField(gettext_lazy("Kind"), gettext_lazy("All kinds"))
    level = FacetField(gettext_lazy("Level"), gettext_lazy("All levels"))
    format = FacetField(gettext_lazy("Format"), gettext_lazy("Any format"))
    status = FacetField(gettext_lazy("Status"), gettext_lazy("Any status"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "priority": _titles(Priority.objects.published().in_order(), "title"),
            "body": _titles(Body.objects.published(), "short_name"),
            "country": _by_name(_titles(Country.objects.all(), "name")),
            "city": _by_name(_titles(City.objects.all(), "name")),
            "kind": _coded(Kind.choices),
            "level": _coded(Level.choices),
            "format": _coded(Format.choices),
            "status": _coded(Status.choices),
        }
        for name, field in self.facet_fields():
            field.choices = choices[name]

    def facet_fields(self) -> list[tuple[str, FacetField]]:
        return [(n, field) for n, field in self.fields.items() if isinstance(field, FacetField)]

    @property
    def words(self) -> str:
        words: str = self.cleaned_data["q"]
        return words

    @property
    def chosen(self) -> dict[str, list[str]]:
        """All that narrows anything, by the name of its parameter."""
        values = {name: self.cleaned_data[name] for name, _field in self.facet_fields()}
        worded = {"q": [self.words]} if self.words else {}
        return worded | {name: codes for name, codes in values.items() if codes}

    @property
    def facet_values(self) -> dict[str, set[str]]:
        """The chosen values of each facet that narrows."""
        return {name: set(codes) for name, codes in self.chosen.items() if name != "q"}

    @property
    def size(self) -> int:
        """How many values were chosen."""
        return sum(map(len, self.chosen.values()))

    @property
    def query(self) -> str:
        """What was chosen as the end of an address, "?body=rats", or ""."""
        return self.query_without("")

    def query_without(self, name: str) -> str:
        """Return the same without the parameter `name`."""
        kept = {other: values for other, values in self.chosen.items() if other != name}
        return f"?{urlencode(kept, doseq=True)}" if kept else ""

    def worded(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that the words leave."""
        return events.matching(self.words, current_language()) if self.words else events

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that words and chosen values leave."""
        return self.faceted(self.worded(events))

    def faceted(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that the chosen values leave."""
        chosen = self.facet_values
        if slugs := chosen.get("priority"):
            events = events.of_priorities(slugs)
        if slugs := chosen.get("body"):
            events = events.of_bodies(Body.objects.published().subtree_slugs(slugs))
        if slugs := chosen.get("country"):
            events = events.of_countries(slugs)
        if slugs := chosen.get("city"):
            events = events.in_cities(slugs)
        codes = ("kind", "level", "format", "status")
        return events.filter(**{f"{name}__in": chosen[name] for name in codes if name in chosen})


def _titles(rows: Iterable[Any], field: str) -> Choices:
    return [(row.slug, str(text_of(row, field))) for row in rows]


def _by_name(choices: Choices) -> Choices:
    return sorted(choices, key=lambda choice: reading_key(choice[1]))


def _coded(choices: Iterable[tuple[str, Any]]) -> Choices:
    return [(code, capfirst(str(label))) for code, label in choices]

"""The facets by which the plan can be narrowed, as parameters of an address.

Each may be given several times: values of one facet add up, facets narrow each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bodies.models import Body
from events.states import Format, Kind, Level, Status
from places.models import City, Country
from priorities.models import Priority
from publishing.collation import reading_key
from publishing.forms import ParametersForm
from publishing.languages import text_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Facet:
    """One facet as the panel offers it: a list for each chosen value, and one to add another."""

    name: str
    label: str
    any_label: str
    choices: Choices
    chosen: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        """The names of the chosen values."""
        names = dict(self.choices)
        return [names[value] for value in self.chosen]

    @property
    def lists(self) -> list[str]:
        """The value that each list shows; the last one stands on "any"."""
        return [*self.chosen, ""]


class FacetField(forms.MultipleChoiceField):
    """Any number of a facet's values. Blank ones, from a list left alone, do not count."""

    def __init__(self, label: Any, any_label: Any) -> None:
        super().__init__(label=label)
        self.any_label = any_label

    def to_python(self, value: Any) -> list[str]:
        return [code for code in dict.fromkeys(super().to_python(value)) if code]

    def validate(self, value: list[str]) -> None:
        if not all(self.valid_value(code) for code in value):
            choices = cast("Choices", self.choices)
            codes = ", ".join(code for code, _label in choices)
            raise forms.ValidationError(_("Allowed: %(codes)s.") % {"codes": codes})


class PlanFilter(ParametersForm):
    priority = FacetField(gettext_lazy("Priority"), gettext_lazy("All priorities"))
    body = FacetField(gettext_lazy("Body"), gettext_lazy("All bodies"))
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
            "body": _titles(Body.objects.published(), "name"),
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
    def facets(self) -> list[Facet]:
        return [
            Facet(
                name=name,
                label=str(field.label),
                any_label=str(field.any_label),
                choices=list(cast("Choices", field.choices)),
                chosen=tuple(self.cleaned_data[name]),
            )
            for name, field in self.facet_fields()
        ]

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The facets that narrow anything, by name."""
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]}

    @property
    def labels(self) -> list[str]:
        """The names of all chosen values, for a sentence."""
        return [label for facet in self.facets for label in facet.labels]

    @property
    def query(self) -> str:
        """The chosen values as the end of an address, "?body=rats", or ""."""
        return f"?{urlencode(self.chosen, doseq=True)}" if self.chosen else ""

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Return those of `events` that the chosen values leave."""
        chosen = self.chosen
        if slugs := chosen.get("priority"):
            events = events.of_priorities(slugs)
        if slugs := chosen.get("body"):
            events = events.of_bodies(Body.objects.subtree_slugs(slugs))
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

"""The form of a new event: its texts, with when and where it takes place, in one page.

A city that is not kept yet is found among those that are, or among the towns of GeoNames, and made as the event is
saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from events.actions.announcement import Announcement, FactChanges
from events.dates import Period
from events.enums import Format
from i18n.fields import AddressInput, LineInput
from i18n.texts import CODES, bcp47, text_in, text_of, written_texts
from places.actions import Place, cities_called, city_at, places_called
from places.models import City, Country
from presidencies.current import current
from publishing.years import UsualYears, doubts, organisation_years, presidency_years
from staff.actions.fields import PRECISION_LABELS, period_of
from staff.conflicts import put
from staff.event_forms import EventForm
from staff.fact_forms import (
    AnnouncedByToday,
    ClockField,
    FactDayField,
    LastDayField,
    text_fields,
    text_name,
    written_in,
)

#: The field that asks which town is meant, and the texts that ask what a new one is called.
WHICH, CALLED = "which_city", "city_name"
NAMES_OF_CITY = tuple(text_name(CALLED, code) for code in CODES)
#: Of the list of names that the browser offers.
KNOWN_CITIES = "known-cities"


class _CityNames(forms.Form):
    """What a new city is called, once in each language."""

    locals().update(text_fields(CALLED, length=120))


class CityChoice(forms.RadioSelect):
    """A choice whose group has a name: the label of the admin names none of its buttons."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        buttons = super().render(*args, **kwargs)
        group = '<div role="radiogroup" aria-label="{}">{}</div>'
        return format_html(group, _("Which one"), buttons)


class CityForm(_CityNames):
    """Asks for a city; where several are meant, or a new one, for which and for its names."""

    #: Whether whoever fills it in may make a city.
    may_make_cities = False

    city = LineInput(
        label=gettext_lazy("City"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"list": KNOWN_CITIES, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "In any language. One that is not kept here yet is looked up in GeoNames, with its "
            "coordinates and time zone."
        ),
    )
    #: Which choices there are is known once the city is looked up.
    which_city = forms.CharField(
        label=gettext_lazy("Which one"), required=False, widget=forms.HiddenInput
    )
    place: Place | None = None
    first_place: Place | None = None
    known_city: City | None = None

    def _find_city(self, cleaned: Mapping[str, Any]) -> None:
        """Settle which city is meant, or ask: nobody makes one without having seen it."""
        cities = cities_called(cleaned["city"])
        places = () if cities else places_called(cleaned["city"])
        for place in places:
            if (city := city_at(place)) and city not in cities:
                cities.append(city)
        if len(cities) == 1 and len(places) < 2:
            self.known_city = cities[0]
            return
        new = [place for place in places if city_at(place) is None] if self.may_make_cities else []
        found: dict[str, City | Place] = {f"city-{city.pk}": city for city in cities}
        found |= {f"geonames-{place.number}": place for place in new}
        if not found:
            self.add_error("city", self._unknown(is_there=bool(places)))
            return
        self._choose(found)

    def _choose(self, found: Mapping[str, City | Place]) -> None:
        chosen = found.get(str(self.data.get(self.add_prefix(WHICH), "")))
        if isinstance(chosen, City):
            self.known_city = chosen
        elif chosen is not None:
            self.place = chosen
        first = next(iter(found.values()))
        self._ask_which(found, first)
        if chosen is None:
            self.add_error("city", _("Choose which one is meant, then save again."))

    def _ask_which(self, found: Mapping[str, City | Place], first: City | Place) -> None:
        field, countries = self.fields[WHICH], _countries()
        choices = [(key, described(one, countries)) for key, one in found.items()]
        field.widget = CityChoice(choices=choices)
        field.help_text = _("New cities are public at once. Source: GeoNames, CC BY 4.0.")
        self[WHICH].help_text = field.help_text  # what is shown was made of the field before
        is_anew = self.known_city is None and self.place is None
        self.data = self.data.copy()  # type: ignore[attr-defined]  # of a request
        if is_anew:
            put(self.data, self.add_prefix(WHICH), choices[0][0])
        if isinstance(first, Place):
            self.first_place = first
            self._ask_names(first, is_anew=is_anew)

    def _ask_names(self, first: Place, *, is_anew: bool) -> None:
        """Ask what a new city is called: it begins with the names of the first that is offered."""
        for code, name in zip(CODES, NAMES_OF_CITY, strict=True):
            self.fields[name].widget = forms.TextInput({"lang": bcp47(code)})
            if is_anew:
                put(self.data, self.add_prefix(name), first.names.get(code, ""))

    def names_of_city(self) -> dict[str, str]:
        """Return what the new city is called: what was proposed of another town is not meant."""
        names = written_in(self.cleaned_data, CALLED)
        if self.place is None or self.first_place in (None, self.place):
            return names
        proposed = self.first_place.names if self.first_place else {}
        of_another = {code for code, name in names.items() if name == proposed.get(code)}
        return {**names, **{code: self.place.names.get(code, "") for code in of_another}}

    def _unknown(self, *, is_there: bool) -> str:
        if is_there:
            return _("This city is not kept here yet: leave it empty, and ask an editor to add it.")
        return _(
            "No city is called so, here or in GeoNames: look at the spelling, or leave it empty and add "
            "it under “Cities”."
        )


@dataclass(frozen=True)
class KnownCity:
    """A city as the list of known ones names it: what is typed, and what stands beside it."""

    name: str
    beside: str


def known_cities() -> list[KnownCity]:
    """Return the cities that the browser offers, by their names in the active language. One query."""
    return [_known(city) for city in City.objects.with_country()]


def _known(city: City) -> KnownCity:
    name = str(text_of(city, "name"))
    others = [text for text in written_texts(city, "name").values() if text and text != name]
    return KnownCity(name, " · ".join([str(text_of(city.country, "name")), *others]))


def _countries() -> dict[str, str]:
    return {country.code: str(text_of(country, "name")) for country in Country.objects.all()}


def described(place: City | Place, countries: Mapping[str, str]) -> str:
    """Return how one of several cities is offered."""
    if isinstance(place, City):
        parts = [str(text_of(place, "name")), countries.get(place.country.code, "")]
        return ", ".join([*parts, place.time_zone])
    words = _("%(name)s, %(country)s, %(zone)s, %(people)s people")
    return words % {
        "name": " · ".join(dict.fromkeys(place.names.values())),
        "country": countries[place.country_code],
        "zone": place.time_zone,
        "people": f"{place.people:,}".replace(",", "\u202f"),
    }


#: What the texts of the facts are.
LABELS = {
    "words": gettext_lazy("Date in words"),
    "hall": gettext_lazy("Venue"),
    CALLED: gettext_lazy("Name of the city"),
}
#: Where a fault of a date stands, by its part.
OWN_FIELDS = {"precision": "exactness", "zone": "opens"}


class _Texts(forms.Form):
    """The texts of the facts, once in each language."""

    locals().update(text_fields("words", length=120) | text_fields("hall", length=200))


class NewEventForm(_Texts, CityForm, AnnouncedByToday, EventForm):
    """Texts and relations, and what is known of the facts. None of these has to be known."""

    usual_years: ClassVar[UsualYears] = {
        "first_day": presidency_years,
        "last_day": presidency_years,
        "announced_on": organisation_years,
    }
    #: Whether whoever fills it in may prepare facts.
    asks_facts = True

    #: The names of the model’s own columns are closed to forms: those of the facts are others here.
    exactness = forms.ChoiceField(
        label=gettext_lazy("Known to the"),
        required=False,
        choices=[(precision.value, label) for precision, label in PRECISION_LABELS.items()],
    )
    first_day = FactDayField(label=gettext_lazy("First day"))
    last_day = LastDayField()
    opens = ClockField(label=gettext_lazy("Opens at"))
    closes = ClockField(
        label=gettext_lazy("Closes at"),
        help_text=gettext_lazy("By the clocks of the city; without one, of the presidency."),
    )
    meeting_format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=Format.choices,
        initial=Format.UNKNOWN.value,
    )
    source_url = AddressInput(
        label=gettext_lazy("Announced at"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The address of whoever told of it. It opens the history."),
    )
    announced_on = FactDayField(
        label=gettext_lazy("Announced on"),
        help_text=gettext_lazy("Leave it empty when the day is not known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = Period.undated()
        if self.asks_facts:
            self._label_texts()
            return
        for name in FACT_FIELDS:
            del self.fields[name]

    def _label_texts(self) -> None:
        """Say of each text what it is and in which language; of a new city nothing is asked yet."""
        for name, label in LABELS.items():
            for code in CODES:
                self.fields[text_name(name, code)].label = text_in(str(label), code)
        for name in NAMES_OF_CITY:
            self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.asks_facts:
            if cleaned.get("city"):
                self._find_city(cleaned)
            self._read_period(cleaned)
            self._ask_years(cleaned)
        return cleaned

    # --- when -------------------------------------------------------------------------------

    def _read_period(self, cleaned: Mapping[str, Any]) -> None:
        asked = {"exactness", "first_day", "last_day", "opens", "closes"}
        if asked & self.errors.keys():
            return
        place = self.known_city or self.place
        zone = place.time_zone if place else current().time_zone
        facts = {**cleaned, "precision": cleaned.get("exactness"), "zone": zone}
        try:
            self.period = period_of(facts, written_in(cleaned, "words"))
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                self.add_error(OWN_FIELDS.get(name, name), problems)

    def _ask_years(self, cleaned: Mapping[str, Any]) -> None:
        days = {name: cleaned.get(name) for name in self.usual_years if name in self.changed_data}
        self.ask_about(doubts(self.usual_years, days))

    # --- what is known ----------------------------------------------------------------------

    def moves(self, city: City | None) -> FactChanges:
        """Return the facts of the event, which takes place in `city`."""
        return FactChanges(
            period=self.period,
            format=self.cleaned_data.get("meeting_format") or Format.UNKNOWN.value,
            cities=(city.slug,) if city else (),
            venue=written_in(self.cleaned_data, "hall"),
        )

    def announcement(self) -> Announcement | None:
        """Return what was announced; None where the form names neither source nor day."""
        on, source = self.cleaned_data.get("announced_on"), self.cleaned_data.get("source_url")
        return Announcement(on=on, source_url=source or "") if on or source else None


#: What takes the right to prepare the facts of a draft.
FACT_FIELDS = [
    name for name in NewEventForm.declared_fields if name not in EventForm.declared_fields
]

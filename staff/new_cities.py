"""The city of a new event: found among those that are kept, or among the towns of GeoNames, and made then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from i18n.fields import LineInput
from i18n.texts import CODES, bcp47, text_of, written_texts
from places.actions import cities_called, city_at, places_called
from places.gazetteer import Place
from places.models import City, Country
from staff.conflicts import put
from staff.fact_forms import text_fields, text_name

#: The field that asks which town is meant, and the texts that ask what a new one is called.
WHICH, CALLED = "which_city", "city_name"
NAMES_OF_CITY = tuple(text_name(CALLED, code) for code in CODES)
#: Of the list of names that the browser offers.
KNOWN_CITIES = "known-cities"


class _CityNames(forms.Form):
    """What a new city is called, once in each language."""

    locals().update(text_fields(CALLED, length=120))


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
        field.widget = forms.RadioSelect(choices=choices)
        field.help_text = _("New cities are public at once. Source: GeoNames, CC BY 4.0.")
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
        names = self._written(CALLED)
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

    def _written(self, name: str) -> dict[str, str]:
        texts = {code: self.cleaned_data.get(text_name(name, code)) for code in CODES}
        return {code: text for code, text in texts.items() if text}


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

"""The names of places by slug: what an event says of its cities and countries is read with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from places.models import City, Country
from publishing.languages import Text, text_of


class PlaceNames:
    """Every city and country, named in the active language.

    Each may have gone since a slug of it was read: then it has no row here.
    """

    #: The capital whose time a reader wants beside that of each venue.
    beside: City | None = None

    def __init__(self, cities: Iterable[City] = (), countries: Iterable[Country] = ()) -> None:
        self.cities = {city.slug: city for city in cities}
        self.countries = {country.slug: country for country in countries}

    @classmethod
    def read(cls) -> PlaceNames:
        """Two queries: the countries of the cities are those of the list."""
        cities = list(City.objects.all())
        countries = {country.pk: country for country in Country.objects.all()}
        known = [city for city in cities if city.country_id in countries]
        for city in known:
            city.country = countries[city.country_id]
        return cls(known, countries.values())

    def city(self, slug: str) -> str:
        """Return the name of a city; the slug of one that is not known here."""
        there = self.cities.get(slug)
        return text_of(there, "name").value if there else slug

    def country(self, slug: str) -> Text | None:
        there = self.countries.get(slug)
        return text_of(there, "name") if there else None

    def rows(self, slugs: Iterable[str]) -> list[City]:
        """Return the cities called `slugs`, each with its country."""
        return [self.cities[slug] for slug in slugs if slug in self.cities]

    def listed(self, slugs: Iterable[str]) -> str:
        """Return cities as a list of their names."""
        return _(", ").join(map(self.city, slugs))

    def in_zone(self, zone: str, slugs: Iterable[str]) -> str:
        """Return the name of the first of `slugs` whose clocks are those of `zone`, or ""."""
        there = (city for city in self.rows(slugs) if city.time_zone == zone)
        return next((text_of(city, "name").value for city in there), "")

    @cached_property
    def country_of(self) -> dict[str, str]:
        """The country of each city."""
        return {slug: city.country.slug for slug, city in self.cities.items()}

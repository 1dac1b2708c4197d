"""The writer of cities: whatever door finds a town, it is there once."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from i18n.addresses import proposed_slug
from i18n.characters import one_line
from i18n.texts import CODES, set_texts, written_texts
from places import gazetteer
from places.gazetteer import Place
from places.models import City, Country
from publishing import records, translations
from publishing.permissions import Actor, demand

#: Degrees within which two sources mean the same town.
NEAR = Decimal("0.3")
LONGEST_SLUG = 60


class CityRefusedError(Exception):
    """Says to an editor why there can be no such city, and what to do instead."""


def cities_called(name: str) -> list[City]:
    """Return the cities that are called `name` in any language, “Name, Country” too. One query."""
    cities = list(City.objects.with_country())
    wanted = gazetteer.spelling(name)
    if found := [city for city in cities if wanted in _names(city)]:
        return found
    town, country = split(name)
    return [
        city
        for city in cities
        if country and town in _names(city) and country in _names(city.country)
    ]


def places_called(name: str) -> tuple[Place, ...]:
    """Return the towns called `name` in GeoNames that lie in a country of the portal. One query."""
    countries = {country.code: _names(country) for country in Country.objects.all()}
    if found := _within(gazetteer.called(name), countries):
        return found
    town, country = split(name)
    return _within(
        gazetteer.called(town) if country else (),
        {code: names for code, names in countries.items() if country in names},
    )


def _within(places: Iterable[Place], countries: Mapping[str, object]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.country_code in countries)


def split(name: str) -> tuple[str, str]:
    """Return of “Name, Country” both, as they are compared; "" for a country that is not named."""
    for comma in (",", "，"):
        town, found, country = name.rpartition(comma)
        if found:
            return gazetteer.spelling(town), gazetteer.spelling(country)
    return gazetteer.spelling(name), ""


def _names(place: City | Country) -> set[str]:
    return {gazetteer.spelling(name) for name in written_texts(place, "name").values() if name}


def city_at(place: Place) -> City | None:
    """Return the city that `place` is, by its number or by name and whereabouts; None for a new one."""
    cities = list(City.objects.filter(country__code=place.country_code))
    of_number = (city for city in cities if _is_number(city, place))
    return next(of_number, None) or next((city for city in cities if _is_at(city, place)), None)


def _is_number(city: City, place: Place) -> bool:
    return city.coordinates_source.split()[:2] == ["GeoNames", str(place.number)]


def _is_at(city: City, place: Place) -> bool:
    distances = (city.latitude - place.latitude, city.longitude - place.longitude)
    return max(map(abs, distances)) < NEAR and bool(_names(city) & place.spellings)


@transaction.atomic
def found_or_made(place: Place, names: Mapping[str, str], *, by: Actor) -> tuple[City, bool]:
    """Return the city that `place` is, and whether it is new. A new one is public at once.

    `names` by language; where one is empty, translators are asked. Raises NotAllowedError, and
    CityRefusedError without a country that is known here.
    """
    records.take_turn()
    if city := city_at(place):
        return city, False
    demand(by, "add", City)
    country = Country.objects.filter(code=place.country_code).first()
    if country is None:
        raise CityRefusedError(_("Its country is not kept here: add it under “Countries” first."))
    texts = {code: one_line(names.get(code) or "") for code in CODES}
    texts["en"] = texts["en"] or place.names["en"]
    city = City(
        slug=_unused(proposed_slug(texts, LONGEST_SLUG) or f"geonames-{place.number}", place),
        country=country,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
        coordinates_source=place.source,
    )
    set_texts(city, "name", texts)
    if not texts[city.source_language]:
        city.source_language = "en"
    translations.follow(city, None)
    city.save()
    records.record(city)
    return city, True


def _unused(slug: str, place: Place) -> str:
    """Return an address that no city has: two towns of one name are told apart by the country."""
    candidates = (slug, f"{slug}-{place.country_code.lower()}", f"{slug}-{place.number}")
    slugs = (candidate[-LONGEST_SLUG:] for candidate in candidates)
    return next(one for one in slugs if not City.objects.filter(slug=one).exists())

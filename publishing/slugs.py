"""The address of a thing, proposed from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Russian letters as passports write them (ICAO Doc 9303, part 3, section 6), but for ю and я, which
#: addresses write as readers do.
LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
    }
    | {"ю": "yu", "я": "ya"}
)


def proposed_slug(names: Mapping[str, str | None], longest: int) -> str:
    """Return an address for what is called `names`, by language: of the English name, else of that
    in the source language; "" when neither gives a letter. It ends with a word, where it can.
    """
    for code in ("en", settings.PUBLISHING_SOURCE_LANGUAGE):
        if slug := slugify((names.get(code) or "").lower().translate(LATIN)):
            return _cut(slug, longest)
    return ""


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole, hyphen, _rest = slug[: longest + 1].rpartition("-")
    return whole if hyphen else slug[:longest]

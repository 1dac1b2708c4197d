"""What a country calls itself, by CLDR: भारत, Қазақстан, 中国."""

import functools

from babel import Locale
from babel.languages import get_official_languages

#: Languages that countries share: the name in them is an endonym where no other language is official.
SHARED = {"en", "ru"}


@functools.cache
def endonyms(country: str) -> tuple[tuple[str, str], ...]:
    """Return the language and the name, in each of its official languages, of a country by its ISO 3166 code.

    A name that two languages share stands once; a language in two scripts is written in its usual one.
    """
    official = get_official_languages(country, regional=False, de_facto=True)
    usual = [language for language in official if "_" not in language]
    own = [language for language in usual if language not in SHARED] or usual
    names = {
        Locale.parse(language).territories.get(country): language for language in reversed(own)
    }
    return tuple((language, name) for name, language in reversed(names.items()) if name)

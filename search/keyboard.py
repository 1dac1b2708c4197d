"""Words typed with the wrong keyboard layout: «ghbdtn» is «привет», «ыгььше» is “summit”."""

from __future__ import annotations

from search.analysis import russian
from search.analysis.words import Script, Word, spoken, words
from search.models import Posting

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED_LATIN = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_SHIFTED_CYRILLIC = _CYRILLIC.upper()

TO_RUSSIAN = str.maketrans(_LATIN + _SHIFTED_LATIN, _CYRILLIC + _SHIFTED_CYRILLIC)
TO_ENGLISH = str.maketrans(_CYRILLIC + _SHIFTED_CYRILLIC, _LATIN + _SHIFTED_LATIN)


def did_you_mean(text: str) -> str:
    """Return `text` as the other layout would have typed it, "" when that makes no words.

    A word is one that the index holds, or in Russian one of the dictionary. At most one query.
    """
    scripts = {word.script for word in words(text)} - {Script.NUMBER, Script.DAY}
    if scripts == {Script.LATIN}:
        other = text.translate(TO_RUSSIAN)
    elif scripts == {Script.CYRILLIC}:
        other = text.translate(TO_ENGLISH)
    else:
        return ""
    meant = spoken(words(other))
    known = Posting.objects.of_terms({term for word in meant for term in word.terms}).terms()
    return other if meant and all(_is_word(word, known) for word in meant) else ""


def _is_word(word: Word, known: set[str]) -> bool:
    if known.intersection(word.terms):
        return True
    return word.script == Script.CYRILLIC and russian.is_word(word.text)

"""Numbers, as people count meetings: 19th, XIX, девятнадцатый, 第十九次."""

from __future__ import annotations

import re

_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_RUSSIAN = (
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
    "двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
    "девятнадцатый двадцатый"
)
#: Dictionary forms of ordinals, and the number that each stands for.
ORDINALS = {
    word: str(number)
    for words in (_ENGLISH, _RUSSIAN)
    for number, word in enumerate(words.split(), start=1)
}

_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30}
_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_WITH_ENDING = re.compile(r"(\d+)(?:st|nd|rd|th)")

_CHINESE_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_CHINESE_COUNT = re.compile(r"第([〇一二三四五六七八九十]{1,3})(?=[次届号])|首(?=[次届])")


def number_of(word: str) -> str:
    """Return the digits that `word`, in lower case, stands for; "" when it is no number."""
    if word in ORDINALS:
        return ORDINALS[word]
    if found := _WITH_ENDING.fullmatch(word):
        return found[1].lstrip("0") or "0"
    if word.isascii() and word.isdigit():
        return word.lstrip("0") or "0"
    if len(word) > 1 and (found := _ROMAN.fullmatch(word)):
        return str(_TENS[found[1]] + _ONES[found[2]])
    return "5" if word == "v" else ""


def chinese_counts(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and number of each count in `text`: 第十九次 is 19, 首次 is 1."""
    return [
        (found.start(), found.end(), str(_value(found[1]) if found[1] else 1))
        for found in _CHINESE_COUNT.finditer(text)
    ]


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = 10 * (_CHINESE_DIGITS[tens] if tens else 1) if ten else 0
    return value + (_CHINESE_DIGITS.get(ones[-1], 0) if ones else 0)

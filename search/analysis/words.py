"""A text as the words in it, each with the terms by which it is found.

Texts and queries go through the same functions, so that any form finds any other. What the
functions return depends on the letters of a word, not on the language of the page: an
abbreviation in Latin letters is the same in a Russian text.

A number is the same however people count meetings: 19th, XIX, девятнадцатый, 第十九次.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from i18n.collation import UNSEEN, fold
from search.analysis import chinese, english, russian

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{HAN}]"
_MARKED = rf"{_LETTER}[\u0300-\u036f{UNSEEN}]*"
#: М.И.Д., м и д, U.N.; two Russian letters are those of a person.
_INITIALS = (
    r"(?<!\w)(?:[A-Z]\.[A-Z](?!\w)"
    rf"|{_LETTER}(?:\.{_LETTER}){{2,7}}(?!\w)|{_LETTER}(?: {_LETTER}){{2,7}}(?!\w))\.?"
)
#: 二〇二〇年, 十一月, 十一月二十三日. A day alone is none: 统一日程; and 六十日 are sixty.
_DIGIT = "[〇零一二三四五六七八九]"
_WRITTEN_DATE = re.compile(
    rf"(?:(?P<year>{_DIGIT}{{4}})年)?"
    r"(?<![第百千万十〇零一二三四五六七八九统同唯单专划这那每某])"
    r"(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<date>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
    rf"|(?P<alone>{_DIGIT}{{4}})年"
)
#: 10.11.2020, 10/11/20, 2020/11/10, 11.2020, 10.11: the day before the month.
_DD, _MM = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_IN_DIGITS = (
    rf"(?<![\w.,/-])(?:{_DD}(?P<mark>[./-]){_MM}(?P=mark)(?:20)?\d\d|20\d\d(?P<sign>[./]){_MM}(?P=sign){_DD}"
    rf"|{_MM}[./]20\d\d|{_DD}\.(?:0[1-9]|1[0-2]))(?![\d/-]|\.\d)"
)
_TOKEN = re.compile(
    rf"(?P<day>\d{{4}}-\d\d(?:-\d\d)?(?!\d)|{_IN_DIGITS})"
    rf"|(?P<year>\d{{4}})年|(?P<month>\d{{1,2}})月|(?P<date>\d{{1,2}})[日号]"
    rf"|(?P<han>[{HAN}](?:[{UNSEEN}]*[{HAN}])*)"
    rf"|(?P<initials>{_INITIALS})"
    rf"|(?P<word>(?:{_MARKED})+(?:[-‐‑'’](?:{_MARKED})+)*)"
)
LONG_YEAR = 4
_HYPHEN = re.compile(r"[-‐‑]")
#: 19-е, 75й, 2020г: the ending that is written after a Russian ordinal.
_ORDINAL = re.compile(r"(\d+)[-‐‑]?(?:го|му|е|я|й|м|х|ый|ая|ое|ой|ого|ом|г|гг)")


class Script(Enum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    HAN = "han"
    NUMBER = "number"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True)
class Word:
    """One word of a text, from `start` to `end`; any of `terms` stands for it.

    `parts` are those of a word written with hyphens. A run of Chinese has no terms: what it is
    cut into depends on what for.
    """

    start: int
    end: int
    text: str
    script: Script
    terms: tuple[str, ...] = ()
    is_stop: bool = False
    parts: "tuple[Word, ...]" = ()


def words(text: str) -> list[Word]:
    """Return the words of `text`, in order."""
    text_words: list[Word] = []
    for match in _TOKEN.finditer(text):
        name = match.lastgroup or ""
        if name == "word":
            text_words.extend(
                _word(match.start() + place, part) for place, part in _parts(match.group())
            )
        elif name == "initials":
            text_words.append(_initials(match))
        elif name == "han":
            text_words.extend(_chinese(match.start(), match.group()))
        else:
            text_words.append(_date(match, name))
    return text_words


def _initials(match: re.Match[str]) -> Word:
    """Return М.И.Д. or М И Д as the МИД that it is."""
    word = _word(match.start(), re.sub("[. ]", "", match.group()))
    return replace(word, end=match.end())


#: 10ноября, миссия2021: numbers that were written together with a word, which is longer than an ending.
_WITH_NUMBERS = re.compile(r"(\d{1,4})?([^\W\d_]{4,})((?:19|20)\d\d)?")


def _parts(raw: str) -> list[tuple[int, str]]:
    """Return the words that were written as one with numbers, each with its place in `raw`."""
    if match := _WITH_NUMBERS.fullmatch(raw):
        return [(match.start(group), match[group]) for group in (1, 2, 3) if match[group]]
    return [(0, raw)]


#: Letters that look alike in lower or upper case; on a keyboard that was switched too late they stand in one word.
_LOOK_ALIKE = ("aceopxykmthb", "асеорхукмтнв")
_TO_CYRILLIC, _TO_LATIN = str.maketrans(*_LOOK_ALIKE), str.maketrans(*reversed(_LOOK_ALIKE))
_ONE_SCRIPT = re.compile("[а-я]+|[a-z]+")


def _in_one_script(spelling: str) -> str:
    """Return a word whose letters are of two alphabets in the one in which it can be written: “MЧC”, “Poccия”."""
    if _ONE_SCRIPT.fullmatch(spelling):
        return spelling
    both = spelling.translate(_TO_CYRILLIC), spelling.translate(_TO_LATIN)
    return next(filter(_ONE_SCRIPT.fullmatch, both), spelling)


def _word(start: int, raw: str) -> Word:
    end, spelling = start + len(raw), _in_one_script(fold(raw))
    if ordinal := _ORDINAL.fullmatch(spelling):
        spelling = ordinal[1]
    pieces = _HYPHEN.split(raw)
    if len(pieces) == 1 or ordinal:
        return Word(start, end, spelling, script_of(spelling), *_terms_of(spelling))
    parts, place = [], start
    for piece in pieces:
        parts.append(_word(place, piece))
        place += len(piece) + 1
    compound = _HYPHEN.sub("", spelling)
    terms, _stop = _terms_of(compound)
    return Word(start, end, compound, script_of(compound), terms, False, tuple(parts))


def _chinese(start: int, run: str) -> list[Word]:
    """Return the dates written in `run`, what stands between them, and the counts that this holds: 第十九次会议 has a 19."""
    parts, place = [], 0
    for match in _WRITTEN_DATE.finditer(run):
        parts += _counted(start + place, run[place : match.start()])
        parts += _written_date(start, match)
        place = match.end()
    return parts + _counted(start + place, run[place:])


def _counted(start: int, run: str) -> list[Word]:
    if not run:
        return []
    simplified = chinese.simplified(fold(run))
    counts = [
        Word(start + first, start + last, number, Script.NUMBER, (number,))
        for first, last, number in chinese_counts(run)
    ]
    return [*counts, Word(start, start + len(run), simplified, Script.HAN)]


def _written_date(start: int, match: re.Match[str]) -> Iterator[Word]:
    """Yield the words of a date in Chinese numerals as those of one in digits: 十一月 is 11月."""
    for name, said in match.groupdict().items():
        if said:
            first, last = start + match.start(name), start + match.end(name) + 1
            if name in ("year", "alone"):
                term = "".join(str(_CHINESE_DIGITS[letter]) for letter in said)
            else:
                term = f"{_value(said)}{'月' if name == 'month' else '日'}"
            yield Word(first, last, term, Script.NUMBER, (term,))


def _date(match: re.Match[str], name: str) -> Word:
    digits = match.group()
    if name == "day":
        return Word(match.start(), match.end(), digits, Script.DAY, (_iso(digits),))
    number = match.group(name).lstrip("0")
    term = number if name == "year" else f"{number}{'月' if name == 'month' else '日'}"
    return Word(match.start(), match.end(), term, Script.NUMBER, (term,))


def _iso(text: str) -> str:
    """Return 2020-07-22 for itself and for 22.07.2020, 2020-07 for 07.2020, 07-22 for 22.07."""
    parts = re.split("[./-]", text)
    if len(parts[0]) != LONG_YEAR:
        parts.reverse()
        is_year = len(parts) > 2 or len(parts[0]) == LONG_YEAR
        parts[0] = f"20{parts[0][-2:]}" if is_year else parts[0]
    return "-".join(part.zfill(2) for part in parts)


@lru_cache(maxsize=65_536)
def _terms_of(word: str) -> tuple[tuple[str, ...], bool]:
    """Return the terms of a word and whether it is too common to be searched for."""
    number = number_of(word)
    match script_of(word):
        case Script.CYRILLIC:
            terms = russian.terms(word)
            numbers = (NUMBERS[term] for term in terms if term in NUMBERS)
            return tuple(dict.fromkeys((*terms, *numbers))), russian.is_stop(word)
        case Script.LATIN:
            terms = (*english.terms(word), number) if number else english.terms(word)
            return terms, english.is_stop(word)
        case Script.NUMBER:
            return (number or word,), False
    return (word,), False


def script_of(word: str) -> Script:
    """Return the script of a word by its first letter."""
    name = unicodedata.name(word[0], "") if word else ""
    if word[:1].isdigit():
        return Script.NUMBER
    if name.startswith("CYRILLIC"):
        return Script.CYRILLIC
    return Script.LATIN if name.startswith("LATIN") else Script.OTHER


def as_written(word: Word) -> Word:
    """Return a word of a name as its dictionary form, where it is one: «Дели» is no «делить»."""
    return replace(word, terms=(word.text,)) if word.text in word.terms else word


def index_terms(word: Word, *, singly: bool = False) -> tuple[str, ...]:
    """Return the terms under which a text that holds `word` is found.

    `singly`: each character of Chinese too, so that one alone finds a name.
    """
    if word.script == Script.HAN:
        single = tuple(word.text) if singly else ()
        return (*chinese.pairs(word.text), *single)
    if word.is_stop:
        return ()
    return (*word.terms, *(term for part in word.parts for term in index_terms(part)))


def content_words(text_words: Iterable[Word]) -> list[Word]:
    """Return words one after the other, parts of compounds apart, without those of no account."""
    flat = (part for word in text_words for part in (word.parts or (word,)))
    return [word for word in flat if not word.is_stop]


def links(text_words: list[Word]) -> set[str]:
    """Return a term for each two neighbours in a text: it tells phrases from heaps of words."""
    neighbours = content_words(text_words)
    return {
        link(left, right)
        for first, second in pairwise(neighbours)
        for left in first.terms
        for right in second.terms
    }


def joined_word(left: Word, right: Word) -> Word | None:
    """Return two words written as one, counter-terrorism; None for what is not so written."""
    alphabets = (Script.LATIN, Script.CYRILLIC)
    if left.script not in alphabets or right.script != left.script:
        return None
    return _word(left.start, left.text + right.text)


def link(left: str, right: str) -> str:
    return f"_{left} {right}"


def whole(text_words: Sequence[Word]) -> str:
    """Return one term for a whole name; "" for one of stop words only."""
    terms = [word.terms[0] if word.terms else word.text for word in content_words(text_words)]
    return "=" + " ".join(terms) if terms else ""


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
#: The same of numbers that count; smaller ones stand in too many texts.
CARDINALS = {
    word: number
    for number, words in (
        ("10", "десять ten"),
        ("12", "двенадцать twelve"),
        ("15", "пятнадцать fifteen"),
        ("20", "двадцать twenty"),
        ("30", "тридцать thirty тридцатый thirtieth"),
        ("40", "сорок forty"),
        ("50", "пятьдесят fifty"),
        ("90", "девяносто ninety"),
        ("100", "сто hundred"),
        ("200", "двести"),
    )
    for word in words.split()
}

NUMBERS = ORDINALS | CARDINALS

_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30}
_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_WITH_ENDING = re.compile(r"(\d+)(?:st|nd|rd|th)")

_CHINESE_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CHINESE_COUNT = re.compile(
    r"第([〇一二三四五六七八九十]{1,3})(?=[次届号回])|(?:首|头一)(?=[次届回])"
    r"|(?<![百千万])([二三四五六七八九]?(?:十[一二三四五六七八九]?|百))(?=多?(?:[份场项]|国(?!集团)))"
)


def number_of(word: str) -> str:
    """Return the digits that `word`, in lower case, stands for; "" when it is no number."""
    if word in NUMBERS:
        return NUMBERS[word]
    if match := _WITH_ENDING.fullmatch(word):
        return match[1].lstrip("0") or "0"
    if word.isascii() and word.isdigit():
        return word.lstrip("0") or "0"
    if len(word) > 1 and (match := _ROMAN.fullmatch(word)):
        return str(_TENS[match[1]] + _ONES[match[2]])
    return "5" if word == "v" else ""


def chinese_counts(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and number of each count in `text`: 第十九次 is 19, 首次 is 1."""
    return [
        (match.start(), match.end(), str(_value(match[1] or match[2] or "一")))
        for match in _CHINESE_COUNT.finditer(text)
    ]


def _value(numeral: str) -> int:
    if numeral.endswith("百"):
        return 100 * (_CHINESE_DIGITS[numeral[0]] if len(numeral) > 1 else 1)
    tens, ten, ones = numeral.rpartition("十")
    value = 10 * (_CHINESE_DIGITS[tens] if tens else 1) if ten else 0
    return value + (_CHINESE_DIGITS.get(ones[-1], 0) if ones else 0)

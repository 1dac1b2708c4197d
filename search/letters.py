"""Words in other letters: «ghbdtn» with the wrong keyboard layout is «привет», «ыгььше» is “summit”, “zasedanie” is «заседание»."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from itertools import islice

from search import synonyms
from search.analysis import english_words, russian
from search.analysis.words import Script, Word, content_words, words
from search.dates import days_in_words, without_relative_time
from search.spelling import terms_in_index

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
    other_words = content_words(words(other))
    terms = known_terms(other_words)
    return other if other_words and all(_is_word(word, terms) for word in other_words) else ""


#: What a Russian word may be made of: it has a vowel, and no sign at its beginning or behind one.
_LIKE_RUSSIAN = re.compile("(?![ьъы])(?!.*[аеёиоуыэюя][ьъ])(?=.*[аеёиоуыэюя])[а-яё]+")


def likely_russian(text: str) -> str:
    """Return `text`, none of whose words is English, as the Russian layout would have typed it, mistakes and all:
    yfwrjjhlnyfnjhs; "" where that could be no Russian."""
    every = words(text)
    if {word.script for word in every} - {Script.NUMBER} != {Script.LATIN}:
        return ""
    other = text.translate(TO_RUSSIAN)
    is_like = all(_LIKE_RUSSIAN.fullmatch(word.text) for word in words(other) if _is_read(word))
    return other if is_like and not any(english_words.is_word(word.text) for word in every) else ""


def _is_read(word: Word) -> bool:
    return word.script != Script.NUMBER


def twice_in_other_letters(text: str) -> str:
    """Return Russian that was typed in Latin letters with the Russian layout: ьфкфащт is “marafon” is марафон. "" where
    a word of `text` is Russian, or one of what is read is none."""
    every = words(text)
    if {word.script for word in every} - {Script.NUMBER} != {Script.CYRILLIC}:
        return ""
    if any(russian.is_word(word.text) for word in every):
        return ""
    other = in_cyrillic(text.translate(TO_ENGLISH))
    return other if other and is_known(other) else ""


#: How Russian is written in Latin letters, the longest first, the likeliest reading of each first.
_LATIN_SPELLINGS = (
    "shch щ|sch щ|iya ия|iyu ию|iye ие|iia ия|zh ж|kh х|ts ц тс|ch ч|sh ш|yu ю|ju ю|ya я|ja я|yo е|iy ий|yy ый|ia ия я|iu ю|"
    "a а|b б|c ц к|d д|e е э|f ф|g г|h х|i и й|j й ж|k к|l л|m м|n н|o о|p п|r р|s с|t т|u у|v в|w в ш|x кс х|y ы й|z з|' ь"
)
_TO_CYRILLIC = {latin: readings for latin, *readings in map(str.split, _LATIN_SPELLINGS.split("|"))}
LONGEST_LETTER = 4
#: Этот, этой, эту: the dictionary has «етой» too.
_ENDINGS_OF_THIS = dict(
    zip(
        ["ot", "om", "ogo", "oy", "oj", "oi", "u", "a"],
        ["от", "ом", "ого", "ой", "ой", "ой", "у", "а"],
        strict=True,
    )
)
_THIS = re.compile(rf"\bet({'|'.join(_ENDINGS_OF_THIS)})\b")
#: At the end of a word: «следущей», whose y is no «ы».
_SHORT_I = re.compile(r"(?<=[аеиоу])[ыи]$")
#: So many readings of one word are looked up in the dictionary.
MOST_READINGS = 256


def in_cyrillic(text: str) -> str:
    """Return Russian that was typed in Latin letters as it is written, "" when it is no Latin.

    Each word as one of the dictionary, if a reading of its letters is any: “moskovskaya” has no «ай».
    """
    if {word.script for word in words(text)} - {Script.NUMBER, Script.DAY} != {Script.LATIN}:
        return ""
    latin = _THIS.sub(lambda match: f"эт{_ENDINGS_OF_THIS[match[1]]}", text.lower())
    return re.sub("[a-z']+", lambda match: _likeliest_reading(match.group()), latin)


def _likeliest_reading(word: str) -> str:
    readings = list(islice(_readings(word), MOST_READINGS))
    return next(filter(russian.is_word, readings), _SHORT_I.sub("й", readings[0]))


def _readings(word: str) -> Iterator[str]:
    """Yield each way to read Latin letters as Cyrillic ones, the longest spellings first. What is none stays."""
    if not word:
        yield ""
    for length in range(min(len(word), LONGEST_LETTER), 0, -1):
        latin = word[:length]
        for first in _TO_CYRILLIC.get(latin, latin if length == 1 else ()):
            yield from (first + rest for rest in _readings(word[length:]))


def names_a_day(text: str) -> bool:
    """Whether a word of `text` names a day as seen from today, be it in the name of a thing: it is of its script."""
    return any(not days_in_words().isdisjoint(word.terms) for word in words(text))


def is_english(text: str) -> bool:
    """Whether `text` is of right English words, and numbers: marriage is no «моряк», nor 15 August 15 «аугуст»."""
    every = [word for word in content_words(words(text)) if word.script != Script.NUMBER]
    return bool(every) and all(english_words.is_word(word.text) for word in every)


def is_known(text: str) -> bool:
    """Whether each word of `text` is of the Russian dictionary, or stands in public texts or usual names. At most two queries."""
    every = content_words(words(without_relative_time(text)))
    strange = [word for word in every if not _is_word(word, frozenset())]
    known = known_terms(strange) if strange else frozenset()
    return all(_is_word(word, known) for word in strange)


def is_of_two_alphabets(text: str) -> bool:
    return {Script.LATIN, Script.CYRILLIC} <= {word.script for word in words(text)}


def known_terms(text_words: Iterable[Word]) -> AbstractSet[str]:
    """Return the terms of words that stand in public texts, and those of usual names. At most two queries."""
    return synonyms.read_names().terms | terms_in_index(text_words)


#: A piece of a query between spaces: of a wrong layout it may hold what is no letter, as «xtkz,bycr».
_PIECE = re.compile(r"\S+")
_LATIN_LETTER = re.compile("[a-z]", re.IGNORECASE)


def piece_by_piece(text: str) -> Iterator[str]:
    """Yield `text` with those pieces in Russian that only make words in it: «форум shos», «алиса vjcrjdcrfz ltrkfhfwbz».

    First those of which all words are known; then the other strange ones too, as most of the first were typed. Two
    queries, and none of a single piece.
    """
    choices = {piece: _choices(piece) for piece in dict.fromkeys(_PIECE.findall(text))}
    if len(choices) == 1:
        return
    both = " ".join(each for pair in choices.values() for each in pair)
    known = known_terms(content_words(words(f"{text} {both}")))
    latin = [piece for piece, pair in choices.items() if pair and not _is_known(piece, known)]
    ways = {piece: [_is_known(other, known) for other in choices[piece]] for piece in latin}
    meant = {piece: choices[piece][way.index(True)] for piece, way in ways.items() if any(way)}
    # «Во» and «ни» are words of every text: “wo ai ni” is no Russian.
    if not any(content_words(words(other)) for other in meant.values()):
        return
    # Hong Kong is one name, of which no half is Russian.
    is_name = len(latin) == len(choices) and all(piece[:1].isupper() for piece in latin)
    if is_name and len(meant) < len(latin):
        return
    is_layout = sum(way[0] for way in ways.values()) * 2 > len(meant)
    roughly = {piece: choices[piece][0 if is_layout else 1] for piece in latin} | meant
    yield _exchanged(text, meant)
    if roughly != meant:
        yield _exchanged(text, roughly)


def _exchanged(text: str, pieces: Mapping[str, str]) -> str:
    return _PIECE.sub(lambda match: pieces.get(match.group(), match.group()), text)


def _choices(piece: str) -> tuple[str, ...]:
    """Return a piece in Latin letters as the other layout types it, and as it sounds."""
    if not _LATIN_LETTER.search(piece):
        return ()
    return piece.translate(TO_RUSSIAN), in_cyrillic(piece)


def _is_known(text: str, known: AbstractSet[str]) -> bool:
    """Whether each word of a text is, be it one that is not searched for."""
    every = words(text)
    return bool(every) and all(word.is_stop or _is_word(word, known) for word in every)


def _is_word(word: Word, terms: AbstractSet[str]) -> bool:
    if not terms.isdisjoint(word.terms):
        return True
    return word.script == Script.CYRILLIC and russian.is_word(word.text)

"""Chinese by its sound: typed in Latin letters (pinyin), or with another character of the same sound.

Whoever types Chinese picks characters by their sound, so that most mistakes keep it: 机够 for 机构 (jigou). What was
meant is one of the words in the names of things, and in usual names. Sounds are compared without tones,
and without what many speakers do not tell apart: zh and z, ch and c, sh and s, ng and n.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from unicodedata import normalize

from search import synonyms
from search.analysis import chinese
from search.models import Posting
from search.once import once
from search.shortened import lengthened

#: Characters of a word, at least and at most.
SHORTEST, LONGEST = 2, 8
#: And of one that is read though other words were found: 缓办 is no more likely than 还办.
SHORTEST_COMPLETED = 3
#: Of a word whose characters have several sounds so many readings count.
MOST_READINGS = 16
_SYLLABLE = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|uang|iong|ang|eng|ing|ong|iao|ian|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
LONGEST_SYLLABLE = 6
_LATIN = re.compile("[a-z]+")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_NOT_TOLD_APART = re.compile("(?<=[zcs])h|(?<=n)g")


@dataclass(frozen=True)
class Sounds:
    """The words that a query may mean. `counts`: in how many names; `by_sound`: the likeliest of each sound."""

    counts: Mapping[str, int]
    by_sound: Mapping[str, str]


def in_characters(text: str) -> str:
    """Return `text` with its pinyin as characters: “2020 mosike xuanyan” is 2020 莫斯科宣言; "" where there is none.

    At most two queries.
    """
    text = text.lower()
    if not any(map(_is_pinyin, _LATIN.findall(text))):
        return ""
    by_sound = _sounds_of(_names()).by_sound
    other = _LATIN.sub(lambda word: _written(word.group(), by_sound) or word.group(), text)
    return _BETWEEN_CHARACTERS.sub("", other) if other != text else ""


def respelt(text: str) -> str:
    """Return `text` with the names in full that Chinese words are short for that no text holds, else with words of the same
    sound for these; "" without any. Three queries.
    """
    plain = chinese.RUN.sub(lambda run: chinese.simplified(run.group()), text)
    strange = _strange(plain)
    if not strange:
        return ""
    names = _names()
    other = chinese.RUN.sub(lambda run: lengthened(run.group(), strange, names), plain)
    if other == plain:
        counts = _sounds_of(names).counts
        other = chinese.RUN.sub(lambda run: _resounded(run.group(), strange, counts), plain)
    return other if other != plain else ""


def completed(text: str) -> str:
    """Return `text` with a word of the same sound around each character that no word of it has, for such are not looked
    for: of 检查长 that is 检查 alone; "" without any. Three queries where there is one.
    """
    plain = chinese.RUN.sub(lambda run: chinese.simplified(run.group()), text)
    if not any(map(chinese.left_out, chinese.RUN.findall(plain))):
        return ""
    strange = _strange(plain)
    if not strange:
        return ""
    counts = _sounds_of(_names()).counts
    other = chinese.RUN.sub(
        lambda run: _resounded(run.group(), strange, counts, SHORTEST_COMPLETED), plain
    )
    changed = {typed for typed, meant in zip(plain, other, strict=True) if typed != meant}
    return other if changed - chinese.STOP_WORDS else ""


@once
def _strange(plain: str) -> set[str]:
    """Return the neighbours in `plain` that stand together nowhere. One query."""
    runs = [run for run in chinese.RUN.findall(plain) if len({*run}) > 1]  # 哈哈哈 is laughter
    pairs = {pair for run in runs for pair in chinese.pairs(run)}
    return pairs - Posting.objects.of_terms(pairs).terms()


def _is_pinyin(word: str) -> bool:
    """Whether `word` can be cut into syllables. By places, not by one pattern, which would try every way to cut it."""
    ends = {0}
    for last in range(1, len(word) + 1):
        starts = range(max(0, last - LONGEST_SYLLABLE), last)
        if any(first in ends and _SYLLABLE.fullmatch(word, first, last) for first in starts):
            ends.add(last)
    return len(word) in ends


def _written(typed: str, by_sound: Mapping[str, str]) -> str:
    """Return the fewest words that sound as `typed`, "" when it cannot be cut into such."""
    sound = _sound(typed)
    best: dict[int, list[str]] = {0: []}
    for last in range(1, len(sound) + 1):
        for first in range(last):
            word = by_sound.get(sound[first:last])
            if word and first in best and len(best[first]) < len(best.get(last, sound)):
                best[last] = [*best[first], word]
    return "".join(best.get(len(sound), ()))


def _resounded(
    run: str, strange: set[str], counts: Mapping[str, int], shortest: int = SHORTEST
) -> str:
    """Return `run` with the longest word of the same sound wherever two of its neighbours stand together nowhere."""
    place = 0
    while place < len(run):
        for word in _sounding_as(run, place, counts):
            last = place + len(word)
            is_strange = not strange.isdisjoint(chinese.pairs(run[place:last]))
            is_torn = _tears(run, place, last, counts) or _is_of_a_name(run, place, last)
            if len(word) >= shortest and is_strange and not is_torn:
                run = run[:place] + word + run[last:]
            place = last - 1
            break
        place += 1
    return run


def _tears(run: str, first: int, last: int, counts: Mapping[str, int]) -> bool:
    """Whether a word that was typed right stands partly in `run[first:last]`: 春天缉毒 holds 缉毒, not 天气."""
    return any(
        run[start:end] in counts
        for edge in (first, last)
        for start in range(max(0, edge - LONGEST + 1), edge)
        for end in range(edge + 1, min(len(run), start + LONGEST) + 1)
    )


def _is_of_a_name(run: str, first: int, last: int) -> bool:
    """Whether `run[first:last]` is part of a longer word of the dictionary: 默克尔 has no mistake in 克尔."""
    place = 0
    for piece in chinese.pieces(run):
        end = place + len(piece)
        if len(piece) > SHORTEST and place <= first and last <= end and last - first < len(piece):
            return True
        place = end
    return False


def _sounding_as(run: str, place: int, counts: Mapping[str, int]) -> list[str]:
    """Return the words that may stand at `place`, each with a character that was typed there, the likeliest first."""
    there = run[place:]
    alike = [
        word
        for word in counts
        if len(word) <= len(there)
        and any(map(str.__eq__, word, there))
        and all(map(_sound_alike, word, there))
    ]
    return sorted(alike, key=lambda word: (-len(word), -counts[word], word))


def _sound_alike(character: str, other: str) -> bool:
    return character == other or not readings(character).isdisjoint(readings(other))


@once
def _names() -> frozenset[str]:
    """Return the names of things, and usual names. Two queries, in one search."""
    return frozenset(Posting.objects.shown().whole_names().terms() | synonyms.read_names().terms)


@lru_cache(maxsize=2)
def _sounds_of(names: frozenset[str]) -> Sounds:
    counts = Counter(word for name in names for word in _words_in(name))
    by_sound: dict[str, str] = {}
    for word in sorted(counts, key=lambda word: (-counts[word], word)):
        for sound in _sounds_of_word(word):
            by_sound.setdefault(sound, word)
    return Sounds(counts, by_sound)


def _words_in(name: str) -> set[str]:
    runs = chinese.RUN.findall(name)
    words = {word for run in runs for word in (run, *chinese.cut(run), *chinese.parts(run))}
    return {word for word in words if SHORTEST <= len(word) <= LONGEST}


def _sounds_of_word(word: str) -> Iterator[str]:
    every = product(*(sorted(readings(character)) for character in word))
    return map("".join, islice(every, MOST_READINGS))


@cache
def readings(character: str) -> frozenset[str]:
    """Return the sounds of a Chinese character; none of what is no such."""
    # Its table takes 13 MB, and is wanted only where Chinese was misspelt; phrases would take 44 MB more.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    return frozenset(map(_sound, filter(None, pinyin_dict.get(ord(character), "").split(","))))


def _sound(syllables: str) -> str:
    """Return pinyin without tones, and without what is not told apart: shēng is sen."""
    plain = normalize("NFD", syllables).replace("u\u0308", "v")
    letters = "".join(letter for letter in plain if letter.isascii())
    return _NOT_TOLD_APART.sub("", letters)

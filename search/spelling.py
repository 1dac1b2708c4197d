"""Misspelt words: «Челябенск», “terorism”. A word that no public text holds, and one close to it.

Words typed with the wrong keyboard layout: «ghbdtn» is «привет», «ыгььше» is “summit”.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from search import sources, weights
from search.analysis import russian
from search.analysis.words import Script, Word, content_words, script_of, words
from search.models import Entry, Posting

ALPHABETS = (Script.LATIN, Script.CYRILLIC)
#: Letters; shorter words are close to too many others.
SHORTEST = 4
#: How alike two words must be, by difflib's ratio: “unicorn” and “union” (0.83) are not.
ALIKE = 0.84
#: So many misspelt words are looked at: each is compared with the whole vocabulary.
MOST = 3


def respelt(text: str) -> str:
    """Return `text` with each word that no text holds replaced by a close one; "" without one.

    At most two queries, and three for each such word.
    """
    query_words = [
        word for word in content_words(words(text)) if word.script in ALPHABETS and word.terms
    ]
    terms = Posting.objects.of_terms({term for word in query_words for term in word.terms}).terms()
    strange = [word for word in query_words if not terms.intersection(word.terms)]
    if not strange or len(strange) > MOST or any(len(word.text) < SHORTEST for word in strange):
        return ""
    vocabulary = _vocabulary()
    corrections = {word: _closest(word, vocabulary) for word in strange}
    return _replace(text, corrections) if all(corrections.values()) else ""


def _vocabulary() -> dict[Script, list[str]]:
    """Return the terms of the index that are single words, by script."""
    vocabulary: dict[Script, list[str]] = {script: [] for script in ALPHABETS}
    for term in sorted(Posting.objects.all().terms()):
        script = script_of(term)
        if script in vocabulary and " " not in term:
            vocabulary[script].append(term)
    return vocabulary


def _closest(word: Word, vocabulary: dict[Script, list[str]]) -> str:
    """Return the word that was meant, "" when none is close, or `word` is one of the dictionary."""
    if word.script == Script.CYRILLIC and russian.is_word(word.text):
        return ""
    for form in (*word.terms, word.text):
        close = get_close_matches(form, vocabulary[word.script], n=1, cutoff=ALIKE)
        if close and close[0][0] == form[0]:
            return close[0] if russian.is_word(close[0]) else _spelling_of(close[0])
    return ""


def _spelling_of(term: str) -> str:
    """Return the shortest word by which the text that tells most of `term` says it."""
    posting = Posting.objects.of_terms([term]).select_related("entry").order_by("-weight").first()
    spellings = _spellings(posting.entry, term) if posting else ()
    return min(spellings, key=lambda word: (len(word), word), default="")


def _spellings(entry: Entry, term: str) -> Iterator[str]:
    source = sources.source_of_kind(entry.kind)
    row = source.public().filter(slug=entry.key).first()
    for part in source.parts(row) if row else ():
        if isinstance(part, weights.Name | weights.Prose):
            yield from _saying(part.texts.values(), term)


def _saying(texts: Iterable[str | None], term: str) -> Iterator[str]:
    for text in texts:
        for word in content_words(words(text or "")):
            if term in word.terms:
                yield word.text


def _replace(text: str, corrections: dict[Word, str]) -> str:
    parts, place = [], 0
    for word, other in corrections.items():
        parts += [text[place : word.start], other]
        place = word.end
    return "".join(parts) + text[place:]


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
    terms = Posting.objects.of_terms({term for word in other_words for term in word.terms}).terms()
    return other if other_words and all(_is_word(word, terms) for word in other_words) else ""


def _is_word(word: Word, terms: set[str]) -> bool:
    if terms.intersection(word.terms):
        return True
    return word.script == Script.CYRILLIC and russian.is_word(word.text)

"""Where a text says what was asked for, whatever the form of the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from search.analysis import chinese
from search.analysis.words import Script, Word, content_words, words
from search.query import Question, Slot

#: Longest snippet in characters; Chinese says as much in half of them.
LONGEST, LONGEST_CHINESE = 220, 110
#: How far from its match a snippet begins.
BEFORE = 60
#: A smaller number beside other words stands in too many places to be marked.
LEAST_NUMBER = 100

Span = tuple[int, int]


@dataclass(frozen=True)
class Marker:
    """What to mark: single terms, phrases word by word, and Chinese as it is written."""

    terms: frozenset[str]
    phrases: tuple[tuple[Slot, ...], ...]
    chinese: tuple[str, ...]

    def spans(self, text: str) -> list[Span]:
        """Return where `text` matches, in order and apart from each other."""
        text_words = words(text)
        single = [word for whole in text_words for word in (whole, *whole.parts)]
        spans = [(word.start, word.end) for word in single if self.terms.intersection(word.terms)]
        content = content_words(text_words)
        for phrase in self.phrases:
            spans += _phrase_spans(phrase, content)
        for name in self.chinese:
            spans += _all_spans(text, name)
        return _merge(spans)

    def highlight(self, text: str) -> SafeString:
        return mark(text, self.spans(text))

    def snippet(self, text: str) -> SafeString:
        """Return the part of `text` that says most of what was asked, marked."""
        first, last = _window(text, self.spans(text))
        part = text[first:last]
        opening, closing = "… " if first else "", " …" if last < len(text) else ""
        return format_html_join("", "{}{}{}", [(opening, mark(part, self.spans(part)), closing)])


def marker(query: Sequence[Word], question: Question) -> Marker:
    """Return what to mark in answers to `question`, which was typed as `query`."""
    choices = [choice for group in question.groups for choice in group.alternatives]
    query_terms = {term for word in query if _tells(word, query) for term in word.terms}
    single = {
        term
        for choice in choices
        if len(choice.slots) == 1
        for term in choice.slots[0]
        if not term.isdecimal()
    }
    names = {name for choice in choices for name in choice.chinese}
    cut = {word.text for word in query if word.script == Script.HAN}
    parts = {part for word in cut for part in chinese.parts(word)}
    phrases = [choice.slots for choice in choices if len(choice.slots) > 1 and not choice.chinese]
    return Marker(
        frozenset(query_terms | single), tuple(phrases), tuple(sorted(names | cut | parts))
    )


def _tells(word: Word, query: Sequence[Word]) -> bool:
    is_small = word.text.isdecimal() and int(word.text) < LEAST_NUMBER
    return len(query) == 1 or not is_small


def mark(text: str, spans: Sequence[Span]) -> SafeString:
    """Return `text` escaped, each of `spans` in a <mark>."""
    return format_html_join("", "{}<mark>{}</mark>{}", _pieces(text, spans)) or format_html_join(
        "", "{}", [(text,)]
    )


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, str, str]]:
    place = 0
    for number, (first, last) in enumerate(spans, start=1):
        yield text[place:first], text[first:last], text[last:] if number == len(spans) else ""
        place = last


def _phrase_spans(phrase: tuple[Slot, ...], text_words: Sequence[Word]) -> Iterator[Span]:
    for place in range(len(text_words) - len(phrase) + 1):
        part = text_words[place : place + len(phrase)]
        if all(set(word.terms) & slot.keys() for word, slot in zip(part, phrase, strict=True)):
            yield from ((word.start, word.end) for word in part)


def _all_spans(text: str, name: str) -> Iterator[Span]:
    place = text.find(name)
    while place >= 0:
        yield place, place + len(name)
        place = text.find(name, place + len(name))


def _merge(spans: list[Span]) -> list[Span]:
    apart: list[Span] = []
    for first, last in sorted(spans):
        if apart and first <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


def _window(text: str, spans: Sequence[Span]) -> Span:
    """Return the part of `text` with the most matches, from the beginning of a word."""
    is_chinese = any(word.script == Script.HAN for word in words(text[:BEFORE]))
    length = LONGEST_CHINESE if is_chinese else LONGEST
    if len(text) <= length:
        return 0, len(text)
    best = max(
        spans,
        key=lambda span: (sum(span[0] <= other[0] < span[0] + length for other in spans), -span[0]),
        default=(0, 0),
    )
    first = max(0, min(best[0] - BEFORE, len(text) - length))
    last = min(len(text), first + length)
    if not is_chinese:
        first = text.find(" ", first) + 1 if first else 0
        last = text.rfind(" ", first, last) if last < len(text) else last
    return first, last

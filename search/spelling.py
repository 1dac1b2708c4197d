"""Misspelt words: «Челябенск», “terorism”. A word that no public text holds, and one close to it."""

from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from itertools import product

from search import compounds, mistakes, shortened, synonyms
from search.analysis import chinese, english, english_words, russian
from search.analysis.words import Script, Word, content_words, script_of, words
from search.dates import days_in_words, without_relative_time
from search.models import Entry, Posting
from search.once import once
from search.query import is_of_question

#: The letters that a mistake may put in, by script.
ALPHABETS = {
    Script.LATIN: "abcdefghijklmnopqrstuvwxyz",
    Script.CYRILLIC: "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}
#: Letters; shorter words are close to too many others.
SHORTEST = 4
#: Of words that were written as one, and how many they are at most.
SHORTEST_PART, MOST_PARTS = 3, 4
#: Letters of a word in which any one mistake is looked for, at most and at least.
SHORTEST_MISTAKEN, LONGEST_MISTAKEN = 5, 30
#: Letters of a word of which the first may be wrong: of a shorter one that makes another.
SHORTEST_BEGUN_OTHERWISE = 6
#: Consonants of an English word that is looked up by its sound: “mother” would be “matter”.
FEWEST_CONSONANTS = 4
#: Letters of a name that may be the stem of another word.
LONGEST_NAME_OF_ONE_STEM = 5
#: Of names in Latin letters, and of few English words.
ENDINGS_OF_NAMES = ("a", "o", "u")
#: How alike two words must be, by difflib's ratio: “unicorn” and “union” (0.83) are not.
ALIKE = 0.84
#: The same of a word and of one that sounds like it.
HEARD = 0.7
#: Words that people write together with those around them.
SMALL_WORDS = ("of", "for", "and", "the", "in", "on", "и", "по", "для", "на", "в", "о")
#: So many misspelt words are looked at: each is compared with the whole vocabulary.
MOST = 3

#: By script: how many things each term of the index tells of.
Vocabulary = dict[Script, Counter[str]]


def respelt(text: str, *, right_words: bool = False) -> str:
    """Return `text` with the words that no text holds replaced by the names that they are short for, or by close ones; ""
    without any. With `right_words` also English ones that are right, and stand in no text.

    At most three queries in one search, and three for each such word.
    """
    query_words = [
        word
        for word in content_words(words(without_relative_time(text)))
        if word.script in ALPHABETS and word.terms
    ]
    names = synonyms.read_names().terms
    terms = names | days_in_words() | terms_in_index(query_words)
    strange = [
        word
        for word in query_words
        if len(word.text) >= shortened.SHORTEST
        and not terms.intersection(word.terms)
        and not is_of_question(word)
        and len({*word.text}) > 1  # zzzz is no word with a mistake in it
    ]
    looked_at = {word.text: word for word in reversed(strange)}
    if not looked_at:
        return ""
    told_by = _told_by()
    vocabulary = _vocabulary(told_by, names)
    wholes = frozenset(term for term in told_by if term.startswith("="))
    corrections = {
        typed: shortened.in_full(word, wholes)
        or _closest(word, vocabulary[word.script], right_words=right_words)
        for typed, word in [*reversed(looked_at.items())][:MOST]
    }
    corrections = {
        typed: "" if _is_name(text, looked_at[typed], other) else other
        for typed, other in corrections.items()
    }
    meant = {word: other for word in strange if (other := corrections.get(word.text, ""))}
    return _replace(text, meant) if meant else ""


def _is_name(text: str, word: Word, other: str) -> bool:
    """Whether `word` of `text` is a short Russian name with its capital, of which `other` is a common word with the ending of a
    case: «Маск» was typed whole, and is no «маска»; «самм», or «Самми», lacks more."""
    if word.script == Script.LATIN:
        return _is_name_in_latin(word.text, other)
    is_short = len(word.text) <= LONGEST_NAME_OF_ONE_STEM
    return is_short and text[word.start].isupper() and other != word.text == russian.bare(other)


def _is_name_in_latin(typed: str, other: str) -> bool:
    """Whether `typed` ends as names do and English words seldom, which `other` is one of: Crimea is no “crimes”; or would
    be one of three letters, as Hong Kong is no “hog”, be it that a letter was typed twice."""
    if len(other) < SHORTEST:
        return {*typed} != {*other}
    is_sounding = english.sound(typed) == english.sound(other)
    ends_so = typed.endswith(ENDINGS_OF_NAMES) and not other.endswith(typed[-1])
    return ends_so and not is_sounding and english_words.is_word(other)


def has_right_english(text: str) -> bool:
    """Whether a word of `text` that could be mended is an English one of the dictionary."""
    return any(
        word.script == Script.LATIN
        and len(word.text) >= SHORTEST
        and english_words.is_word(word.text)
        for word in content_words(words(text))
    )


def terms_in_index(query_words: Iterable[Word]) -> frozenset[str]:
    terms, known = {term for word in query_words for term in word.terms}, _known()
    if new := terms - known.keys():
        there = Posting.objects.of_terms(new).terms()
        known.update((term, term in there) for term in new)
    return frozenset(term for term in terms if known[term])


@once
def _known() -> dict[str, bool]:
    """Return what was asked of the index in one search: whether it has a term. Grows by `terms_in_index`."""
    return {}


@once
def _told_by() -> dict[str, int]:
    """Return how many things each word, and each whole name, tells of."""
    return Posting.objects.shown().words_and_names().numbers()


def _vocabulary(told_by: dict[str, int], names: Iterable[str]) -> Vocabulary:
    """Return the terms of the index, each with its number, of usual names and of days, by script."""
    vocabulary: Vocabulary = {script: Counter() for script in ALPHABETS}
    single_words = dict.fromkeys((*names, *days_in_words()), 1)
    for term, count in (single_words | told_by).items():
        script = script_of(term)
        if script in vocabulary:
            vocabulary[script][term] = count
    return vocabulary


def _closest(word: Word, vocabulary: Counter[str], *, right_words: bool) -> str:
    """Return the word that was meant, "" when none is close, or `word` is one of the dictionary."""
    if len(word.text) < SHORTEST:
        return ""
    as_right = _instead_of_right(word, vocabulary)
    if as_right is not None and not (right_words and word.script == Script.LATIN):
        return as_right
    for mend in (_completed, _mended, _compound, _parted, _sounding_alike):
        if other := mend(word, vocabulary):
            return other
    other = _roughly(word, vocabulary)
    # Who types «Байден» has not mistyped «найден».
    is_person = word.script == Script.CYRILLIC and russian.is_of_person(word.text)
    return "" if is_person and russian.is_word(other) else other


def _roughly(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word that is nearly as it was typed, or sounds nearly so, or has another first letter; "" without one."""
    for form in (*word.terms, word.text):
        close = get_close_matches(form, sorted(vocabulary), n=1, cutoff=ALIKE)
        if close and close[0][0] == form[0]:
            return _as_written(close[0])
    if other := _twice_mistaken(word, vocabulary):
        return _as_written(other)
    return _begun_otherwise(word, vocabulary)


def _instead_of_right(word: Word, vocabulary: Counter[str]) -> str | None:
    """Return what is meant with a right word, "" where that is the word itself; None of a wrong one."""
    if word.script == Script.CYRILLIC and russian.is_word(word.text):
        return _sounding_the_same(word, vocabulary)
    if word.script == Script.LATIN and english_words.is_word(word.text):
        return _doubled(word, vocabulary) or _english_sounding_alike(word, vocabulary)
    return None


def _doubled(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word that has a letter twice where `word` has it once, which is slipped most: meting is meeting. "" without
    one, or of one that has fewer: a booth is not both."""
    if len(word.text) < SHORTEST_MISTAKEN:
        return ""
    others = {word.text[: place + 1] + word.text[place:] for place in range(len(word.text))}
    numbers = {
        other: vocabulary[english.terms(other)[0]]
        for other in sorted(others)
        if english_words.is_word(other)
    }
    return max(filter(numbers.get, numbers), key=lambda other: numbers[other], default="")


def _as_written(term: str) -> str:
    is_written_so = russian.is_word(term) or term in days_in_words()
    return term if is_written_so else _spelling_of(term) or _spelling_in_names(term)


def _spelling_in_names(term: str) -> str:
    """Return a word of a usual name that says `term`, which no text has."""
    every = (
        word for names in synonyms.read_names().groups for name in names for word in words(name)
    )
    return next((word.text for word in every if term in word.terms), "")


def _completed(word: Word, vocabulary: Counter[str]) -> str:
    """Return the Russian word of which only the beginning was typed that most things are told by, "" without one."""
    if word.script != Script.CYRILLIC:
        return ""
    longer = [other for other in vocabulary if other.startswith(word.text)]
    return max(sorted(longer), key=lambda other: vocabulary[other], default="")


def _mended(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word one mistake away that most things are told by, "" without one."""
    if not SHORTEST_MISTAKEN <= len(word.text) <= LONGEST_MISTAKEN:
        return ""
    numbers = {
        other: max(vocabulary[term] for term in (other, *_terms(other, word.script)))
        for other in _one_mistake_away(word.text, ALPHABETS[word.script])
    }
    # First what sounds as it was written, and of several with one stem a word of the dictionary, else the longest: who
    # mistakes mostly leaves a letter out.
    likeliest = sorted(
        sorted(filter(numbers.get, numbers)),
        key=lambda other: (
            russian.sound(other) == russian.sound(word.text),
            numbers[other],
            russian.is_word(other),
            len(other),
        ),
        reverse=True,
    )
    return next((other for other in likeliest if _is_written(other, word.script)), "")


def _is_written(other: str, script: Script) -> bool:
    """Whether a word is one, and has not only the stem of one: “faminly” has that of famine."""
    if script != Script.LATIN or english_words.is_word(other):
        return True
    (term,) = english.terms(other)
    return other in _own_spellings(term) or other in _every_spelling_of(term)


def _twice_mistaken(word: Word, vocabulary: Counter[str]) -> str:
    """Return the Russian term that sounds so but for a mistake or two, the fewest, that most things are told by."""
    if word.script != Script.CYRILLIC:
        return ""
    near = {
        other: found
        for other in vocabulary
        if (found := mistakes.between(word.text, other)) is not None
    }
    return min(sorted(near), key=lambda other: (near[other], -vocabulary[other]), default="")


def _begun_otherwise(word: Word, vocabulary: Counter[str]) -> str:
    """Return the long Russian word of which only the first letter was mistyped or left out: «чекретариат».

    One of the dictionary: Ханчжоу is no Чанчжоу.
    """
    if word.script != Script.CYRILLIC or len(word.text) < SHORTEST_BEGUN_OTHERWISE:
        return ""
    others = (
        letter + rest
        for letter in ALPHABETS[word.script]
        for rest in (word.text, word.text[1:])
        if russian.is_word(letter + rest)
    )
    numbers = {
        other: max(vocabulary[term] for term in russian.terms(other)) for other in sorted(others)
    }
    likeliest = max(numbers, key=lambda other: numbers[other], default="")
    return likeliest if numbers.get(likeliest) else ""


def _compound(word: Word, vocabulary: Counter[str]) -> str:
    """Return the words of which a Russian compound is made: «наркосовещание»."""

    def is_known(rest: str) -> bool:
        return russian.is_word(rest) and any(term in vocabulary for term in russian.terms(rest))

    return compounds.apart(word.text, is_known) if word.script == Script.CYRILLIC else ""


def _parted(word: Word, vocabulary: Counter[str]) -> str:
    """Return the words that were written as one, with small ones between; "" when it is no such thing."""

    @cache
    def is_known(part: str) -> bool:
        return any(term in vocabulary for term in _terms(part, word.script))

    def is_right(part: str) -> bool:
        return is_known(part) and english_words.is_word(part)

    # Peace mission has the words of a dictionary, and “peac emission” only their stems.
    ways: list[Callable[[str], bool]] = [is_known]
    if word.script == Script.LATIN:
        ways.insert(0, is_right)
    for most, is_part in product(range(2, MOST_PARTS + 1), ways):
        if parts := _split(word.text, is_part, most):
            return parts
    return _without_small_word(word.text, is_known)


def _split(text: str, is_known: Callable[[str], bool], most: int) -> str:
    """Return `text` as so many words that are known, at most; only two of them may be as short as three letters."""
    for place in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        left, right = text[:place], text[place:]
        for small in ("", *SMALL_WORDS):
            rest = right.removeprefix(small)
            if right != small + rest or len(rest) < SHORTEST_PART or not is_known(left):
                continue
            if max(len(left), len(rest)) >= SHORTEST and is_known(rest):
                return " ".join(filter(None, (left, small, rest)))
            if most > 2 and len(left) >= SHORTEST and (more := _split(rest, is_known, most - 1)):
                return " ".join(filter(None, (left, small, more)))
    return ""


def _without_small_word(text: str, is_known: Callable[[str], bool]) -> str:
    """Return a word apart from the small one that was written together with it: «вмоскве»."""
    for small in SMALL_WORDS:
        rest = text.removeprefix(small)
        if rest != text and len(rest) >= SHORTEST and is_known(rest):
            return f"{small} {rest}"
    return ""


def _sounding_the_same(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word that sounds as one of the dictionary, which no text holds: a somite, «сомит», is a summit here."""
    if len(word.text) < SHORTEST_MISTAKEN:
        return ""
    sounds = {russian.sound(form) for form in word.terms}
    alike = [
        other for other in vocabulary if other[0] == word.text[0] and russian.sound(other) in sounds
    ]
    return max(sorted(alike), key=lambda other: vocabulary[other], default="")


def _sounding_alike(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word that sounds as it was written: «карановирус», «пагранслужба», «менестрав»; “Bhudist”, “embassador”."""
    if len(word.text) < SHORTEST_MISTAKEN:
        return ""
    if word.script == Script.LATIN:
        return _english_sounding_alike(word, vocabulary)
    sounds = {russian.sound(form) for form in (*word.terms, word.text)}
    bare = russian.bare_sound(word.text)
    # What sounds alike is nearly as long.
    near = [other for other in vocabulary if abs(len(other) - len(word.text)) < SHORTEST]
    alike = [other for other in near if russian.sound(other) in sounds] or [
        other
        for other in near
        if len(bare) >= SHORTEST_MISTAKEN and russian.bare_sound(other) == bare
    ]
    return max(sorted(alike), key=lambda other: vocabulary[other], default="")


def _english_sounding_alike(word: Word, vocabulary: Counter[str]) -> str:
    """Return the word of which all sounds like the stem, or like `word` without an ending that was misspelt too, and that looks
    like it: counsel is council, and neither are curtains cartoons nor Prasad a president."""
    stems, typed = {english.sound(term) for term in word.terms}, english.sound(word.text)

    def likeness(other: str) -> int:
        heard = english.sound(other)
        ending = typed.removeprefix(heard)
        is_stem = heard in stems or (ending != typed and english.ENDING_SOUNDS.fullmatch(ending))
        is_long = len(heard.replace(english.VOWEL, "")) >= FEWEST_CONSONANTS
        return len(heard) if is_stem and is_long else 0

    alike = {other: likeness(other) for other in sorted(vocabulary)}
    likeliest = max(alike, key=lambda other: (alike[other], vocabulary[other]), default="")
    if not alike.get(likeliest):
        return ""
    meant = _spelling_of(likeliest) or likeliest
    return meant if SequenceMatcher(None, word.text, meant).ratio() >= HEARD else ""


def _terms(word: str, script: Script) -> tuple[str, ...]:
    if script == Script.LATIN:
        return english.terms(word)
    return russian.terms(word) if russian.is_word(word) else (russian.bare(word),)


def _one_mistake_away(word: str, alphabet: str) -> set[str]:
    """Return `word` with a letter more, less or another, or two that changed places.

    The first one stays: a name that begins otherwise is another name.
    """
    splits = [(word[:place], word[place:]) for place in range(1, len(word) + 1)]
    less = {left + right[1:] for left, right in splits}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    other = {left + letter + right[1:] for left, right in splits for letter in alphabet}
    more = {left + letter + right for left, right in splits for letter in alphabet}
    return less | swapped | other | more


def _spelling_of(term: str) -> str:
    """Return the shortest word by which the thing that tells most of `term`, or a usual name, says it."""
    spellings = _own_spellings(term) or _every_spelling_of(term)
    return min(spellings, key=lambda word: (len(word), word), default="")


@once
def _own_spellings(term: str) -> frozenset[str]:
    """Return the words by which the thing that tells most of `term` says it in texts of its own. Two queries; all take nine."""
    entry = _loudest(term)
    return _spellings(shortened.own_texts_of(entry), term) if entry else frozenset()


@once
def _every_spelling_of(term: str) -> frozenset[str]:
    entry = _loudest(term)
    told = _spellings(shortened.texts_of(entry), term) if entry else frozenset[str]()
    return told or synonyms.read_names().spellings.get(term, frozenset())


@once
def _loudest(term: str) -> Entry | None:
    posting = Posting.objects.of_terms([term]).select_related("entry").order_by("-weight").first()
    return posting.entry if posting else None


def _spellings(texts: Iterable[str], term: str) -> frozenset[str]:
    return frozenset(
        word.text for text in texts for word in content_words(words(text)) if term in word.terms
    )


def _replace(text: str, corrections: dict[Word, str]) -> str:
    parts, place = [], 0
    for word, other in corrections.items():
        parts += [text[place : word.start], other]
        place = word.end
    return "".join(parts) + text[place:]


def in_mainland_words(text: str) -> str:
    """Return Chinese of Taiwan in the words of the mainland, "" where it says no other: 數位 is 数字."""
    if not chinese.RUN.search(text):
        return ""
    other = chinese.in_mainland_words(text)
    return (
        other if other != chinese.RUN.sub(lambda run: chinese.simplified(run.group()), text) else ""
    )

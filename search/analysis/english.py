"""English words: British and American spelling as one, and the stem of every form."""

from __future__ import annotations

import functools
import re
import threading

#: Not searched for: they stand in every text.
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "their",
        "his",
        "her",
        "our",
        "your",
        "what",
        "when",
        "where",
        "which",
        "who",
        "how",
        "will",
        "via",
        "into",
        "between",
        "under",
        "about",
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "not",
        "no",
        "s",
    ]
)

#: Words of a question that no answer repeats, by their stems.
ASKING = frozenset(
    [
        "whi",
        "happen",
        "take",
        "place",
        "date",
        "next",
        "there",
        "do",
        "doe",
        "did",
        "can",
        "could",
        "may",
        "might",
        "should",
        "use",
        "tell",
        "me",
        "my",
        "find",
        "show",
        "give",
        "pleas",
        "us",
        "any",
        "some",
        "go",
        "gone",
        "went",
        "text",
        "full",
        "download",
        "pdf",
        "against",
        "meet",
        "met",
        "gather",
        "togeth",
        "conven",
        "sit",
        "come",
        "came",
        "start",
        "begin",
        "began",
        "end",
        "held",
        "hold",
        "know",
        "see",
        "read",
        "want",
        "need",
        "look",
        "get",
        "information",
        "mani",
        "sign",
        "adopt",
        "agre",
        "decid",
        "approv",
        "upcom",
        "forthcom",
        "nearest",
    ]
)
#: What an answer is, which its text seldom says; beside a number, what is counted. By their stems.
ANSWERS = frozenset(["event", "document", "news"])
COUNTING = "mani"

#: Words as headlines and notes shorten them, which none does in a name.
SHORTENED = {
    "govt": "government",
    "dept": "department",
    "intl": "international",
    "natl": "national",
    "assn": "association",
    "conf": "conference",
    "mtg": "meeting",
    "devt": "development",
    "coop": "cooperation",
}
#: British spelling → American, where one rule serves many words. Applied to texts and to
#: queries alike, so that a word which only looks British does no harm.
SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(?=(e|ed|es|er|ers|ing|ation|ations|ational)$)", "iz"),
        (r"^(.{3,})our(?=(s|ed|ing|able|ably|al|ful|hood|ite|liness|ly|er|ers)?$)", r"\1or"),
        (r"^(.{2,}[tb])re(?=[sd]?$)", r"\1er"),
        (r"logue(?=s?$)", "log"),
        (r"gramme(?=s?$)", "gram"),
        (r"^(def|off|pret)ence", r"\1ense"),
        (r"^licence", "license"),
        (
            r"^(cancel|channel|counsel|label|level|marshal|model|signal|travel)l"
            r"(?=(ed|ing|er|ers|or|ors|ation|ations)$)",
            r"\1",
        ),
        (r"^fulfil(?=(ment|ments|s)?$)", "fulfill"),
        (r"^judge(?=ments?$)", "judg"),
        # Not British, and wrong: whoever does something.
        (
            r"^((?:administrat|ambassad|coordinat|direct|edit|educat|govern|innovat|inspect|instruct|invest|investigat|legislat"
            r"|mediat|moderat|negotiat|operat|prosecut|senat|spons|supervis|visit))er(?=s?$)",
            r"\1or",
        ),
        # And shortened, as the press does.
        *((rf"^{short}(?=s?$)", long) for short, long in SHORTENED.items()),
    )
)


def terms(word: str) -> tuple[str, ...]:
    """Return what stands for `word`, which is in lower case: its stem."""
    return (_stem(american(word.removesuffix("'s").replace("'", ""))),)


def american(word: str) -> str:
    for british, replacement in SPELLINGS:
        word = british.sub(replacement, word)
    return word


#: What's, they're, I'll.
_CONTRACTED = re.compile(r"'(?:s|re|ll|ve|m|d)$")


def is_stop(word: str) -> bool:
    return _CONTRACTED.sub("", word) in STOP_WORDS


#: How any vowels sound here.
VOWEL = "a"
#: What is written otherwise and sounds alike, or nearly: “Bhudist”, “embassador”, “agrikulture”.
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        (r"ph", "f"),
        (r"gh(?=t)", ""),
        (r"(?<=[bcdgkprstw])h", ""),
        (r"c(?=[eiy])|z", "s"),
        (r"qu", "kv"),
        (r"c|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"g(?=[eiy])", "j"),
        (r"(.)\1+", r"\1"),
        # Which vowel it is, few who misspell a word know.
        (r"[aeiouy]+", VOWEL),
        (r"a$", ""),
    )
)


#: How the endings sound that a stem lacks: -ation, -ment, -ers, -ism, -ing.
ENDING_SOUNDS = re.compile(r"(?:at)?[st]?an|a?mant|a[rs]s?|asm|ang|al")


@functools.lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """Return how `word` sounds, roughly: one for all ways to misspell it by ear."""
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    return word


#: A stemmer keeps the word at which it works: two threads with one of them would get each other's stems.
_of_thread = threading.local()


@functools.lru_cache(maxsize=32_768)
def _stem(word: str) -> str:
    if not hasattr(_of_thread, "stemmer"):
        # Imports the stemmers of all languages: 12 MB, wanted only where something is analysed.
        import snowballstemmer  # noqa: PLC0415

        _of_thread.stemmer = snowballstemmer.stemmer("english")
    return str(_of_thread.stemmer.stemWord(word))

"""Which texts are the same to a reader, and in what order names stand: the same on both databases.

Every search box folds texts alike: case, width, composition, the dots of ё, stress marks, kinds of
apostrophes and hyphens, and what cannot be seen make no difference.
"""

import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Lookup, TextField, Value
from django.db.models.functions import StrIndex
from django.utils.translation import get_language

#: Characters that show nothing within a word, as a class of regular expressions holds them.
UNSEEN = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
#: Stress marks, which dictionaries write over Russian vowels.
STRESS = "\u0300\u0301"
SAME = {
    "ё": "е",
    "ς": "σ",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
}


def _characters(ranges: str) -> str:
    """Return every character of a class of regular expressions."""
    letters: list[str] = []
    place = 0
    while place < len(ranges):
        last = ranges[place + 2] if ranges[place + 1 : place + 2] == "-" else ranges[place]
        letters += map(chr, range(ord(ranges[place]), ord(last) + 1))
        place += 3 if last != ranges[place] else 1
    return "".join(letters)


DROPPED = _characters(UNSEEN) + STRESS
_TABLE = str.maketrans("".join(SAME), "".join(SAME.values()), DROPPED)


def fold(text: str) -> str:
    """Return `text` without the differences that nobody types."""
    return unicodedata.normalize("NFKC", text).lower().replace("ß", "ss").translate(_TABLE)


class Fold(Func):
    """What `fold` returns, of a column."""

    arity = 1
    function = "fold"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        # A character of the second text that has no partner in the third is dropped.
        variants, bases = ("".join(part).replace("'", "''") for part in (SAME, SAME.values()))
        template = (
            "translate(replace(lower(normalize((%(expressions)s)::text, NFKC)), 'ß', 'ss'), "
            f"'{variants}{DROPPED}', '{bases}')"
        )
        return self.as_sql(compiler, connection, template=template, **more)


class FoldedContains(Lookup):
    """`icontains`, by which the admin and the filter of the plan search, on folded texts."""

    lookup_name = "icontains"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        is_column = hasattr(self.rhs, "resolve_expression")
        needle = Fold(self.rhs) if is_column else Value(fold(str(self.rhs)), TextField())
        place, parameters = compiler.compile(StrIndex(Fold(self.lhs), needle))
        return f"{place} > 0", parameters


def teach_fold(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Give SQLite the function. Receives `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("fold", 1, _fold_column, deterministic=True)


def _fold_column(text: Any) -> str | None:
    return None if text is None else fold(str(text))


Key = tuple[bytes, str]


def reading_key(text: str, language: str | None = None) -> Key:
    """Return the key that sorts `text` among others in `language` (default: the active one).

    GB 18030 keeps GB 2312's order, in which the common Chinese characters stand by their
    sound in pinyin. Case, accents of Latin letters and the dots of ё tell names apart only
    where nothing else does: Елец, Ёлец, Ельня.
    """
    letters = unicodedata.normalize("NFC", text).casefold()
    if (language or get_language() or "").startswith("zh"):
        return letters.encode("gb18030"), text
    return "".join(map(_bare, letters)).encode(), letters


def _bare(letter: str) -> str:
    """Return a Latin letter without its accents, and е for ё. Й is a letter of its own."""
    if letter == "ё":
        return "е"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter

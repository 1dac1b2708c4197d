"""The order of names in a language, as a reader looks for them: the same on every database."""

from __future__ import annotations

import unicodedata

from django.utils.translation import get_language

Key = tuple[bytes, str]


def reading_key(text: str, language: str | None = None) -> Key:
    """Return the key that sorts `text` among others in `language` (default: the active one).

    GB 18030 keeps GB 2312's order, in which the common Chinese characters stand by their
    sound in pinyin. Case, accents of Latin letters and the dots of ё tell names apart only
    where nothing else does: Елец, Ёлец, Ельня.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    if (language or get_language() or "").startswith("zh"):
        return folded.encode("gb18030"), text
    return "".join(map(_bare, folded)).encode(), folded


def _bare(letter: str) -> str:
    """Return a Latin letter without its accents, and е for ё. Й is a letter of its own."""
    if letter == "ё":
        return "е"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter

"""The order of names in a language, as a reader looks for them."""

from __future__ import annotations

from django.utils.translation import get_language


def reading_key(text: str, language: str | None = None) -> bytes:
    """Return the key that sorts `text` among others in `language` (default: the active one).

    GB 18030 keeps GB 2312's order, in which the common Chinese characters stand by their
    sound in pinyin. Russian ё stands with е. Case does not matter.
    """
    if (language or get_language() or "").startswith("zh"):
        return text.encode("gb18030")
    return text.casefold().replace("ё", "е").encode()

"""LIKE that knows upper and lower case in every alphabet, for SQLite.

SQLite's own folds A to Z only: a search for "саммит" would miss «Саммит». PostgreSQL needs
nothing. It costs a call into Python for each text that is compared.
"""

import functools
import re
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def teach_like(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Put `like` in the place of SQLite's function. Receives `connection_created`."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    """Return what `text LIKE pattern ESCAPE escape` gives; None when either is NULL."""
    if pattern is None or text is None:
        return None
    return _compiled(str(pattern), escape).fullmatch(str(text)) is not None


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    wildcards = {"%": ".*", "_": "."}
    parts, letters = [], iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            parts.append(re.escape(next(letters, "")))
        else:
            parts.append(wildcards.get(letter) or re.escape(letter))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)

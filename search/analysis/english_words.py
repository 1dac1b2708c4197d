"""The English dictionary: which words are right, whether or not a public text has them.

The smaller lists of SCOWL, British and American, words of four letters or more (see NOTICE).
"""

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")


def is_word(text: str) -> bool:
    return text in _every()


@cache
def _every() -> frozenset[str]:
    return frozenset(_FILE.read_text("ascii").split())

"""Which characters a text of the portal may hold: what people read, and every form can carry.

A text comes from a browser, from Word, from a spreadsheet, from another program. It is brought
into one shape before it is compared or stored: so equal texts are equal.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

#: What ends a line somewhere: \r\n of browsers, the soft break and the page of Word, Unicode's own.
BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: Controls of Windows-1252 that were taken for Latin-1, as browsers read them:
#: https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
WINDOWS = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes([code]).decode("cp1252", "ignore")) and code != 0x85
}
#: Word's hyphen that no line ends at.
MEANT = {0x1E: "-", **WINDOWS}
#: What XML 1.0 cannot hold or Unicode reserves (surrogates, noncharacters); marks of editors that
#: are left behind in a clipboard; and what turns the direction of all that follows: the page and the
#: marks U+200E, U+200F and U+061C do that better.
FORBIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffc"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
#: Says nothing at the beginning or the end of a text: spaces, soft hyphens, marks of direction,
#: fillers. Within a text it may part words (U+200B in Thai) or letters.
EMPTY = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065\u2800\u3164"
    r"\uffa0\ufff0-\ufff8\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
)
#: Joins letters or colours the one before it: a text may end in it (Persian, emoji), not begin.
JOINING = "\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e01ef"
_ENDS = re.compile(rf"^[{EMPTY}{JOINING}]+|(?<![{EMPTY}])[{EMPTY}]+$")
_BETWEEN_LINES = re.compile(r"[ \t]*[\t\n][ \t\n]*")
_BEGINS_EMPTY = re.compile(rf"[{EMPTY}{JOINING}]")
_ENDS_EMPTY = re.compile(rf"[{EMPTY}]")
_BLANK = re.compile(rf"[{EMPTY}{JOINING}]+")
#: Letters, numbers, punctuation, symbols: what has a shape of its own. A mark needs a letter below it.
SEEN = frozenset("LNPS")


def cleaned(text: str) -> str:
    """Return `text` in the one shape in which it is compared and stored. Idempotent.

    Lines end with LF; letters are composed (NFC); nothing is left that cannot be shown. A text of
    which nothing could be seen is "".
    """
    # Fast: what Python calls printable holds none of the false ones, but for U+FFFC.
    if not text.replace("\n", "").isprintable() or "\ufffc" in text:
        text = BREAK.sub("\n", text)
        text = _FORBIDDEN.sub(lambda match: MEANT.get(ord(match[0]), ""), text)
    if _BEGINS_EMPTY.match(text) or _ENDS_EMPTY.match(text[-1:]):
        text = _ENDS.sub("", text)
    return unicodedata.normalize("NFC", text) if _is_seen(text) else ""


def _is_seen(text: str) -> bool:
    """Whether anything of `text`, which begins with nothing that is EMPTY, has a shape of its own."""
    if text[:1].isalnum():
        return True  # fast: so do nearly all texts
    return any(unicodedata.category(letter)[0] in SEEN for letter in _BLANK.sub("", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, with a space for each break and tab: a name, a title, an address."""
    line = cleaned(text)
    return _BETWEEN_LINES.sub(" ", line) if "\n" in line or "\t" in line else line


def each_cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each language cleaned; one that is empty stays."""
    return {code: cleaned(text) for code, text in texts.items()}


def each_line(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a text of one line in each language in which there is one."""
    lines = {code: one_line(text or "") for code, text in texts.items()}
    return {code: line for code, line in lines.items() if line}


def cleaned_json(value: Any) -> Any:
    """Return a value of JSON with every text in it cleaned to one line."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list | tuple):
        return [cleaned_json(part) for part in value]
    if isinstance(value, dict):
        return {key: cleaned_json(part) for key, part in value.items()}
    return value

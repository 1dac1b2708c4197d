"""Writes the Markdown of publishing.rich_text: blocks of words and marks, in one form. Pure.

static/admin-theme/rich-text.js writes the same of what is typed into the editor.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

BOLD, ITALIC = "**", "*"
#: What begins a block at the start of a line, but was meant as words.
BLOCK_SIGN = re.compile(r"^(?=[#+-]+(?:\s|$)|>)|^(\d{1,9})(?=[.)](?:\s|$))")
#: In an address, what would end it.
ENDS_ADDRESS = {"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"}


@dataclass(frozen=True)
class TextRun:
    """Words of one form; a line break is one of the words. `href` is empty outside of links."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass
class TextBlock:
    """A paragraph, or a heading of `level`; in so many quotes; in one item of each of its lists.

    `items` name, from the outermost list, its tag and the number of the item.
    """

    level: int = 0
    quotes: int = 0
    items: tuple[tuple[str, int], ...] = ()
    runs: list[TextRun] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        return any(run.text.strip() for run in self.runs)


def written(blocks: Iterable[TextBlock]) -> str:
    """Return `blocks` as one text."""
    parts: list[str] = []
    last: TextBlock | None = None
    numbers: dict[tuple[tuple[str, int], ...], int] = {}
    for block in (block for block in blocks if block.has_words):
        if last is not None:
            parts.append(_gap(last, block))
        marker = _marker(last, block, numbers)
        quote = "> " * block.quotes
        indent = " " * len(marker)
        for number, line in enumerate(_block_lines(block)):
            parts.append("\n" * (number > 0) + quote + (indent if number else marker) + line)
        last = block
    return "".join(parts)


def _gap(last: TextBlock, block: TextBlock) -> str:
    """Return what parts two blocks: items of one list stand line below line."""
    is_next_item = bool(last.items and block.items) and last.items != block.items
    if is_next_item and last.quotes == block.quotes:
        return "\n"
    return "\n" + ("> " * min(last.quotes, block.quotes)).rstrip() + "\n"


def _marker(
    last: TextBlock | None, block: TextBlock, numbers: dict[tuple[tuple[str, int], ...], int]
) -> str:
    marker = ""
    before = last.items if last else ()
    for depth, (tag, _item) in enumerate(block.items):
        path = block.items[: depth + 1]
        above = (*path[:-1], (tag, 0))
        is_new = before[: depth + 1] != path
        if is_new:
            is_same_list = len(before) > depth and before[:depth] == path[:-1]
            numbers[above] = (
                numbers.get(above, 0) + 1 if is_same_list and before[depth][0] == tag else 1
            )
        sign = f"{numbers.get(above, 1)}. " if tag == "ol" else "- "
        marker += sign if is_new else " " * len(sign)
    return marker


def _block_lines(block: TextBlock) -> list[str]:
    runs = _without_outer_breaks(block.runs)
    if block.level:
        runs = [TextRun(run.text.replace("\n", " "), run.marks - {BOLD}, run.href) for run in runs]
    lines = [line.strip() for line in inline(runs).split("\n")]
    lines = [line for line in lines if line.rstrip("\\")]
    if block.level:
        ending = re.sub(r"(?<=\s)(#+)$", r"\\\1", " ".join(lines))
        return [f"{'#' * block.level} {ending}"]
    return [BLOCK_SIGN.sub(r"\1\\", line) for line in lines]


def _without_outer_breaks(runs: Sequence[TextRun]) -> list[TextRun]:
    kept = [run for run in runs if run.text]
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = TextRun(last.text.rstrip(), last.marks, last.href)
    return kept


def inline(runs: Sequence[TextRun]) -> str:
    """Return `runs` as the Markdown of one block; a line break becomes a backslash at the end of its line."""
    text, is_open = "", list[str]()
    for run in (*_trimmed(runs), TextRun("")):
        wanted = _signs(run)
        stays = 0
        while stays < min(len(is_open), len(wanted)) and is_open[stays] == wanted[stays]:
            stays += 1
        text += "".join(_closing(sign) for sign in reversed(is_open[stays:]))
        text += "".join(_opening(sign) for sign in wanted[stays:])
        is_open = wanted
        text += _escaped(run)
    return text


def _signs(run: TextRun) -> list[str]:
    marks = [mark for mark in (BOLD, ITALIC) if mark in run.marks]
    return [f"[{run.href}", *marks] if run.href else marks


def _opening(sign: str) -> str:
    return "[" if sign.startswith("[") else sign


def _closing(sign: str) -> str:
    if not sign.startswith("["):
        return sign
    address = "".join(ENDS_ADDRESS.get(letter, letter) for letter in sign[1:])
    return f"]({address})"


def _escaped(run: TextRun) -> str:
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~\n]|$)", r"\\\\", run.text).replace("*", r"\*")
    text = re.sub(r"<(?=[a-zA-Z/!])", r"\\<", text)
    text = re.sub(r"([\[\]])", r"\\\1", text) if run.href else text.replace("](", r"\](")
    return re.sub(r" *\n *", "\\\\\n", text)


def _trimmed(runs: Sequence[TextRun]) -> Iterator[TextRun]:
    """Yield `runs` so that no mark begins or ends with a space: it would not hold there."""
    for run in runs:
        core = run.text.strip()
        if not core:
            yield TextRun(run.text)
            continue
        begin = run.text.index(core)
        outer = run.text[:begin], run.text[begin + len(core) :]
        if run.marks or run.href:
            yield TextRun(outer[0])
            yield TextRun(core, run.marks, run.href)
            yield TextRun(outer[1])
        else:
            yield run

"""The formatted text of news: a small Markdown, told as HTML or in plain words, and written in one form. ADR 0026.

Headings of two levels, lists, links, quotes, bold and italic; an empty line parts paragraphs, a backslash at
the end of a line breaks it. HTML is shown as it was typed, so that nothing in a text can run.
static/admin-theme/rich-text.js writes the same of what is typed into the editor.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from publishing.markdown import every_token, relation

#: What a link may lead to; of any other the words alone are shown.
ADDRESS = re.compile(r"(?i)(?:https?://|mailto:|tel:|/(?![/\\])|#)\S*$")
#: Between the pieces of a paragraph while the marks of print are set in it as a whole.
SEAM = "\0"
DEEPEST = 2  # levels of headings

Words = Callable[[str], str]


def _stars(state: StateInline, silent: bool) -> bool:
    """Take stars for emphasis wherever they touch a word.

    CommonMark asks for a space or a mark outside of `**中文。**` too, which Chinese has not: readers
    would see the stars.
    """
    if silent or state.src[state.pos] != "*":
        return False
    count = re.compile(r"\*+").match(state.src, state.pos).end() - state.pos  # type: ignore[union-attr]
    before = state.src[state.pos - 1 : state.pos] or " "
    after = state.src[state.pos + count : state.pos + count + 1] or " "
    for _star in range(count):
        state.push("text", "", 0).content = "*"
        last = len(state.tokens) - 1
        multiplies = before.isdigit() and after.isdigit()
        opens, closes = (not (side.isspace() or multiplies) for side in (after, before))
        state.delimiters.append(Delimiter(ord("*"), count, last, -1, opens, closes))
    state.pos += count
    return True


#: Of elements in one another. Words that stand deeper would be lost: nine levels of lists in nine quotes are not.
NESTED = 60
_parser = MarkdownIt("zero", {"maxNesting": NESTED}).enable(
    ["heading", "list", "blockquote", "link", "escape", "newline", "emphasis"]
)
_parser.inline.ruler.at("emphasis", _stars)
# What it refuses it would show as it was typed.
_parser.validateLink = lambda url: True  # type: ignore[method-assign]


def as_html(
    text: str, *, words: Words = str, below: int = 1, attributes: SafeString | None = None
) -> SafeString:
    """Return `text` as safe HTML whose headings stand below one of level `below`, and skip no level.

    `words` sees the words of each paragraph; `attributes` stand on each outermost element.
    """
    tokens = _parser.parse(text)
    _level_headings(tokens, below)
    for token in tokens:
        if token.type == "inline":
            token.children = list(_linked(token.children or ()))
            _put_words(token.children, words)
    return SafeString("\n".join(_elements(tokens, attributes)))


def plain(text: str) -> str:
    """Return the words of `text` without marks: an empty line between paragraphs, an item a line.

    A text without formatting, and without a backslash, which may only say that what follows is none, is
    returned as it is.
    """
    tokens = _parser.parse(text)
    if "\\" not in text and not _is_formatted(tokens):
        return text
    return "".join(_plain_blocks(tokens)).lstrip("\n")


def _is_formatted(tokens: Sequence[Token]) -> bool:
    unmarked = {"paragraph_open", "inline", "paragraph_close", "text", "softbreak"}
    return any(token.type not in unmarked for token in every_token(tokens))


def _level_headings(tokens: Sequence[Token], below: int) -> None:
    """`#` and `##` are of the first level, all others of the second, which needs one above it."""
    depth = 0
    for token in tokens:
        if token.type == "heading_open":
            depth = min(max(int(token.tag[1]) - 1, 1), DEEPEST, depth + 1)
        if token.type.startswith("heading_"):
            token.tag = f"h{below + depth}"


def _linked(children: Sequence[Token]) -> Iterator[Token]:
    """Yield `children` with the links that may be followed."""
    is_kept: list[bool] = []
    for token in children:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            is_kept.append(bool(ADDRESS.match(address)))
            token.attrs = {"href": address, **relation(address)}
        if not token.type.startswith("link_") or is_kept[-1]:
            yield token
        if token.type == "link_close":
            is_kept.pop()


def _put_words(children: Sequence[Token], words: Words) -> None:
    texts = [_content(token) for token in children]
    pieces = words(SEAM.join(texts)).split(SEAM)
    for token, piece in zip(children, pieces if len(pieces) == len(texts) else texts, strict=True):
        if token.type == "text":
            token.content = piece


def _content(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _elements(tokens: Sequence[Token], attributes: SafeString | None) -> Iterator[str]:
    """Yield each outermost element as HTML."""
    start = 0
    for place, token in enumerate(tokens):
        if token.level == 0 and token.nesting < 1 and token.type != "inline":
            # What the parser puts together is safe: it passes on no HTML.
            html = _parser.renderer.render(tokens[start : place + 1], _parser.options, {}).strip()
            name = tokens[start].tag
            yield html.replace(f"<{name}", format_html("<{}{}", name, attributes or ""), 1)
            start = place + 1


def _plain_blocks(tokens: Sequence[Token]) -> Iterator[str]:
    lists: list[Token] = []
    marker = ""
    is_first = True
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            is_first = not lists
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            is_first = not lists
        elif token.type == "list_item_open":
            indent = "  " * (len(lists) - 1)
            marker = indent + ("• " if token.markup in "-+*" else f"{token.info}. ")
        elif token.type == "inline":
            gap = "\n" if lists and not is_first else "\n\n"
            yield gap + marker + "".join(_content(child) for child in token.children or ())
            marker, is_first = "", not lists


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
            yield from (TextRun(outer[0]), TextRun(core, run.marks, run.href), TextRun(outer[1]))
        else:
            yield run

"""The formatted text of news: a small Markdown, told as HTML or in plain words. ADR 0026.

Headings of two levels, lists, links, quotes, bold and italic; an empty line parts paragraphs, a backslash at
the end of a line breaks it. HTML is shown as it was typed, so that nothing in a text can run.
"""

import re
from collections.abc import Callable, Iterator, Sequence

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
    html = "\n".join(_elements(tokens, attributes))
    return SafeString(html)


def plain(text: str) -> str:
    """Return the words of `text` without marks: an empty line between paragraphs, an item a line.

    A text without formatting is returned as it is.
    """
    tokens = _parser.parse(text)
    if not _is_formatted(tokens):
        return text
    return "".join(_plain_blocks(tokens)).lstrip("\n")


def _is_formatted(tokens: Sequence[Token]) -> bool:
    unmarked = {"paragraph_open", "inline", "paragraph_close", "text", "softbreak"}
    return any(
        token.type not in unmarked or token.info == "escape" for token in every_token(tokens)
    )


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

"""The little Markdown that staff write standing texts in: headings, lists and links, nothing else.

https://spec.commonmark.org: `## Heading {#anchor}`, `- item`, `[words](address)`; an empty line
parts paragraphs. HTML is shown as it was typed, and an address that would run something is no link.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from i18n.typography import typeset

#: The name of a part, at the end of its heading: links to it hold in every language.
ANCHOR = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
#: Their terms bind whoever takes the text.
LICENCES = "https://creativecommons.org/licenses/"

_parser = MarkdownIt("zero").enable(["heading", "list", "link"])

Fill = Callable[[str], str]


@dataclass(frozen=True)
class TextSection:
    """A part of a text below a heading of the second level; the first may stand below none."""

    anchor: str
    title: SafeString
    body: SafeString


def sections(text: str, language: str, fill: Fill = str) -> list[TextSection]:
    """Return the parts of `text`, safe to show and typeset in `language`; `fill` sees plain words."""
    parts: list[TextSection] = []
    for part in _parts(_parser.parse(text)):
        anchors = {section.anchor for section in parts}
        parts.append(_section(part, anchors, lambda words: typeset(fill(words), language)))
    return parts


def plain(text: str, fill: Fill = str) -> str:
    """Return the words of `text`: its headings, paragraphs and items in a row; `fill` as in `sections`."""
    blocks = [token for token in _parser.parse(text) if token.type == "inline"]
    return " · ".join(filter(None, (_words(block, fill) for block in blocks)))


def _words(block: Token, fill: Fill) -> str:
    _taken_anchor(block)
    texts = ("\n" if child.type == "softbreak" else child.content for child in block.children or ())
    return " ".join(fill("".join(texts)).split())


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = []
    for token in tokens:
        if not parts or _begins(token):
            parts.append([])
        parts[-1].append(token)
    return parts


def _begins(token: Token) -> bool:
    """A heading of the first level would be a second title of the page: it counts as one of a part."""
    return token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2")


def _section(tokens: list[Token], anchors: set[str], fill: Fill) -> TextSection:
    """Return the part that `tokens` make; no two may have the same of `anchors`."""
    if not _begins(tokens[0]):
        return TextSection("", SafeString(""), _rendered(tokens, fill))
    _opening, heading, _closing, *body = tokens
    anchor = _taken_anchor(heading)
    if not anchor or anchor in anchors:
        anchor = f"part-{len(anchors) + 1}"
    return TextSection(anchor, _rendered([heading], fill), _rendered(body, fill))


def _taken_anchor(heading: Token) -> str:
    """Take the anchor off the end of a heading and return it, "" without one."""
    tail = heading.children[-1] if heading.children else None
    match = ANCHOR.search(tail.content) if tail and tail.type == "text" else None
    if tail is None or match is None:
        return ""
    tail.content = tail.content[: match.start()]
    return match[1]


def _rendered(tokens: Sequence[Token], fill: Fill) -> SafeString:
    for token in every_token(tokens):
        if token.type == "text":
            token.content = fill(token.content)
        elif token.type == "link_open":
            token.attrs |= relation(str(token.attrs["href"]))
        elif token.type.startswith("heading_"):
            token.tag = f"h{max(int(token.tag[1]), 3)}"
    # What the parser puts together is safe: it passes on no HTML and refuses addresses that run.
    return SafeString(_parser.renderer.render(tokens, _parser.options, {}).strip())


def relation(address: str) -> dict[str, str]:
    """Return what a link to `address` says of it."""
    if address.startswith(LICENCES):
        return {"rel": "license external"}
    return {"rel": "external"} if "://" in address else {}


def every_token(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()

"""The field of a formatted text: what is pasted becomes the Markdown of publishing.rich_text, every word, clean.

That happens at every door that writes, before anybody compares or stores it.
HTML comes of Word, of browsers, of programs; nh3 takes away what could run and all that no text of ours has.
Without a script a browser pastes plain text, in which Word writes the signs of its lists.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import nh3

from i18n.characters import cleaned
from i18n.fields import ProseField, ProseInput
from publishing.rich_text import ADDRESS, BOLD, ITALIC, TextBlock, TextRun, written

#: Tags that nobody types by hand: `<b>` alone in an older text stays as its writer typed it.
TAG = re.compile(
    r"(?i)(?<!\\)<(?:/?(?:p|div|br|hr|ul|ol|li|dl|d[dt]|h[1-6]|blockquote|table|tbody|thead|tr|td|th|span|font|strong|em|a"
    r"|script|style|html|head|body|meta|iframe|svg|img|form|input|object|embed|o:p|section|article)"
    r"(?:[\s/][^<>]*)?>|!--|!\[)"
)
#: A list of Word as plain text: its sign, or its number, and a tab.
LISTED = re.compile(r"(?m)^[ \t]*(?:[•·▪▫◦○●‣§o–-]|(\d{1,3})[.)])[ ]*\t[ \t]*")
NO_TEXT = {"script", "style", "title", "iframe", "object", "noscript", "template", "svg", "math"}
BLOCKS = {"p", "div", "li", "blockquote", "tr", "dt", "dd", "pre", "section", "article", "caption"}
LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
LISTS = {"ul", "ol"}
MARKS = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
ALLOWED = {*BLOCKS, *LEVELS, *LISTS, *MARKS, "a", "br", "span", "td", "th"}
#: As deep as browsers let elements stand in one another. What is deeper ends lines: its reading would take
#: time by the square of its depth.
DEEPEST = 512
#: Levels of quotes, and of lists, that a text keeps.
INNERMOST = 9
NESTED = re.compile(r"(?s)<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][^\s/<>]*)")
#: What holds nothing, or ends where the next of its kind begins.
NOT_NESTED = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot"),
}
SCHEMES = {"http", "https", "mailto", "tel"}

IS_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)")
IS_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)")
IS_ITALIC = re.compile(r"(?<![\w-])font-style:\s*italic")
#: Word calls the sign before an item so, and says of a paragraph in which list it stands, how deep.
WORD_SIGN = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
WORD_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)")
WORD_HEADING = re.compile(r"Mso(?:Title|Subtitle|Heading([1-9])?)")


def shaped(text: str) -> str:
    """Return `text` as it is stored: what was pasted as Markdown, all else as it was typed."""
    text = cleaned(text)
    if tag := TAG.search(text):
        text = cleaned(_of_mixed(text, tag.start()))
    return _of_word_lines(text) if LISTED.search(text) else text


def _of_mixed(text: str, first: int) -> str:
    """What stands around the paragraphs that hold tags is Markdown already."""
    *_others, last = TAG.finditer(text)
    begin = max(text.rfind("\n\n", 0, first), 0)
    end = text.find("\n\n", last.end())
    end = len(text) if end < 0 else end
    return "\n\n".join((text[:begin], of_html(text[begin:end]), text[end:]))


def of_html(html: str) -> str:
    """Return the words of `html` as Markdown, with what of its form the portal has."""
    safe = nh3.clean(
        _shallow(html),
        tags=ALLOWED,
        attributes={name: {"style", "class", "href"} for name in ALLOWED},
        url_schemes=SCHEMES,
        clean_content_tags=NO_TEXT,
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return written(_with_word_lists(reader.blocks))


def _shallow(html: str) -> str:
    """Return `html` with line breaks in the place of the tags of what stands deeper than DEEPEST."""
    still_open: Counter[str] = Counter()
    depth = 0

    def put(match: re.Match[str]) -> str:
        nonlocal depth
        name, step = (match[2] or "").lower(), -1 if match[1] else 1
        if not name or name in NOT_NESTED or still_open[name] + step < 0:
            return match[0]
        deepest, depth = max(depth, depth + step), depth + step
        still_open[name] += step
        return "<br" if deepest > DEEPEST else match[0]

    return NESTED.sub(put, html)


def _of_word_lines(text: str) -> str:
    """Return the lines of Word, a paragraph each, with its lists as lists."""
    return "".join(_lines(text)).strip()


def _lines(text: str) -> Iterator[str]:
    was_item = False
    for line in filter(None, (line.rstrip() for line in text.split("\n"))):
        match = LISTED.match(line)
        marker = "" if match is None else f"{match[1]}. " if match[1] else "- "
        yield (
            ("\n" if was_item and match else "\n\n") + marker + line[match.end() if match else 0 :]
        )
        was_item = match is not None


@dataclass
class _Pasted(TextBlock):
    """A block as it was pasted: Word says beside it how deep in a list it stands, by which sign."""

    word_level: int = 0
    sign: str = ""


@dataclass(frozen=True)
class _OpenTag:
    name: str
    marks: frozenset[str]
    href: str
    is_sign: bool


class _Reader(HTMLParser):
    """Makes blocks of HTML that nh3 has cleaned."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [_Pasted()]
        self._open: list[_OpenTag] = []
        self._lists: list[tuple[str, int]] = []
        self._items = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
            return
        given = {name: value or "" for name, value in attrs}
        if tag in LISTS:
            self._lists.append((tag, 0))
        elif tag == "li":
            self._items += 1
            self._lists[-1:] = [(self._lists[-1][0] if self._lists else "ul", self._items)]
        self._open.append(self._opened(tag, given))
        if tag in BLOCKS or tag in LEVELS or tag in LISTS:
            self._begin(tag, given)
        elif tag in ("td", "th") and self.blocks[-1].has_words:
            self._add(" · ")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass
        if tag in LISTS and self._lists:
            self._lists.pop()
        if tag in BLOCKS or tag in LEVELS or tag in LISTS:
            self._begin("", {})

    def handle_data(self, data: str) -> None:
        if any(tag.is_sign for tag in self._open):
            self.blocks[-1].sign += data.strip()
        else:
            self._add(re.sub(r"[ \t\r\n\f]+|[\s\xa0]{2,}", " ", data))

    def _innermost(self) -> _OpenTag:
        return self._open[-1] if self._open else _OpenTag("", frozenset(), "", is_sign=False)

    def _opened(self, tag: str, given: dict[str, str]) -> _OpenTag:
        above = self._innermost()
        style, href = given.get("style", ""), re.sub(r"\s", "%20", given.get("href", "").strip())
        marks = above.marks | {MARKS[tag]} if tag in MARKS else above.marks
        marks |= {
            mark for mark, sign in ((BOLD, IS_BOLD), (ITALIC, IS_ITALIC)) if sign.search(style)
        }
        if IS_NOT_BOLD.search(style):
            marks -= {BOLD}
        href = href if tag == "a" and ADDRESS.match(href) and not href.startswith("#") else ""
        return _OpenTag(tag, marks, href or above.href, bool(WORD_SIGN.search(style)))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        heading = WORD_HEADING.search(given.get("class", ""))
        level = LEVELS.get(tag) or (LEVELS[f"h{min(int(heading[1] or 1), 6)}"] if heading else 0)
        depth = WORD_LEVEL.search(given.get("style", ""))
        items = tuple(item for item in self._lists if item[1])
        self.blocks.append(
            _Pasted(
                level=0 if self._lists or depth else level,
                quotes=min(sum(tag.name == "blockquote" for tag in self._open), INNERMOST),
                items=(*items[: INNERMOST - 1], *items[INNERMOST - 1 :][-1:]),
                word_level=int(depth[1]) if depth and not self._lists else 0,
            )
        )

    def _add(self, words: str) -> None:
        last = self.blocks[-1]
        tag = self._innermost()
        if not last.runs or last.runs[-1].text.endswith((" ", "\n")):
            words = words.lstrip(" ")
        before = last.runs[-1] if last.runs else None
        if before and (before.marks, before.href) == (tag.marks, tag.href):
            words = last.runs.pop().text + words
        last.runs.append(TextRun(words, tag.marks, tag.href))


def _with_word_lists(blocks: list[_Pasted]) -> Iterator[TextBlock]:
    """Yield `blocks`, with what Word calls list paragraphs as items."""
    path: tuple[tuple[str, int], ...] = ()
    for number, block in enumerate(block for block in blocks if block.has_words):
        if block.word_level:
            is_numbered = re.match(r"\W*(?:\d|[^\W_]\W|[ivxIVX]+\W)", block.sign)
            depth = min(block.word_level - 1, len(path))
            path = (*path[:depth], ("ol" if is_numbered else "ul", -number - 1))
            block.items = path
        else:
            path = ()
        yield block


class RichTextInput(ProseInput):
    """Asks for a formatted text."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(shaped(str(value or "")))


class RichTextField(ProseField):
    """A text of publishing.rich_text. What is stored is read as it stands: an older text keeps its words."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(shaped(value) if isinstance(value, str) else value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        attributes = model_instance.__dict__
        if isinstance(attributes.get(self.attname), str):
            attributes[self.attname] = shaped(attributes[self.attname])
        return super().pre_save(model_instance, add)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": RichTextInput, **options})

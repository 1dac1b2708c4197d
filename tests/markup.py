"""Pages as readers' programs see them: a tree of elements, and only if it is well-formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol

from django.test import Client

from i18n.typography import loose

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def text(self) -> str:
        """The text inside, spaces as a reader sees them."""
        return " ".join(loose("".join(self._texts())).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield " "
            else:
                yield from child._texts()

    def walk(self) -> Iterator[Element]:
        """Yield the element and all inside, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in element.children[::-1] if isinstance(child, Element)]

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """Return the elements `tag` with these attributes; `cls` is one of the classes."""
        cls = wanted.pop("cls", None)
        return [
            element
            for element in self.walk()
            if element.tag == tag
            and all(element.attributes.get(name) == value for name, value in wanted.items())
            and (cls is None or cls in element.attributes.get("class", "").split())
        ]

    def one(self, tag: str, **wanted: str) -> Element:
        """Return the only such element. AssertionError when there is none, or more."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag}> {wanted}"
        return found[0]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self.open = [self.root]

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks for them."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Answer(Protocol):
    """A response, of a view or of the test client."""

    @property
    def content(self) -> bytes: ...


def page_of(response: Answer) -> Element:
    """Return the page. AssertionError when an element is not closed, or an id not unique.

    It is read once: a test asks the same page several things.
    """
    content, known = response.content, vars(response)
    if known.get("read", (None, None))[0] != content:
        known["read"] = (content, _read(content))
    page: Element = known["read"][1]
    return page


def page_at(client: Client, address: str) -> Element:
    """Return the root of the page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return page_of(response)


def _read(content: bytes) -> Element:
    builder = _Builder()
    builder.feed(content.decode())
    assert [element.tag for element in builder.open] == ["document"]
    ids = [element["id"] for element in builder.root.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids)), "an id stands twice"
    return builder.root

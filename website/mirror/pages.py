"""A page as a file: its links relative, what needs a server replaced by a line that says so."""

import re
from collections.abc import Callable, Collection
from functools import partial
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from website.mirror.addresses import relative

#: Of elements, and where a page leads by itself.
LINK = re.compile(r"""(\s(?:href|src|poster|srcset)="|\scontent="0; url=)([^"]*)\"""")
#: Of style sheets (CSS Syntax, 4.3.6), as ours are written.
STYLE_LINK = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
#: The line about the copy, on each page. Its address is that of the page about all of it.
ABOUT = "/index.html"
VOID = {"input", "br", "img", "hr", "meta", "link"}
#: What a reader does not see.
UNSEEN = ("script", "style", "template")


class Pass(HTMLParser):
    """Hands a page on as it is written; `Filing` and `Reading` do otherwise with parts of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.skipped = ""  # the element that is left out
        self._depth = 0

    def put(self, text: str) -> None:
        if not self.skipped:
            self.parts.append(text)

    def skip(self, tag: str) -> None:
        self.skipped, self._depth = tag, 1

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.put(self.get_starttag_text() or "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.skipped:
            self.start(tag, dict(attrs))
        elif tag == self.skipped:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.skipped:
            self.start(tag, dict(attrs))
            if self.skipped == tag:
                self.skipped = ""

    def handle_endtag(self, tag: str) -> None:
        if self.skipped == tag:
            self._depth -= 1
            if not self._depth:
                self.skipped = ""
            return
        self.put(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.put(data)

    def handle_entityref(self, name: str) -> None:
        self.put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.put(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.put(f"<!{decl}>")


class Filing(Pass):
    """Writes the page of the address `path` anew, its links as `address` says."""

    def __init__(self, live: str, path: str, address: Callable[[str], str]) -> None:
        super().__init__()
        self._live, self._path, self._address = live, path, address

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "form":
            self.put(_needs_the_portal(self._live))
            self.skip(tag)
        elif tag == "script" and attributes.get("type") != "application/ld+json":
            self.skip(tag)  # a browser runs none from a disk
        elif tag == "link" and attributes.get("rel") in ("canonical", "preload", "manifest"):
            self.put(self.get_starttag_text() or "" if attributes["rel"] == "canonical" else "")
        else:
            self.put(LINK.sub(self._with_address, self.get_starttag_text() or ""))
            if tag == "main":
                self.put(_about_this_copy(relative(ABOUT, self._path)))

    def _with_address(self, match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name.strip() == 'srcset="':
            candidates = (candidate.split() for candidate in value.split(","))
            value = ", ".join(" ".join([self._address(url), *rest]) for url, *rest in candidates)
        else:
            value = self._address(value)
        return f'{name}{escape(value)}"'


class Reading(Pass):
    """Reads the words of a page."""

    def put(self, text: str) -> None:
        if not text.startswith("<"):
            super().put(text)

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in UNSEEN:
            self.skip(tag)
        else:
            self.parts.append("\n")


def filed(html: str, path: str, origin: str, known: Collection[str]) -> str:
    """Return the page of the address `path` as a file, beside those of the addresses `known`.

    What the mirror does not hold is linked to the portal itself.
    """
    filing = Filing(origin + path, path, partial(_link, path=path, origin=origin, known=known))
    with translation.override(_language_of(path)):
        filing.feed(html)
        filing.close()
    return "".join(filing.parts)


def leading_page(path: str, target: str, origin: str) -> str:
    """Return the page of the address `path`, which an event has left for that of `target`."""
    with translation.override(_language_of(path)):
        context = {"target": target, "url": urljoin(origin + path, target)}
        return render_to_string("mirror/moved.html", context)


def _language_of(path: str) -> str:
    language = path.split("/")[1]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _link(url: str, *, path: str, origin: str, known: Collection[str]) -> str:
    whole = urljoin(origin + path, url)
    if url.startswith("#") or not whole.startswith(f"{origin}/"):
        return url
    target = urlsplit(whole)
    if target.query or target.path not in known:
        return whole
    return relative(target.path, path, target.fragment)


def links_of(html: str, path: str, origin: str) -> set[str]:
    """Return the paths of the portal to which a page links, without those that ask for something."""
    addresses: set[str] = set()

    def note(url: str) -> str:
        addresses.add(urljoin(origin + path, url))
        return url

    filing = Filing("", path, note)
    filing.feed(html)
    return _paths(addresses, origin)


def style_links(style: str, path: str, origin: str) -> set[str]:
    return _paths({urljoin(origin + path, url) for url in STYLE_LINK.findall(style)}, origin)


def _paths(urls: Collection[str], origin: str) -> set[str]:
    own = (urlsplit(url) for url in urls if url.startswith(f"{origin}/"))
    return {url.path for url in own if not url.query}


def words_of(html: str) -> list[str]:
    """Return what a reader sees of a page, a line an element."""
    reading = Reading()
    reading.feed(html)
    lines = unescape("".join(reading.parts)).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _needs_the_portal(live: str) -> str:
    return format_html(
        '<p>{} <a href="{}">{}</a></p>',
        _("To search, to filter or to choose, a server is needed, which this copy does not have."),
        live,
        _("This page on the portal itself"),
    )


def _about_this_copy(about: str) -> str:
    return format_html(
        '<p class="notice" role="status">{} <a href="{}">{}</a></p>',
        _("This is a copy of a page of the portal; what changed since is not on it."),
        about,
        _("When it was made"),
    )

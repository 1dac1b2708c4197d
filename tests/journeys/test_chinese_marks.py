"""Chinese writes full-width marks: no comma, colon or bracket of ASCII stands beside its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polib
import pytest
from django.test import Client

from scripts.messages import ROOT, path_of
from tests.journeys.crawling import answers, is_page
from tests.markup import Element, page_of

HAN = "\u4e00-\u9fff“”《》（）"
NARROW = re.compile(rf"[{HAN}] ?[,:;!?()]|[,:;!?()] ?[{HAN}]")
#: A wide mark brings its own space along; a dot or a dash between two facts has one on either side.
GAP = re.compile(r"[，。：；！？、（）] +(?![·–])\S")
#: What a message keeps of its code is no mark of the language.
CODE = re.compile(r"%\(\w+\)[sd]|\{#?\w*\}|\(https://…\)|<[^>]+>|https?://\S+|&\w+;|“[?]”")
#: Elements whose words go on from those before them.
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "del",
    "em",
    "ins",
    "mark",
    "s",
    "small",
    "span",
    "strong",
    "time",
}
WORDED = ("content", "aria-label", "alt", "title", "placeholder")


@pytest.mark.parametrize(
    "text", ["会议, 莫斯科", "会议,莫斯科", "日期:待定", "(外部网站)", "待定."]
)
def test_narrow_marks_are_told(text: str):
    assert bool(NARROW.search(text)) is (text != "待定.")


def test_catalogue_is_written_with_full_width_marks():
    catalogue = polib.pofile(str(path_of(ROOT, "zh_Hans")))

    faults = [
        said
        for entry in catalogue
        for said in (entry.msgstr, *entry.msgstr_plural.values())
        if NARROW.search(CODE.sub("字", said)) and re.search(r"[\u4e00-\u9fff]", said)
    ]

    assert faults == []
    assert len(catalogue) > 500


@pytest.mark.django_db
@pytest.mark.usefixtures("one_of_everything")
def test_pages_are_written_with_full_width_marks_and_no_space_after_them(client: Client):
    told = {
        (path, line)
        for path, answer in answers(client, "zh-hans").items()
        if is_page(answer)
        for line in lines(page_of(answer))
    }

    assert {(path, line) for path, line in told if NARROW.search(line)} == set()
    assert {(path, line) for path, line in told if GAP.search(line)} == set()
    assert ("/zh-hans/calendar/", "新闻") in told


def lines(page: Element) -> Iterator[str]:
    """Yield what the page says in Chinese, by blocks, and in attributes."""
    for element in page.walk():
        yield from (element[name] for name in WORDED if name in element.attributes)
    yield from (" ".join(line.split()) for line in said(page).split("\n"))


def said(element: Element) -> str:
    if element.tag in ("script", "style", "pre"):
        return ""
    if element.tag == "code":
        return "x"
    if element.attributes.get("lang", "zh-Hans") != "zh-Hans" and element.tag != "html":
        return "–"
    words = "".join(child if isinstance(child, str) else said(child) for child in element.children)
    is_inline = (
        element.tag in INLINE and "button" not in element.attributes.get("class", "").split()
    )
    return words if is_inline else f"\n{words}\n"

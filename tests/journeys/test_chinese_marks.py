"""Chinese writes full-width marks: no comma, colon or bracket of ASCII stands beside its letters."""

from __future__ import annotations

import re
from collections import defaultdict
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
TEMPLATES = ROOT / "templates"
WIDE_END = re.compile(r"[，。：；！？、（）]$")
#: A text of the interface in a template.
MESSAGE = re.compile(
    r'{% translate "(?P<words>(?:[^"\\]|\\.)*)"(?: context "[^"]*")? %}'
    r"|{% blocktranslate(?P<head>[^%]*)%}(?P<body>.*?){% endblocktranslate %}",
    re.DOTALL,
)
#: And a space between it and what goes on in the line, whatever is asked between them.
LOGIC = r"(?:{% (?:if|elif|else|endif|for|empty|endfor|with|endwith)\b[^%]*%})*"
SPACED = re.compile(
    rf"{LOGIC}(?: |&nbsp;)+{LOGIC}(?![\s·–]|</|<(?:p|div|ul|ol|li|h\d|table|dl|form|br)\b)"
)
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
    "i",
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


def test_no_template_writes_a_space_behind_a_full_width_mark():
    """At the desk neither, where no test reads each page: what stands there is `{% gap %}`."""
    said = catalogue_by_message()

    spaced = {
        (str(path.relative_to(TEMPLATES)), text[match.start() : match.end() + 30])
        for path in TEMPLATES.rglob("*.html")
        for text in [path.read_text("utf-8")]
        for match in MESSAGE.finditer(text)
        if any(WIDE_END.search(words) for source in sources(match) for words in said[source])
        and SPACED.match(text, match.end())
    }

    assert spaced == set()
    assert any(WIDE_END.search(words) for words in said["Error:"])


@pytest.mark.parametrize(
    ("markup", "is_fault"),
    [
        ('{% translate "Error:" %} {{ title }}', True),
        ('{% translate "Error:" %}{% if one %} <b>{{ title }}</b>', True),
        ('{% translate "Error:" %}&nbsp;{% for one in all %}{{ one }}', True),
        ('{% translate "Error:" %}{% gap %}{{ title }}', False),
        ('{% translate "Error:" %} <ul>', False),
        ('{% translate "Error:" %}\n<p>', False),
    ],
)
def test_space_behind_a_message_is_told(markup: str, is_fault: bool):
    message = MESSAGE.match(markup)

    assert message
    assert sources(message) == ["Error:"]
    assert bool(SPACED.match(markup, message.end())) is is_fault


def test_message_of_a_block_is_known_as_the_catalogue_has_it():
    block = "{% blocktranslate trimmed count n=n %}{{ n }}\n event: 1%{% plural %}{{ n }} events:{% endblocktranslate %}"

    assert sources(MESSAGE.match(block)) == ["%(n)s event: 1%%", "%(n)s events:"]


def catalogue_by_message() -> dict[str, list[str]]:
    """Return what each message of the catalogue is in Chinese, in every context and number."""
    said: dict[str, list[str]] = defaultdict(list)
    for entry in polib.pofile(str(path_of(ROOT, "zh_Hans"))):
        for source in filter(None, (entry.msgid, entry.msgid_plural)):
            said[source] += [entry.msgstr, *entry.msgstr_plural.values()]
    return said


def sources(message: re.Match[str]) -> list[str]:
    """Return the messages that a tag of a template asks for: one, or one a number."""
    if message["words"] is not None:
        return [message["words"].replace('\\"', '"')]
    parts = message["body"].split("{% plural %}")
    if "trimmed" in message["head"]:
        parts = [" ".join(map(str.strip, part.strip().split("\n"))) for part in parts]
    return [re.sub(r"{{ (\w+) }}", r"%(\1)s", part.replace("%", "%%")) for part in parts]


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

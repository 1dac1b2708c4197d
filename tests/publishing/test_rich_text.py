"""Formatted texts: what readers get of them as HTML and in plain words."""

import pytest
from django.utils.safestring import SafeString

from i18n.typography import typeset
from publishing.rich_text import as_html, plain

TEXT = "# A\n\nb **c** *d*\\\ne\n\n### F\n\n- g\n- h\n  1. i\n\n> j"


def test_text_has_headings_lists_quotes_and_words_of_their_own_form():
    assert as_html(TEXT) == (
        "<h2>A</h2>\n<p>b <strong>c</strong> <em>d</em><br>\ne</p>\n<h3>F</h3>\n<ul>\n<li>g</li>\n<li>h\n"
        "<ol>\n<li>i</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>j</p>\n</blockquote>"
    )
    assert plain(TEXT) == "A\n\nb c d\ne\n\nF\n\n• g\n• h\n  1. i\n\nj"


@pytest.mark.parametrize(
    ("text", "below", "html"),
    [
        ("### deep", 1, "<h2>deep</h2>"),
        ("# a\n\n###### b\n\n## c", 1, "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>"),
        ("# a\n\n### b", 2, "<h3>a</h3>\n<h4>b</h4>"),
    ],
)
def test_headings_stand_below_that_of_the_page_and_skip_no_level(text: str, below: int, html: str):
    assert as_html(text, below=below) == html


@pytest.mark.parametrize(
    "text", ["First <b>one</b>.\n\n\nSecond\none. ", "a_b_c 5*3*2 [x] #1 !", "C:\\a & b"]
)
def test_text_without_form_is_told_as_it_stands(text: str):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"Forum\* of the SCO", "Forum* of the SCO"),
        (r"2020\. Год", "2020. Год"),
        (r"\*\*star\*\*", "**star**"),
        ("a\n\n\\* b", "a\n\n* b"),
    ],
)
def test_backslash_that_only_says_that_no_mark_follows_is_not_told(text: str, words: str):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("address", "html"),
    [
        ("https://a.example/(b)", '<a href="https://a.example/(b)" rel="external">x</a>'),
        ("mailto:a@b.example", '<a href="mailto:a@b.example">x</a>'),
        ("/ru/news/", '<a href="/ru/news/">x</a>'),
        *((bad, "x") for bad in ("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//b.example", "vbscript:x", "x")),
    ],
)  # fmt: skip
def test_link_leads_to_the_web_or_its_words_stand_alone(address: str, html: str):
    assert as_html(f"[x]({address})") == f"<p>{html}</p>"


def test_chinese_is_emphasised_without_spaces():
    assert as_html("他说**“你好。”**下一句") == "<p>他说<strong>“你好。”</strong>下一句</p>"


def test_marks_of_print_are_set_over_a_whole_paragraph_and_its_language_is_marked():
    shown = as_html(
        '"**Forum** of regions" - *a*\n\n- b',
        words=lambda words: typeset(words, "en"),
        attributes=SafeString(' lang="en"'),
    )

    assert shown == (
        '<p lang="en">“<strong>Forum</strong> of regions” – <em>a</em></p>\n<ul lang="en">\n<li>b</li>\n</ul>'
    )


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "<img src=x onerror=y>", "&lt;script&gt;", "![a](b)"]
)
def test_no_html_of_a_text_reaches_a_page(text: str):
    shown = as_html(text)

    assert [tag for tag in ("<script", "<img") if tag in shown] == []

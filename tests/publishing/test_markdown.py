"""The little Markdown of standing texts: what it makes, and what it never makes."""

import pytest

from publishing.markdown import sections


def parts(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [(part.anchor, part.title, part.body) for part in sections(text, language)]


def test_text_without_a_heading_is_one_part_without_a_name():
    assert parts("One.\n\nTwo.") == [("", "", "<p>One.</p>\n<p>Two.</p>")]


def test_no_text_is_no_part():
    assert parts("") == parts(" \n ") == []


def test_headings_begin_parts_which_have_the_name_that_was_given():
    assert parts("Before.\n\n## The aim {#aim}\n\nIt.\n\n## Tests\n\n- One\n- Two") == [
        ("", "", "<p>Before.</p>"),
        ("aim", "The aim", "<p>It.</p>"),
        ("part-3", "Tests", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>"),
    ]


def test_a_name_that_is_taken_is_given_once():
    assert [name for name, *_ in parts("## A {#a}\n\n## B {#a}\n\n## C {#Not!}")] == [
        "a",
        "part-2",
        "part-3",
    ]


def test_a_page_has_one_title_and_no_step_between_headings_is_left_out():
    assert parts("# Top\n\n#### Low") == [("part-1", "Top", "<h4>Low</h4>")]
    assert parts("- ## In a list")[0][2] == "<ul>\n<li>\n<h3>In a list</h3>\n</li>\n</ul>"


def test_links_say_where_they_lead():
    text = (
        "[here](../terms/) [there](https://a.example/?b=1&c=2) "
        "[CC](https://creativecommons.org/licenses/by/4.0/)"
    )

    assert parts(text)[0][2] == (
        '<p><a href="../terms/">here</a> <a href="https://a.example/?b=1&amp;c=2" rel="external">there</a> '
        '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license external">CC</a></p>'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "## <img src=x onerror=alert(1)>",
        '## x {#a" onclick="y}',
    ],
)
def test_nothing_that_runs_comes_through(hostile: str):
    (part,) = sections(hostile, "en")

    shown = part.title + part.body
    assert "<a" not in shown
    assert "<script" not in shown
    assert "<img" not in shown
    assert part.anchor in ("", "part-1")


def test_words_that_are_filled_in_are_words():
    (part,) = sections("By {credit}", "en", lambda said: said.replace("{credit}", "<b>[A](b)</b>"))

    assert part.body == "<p>By &lt;b&gt;[A](b)&lt;/b&gt;</p>"


def test_text_is_typeset_in_its_language():
    assert parts("В 22-23 июля", "ru")[0][2] == "<p>В\u00a022–\u206023\u00a0июля</p>"

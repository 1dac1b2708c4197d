"""Pasted text: every word stays, the portal's own form with it, and nothing that could run."""

import time

import pytest

from publishing.fields import shaped
from publishing.rich_text import as_html, plain

#: As Word puts it into the clipboard, cut down.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm} --></style><title>Draft</title></head><body lang=RU>
<!--StartFragment--><h1>Итоги <b>встречи</b><o:p></o:p></h1>
<p class=MsoNormal>Министры <b style='mso-bidi-font-weight:normal'>обсудили
торговлю</b> (5*3) и <a href="https://sco.example/plan">план [1]</a>.<br>Вторая строка<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>First <i>item</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Below it</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·</span><![endif]>Second item</p>
<blockquote><p>A quote.</p></blockquote>
<p onclick="ran=1">- no list <img src=x onerror="ran=1"><script>ran=1</script>
<a href="javascript:ran=1">no link</a></p><!--EndFragment--></body></html>"""
WRITTEN = """## Итоги встречи

Министры **обсудили торговлю** (5\\*3) и [план \\[1\\]](https://sco.example/plan).\\
Вторая строка

- First *item*
  1. Below it
- Second item

> A quote.

\\- no list no link"""


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (WORD, WRITTEN),
        # What Word gives to a browser without a script: a line a paragraph, signs with tabs.
        ("Agreed:\n•\tone\n•\ttwo\nNext\n1.\tx\n2)\ty", "Agreed:\n\n- one\n- two\n\nNext\n\n1. x\n2. y"),
        # Of other programs: a style says what is bold, a tag that it is not.
        (
            "<b style='font-weight:normal'><p><span style='font-weight:700'>A</span> <b>b</b></p></b>",
            "**A** **b**",
        ),
        ("<table><tr><td>A</td><td>B</td></tr></table>end", "A · B\n\nend"),
        ("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>", "- a\n  1. b\n- c\n\n  d"),
        ("a <b>x </b>b<br>&lt;p&gt; 1 < 2", "a **x** b\\\n\\<p> 1 < 2"),
        # Around a tag the text is Markdown already.
        ("## A\n\n- b\n\n<script>c</script>", "## A\n\n- b"),
        # What an older text has in it, or a person types.
        ("First <b>one</b>, a < b > c.\nTwo", "First <b>one</b>, a < b > c.\nTwo"),
    ],
)  # fmt: skip
def test_what_is_pasted_is_clean_and_keeps_every_word(sent: str, stored: str):
    assert shaped(sent) == stored
    assert shaped(stored) == stored


@pytest.mark.parametrize("letter", [*"*_[]()<>\\#-+>&!`~|.:{}$^=@\"'", "1.", "](", "<p>", "**"])
def test_no_letter_is_lost_or_taken_for_a_mark(letter: str):
    sent = f"{letter} a{letter}b {letter}{letter} c {letter}"
    escaped = (
        sent.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )

    shown = as_html(shaped(f"<p>{escaped}</p><p><b>{escaped}</b></p>"))

    assert shown == f"<p>{escaped}</p>\n<p><strong>{escaped}</strong></p>"


@pytest.mark.parametrize("tag", ["div", "blockquote", 'div title="<"'])
def test_what_stands_deeper_than_browsers_go_keeps_its_words_and_takes_no_time(tag):
    name = tag.partition(" ")[0]
    opened, closed = f"<{tag}>" * 20_000, f"</{name}>" * 20_000
    began = time.process_time()

    words = plain(shaped(f"<p>Before.</p>{opened}Within.{closed}<p>After.</p>"))

    assert words.replace("\n", " ").split() == ["Before.", "Within.", "After."]
    assert time.process_time() - began < 3


def test_word_list_below_hundreds_of_settings_of_word_stays_one():
    settings = "<!--[if gte mso 9]><xml>" + "<w:LsdException/>" * 600 + "</xml><![endif]-->"

    assert shaped(f"{settings}<ul><li>One</li><li>Two</li></ul>") == "- One\n- Two"


@pytest.mark.parametrize(
    ("opened", "closed"), [("<blockquote>", "</blockquote>"), ("<ul><li>", "</li></ul>")]
)
def test_words_within_many_quotes_and_lists_are_read(opened, closed):
    pasted = f"<blockquote>{opened * 30}Within.{closed * 30}</blockquote>"

    assert "Within." in plain(shaped(pasted))
    assert "Within." in as_html(shaped(pasted))

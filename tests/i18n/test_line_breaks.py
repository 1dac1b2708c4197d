"""Where the lines of a page may end: in markup, and nothing unseen in a text."""

import pytest
from django.http import HttpResponse

from i18n.line_breaks import HYPHEN, LONGEST_PIECE, set_joined, set_lines
from i18n.typography import JOINER, SOFT_HYPHEN, bound_narrow, typeset
from tests.markup import page_of


def in_chinese(words: str) -> str:
    markup = set_lines(words, "zh-hans").replace("<wbr>", "|")
    return markup.replace('<span class="whole">', "[").replace("</span>", "]")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("活动改期时", "活动|改期|时"),
        ("上合组织成员国安全会议秘书会议", "上合组织|成员国|安全|会议|秘书|会议"),
        ("2020年10月29日至11月1日，圣彼得堡", "2020年|10月29日至|11月1日，圣彼得堡"),
        ("2019—2020年度主席国（6–8日）", "[2019—2020年度]|主席国（[6–8日]）"),
        ("其中5项日期未定（视频会议）", "其中|5项|日期|未定（视频会议）"),
        ("占3.5%的活动，19:00开始", "占|3.5%的|活动，19:00开始"),
        ("第十五次会议的决定已公布", "第十五次|会议的|决定|已公布"),
        ("尤里·乌沙科夫", "尤里·乌沙科夫"),
        ("俄罗斯担任上海合作组织轮值主席国", "俄罗斯|担任|上海合作组织|轮值|主席国"),
        ("Google 日历和 Outlook", "Google 日历|和 Outlook"),
        ("上合组织与金砖国家在莫斯科", "上合组织|与金砖|国家|在莫斯科"),
        ("改至其他地点或线上，线上线下结合", "改至|其他|地点|或线上，线上线下|结合"),
        ("专家们讨论，成员国、观察员国", "专家们|讨论，成员国、观察员国"),
        ("第五届上合金砖论坛", "第五届|上合金砖|论坛"),
        ("Nothing to part", "Nothing to part"),
    ],
)
def test_chinese_line_ends_between_words_alone(words: str, expected: str):
    assert in_chinese(words) == expected
    # What keeps terms together on paper is no more on a page.
    assert in_chinese(typeset(words, "zh-hans")) == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<a title="活动改期">改期</a>',
        '<script type="application/ld+json">{"name": "活动改期"}</script>',
        "<select><option>活动改期</option></select>",
        "<svg><title>活动改期</title><text>活动改期</text></svg>",
        '<svg><svg><path d="M0"/></svg><text x="0">活动改期</text></svg>',
        "<textarea>活动改期</textarea>",
        "<pre>活动改期</pre>",
    ],
)
def test_what_is_no_text_of_the_page_stays_as_it_is(markup: str):
    assert in_chinese(markup) == markup


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("22–+23\u00a0июля", "[22–23]\u00a0июля"),
        ("к (75-+летию), <s>8–+9</s>\u00a0мая", "к [(75-летию),] <s>[8–9]</s>\u00a0мая"),
        ('<i title="в COVID-+19, 1-+е">COVID-+19</i>', '<i title="в COVID-19, 1-е">[COVID-19]</i>'),
        ("<b>из-+за</b> «Нью-+Дели»", "<b>[из-за]</b> [«Нью-Дели»]"),
        ("1-+2-+3 4", "[1-2-3] 4"),
        ("<option>COVID-+19<text x=1>COVID-+19", "<option>COVID-19<text x=1>COVID-19"),
    ],
)
def test_what_is_one_stands_in_an_element_of_its_own(words: str, expected: str):
    pieces = expected.replace("[", '<span class="whole">').replace("]", "</span>")

    assert set_lines(words.replace("+", JOINER), "ru") == pieces


def test_number_stays_with_what_it_counts_wherever_it_comes_from():
    markup = (
        '<p title="5 events">9 events, 2 of them at 10:30 in 2020 of COVID-19 or 1.5 of <code>1 x</code></p>'
        "<script>7 events</script> <b>12 мая</b>"
    )

    assert set_lines(markup, "en").replace("\u00a0", "~") == (
        '<p title="5 events">9~events, 2~of them at 10:30 in 2020 of COVID-19 or 1.5 of <code>1 x</code></p>'
        "<script>7 events</script> <b>12~мая</b>"
    )


def test_number_of_a_name_is_no_count_when_it_is_bound_to_the_name():
    assert set_lines(f"<b>COVID-{JOINER}19 health</b>", "en") == (
        '<b><span class="whole">COVID-19</span> health</b>'
    )


def test_number_may_leave_what_it_counts_where_a_column_is_narrower_than_both():
    markup = f"<s>{bound_narrow('7–9 октября 2020 г.')}</s>"

    assert set_lines(markup, "ru") == '<s><span class="whole">7–9</span> октября 2020\u00a0г.</s>'


def test_dot_between_two_facts_is_an_element_that_a_line_may_end_in():
    markup = '<a title="Форум\u00a0· Юрга">Форум</a>&nbsp;· Юрга\u00a0· <b>Пермь</b>'

    assert set_lines(markup, "ru") == (
        '<a title="Форум\u00a0· Юрга">Форум</a>&nbsp;<i>· </i>Юрга&nbsp;<i>· </i><b>Пермь</b>'
    )


#: What is taken apart or put together in each language: a number, a joined piece, a dot, a hyphen, a place for a line to end.
EVERYTHING = (
    f"ab 9 events 75{JOINER}летию\u00a0· x&nbsp;· y анти{SOFT_HYPHEN}нарко 活动改期 9\u200b月"
)
UNSEEN_TAKEN = EVERYTHING.replace(JOINER, "").replace("\u200b", "")


@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("name", ["script", "style", "textarea", "pre"])
def test_what_is_sent_or_shown_as_it_is_loses_nothing_and_is_given_nothing(name: str, code: str):
    element = f"<{name} class=x>{EVERYTHING}\n\n<b>{EVERYTHING}</b>\n\n</{name}>"
    beside = f"<p>{EVERYTHING}</p>"

    assert set_lines(f"{beside}{element}{beside}", code) == (
        f"{set_lines(beside, code)}{element}{set_lines(beside, code)}"
    )


@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize(
    "markup",
    [
        "<title>{}</title>",
        "<svg class=plan><title>{}</title><g><text x=1>{}<tspan>{}</tspan></text></g></svg>",
        '<svg class="mark"><title>{}</title></svg>',
        "<select><option>{}</option></select>",
        '<a title="{}">x</a>',
        '<a title="a > {} < b">x</a>',
        '<a title="<b>{}</b>">x</a>',
        "<a class=\"<\" title='<b>{}</b>'>x</a>",
    ],
)
def test_nothing_is_put_into_a_title_a_drawing_a_choice_or_an_attribute(markup: str, code: str):
    shown = set_lines(markup.replace("{}", EVERYTHING), code)

    as_written = HttpResponse(markup.replace("{}", UNSEEN_TAKEN))
    assert page_of(HttpResponse(shown)) == page_of(as_written)


def test_bracket_in_an_attribute_leaves_the_text_beside_it_as_any():
    beside = f"<p>{EVERYTHING}</p>"

    for code in ("en", "ru", "zh-hans"):
        assert set_lines(f'{beside}<i title="<">x</i>{beside}<script>a="<b>"</script>', code) == (
            f'{set_lines(beside, code)}<i title="&lt;">x</i>{set_lines(beside, code)}'
            '<script>a="<b>"</script>'
        )


def test_piece_that_a_narrow_column_has_no_room_for_may_be_parted():
    fits = f"из-{JOINER}{'а' * (LONGEST_PIECE - 3)}"

    assert set_lines(fits, "ru") == f'<span class="whole">{fits.replace(JOINER, "")}</span>'
    assert set_lines(f"{fits}а", "ru") == f"{fits}а".replace(JOINER, "")


def test_what_is_only_heard_has_no_breaks():
    markup = '<b>活动改期</b><span class="visually-hidden">活动改期</span> 活动改期'

    assert set_lines(markup, "zh-hans") == (
        '<b>活动<wbr>改期</b><span class="visually-hidden">活动改期</span> 活动<wbr>改期'
    )


def test_other_languages_have_no_chinese_breaks():
    assert set_lines("<b lang=zh>活动改期</b>", "en") == "<b lang=zh>活动改期</b>"


@pytest.mark.parametrize(
    ("markup", "sent"),
    [
        ("<p>a</p>\n\n \n  <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a\n\nb</p>\n<p>c</p>", "<p>a\n\nb</p>\n<p>c</p>"),
        ("<pre><b>a</b>\n\n<b>b</b></pre>", "<pre><b>a</b>\n\n<b>b</b></pre>"),
    ],
)
def test_no_blank_line_is_sent_between_elements_but_where_lines_are_shown(markup: str, sent: str):
    assert set_lines(markup, "en") == sent


def test_where_a_word_may_be_parted_is_drawn_by_the_style_sheet():
    markup = "<a title='анти-нарко'>анти-нарко</a><textarea>анти-нарко</textarea>".replace(
        "-", SOFT_HYPHEN
    )
    drawn = f"<a title='анти-нарко'>анти{HYPHEN}нарко</a>".replace(
        "-нарко'", f"{SOFT_HYPHEN}нарко'"
    )

    for language in ("ru", "zh-hans"):
        assert set_lines(markup, language) == (
            f"{drawn}<textarea>анти{SOFT_HYPHEN}нарко</textarea>"
        )
    assert set_joined(markup) == set_lines(markup, "ru")

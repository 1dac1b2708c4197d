"""Text on pictures is broken as a typesetter would."""

import pytest

from website.share_images import text as faces
from website.share_images.text import broken, fitted

SIZES = (60, 40)


def test_lines_break_at_spaces_only():
    text = "Meeting of the Council of Heads of State"

    lines = broken(text, 60, 400)

    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(faces.width(line, 60) <= 400 for line in lines)


def test_chinese_breaks_between_words_but_not_before_a_mark():
    lines = broken("上海合作组织成员国元首理事会，第二十次会议", 60, 60 * 7)

    assert lines == ("上海合作组织", "成员国元首", "理事会，", "第二十次会议")


def test_general_picture_tears_no_word():
    title = "2019—2020年俄罗斯担任上海合作组织轮值主席国"
    found = fitted(title, (76,), width_limit=800, height_limit=300)

    assert found.lines == ("2019—2020年俄罗斯", "担任上海合作组织", "轮值主席国")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会见尤里·乌沙科夫", ("会见", "尤里·乌沙科夫")),
        ("“上合组织+”政党论坛", ("“上合组织+”", "政党论坛")),
        ("10月\u206029日至\u200b11月\u20601日", ("10月29日至", "11月1日")),
        ("15项活动 · 未定", ("15项活动 ·", "未定")),
    ],
)
def test_names_marks_and_dates_stay_whole(text: str, expected: tuple[str, ...]):
    assert broken(text, 60, 60 * 5 + 20) == expected


def test_chinese_number_stays_with_its_word():
    assert broken("二〇二〇2020年", 60, 60 * 4 + 10)[-1] == "2020年"


def test_opening_mark_does_not_end_a_line():
    assert broken("讨论《协定》", 60, 60 * 3) == ("讨论", "《协定》")


def test_russian_preposition_does_not_end_a_line():
    text = "Встреча в Челябинске"
    wide = round(faces.width("Встреча в", 60)) + 1

    assert broken(text, 60, wide) == ("Встреча", "в Челябинске")


def test_short_text_has_the_largest_letters():
    found = fitted("Forum", SIZES, width_limit=600, height_limit=200)

    assert (found.lines, found.size) == (("Forum",), 60)


def test_lines_are_evened():
    text = "Meeting of the heads of the border services today"
    wide = round(faces.width(text, 60) * 0.75)

    first, second = fitted(text, SIZES, width_limit=wide, height_limit=200).lines

    assert abs(faces.width(first, 60) - faces.width(second, 60)) < wide / 4


def test_long_text_has_smaller_letters():
    text = "Meeting of the Council of Heads of State of the organisation"

    assert fitted(text, SIZES, width_limit=700, height_limit=130).size == 40


@pytest.mark.parametrize("text", ["Meeting of many people " * 20, "会议" * 200, "Word" * 100])
def test_endless_text_is_cut_off_and_says_so(text: str):
    found = fitted(text, SIZES, width_limit=700, height_limit=200)

    assert found.lines[-1].endswith("…")
    assert found.height <= 200
    assert all(faces.width(line, found.size) <= 700 for line in found.lines)

"""One shape for every text, whatever program it comes from."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from i18n.characters import cleaned, cleaned_json, each_cleaned, each_line, one_line

ANY = st.text(
    st.characters() | st.sampled_from("\0\r\n\x0b\x0c\x85\u2028\u200b\u200d\ufeff\ud800 \t")
)


@pytest.mark.parametrize(
    "broken",
    ["a\r\nb", "a\rb", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\u2029b", "a\nb"],
    ids=ascii,
)
def test_every_end_of_a_line_is_one(broken: str):
    assert cleaned(broken) == "a\nb"
    assert one_line(broken) == "a b"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("nul\0", "nul"),
        ("\x01a\x08\x1f\x7f", "a"),
        ("half\ud800 of a pair\udfff", "half of a pair"),
        ("\ufffenone\uffff\ufdd0\U0001ffff\U0010fffe", "none"),
        ("\ufeffmark of\ufeff order", "mark of order"),
        ("over\u202eridden\u202c \u2066held\u2069", "overridden held"),
        ("pic\ufffcture", "picture"),
        ("2019\x962020, \x93so\x94", "2019–2020, “so”"),
        ("COVID\x1e19", "COVID-19"),
    ],
    ids=ascii,
)
def test_what_no_form_can_carry_is_taken_out_or_read_as_meant(raw: str, clean: str):
    assert cleaned(raw) == clean


@pytest.mark.parametrize(
    "frame",
    [
        *(" ", "\u200b", "\u00a0", "\u2060", "\u00ad", "\u200e\u200f", "\u3000"),
        *("\U0001bca0", "\U0001d159", "\U0001d173", "\U00013441"),
    ],
)
def test_what_cannot_be_seen_frames_no_text(frame: str):
    assert cleaned(f"{frame}\n{frame}A text{frame}\n") == "A text"


@pytest.mark.parametrize(
    "nothing",
    [
        *("", "\u200b", "\u200d\u200c", "\ufeff \t\n", "\u2800\u3164", "\ufe0f"),
        *(
            "\U0001bca0",
            "\U0001d159",
            "\U0001d173\U0001d17a",
            "\u17b4\u17b5",
            "\u180e",
            "\U000e0041",
        ),
        *("\u0301", "\u0301 \u0308", "\u20e3", "\u0903", "\U00016fe4", "\U00013441\U00013442"),
        *("\u200b\u0301\u200d", "\ue000", "\U000f0000", "\ufff0", "\u1680"),
    ],
    ids=ascii,
)
def test_text_of_which_nothing_can_be_seen_is_none(nothing: str):
    assert cleaned(nothing) == one_line(nothing) == ""


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: two parts of one word
        "ه\u200d",  # Persian: an abbreviation ends in a joined letter
        "❤\ufe0f",
        "👩\u200d👩\u200d👧",
        "ภาษา\u200bไทย",
        "со\u00adюз",
        "28\u00a0октября",
        "C++\u200e is left to right",
        "Ёлка, й, é, 上海合作组织",
        "👍🏽",
        "–",
        "†\u0301",
        "हिन्दी",
        "\u0301 on a letter",
        "one\n\ttwo\n\n  three",
    ],
    ids=ascii,
)
def test_what_people_write_stays(text: str):
    assert cleaned(text) == text


def test_letters_are_composed():
    assert cleaned("Арте\u0308ме") == "Артёме"
    assert cleaned("e\u0301") == "é"


def test_tab_and_break_are_a_space_in_one_line():
    assert one_line("One \t\n two\n\n\nthree") == "One two three"


@given(ANY)
def test_clean_text_stays_as_it_is(text: str):
    for shape in (cleaned, one_line):
        clean = shape(text)

        assert shape(clean) == clean
        assert unicodedata.is_normalized("NFC", clean)
        clean.encode()
    assert one_line(cleaned(text)) == one_line(text)


def test_texts_by_language_keep_their_lines_and_those_that_are_empty():
    texts = {"en": " A\x0bhall ", "ru": "\u200b", "zh-hans": ""}

    assert each_cleaned(texts) == {"en": "A\nhall", "ru": "", "zh-hans": ""}


def test_texts_by_language_are_those_that_can_be_seen():
    assert each_line({"en": "A\x0bhall", "ru": "\u200b", "zh-hans": ""}) == {"en": "A hall"}


def test_texts_within_a_value_are_cleaned():
    assert cleaned_json([{"a": "x\0", "b": [1, None, "\u200by"]}, True]) == [
        {"a": "x", "b": [1, None, "y"]},
        True,
    ]

"""Which font draws which character of a picture."""

from pathlib import Path

import pytest

from website.share_images import text as faces
from website.share_images.text import MissingLettersError, runs


@pytest.fixture
def only_own_fonts(monkeypatch: pytest.MonkeyPatch):
    """As on a system without fonts."""
    monkeypatch.setattr(faces, "FACES", faces.FACES[:3])


def parts(text: str) -> list[tuple[str, str]]:
    return [(run.text, run.font.path.stem.partition("-sc-")[0]) for run in runs(text, 40)]


@pytest.mark.usefixtures("only_own_fonts")
@pytest.mark.parametrize(
    "text", ["Russia’s “SCO” 2019–2020", "Ёлка № 5 – «да»", "上海合作组织：“元首”（2020年）……"]
)
def test_own_fonts_draw_the_three_languages(text: str):
    assert "".join(run.text for run in runs(text, 40)) == text


def test_each_letter_has_the_font_of_its_script():
    assert parts("SCO – ШОС 上合") == [
        ("SCO – ", "literata-latin"),
        ("ШОС", "literata-cyrillic"),
        (" ", "literata-latin"),
        ("上合", "noto-serif"),
    ]


def test_marks_between_chinese_letters_are_as_wide_as_these():
    assert [text for text, font in parts("“元首”") if font == "literata-latin"] == []
    assert [text for text, font in parts("“Head”") if font != "literata-latin"] == []


def test_special_space_is_drawn_as_a_plain_one():
    assert [run.text for run in runs("28\u202f000\xa0km", 40)] == ["28 000 km"]


@pytest.mark.usefixtures("only_own_fonts")
def test_character_that_no_font_has_is_refused():
    with pytest.raises(MissingLettersError, match="U\\+0627"):
        runs("اجلاس", 40)


def test_font_that_is_not_there_holds_nothing(tmp_path: Path):
    assert not faces.holds(faces.Face(tmp_path / "none.ttf"), "A")


def test_width_grows_with_the_size():
    assert faces.width("Forum", 80) == pytest.approx(2 * faces.width("Forum", 40))

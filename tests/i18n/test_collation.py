import pytest
from django.utils import translation

from i18n.collation import reading_key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Belarus", "china", "India"]),
        ("en", ["Aarhus", "Álava", "Alma", "Türkiye", "Turkmenistan"]),
        ("ru", ["Ёлка", "Ереван", "Женева"]),
        ("ru", ["Дели", "Елец", "Ёлец", "Ельня", "Женева"]),
        ("ru", ["Икша", "Ишим", "Йемен", "Йошкар-Ола", "Казань"]),
        ("zh-hans", ["白俄罗斯", "俄罗斯", "印度", "中国"]),
        ("zh-hans", ["北京", "莫斯科", "青岛", "上海", "塔什干", "西安", "厦门"]),
    ],
)
def test_names_stand_as_readers_of_the_language_look_for_them(language, expected):
    names = expected[::-1]

    assert sorted(names, key=lambda name: reading_key(name, language)) == expected


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_empty_name_stands_first(language):
    assert reading_key("", language) < reading_key("A", language)


def test_language_of_the_page_is_taken_when_none_is_given():
    with translation.override("zh-hans"):
        assert reading_key("中国") == reading_key("中国", "zh-hans") != reading_key("中国", "en")

import pytest
from django.utils import translation

from publishing.collation import reading_key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Belarus", "china", "India"]),
        ("ru", ["Ёлка", "Ереван", "Женева"]),
        ("zh-hans", ["白俄罗斯", "俄罗斯", "印度", "中国"]),
    ],
)
def test_names_stand_as_readers_of_the_language_look_for_them(language, expected):
    names = expected[::-1]

    assert sorted(names, key=lambda name: reading_key(name, language)) == expected


def test_language_of_the_page_is_taken_when_none_is_given():
    with translation.override("zh-hans"):
        assert reading_key("中国") == "中国".encode("gb18030")

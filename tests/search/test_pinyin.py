"""Chinese by its sound: pinyin, and another character of the same sound, become the names that things have."""

import pytest

from search import pinyin
from search.answers import read
from search.models import SynonymGroup
from tests.factories import CityFactory, EventFactory
from tests.factories.presidencies import PresidencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def declaration(for_the_module: None) -> None:
    SynonymGroup.objects.create(spellings="峰会\nsummit\nсаммит")
    SynonymGroup.objects.create(spellings="天气\nweather")
    SynonymGroup.objects.create(spellings="缉毒\nanti-drug")
    EventFactory(
        slug="declaration",
        title_zh_hans="莫斯科宣言",
        cities=[CityFactory(name_zh_hans="重庆"), CityFactory(name_zh_hans="西安")],
        published=True,
    )
    EventFactory(slug="draft", title_zh_hans="熊猫论坛")
    EventFactory(
        title_zh_hans="茶叶展览", presidency=PresidencyFactory(slug="other"), published=True
    )


#: What is typed, and what is meant; made in one database, since to make each takes longer than to ask.
PINYIN = {
    "mosike xuanyan": "莫斯科宣言",
    "MOSIKEXUANYAN": "莫斯科宣言",
    "mosike xuangyan": "莫斯科宣言",  # n and ng are not told apart
    "fenghui": "峰会",  # a usual name
    "chongqing xuanyan": "重庆宣言",  # of several sounds of 重 the one that is meant
    "mosike xuan": "莫斯科 xuan",  # a part of a word is none
    "2020 SCO fenghui": "2020 sco 峰会",
    "xuanyan 重庆": "宣言重庆",
    "xiongmao": "",  # of a draft
    "chaye": "",  # of another presidency
    "xuanyanxyz": "",
    "xian": "西安",  # xi an
    "uan" * 60 + "t": "",  # could be cut in more ways than can be tried
    "": "",
    "123": "",
    "宣言": "",
}


def test_pinyin_is_read_as_the_characters_of_names():
    assert {typed: pinyin.in_characters(typed) for typed in PINYIN} == PINYIN


#: What is typed, and what is meant; made in one database, since to make each takes longer than to ask.
SOUNDS = {
    "莫斯科宣颜": "莫斯科宣言",
    "2020年 莫思科 宣言": "2020年 莫斯科 宣言",
    "莫斯科宣顏": "莫斯科宣言",  # traditional
    "崇庆": "重庆",
    "莫斯科宣言": "",
    "莫斯科長城": "",
    "轩演": "",  # no character of it was typed
    "雄猫": "",  # of a draft
    "天汽": "天气",
    "春天缉毒": "",  # 缉 sounds like 气, and is of a word that was typed right
    "宣": "",
    "Moscow": "",
}


def test_other_character_of_the_same_sound_is_mended():
    assert {typed: pinyin.respelt(typed) for typed in SOUNDS} == SOUNDS


#: The same where words of it are found, and one character is in no word.
COMPLETED = {
    "讨论莫思科": "讨论莫斯科",
    "重庆天汽": "",  # 天气 is too short to tell
    "莫斯科的宣言": "",  # 的 says nothing
    "莫斯科宣言": "",
    "莫斯科 Moscow": "",
}


def test_word_of_which_a_character_is_left_out_is_mended():
    assert {typed: pinyin.completed(typed) for typed in COMPLETED} == COMPLETED


def test_character_that_is_not_looked_for_hides_no_mistake():
    EventFactory(slug="inspection", title_zh_hans="检查会议", published=True)
    EventFactory(slug="prosecutors", title_zh_hans="检察长会议", published=True)

    reading = read("检查长会议")

    assert reading.instead == "检察长会议"
    assert reading.answer.results.hits[0].key == "prosecutors"


@pytest.mark.parametrize("typed", ["mosike xuanyan", "莫斯科宣颜"])
def test_it_is_read_where_nothing_has_what_was_typed(typed: str):
    reading = read(typed)

    assert reading.instead == "莫斯科宣言"
    assert [hit.key for hit in reading.answer.results.hits] == ["declaration"]


def test_misspelt_word_that_something_has_is_left():
    EventFactory(slug="typed", title_zh_hans="宣颜", published=True)

    assert read("宣颜").instead == ""


def test_name_that_the_dictionary_has_is_no_other_of_which_half_sounds_the_same():
    EventFactory(title_zh_hans="科尔会议", published=True)

    assert pinyin.respelt("克尔会议") == "科尔会议"
    assert pinyin.respelt("默克尔") == ""

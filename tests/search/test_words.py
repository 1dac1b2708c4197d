"""Any form of a word leads to the same term as any other."""

import pytest

from search.analysis.english import american
from search.analysis.russian import are_related
from search.analysis.words import Script, index_terms, links, whole, words


def shared(text: str, other: str) -> set[str]:
    """Return the terms that both texts are found by."""
    return terms(text) & terms(other)


def terms(text: str) -> set[str]:
    return {term for word in words(text) for term in index_terms(word, singly=True)}


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("саммит", "саммита"),
        ("саммит", "саммитами"),
        ("учение", "учений"),
        ("форум", "форуме"),
        ("чрезвычайных", "чрезвычайная"),
        ("перенесли", "перенесён"),
        ("Челябинске", "Челябинск"),
        ("Сямэне", "Сямэнь"),
        ("Куньмине", "Куньмин"),
        ("Салехарде", "Салехард"),
        ("ёлка", "елки"),
        ("ТРЁХ", "трех"),
        ("молодёжный", "молодежного"),
        ("занимаеться", "занимается"),
        ("собратся", "собраться"),
        ("сьезд", "съезд"),
    ],
)
def test_russian_is_found_in_any_grammatical_case(form: str, other: str):
    assert shared(form, other)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organizations"),
        ("organising", "organizing"),
        ("defence", "defense"),
        ("programme", "programs"),
        ("centre", "centers"),
        ("labour", "labor"),
        ("neighbourliness", "neighborliness"),
        ("dialogue", "dialog"),
        ("cancelled", "canceled"),
        ("travelling", "traveling"),
        ("licence", "license"),
        ("judgement", "judgment"),
        ("fulfilment", "fulfillment"),
        ("governers", "governor"),  # neither British nor American
        ("prosecuter", "prosecutors"),
        ("govt", "government"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str):
    assert shared(british, american)


@pytest.mark.parametrize("word", ["hour", "four", "source", "journey", "tournament", "acre"])
def test_words_that_only_look_british_are_left_alone(word: str):
    assert american(word) == word


@pytest.mark.parametrize(
    "typed", ["М.И.Д. дел", "М.И.Д дел", "м.и.д. дел", "М И Д дел", "м и д дел"]
)
def test_initials_with_dots_and_spaces_are_one_word_that_spans_them(typed: str):
    told = words(typed)

    assert [word.text for word in told] == ["мид", "дел"]
    assert typed[told[0].start : told[0].end] == typed[: -len(" дел")]


@pytest.mark.parametrize(
    ("typed", "words_in_it"),
    [("the U.N.", ["the", "un"]), ("А.А. Громыко", ["а", "а", "громыко"]), ("и в", ["и", "в"])],
)
def test_two_initials_are_those_of_a_person_in_russian(typed: str, words_in_it: list[str]):
    assert [word.text for word in words(typed)] == words_in_it


@pytest.mark.parametrize("spelling", ["counter-terrorism", "Counter‑Terrorism", "counterterrorism"])
def test_what_is_written_with_a_hyphen_is_found_joined(spelling: str):
    assert "counterterror" in terms(spelling)


@pytest.mark.parametrize(
    ("typed", "words_in_it"),
    [
        ("10ноября", ["10", "ноября"]),
        ("ВКС 9июня2020", ["вкс", "9", "июня", "2020"]),
        ("Миссия2021", ["миссия", "2021"]),
        ("2020forum", ["2020", "forum"]),
        ("covid19", ["covid19"]),
        ("19th", ["19th"]),
        ("2020г", ["2020"]),
        ("10го", ["10"]),
        ("G20", ["g20"]),
        ("75-летие", ["75летие"]),
    ],
)
def test_number_that_was_written_together_with_a_word_is_apart(typed: str, words_in_it: list[str]):
    found = words(typed)

    assert [word.text for word in found] == words_in_it
    assert "".join(typed[word.start : word.end] for word in found) == typed.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MЧC", "мчс"),
        ("Poccия", "россия"),
        ("СMИД", "смид"),
        ("ТASHKENТ", "tashkent"),
        ("SCO", "sco"),
        ("СОС", "сос"),
        ("ITфорум", "itфорум"),  # is no word of one alphabet
    ],
)
def test_letters_that_look_alike_are_of_one_alphabet(typed: str, meant: str):
    assert [word.text for word in words(typed)] == [meant]


def test_what_is_written_with_a_hyphen_is_found_by_its_parts():
    assert terms("Санкт-Петербурге") == {"санктпетербург", "санкт", "петербург"}


@pytest.mark.parametrize(
    "said", ["19", "19th", "19-е", "XIX", "девятнадцатое", "nineteenth", "第十九次"]
)
def test_meetings_are_counted_in_any_way_of_writing(said: str):
    assert "19" in terms(said)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("首次", "1"),
        ("头一回", "1"),
        ("第十回", "10"),
        ("двадцать", "20"),
        ("hundred", "100"),
        ("二十多份文件", "20"),
        ("十二项", "12"),
        ("二百场活动", "200"),
        ("第十次", "10"),
        ("第二十次", "20"),
        ("第二届", "2"),
        ("VIII", "8"),
        ("V", "5"),
    ],
)
def test_short_counts(said: str, number: str):
    assert number in terms(said)


def test_group_of_twenty_is_a_name_and_no_count():
    assert "20" not in terms("二十国集团峰会")
    assert "20" in terms("二十国领导人")


@pytest.mark.parametrize("part", ["元首理事会", "理事会", "上海合作", "国元首"])
def test_chinese_is_found_by_any_part_of_a_name(part: str):
    assert terms(part) <= terms("上海合作组织成员国元首理事会")


def test_one_chinese_character_finds_a_name():
    assert terms("毒") <= terms("禁毒部门")


def test_dates_are_read_in_every_way_of_writing_them():
    assert terms("2020-07-22") == terms("22.07.2020") == {"2020-07-22"}
    assert terms("2020年7月22日") == {"2020", "7月", "22日"}


@pytest.mark.parametrize("text", ["и в на о", "the of a", "", "?! — …"])
def test_what_says_nothing_is_not_searched_for(text: str):
    assert terms(text) == set()
    assert whole(words(text)) == ""


@pytest.mark.parametrize("text", ["ＳＣＯ", "sco", "SCO"])
def test_width_and_case_do_not_matter(text: str):
    assert terms(text) == {"sco"}


def test_a_word_knows_where_it_stands():
    text = "Форум глав регионов, 上合"

    assert [text[word.start : word.end] for word in words(text)] == [
        "Форум",
        "глав",
        "регионов",
        "上合",
    ]
    assert words(text)[-1].script == Script.HAN


def test_neighbours_are_linked_over_words_that_say_nothing():
    assert links(words("Council of Heads of State")) == {"_council head", "_head state"}


@pytest.mark.parametrize(
    ("term", "other"),
    [("молодежь", "молодежный"), ("экономика", "экономический"), ("terror", "terrorist")],
)
def test_words_of_one_family_are_related(term: str, other: str):
    assert are_related(term, other)


@pytest.mark.parametrize(("term", "other"), [("форум", "форум"), ("контртеррор", "контр")])
def test_a_word_is_no_relative_of_itself_or_of_a_shorter_one(term: str, other: str):
    assert not are_related(term, other)


def test_traditional_characters_are_the_simplified_ones():
    assert terms("衛生部長") == terms("卫生部长")
    assert words("反恐週 聯合國")[1].text == "联合国"


@pytest.mark.parametrize("text", ["такое", "какая", "этими", "почему", "где", "каждый"])
def test_words_that_point_or_ask_say_nothing(text: str):
    assert terms(text) == set()


@pytest.mark.parametrize(
    "text",
    ["统一日程", "同一日", "六十日", "第十一日", "这一日期", "唯一月份", "一百二十日", "二十一月"],
)
def test_numeral_inside_another_word_is_no_date(text: str):
    assert [word.text for word in words(text) if word.script == Script.NUMBER] == []


def test_date_in_chinese_numerals_stands_in_its_sentence():
    text = "峰会将于二〇二〇年十一月二十三日举行"

    assert [text[word.start : word.end] for word in words(text)] == [
        "峰会将于",
        "二〇二〇年",
        "十一月",
        "二十三日",
        "举行",
    ]

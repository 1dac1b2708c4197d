"""How a query is understood, and in which order the answers stand."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from search import synonyms
from search.analysis.words import Script, words
from search.dates import relative_time, without_relative_time
from search.letters import TO_ENGLISH, TO_RUSSIAN
from search.models import EVENT_OF
from search.query import BEGUN, RELATED, Asking, Question
from search.ranking import FEW, SINGLED_OUT, Row, rank, rarity
from search.synonyms import compile_names
from search.written_dates import find_dates

NONE = compile_names(())


def asked(text: str, *groups: str) -> Question:
    names = compile_names(groups)
    return Asking(names.query_words(text), names, frozenset()).question()


def found(text: str, rows: list[Row]) -> list[str]:
    return [hit.key for hit in rank(asked(text), rows, 10).hits]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("июль 2020", "2020-07"),
        ("в июле 2020", "2020-07"),
        ("July 2020", "2020-07"),
        ("22 July 2020", "2020-07-22"),
        ("July 22, 2020", "2020-07-22"),
        ("22 июля", "07-22"),
        ("2020年7月", "2020-07"),
        ("2020年7月22日", "2020-07-22"),
        ("10-е ноября 2020", "2020-11-10"),
        ("1 июля", "07-01"),
        ("десятого ноября 2020", "2020-11-10"),
        ("двадцать первого июля", "07-21"),
        ("тридцать первого июля две тысячи двадцатого года", "2020-07-31"),
        ("tenth of November 2020", "2020-11-10"),
        ("10 ноября 20", "2020-11-10"),
        ("10 ноября 20-го года", "2020-11-10"),
        ("10го нояб. 2020г", "2020-11-10"),
        ("июль 20 года", "2020-07"),
        ("июль двадцатого года", "2020-07"),
        ("31 июля", "07-31"),
        ("July 31, 2020", "2020-07-31"),
        ("2020年7月31日", "2020-07-31"),
        ("2020年七月二十二日", "2020-07-22"),
        ("二〇二〇年十一月", "2020-11"),
        ("二零二〇年十二月", "2020-12"),
        ("十月三十一日", "10-31"),
        ("三月十日", "03-10"),
    ],
)
def test_dates_are_understood_in_three_languages(text: str, term: str):
    dates = find_dates(NONE.query_words(f"саммит {text}"))

    assert [date.terms for date in dates] == [(term,)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("9.05.2020", "2020-05-09"),
        ("09.05.20", "2020-05-09"),
        ("09/05/2020", "2020-05-09"),
        ("9-05-2020", "2020-05-09"),
        ("2020/05/09", "2020-05-09"),
        ("09.05", "05-09"),
        ("05.2020", "2020-05"),
        ("5/2020", "2020-05"),
    ],
)
def test_a_day_or_a_month_in_digits_is_understood(text: str, term: str):
    assert [word.terms for word in words(f"саммит {text}")] == [("саммит",), (term,)]


@pytest.mark.parametrize("text", ["24/7", "3.5", "45.05.2020", "9.13", "1.2.05.2020", "2019-2020"])
def test_other_numbers_with_dots_are_no_day(text: str):
    assert all(word.script != Script.DAY for word in words(text))


def test_a_short_year_behind_a_month_may_be_its_day():
    (date,) = find_dates(NONE.query_words("ноябрь 20"))

    assert set(date.terms) == {"11-20", "2020-11"}


@pytest.mark.parametrize("text", ["в конце июля 2020", "late July 2020", "end of July 2020"])
def test_a_third_of_a_month_is_its_days_and_roughly_the_month(text: str):
    (date,) = find_dates(NONE.query_words(text))

    assert (date.terms[0], date.terms[-1]) == ("2020-07-21", "2020-07-31")
    assert date.roughly == ("2020-07",)


def test_what_is_in_a_third_of_a_month_comes_before_the_rest_of_it():
    rows = [("event", "first", "2020-07", 100), ("event", "last", "2020-07", 100)]
    rows += [("event", "first", "2020-07-02", 100), ("event", "last", "2020-07-30", 100)]

    assert found("конец июля 2020", rows) == ["last", "first"]
    assert found("начало июля 2020", rows) == ["first", "last"]


SUMMER = ("2020-06", "2020-07", "2020-08")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("летом 2020 года", SUMMER),
        ("summer of 2020", SUMMER),
        ("2020年夏天", SUMMER),
        ("二〇二〇年夏季", SUMMER),
        ("осень 2019", ("2019-09", "2019-10", "2019-11")),
        ("fall 2019", ("2019-09", "2019-10", "2019-11")),
        ("зимой 2019", ("2019-12", "2019-01", "2019-02")),
    ],
)
def test_a_season_of_a_year_is_its_months(text: str, terms: tuple[str, ...]):
    dates = find_dates(NONE.query_words(f"саммит {text}"))

    assert [date.terms for date in dates] == [terms]


def test_what_is_of_any_month_of_a_season_is_found():
    rows = [
        ("event", "june", "2020-06", 100),
        ("event", "august", "2020-08", 100),
        ("event", "autumn", "2020-09", 100),
    ]

    assert sorted(found("летом 2020", rows)) == ["august", "june"]


#: A Wednesday.
TODAY = date(2020, 10, 28)


@pytest.mark.parametrize(
    ("text", "said", "first", "last"),
    [
        ("what is on Today?", "Today", TODAY, TODAY),
        ("что завтра", "завтра", date(2020, 10, 29), date(2020, 10, 29)),
        ("昨天的会议", "昨天", date(2020, 10, 27), date(2020, 10, 27)),
        ("events of this week", "this week", date(2020, 10, 26), date(2020, 11, 1)),
        ("на следующей неделе", "следующей неделе", date(2020, 11, 2), date(2020, 11, 8)),
        ("события прошлой недели", "прошлой недели", date(2020, 10, 19), date(2020, 10, 25)),
        ("下周峰会", "下周", date(2020, 11, 2), date(2020, 11, 8)),
        ("в этом месяце", "этом месяце", date(2020, 10, 1), date(2020, 10, 31)),
        ("next month", "next month", date(2020, 11, 1), date(2020, 11, 30)),
        ("上个月", "上个月", date(2020, 9, 1), date(2020, 9, 30)),
        ("下週的會議", "下週", date(2020, 11, 2), date(2020, 11, 8)),
        ("на эту неделю", "эту неделю", date(2020, 10, 26), date(2020, 11, 1)),
        ("прошлого месяца", "прошлого месяца", date(2020, 9, 1), date(2020, 9, 30)),
        ("Ｔｏｄａｙ", "Ｔｏｄａｙ", TODAY, TODAY),
        ("chelyabinsk today", "today", TODAY, TODAY),
        ("Челябинск сегодня", "сегодня", TODAY, TODAY),
        ("next weak", "next weak", date(2020, 11, 2), date(2020, 11, 8)),
        ("what is this mounth", "this mounth", date(2020, 10, 1), date(2020, 10, 31)),
        ("на следущей недели", "следущей недели", date(2020, 11, 2), date(2020, 11, 8)),
        ("в будующем месяце", "будующем месяце", date(2020, 11, 1), date(2020, 11, 30)),
        ("last week, this month, today", "last week", date(2020, 10, 19), date(2020, 10, 25)),
    ],
)
def test_days_are_named_as_seen_from_today(text: str, said: str, first: date, last: date):
    time = relative_time(text, TODAY)

    assert time
    assert (text[time.start : time.end], time.first, time.last) == (said, first, last)
    assert said not in without_relative_time(text)
    assert len(without_relative_time(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekend",
        "education week",
        "todays",
        "недели",
        "月",
        "周",
        "举办线上周活动",
        "说明日期",
        "光明日报",
        "日本周",
        "以上周边国家",
        "基本周期",
        "下下周",
        "Chelyabinsk Today",
        "the papers of Chelyabinsk Today",
        "«Челябинск сегодня»",
        "this wee",
        "next weasel",
        "на следующей модели",
    ],
)
def test_other_words_name_no_time(text: str):
    assert relative_time(text, TODAY) is None
    assert without_relative_time(text) == text


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("tomorrow", date.max),
        ("yesterday", date.min),
        ("next month", date.max),
        ("next week", date.max),
    ],
)
def test_time_ends_with_the_calendar(text: str, today: date):
    time = relative_time(text, today)

    assert time is None or (time.first, time.last) == (today, today)


@pytest.mark.parametrize(
    "text", ["июль", "лето", "2020", "75 лет 2020", "45 июля", "32 июля", "0 июля", "саммит 20"]
)
def test_less_than_a_month_and_a_year_is_no_date(text: str):
    assert find_dates(NONE.query_words(text)) == []


def test_a_usual_name_stands_for_all_of_its_group():
    question = asked("саммит ШОС", "ШОС\nSCO\nShanghai Cooperation Organisation\n上合组织")

    assert len(question.groups) == 2
    assert {"шос", "sco", "shanghai", "上合", "合组"} <= question.terms


@pytest.mark.parametrize("text", ["кибер безопасность", "кибер-безопасность", "кибербезопасность"])
def test_usual_name_of_one_word_is_seen_where_it_was_written_as_two(text: str):
    groups = ("кибер\nхакер", "МИБ\nкибербезопасность")

    question = asked(f"{text} ШОС", *groups)

    assert len(question.groups) == 2
    assert "миб" in question.terms
    assert "хакер" not in question.terms


def test_name_is_the_whole_of_a_query_that_calls_its_last_word_otherwise():
    question = asked("Кухня РФ", "Россия;РФ;Russia".replace(";", "\n"))

    assert "=кухня россия" in question.exact
    assert "=кухня россия" not in asked("РФ кухня", "Россия\nРФ").exact


def test_meeting_under_another_name_is_found_and_is_not_who_meets():
    question = asked("съезд поваров", "повар\nГлавные повара")

    assert [group.is_needed for group in question.groups] == [False, True]
    assert not question.exact & {"=повар", "=главный повар"}
    assert "=повар" in asked("поваров").exact


def test_year_of_a_date_counts_no_events():
    needed = {
        text: [group.is_needed for group in asked(text).groups]
        for text in ("мероприятия в августе 2019", "20 мероприятий")
    }

    assert needed == {"мероприятия в августе 2019": [False, True], "20 мероприятий": [True, True]}


def test_usual_name_is_seen_however_its_hyphens_are_written():
    group = "RATS\nRegional Anti-Terrorist Structure"

    counts = {
        len(asked(f"regional {written} structure", group).groups)
        for written in ("anti-terrorist", "anti terrorist", "antiterrorist")
    }

    assert counts == {1}


def test_thing_that_the_query_names_comes_before_what_belongs_to_it():
    question = asked("реестр РАТС", "РАТС\nRATS")
    rows = [
        ("body", key, term, weight)
        for key, name in (("council", ("=rat", 60)), ("itself", ("=rat", 100)))
        for term, weight in (("реестр", 50), ("rat", 50), name)
    ]

    hits = rank(question, rows, 10).hits

    assert [hit.key for hit in hits] == ["itself", "council"]


def test_the_longest_usual_name_wins():
    question = asked("совет глав государств", "СГГ\nсовет глав государств", "глава\nhead")

    assert len(question.groups) == 1


def test_chinese_names_are_seen_inside_a_run_without_spaces():
    question = asked("上合组织宪章", "ШОС\n上合组织")

    assert "шос" in question.terms
    assert len(question.groups) == 2


@pytest.mark.parametrize("text", ["counter-terrorism", "counter terrorism"])
def test_two_words_are_also_looked_for_as_one(text: str):
    assert "counterterror" in asked(text).terms


MANY = [("event", f"both{n}", term, 90) for n in range(FEW) for term in ("форум", "регион")]


def test_entries_with_every_word_are_all_that_is_found_where_there_are_many():
    answer = rank(asked("форум регионов"), [*MANY, ("event", "one", "форум", 90)], 10)

    assert [hit.key for hit in answer.hits] == [f"both{number}" for number in range(FEW)]
    assert answer.all_words


def test_few_with_every_word_are_followed_by_those_with_some():
    answer = rank(asked("форум регионов"), [*MANY[2:], ("event", "one", "форум", 90)], 10)

    assert [hit.key for hit in answer.hits][-2:] == [f"both{FEW - 1}", "one"]
    assert (answer.complete, answer.all_words) == (FEW - 1, False)


def test_entry_that_says_far_more_stands_first_though_it_lacks_a_word():
    weak = [(kind, key, term, weight // 90) for kind, key, term, weight in MANY]
    strong = [("event", key, "форум", 900) for key in ("one", "two")]

    answer = rank(asked("форум регионов"), [*weak, *strong, ("event", "also", "форум", 1)], 10)

    assert [hit.key for hit in answer.hits] == ["one", "two", *(f"both{n}" for n in range(FEW))]
    assert answer.hits[0].lacks == ((6, 14),)


@pytest.mark.parametrize(
    ("links", "after_the_event"),
    [([], ["other", "own"]), ([("news", "own", f"{EVENT_OF}talks", 1)], ["own", "other"])],
)
def test_article_lacks_less_of_what_its_event_has(links: list[Row], after_the_event: list[str]):
    talks: list[Row] = [("event", "talks", "саммит", 90), ("event", "talks", "кубинка", 60)]
    told: list[Row] = [("news", "own", "саммит", 80), ("news", "other", "саммит", 90)]

    hits = rank(asked("саммит в Кубинке"), [*talks, *told, *links], 10).hits

    assert [hit.key for hit in hits] == ["talks", *after_the_event]
    assert hits[1].lacks == hits[2].lacks != ()


def test_article_never_rises_above_its_event_by_the_words_of_that():
    event: list[Row] = [("event", "talks", "саммит", 40), ("event", "talks", "кубинка", 60)]
    own: list[Row] = [("news", "own", "саммит", 250), ("news", "own", f"{EVENT_OF}talks", 1)]
    fillers: list[Row] = [("news", f"filler{n}", "москва", 9) for n in range(4)]
    question = asked("саммит в Кубинке")

    alone = {hit.key: hit for hit in rank(question, [*event, *own[:1], *fillers], 9).hits}
    hits = rank(question, [*event, *own, *fillers], 9).hits

    assert alone["own"].score < alone["talks"].score
    assert [hit.key for hit in hits] == ["talks", "own"]
    assert alone["own"].score < hits[1].score < hits[0].score


@pytest.mark.parametrize(
    ("weight", "first"),
    [(12, "summit"), (90, "paper0")],
)
def test_what_says_most_of_some_words_comes_first_where_all_are_only_mentioned(
    weight: int, first: str
):
    said = (("саммит", weight), ("москва", 60))
    papers = [("news", f"paper{n}", term, each) for n in range(FEW) for term, each in said]

    answer = rank(asked("саммит в Москве"), [*papers, ("event", "summit", "саммит", 300)], 40)

    assert answer.hits[0].key == first
    assert answer.complete == FEW


@pytest.mark.parametrize(
    ("kind", "first"),
    [("event", "talks"), ("news", "crowd")],
)
def test_who_meets_does_not_come_before_the_event_that_has_all_words(kind: str, first: str):
    said = (("саммит", 12), ("москва", 60))
    talks = [(kind, f"talks{n}", term, each) for n in range(FEW) for term, each in said]

    answer = rank(asked("саммит в Москве"), [*talks, ("body", "crowd", "саммит", 300)], 40)

    assert answer.hits[0].key.startswith(first)


@pytest.mark.parametrize(
    ("number", "first"),
    [(SINGLED_OUT, "paper0"), (SINGLED_OUT + 1, "summit")],
)
def test_what_lacks_a_name_of_few_things_does_not_come_before_them(number: int, first: str):
    said = (("саммит", 12), ("гутерриш", 12))
    papers = [("news", f"paper{n}", term, each) for n in range(number) for term, each in said]

    answer = rank(asked("Гутерриш на саммите"), [*papers, ("event", "summit", "саммит", 300)], 40)

    assert answer.hits[0].key == first


def test_what_says_fewer_than_half_of_the_words_does_not_come_before_what_has_all():
    said = (("саммит", 12), ("москва", 60), ("слон", 60))
    papers = [("news", f"paper{n}", term, each) for n in range(FEW) for term, each in said]

    answer = rank(asked("саммит слонов Москва"), [*papers, ("event", "summit", "саммит", 900)], 40)

    assert answer.hits[0].key == "paper0"


def test_word_of_a_running_text_is_half_of_a_word():
    named = [("event", "a", "форум", 60), ("event", "a", "регион", 60)]
    mentioned = [("event", "b", "форум", 120), ("event", "b", "регион", 12)]

    assert found("форум регионов", named + mentioned) == ["a", "b"]


@pytest.mark.parametrize(
    ("typed", "share"), [("железнодор", BEGUN), ("бор", None), ("борец", RELATED)]
)
def test_beginning_that_is_no_word_counts_nearly_as_the_word(typed: str, share: int | None):
    vocabulary = frozenset(("железнодорожный", "борьба", "борецкий"))
    group = Asking(NONE.query_words(typed), NONE, vocabulary).question().groups[0]
    slot = group.alternatives[0].slots[0]

    assert next((slot[term] for term in vocabulary if term in slot), None) == share


def test_word_that_only_asks_has_no_family():
    vocabulary = frozenset(["startup", "forumlik"])

    terms = Asking(NONE.query_words("start forum"), NONE, vocabulary).question().terms

    assert terms.isdisjoint({"startup"})
    assert "forumlik" in terms


def test_what_is_lacking_is_told_by_its_place_in_the_query():
    rows = [("event", "one", "форум", 10), ("event", "other", "регион", 20)]

    answer = rank(asked("форум, регионов"), rows, 10)

    assert {hit.key: hit.lacks for hit in answer.hits} == {"one": ((7, 15),), "other": ((0, 5),)}


def test_any_word_counts_when_nothing_has_all_and_it_is_said():
    rows = [("event", "one", "форум", 10), ("event", "other", "регион", 20)]

    answer = rank(asked("форум регионов"), rows, 10)

    assert not answer.all_words
    assert [hit.key for hit in answer.hits] == ["other", "one"]


@pytest.mark.parametrize("text", ["журналист", "пресса журналист"])
def test_thing_with_one_of_the_usual_names_for_all_of_a_query_comes_first(text: str):
    longer = [("event", "a", "пресса", 120)]
    named = [
        ("page", "b", term, 90)
        for term in ("контакт", "пресса", "_контакт пресса", "=контакт пресса")
    ]

    hits = rank(asked(text, "журналист\nпресса\nконтакты и пресса"), longer + named, 10).hits

    assert [hit.key for hit in hits] == ["b", "a"]


def test_words_that_stand_together_come_first():
    scattered = [("event", "a", term, 50) for term in ("совет", "глава")]
    together = [("event", "b", term, 50) for term in ("совет", "глава", "_совет глава")]

    assert found("совет глав", scattered + together) == ["b", "a"]


def test_a_name_typed_as_a_whole_comes_first():
    longer = [("body", "a", "секретариат", 50)]
    exact = [("body", "b", "секретариат", 50), ("body", "b", "=секретариат", 100)]

    assert found("секретариат", longer + exact) == ["b", "a"]


def test_equal_answers_are_ordered_by_kind_and_address():
    rows = [
        ("event", "b", "форум", 50),
        ("event", "a", "форум", 50),
    ]

    assert found("форум", rows) == ["a", "b"]


def test_a_rare_word_tells_more_than_a_common_one():
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) == 16


@given(
    st.permutations(
        [
            (kind, str(key), term, weight)
            for key, weight in enumerate((5, 5, 40, 90))
            for kind in ("event", "document")
            for term in ("форум", "регион", "_форум регион")
            if (key, term) != (2, "регион")
        ]
    )
)
def test_the_order_does_not_depend_on_that_of_the_database(rows: list[Row]):
    assert found("форум регионов", rows) == found("форум регионов", sorted(rows))


def test_the_layouts_of_keyboards_are_each_others_inverse():
    assert "ghbdtn".translate(TO_RUSSIAN) == "привет"
    assert "ыгььше".translate(TO_ENGLISH) == "summit"
    assert "Ш'`ж[]".translate(TO_RUSSIAN).translate(TO_ENGLISH) == "I'`;[]"


def test_word_that_only_asks_is_no_lack_and_still_counts():
    rows = [
        ("page", "terms", "use", 90),
        ("page", "terms", "photo", 10),
        ("event", "show", "photo", 10),
        ("event", "use", "use", 90),
    ]

    hits = rank(asked("can I use a photo"), rows, 10).hits

    assert [(hit.key, hit.lacks) for hit in hits] == [("terms", ()), ("show", ())]


def test_to_say_both_words_beats_saying_one_of_them_loudly():
    loud = [("event", "a", "форум", 300), ("event", "a", "регион", 10)]
    even = [("event", "b", "форум", 140), ("event", "b", "регион", 140)]

    assert found("форум регионов", loud + even) == ["b", "a"]


def test_name_that_is_a_word_of_the_dictionary_is_no_form_of_another():
    names = "Дели\nDelhi"

    assert len(asked("Delhi", names).groups[0].alternatives) == 3
    assert "деть" not in asked("Delhi", names).terms
    assert "delhi" not in asked("дел", names).terms


@pytest.mark.parametrize("asking", ["哪一年", "何地", "是什么", "怎么样", "谁"])
def test_chinese_word_with_a_sign_of_asking_only_asks(asking: str):
    question = asked(f"{asking} 峰会")

    assert [group.is_needed for group in question.groups] == [False, True]


def test_russian_word_of_the_family_of_a_usual_name_is_that_name():
    group = "ковид\ncoronavirus"

    others = [
        [alternative.slots for alternative in asked(text, group).groups[0].alternatives[1:]]
        for text in ("ковидный", "ковидного", "тигр")
    ]

    assert others == [[({"ковид": 100},), ({"coronavirus": 100},)]] * 2 + [[]]


def test_english_stem_of_a_misspelt_word_has_no_relatives():
    names = compile_names(())
    terms = frozenset(["governor"])

    slots = [
        Asking(names.query_words(text), names, terms).question().groups[0].alternatives[0].slots[0]
        for text in ("goverment", "govern")
    ]

    assert ["governor" in slot for slot in slots] == [False, True]


def test_words_of_the_usual_names_are_looked_up_before_anybody_asks(monkeypatch):
    looked_up: list[str] = []
    monkeypatch.setattr(synonyms, "words", lambda text: looked_up.append(text) or [])

    synonyms.warm_up()

    assert ["ШОС" in text for text in looked_up] == [True]


@pytest.mark.parametrize(
    "opening",
    [
        "о ходе",
        "в соответствии с",
        "по вопросам",
        "в рамках",
        "подскажите",
        "реферат про",
        "интересует",
        "итоги",
    ],
)
def test_words_around_a_question_that_say_nothing_are_no_lack(opening: str):
    question = asked(f"{opening} саммита")

    assert [group.is_needed for group in question.groups] == [False, True]

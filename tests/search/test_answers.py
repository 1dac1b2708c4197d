"""What is read where nothing has all the words of a query, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from events.enums import Status
from presidencies.current import one_presidency
from search.answers import read
from search.letters import in_cyrillic
from search.models import SynonymGroup
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def told(text: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return what was read instead, and what was found with what each lacks."""
    reading = read(text)
    hits = reading.answer.results.hits
    return reading.instead, [(hit.key, reading.answer.lacking(hit)) for hit in hits]


@pytest.fixture(autouse=True, scope="module")
def zebras(for_the_module: None) -> None:
    EventFactory(slug="talks", title_en="Zebra talks", published=True)
    EventFactory(slug="forum", title_en="Zebra forum", published=True)
    EventFactory(slug="draft", title_en="Zebra talks forum")


def test_words_that_something_has_are_read_as_they_stand():
    assert told("zebra talks") == ("", [("talks", []), ("forum", ["talks"])])


@pytest.mark.parametrize("typed", ["zebrra talks", "яуикф ефдлы"])
def test_what_was_meant_is_read_where_nothing_has_what_was_typed(typed: str):
    instead, hits = told(typed)

    assert (instead, hits[0]) == ("zebra talks", ("talks", []))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pfctlfybt ckjyjd", "заседание слонов"),
        ("pfcdlfybt ckjyjd", "заседание слонов"),  # and a letter beside the right one
        ("яфыувфтшу ыдщтщм", "заседание слонов"),  # “zasedanie slonov” with the Russian layout
    ],
)
def test_other_layout_is_read_with_a_mistake_and_of_russian_in_latin_letters(
    typed: str, meant: str
):
    EventFactory(slug="russian", title_ru="заседание слонов", published=True)

    instead, hits = told(typed)

    assert (instead, hits[0]) == (meant, ("russian", []))


@pytest.mark.parametrize("typed", ["Hong Kong", "Merkel", "zyxwvq", "ййййй", "ьъьъь"])
def test_what_is_no_russian_in_another_layout_is_read_as_it_stands(typed: str):
    EventFactory(title_ru="Конгресс: заседание слонов", published=True)

    assert read(typed).instead == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zasedanie slonov", "заседание слонов"),
        ("zasidanie slonov", "заседание слонов"),
        ("russkaya Detskaya komissiya", "русская детская комиссия"),
    ],
)
def test_russian_in_latin_letters_is_read_as_it_is_written(typed: str, meant: str):
    EventFactory(slug="russian", title_ru=meant, published=True)

    instead, hits = told(typed)

    assert (instead, hits[0]) == (meant, ("russian", []))


@pytest.mark.parametrize(("typed", "meant"), [("letter", "лидер"), ("salary", "самары")])
def test_short_english_words_are_no_misspelt_russian(typed: str, meant: str):
    EventFactory(slug="russian", title_ru=meant, published=True)

    assert told(typed)[1] == []
    assert told(meant)[1][0] == ("russian", [])


#: What is typed, and what is meant; made in one database, since to make each takes longer than to ask.
IN_PIECES = {
    "заседание slonov": "заседание слонов",
    "заседание ckjyjd": "заседание слонов",
    "Zebra pfctlfybt ckjyjd": "Zebra заседание слонов",
    "Zebra zasedanie slonovv": "Zebra заседание слонов",
    "Zebra zasedaniia slonov": "Zebra заседания слонов",
}


def test_each_piece_is_read_in_the_letters_in_which_it_makes_words():
    title = {"title_ru": "Заседание слонов", "title_en": "Zebra"}
    EventFactory(slug="russian", **title, published=True)

    read_as = {typed: told(typed) for typed in IN_PIECES}

    assert {typed: instead for typed, (instead, _hits) in read_as.items()} == IN_PIECES
    assert all(hits[0] == ("russian", []) for _instead, hits in read_as.values())


def test_letters_that_are_not_written_in_russian_stay():
    assert in_cyrillic("qatar 2020") == "qатар 2020"


def test_a_mistake_is_mended_though_another_word_is_nowhere():
    instead, hits = told("zebrra unicorn")

    assert instead == "zebra unicorn"
    assert dict(hits) == {"talks": ["unicorn"], "forum": ["unicorn"]}


BESIDE = {
    "heath ministers": "health ministers",
    "heath": "",  # a word of the dictionary, alone
    "heath unicorn": "",  # whose neighbour says nothing of health
    "electrons keepers": "",  # a text mentions both
}


def test_right_word_is_mended_where_its_neighbours_say_what_it_is():
    mentioned = "Among much else, elections of keepers were discussed."
    names = {"title_en": "Health ministers, third meeting", "summary_en": mentioned}
    EventFactory(slug="health", **names, published=True)

    assert {text: told(text)[0] for text in BESIDE} == BESIDE


def test_word_that_nothing_has_in_other_letters_either_stays_as_it_was_typed():
    instead, hits = told("zebra yakutia")

    assert (instead, dict(hits)) == ("", {"talks": ["yakutia"], "forum": ["yakutia"]})


def test_reading_of_which_something_has_all_words_is_the_likelier():
    """«секретеры» is Russian for pieces of furniture."""
    EventFactory(slug="russian", title_ru="Секретеры", published=True)
    EventFactory(slug="secretary", title_en="Secretary general", published=True)

    assert told("secretery general") == ("secretary general", [("secretary", [])])


def test_name_in_other_letters_is_read_though_no_dictionary_has_it():
    EventFactory(slug="russian", title_ru="Заседание ШЖЩ", published=True)

    assert told("shzhshch") == ("шжщ", [("russian", [])])


def test_right_english_words_are_no_russian_in_latin_letters():
    EventFactory(title_ru="Регистан, моряки и бессловесные попы", published=True)

    assert [read(text).instead for text in ("recession", "marriage", "pope")] == ["", "", ""]


def test_word_that_asks_or_names_a_time_was_not_misspelt():
    EventFactory(slug="near", title_en="Twoday may", title_ru="Сегодняшний", published=True)
    asked = ("how many", "today", "сегодня", "na sleduyushchey nedele")

    assert [read(text, date(2020, 10, 28)).instead for text in asked] == ["", "", "", ""]


def test_days_are_those_seen_from_today():
    for day, slug in ((3, "tuesday"), (8, "sunday"), (9, "monday")):
        period = Period.on(date(2020, 11, day))
        EventFactory(slug=slug, title_en=f"Lions {slug}", period=period, published=True)

    def found(text: str, today: date | None) -> list[str]:
        results = read(text, today).answer.results
        return sorted(hit.key for hit in results.hits if not hit.lacks)

    assert found("lions next week", date(2020, 10, 28)) == ["sunday", "tuesday"]
    assert found("тигры на следующей неделе", date(2020, 10, 28)) == []
    assert found("tomorrow", date(2020, 11, 2)) == ["tuesday"]
    assert found("这个月", date(2020, 11, 30)) == ["monday", "sunday", "tuesday"]
    assert found("lions next week", None) == []


#: Which of two gatherings stands first, where one asks between them.
FIRST = {
    "when do the lions gather": "later",
    "когда собираются львы": "later",
    "狮子什么时候开会": "later",
    "the next gathering of lions": "later",
    "when did the lions gather": "earlier",
    "когда собирались львы": "earlier",
    "狮子什么时候开的会？": "earlier",
    "lions": "earlier",
}


def test_what_is_coming_stands_first_where_one_asks_when_it_will_be():
    titles = {"title_en": "Lions gathering", "title_ru": "Львы", "title_zh_hans": "狮子会议"}
    for slug, day in (("earlier", date(2019, 11, 1)), ("later", date(2020, 11, 30))):
        EventFactory(slug=slug, **titles, period=Period.on(day), published=True)

    def first(text: str, today: date) -> str:
        return read(text, today).answer.results.hits[0].key

    assert {text: first(text, date(2020, 10, 28)) for text in FIRST} == FIRST
    assert {first(text, date(2018, 1, 1)) for text in FIRST} == {"earlier"}


def test_what_waits_for_a_new_date_is_coming_too():
    EventFactory(
        slug="a-past", title_en="Lions", period=Period.on(date(2019, 1, 1)), published=True
    )
    undated = {"period": Period.undated(), "status": Status.POSTPONED}
    EventFactory(slug="put-off", title_en="Lions", **undated, published=True)

    hits = read("when do the lions meet", date(2020, 10, 28)).answer.results.hits

    assert [hit.key for hit in hits] == ["put-off", "a-past"]


TIMES = {
    "tommorow": "tomorrow",
    "севодня": "сегодня",
    "segodnya": "сегодня",
    "na etoi nedele": "на этой неделе",
    "na sledushchey nedele": "на следущей неделе",
    "next weak": "",
}


def test_misspelt_time_is_understood_and_read_as_russian_in_latin_letters():
    for day in (28, 29, 30):
        period = Period.on(date(2020, 10, day))
        EventFactory(slug=f"day-{day}", title_en="Lions", period=period, published=True)
    period = Period.on(date(2020, 11, 3))
    EventFactory(slug="later", title_en="Weakest", title_ru="Слон", period=period, published=True)

    readings = {text: read(text, date(2020, 10, 28)) for text in TIMES}

    assert {text: reading.instead for text, reading in readings.items()} == TIMES
    assert all(reading.answer.time for reading in readings.values())
    assert all(reading.answer.results.complete for reading in readings.values())


def test_name_with_a_time_in_it_is_no_time_and_was_not_misspelt():
    EventFactory(slug="lions", title_en="Lions in Chelyabinsk", title_ru="Дата", published=True)

    reading = read("Chelyabinsk Today", date(2020, 10, 28))

    assert (reading.instead, reading.answer.time) == ("", None)
    assert [hit.key for hit in reading.answer.results.hits] == ["lions"]


def test_nothing_is_read_instead_that_would_find_nothing():
    assert told("ghbdtn") == ("", [])


def test_words_that_only_ask_are_not_looked_for():
    assert told("When do the zebra talks take place?")[1][0] == ("talks", [])


def test_word_for_any_answer_is_missed_in_none_unless_they_are_counted():
    assert told("zebra talks events")[1][0] == ("talks", [])
    assert told("20 zebra events")[1][0][1] == ["20", "events"]


@pytest.mark.parametrize("text", ["when", "next", "什么时候", "почему"])
def test_a_query_that_only_asks_is_looked_for_as_it_is(text: str):
    assert not read(text).answer.is_cut
    assert told(text) == ("", [])


def test_mistakes_of_many_words_cost_a_fixed_number_of_queries():
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            read(text)
        return len(captured)

    read("zebra")  # writes the index
    one = queries("zebrra")

    assert queries("zebrra " * 200) == one
    assert queries("zebrra talsk forrum") <= one + 9
    assert one <= 16


@pytest.mark.parametrize(
    "text",
    [
        "15 August 2035",  # no «15 аугуст»
        "what's a zebra unicorn",  # no “wheat”
        "ййййй",  # no «йога»
        "哈哈哈哈",  # laughter, and no 哈萨
        "wo ai ni",  # «во» and «ни» are in every text
    ],
)
def test_what_is_no_slip_is_read_as_it_stands(text: str):
    EventFactory(
        title_en="Zebra, wheat and AI until 2035",
        title_ru="Йога в августе",
        title_zh_hans="哈萨克斯坦",
        published=True,
    )

    assert read(text).instead == ""


@pytest.mark.parametrize(
    "text",
    ["how much are zebra talks", "what's zebra talks", "сколько стоят zebra talks"],
)
def test_how_much_of_something_is_missed_in_nothing(text: str):
    assert told(text)[1][0] == ("talks", [])


@pytest.mark.parametrize("text", ["cabbage electrons kangaroo", "heath zebra", "pyat slonov zuz"])
def test_every_reading_asks_for_the_same_once(text: str):
    EventFactory(slug="health", title_en="Health of the zebra", published=True)
    read("zebra")  # writes the index
    with one_presidency(), CaptureQueriesContext(connection) as captured:
        read(text)

    statements = [query["sql"] for query in captured]
    assert len(set(statements)) == len(statements)
    assert len(statements) <= 16


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("why", True),
        ("how many", True),
        ("为什么", True),
        ("unicorn", False),
        ("why unicorn", False),
        ("1848", False),
    ],
)
def test_query_that_only_asks_holds_nothing_to_search_for(text: str, is_empty: bool):
    assert read(text).answer.is_empty == is_empty


def test_chinese_name_that_is_all_of_a_query_comes_first():
    for slug, title in (
        ("a-longer", "老虎和大象论坛周"),
        ("name", "老虎和大象论坛"),
        ("words", "大象和老虎论坛"),
    ):
        EventFactory(slug=slug, title_zh_hans=title, published=True)

    assert told("老虎和大象论坛")[1][0] == ("name", [])


def test_word_that_no_text_has_is_told_where_another_name_of_it_is_found():
    SynonymGroup.objects.create(spellings="visa\nzebra")

    assert read("visa talks").answer.by_name == ["visa"]
    assert read("zebra talks").answer.by_name == []

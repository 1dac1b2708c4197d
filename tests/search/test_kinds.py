"""Which kind of thing a question asks for."""

from dataclasses import replace

import pytest

from search.kinds import (
    ALONE,
    MEETING,
    NAMED,
    PAPER_FIRST,
    WHICH_PAPER,
    sorts_of_paper,
    sought,
    with_place_moved,
    without_asked,
)
from search.models import EntryKind
from search.query import Asking, only_asks
from search.ranking import rank
from search.synonyms import compile_names

NONE = compile_names(())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("why was it moved", EntryKind.NEWS),
        ("почему перенесли", EntryKind.NEWS),
        ("из-за чего перенесли", EntryKind.NEWS),
        ("по какой причине перенесли", EntryKind.NEWS),
        ("为什么推迟", EntryKind.NEWS),
        ("收到几份", EntryKind.NEWS),
        ("из Москвы в Казань", EntryKind.NEWS),
        ("moved from New Delhi to Moscow", EntryKind.NEWS),
        ("从莫斯科到喀山", EntryKind.NEWS),
        ("when is the dinner", EntryKind.EVENT),
        ("где ужин", EntryKind.EVENT),
        ("晚宴什么时候举行", EntryKind.EVENT),
        ("10 ноября 2020", EntryKind.EVENT),
        ("in which country is the dinner", EntryKind.EVENT),
        ("в каком году ужин", EntryKind.EVENT),
        ("which month is the dinner", EntryKind.EVENT),
        ("какую декларацию приняли повара", EntryKind.DOCUMENT),
        ("what is RATS", EntryKind.BODY),
        ("что такое РАТС", EntryKind.BODY),
        ("什么是反恐机构", EntryKind.BODY),
        ("covid statements", EntryKind.DOCUMENT),
        ("заявлениям по ковиду", EntryKind.DOCUMENT),
        ("网络安全声明", EntryKind.DOCUMENT),
        ("final document", EntryKind.DOCUMENT),
        ("security priority", EntryKind.PRIORITY),
        ("приоритет безопасности", EntryKind.PRIORITY),
        ("新闻 晚宴", EntryKind.NEWS),
        ("how many dinners", EntryKind.NEWS),
        ("сколько ужинов", EntryKind.NEWS),
        ("количество ужинов", EntryKind.NEWS),
        ("повар утвердил 15 ужинов", EntryKind.NEWS),
        ("чем закончился ужин", EntryKind.NEWS),
        ("доки повара", EntryKind.DOCUMENT),
        ("куда переехал ужин", EntryKind.NEWS),
        ("ужин место проведения", EntryKind.EVENT),
        ("what did the ministers sign", EntryKind.DOCUMENT),
        ("о чём договорились министры", EntryKind.DOCUMENT),
        ("比什凯克签署了什么", EntryKind.DOCUMENT),
        ("мероприятия в Казани", EntryKind.EVENT),
        ("что сказали министры", EntryKind.DOCUMENT),
        ("what did the ministers say", EntryKind.DOCUMENT),
        ("外长说了什么", EntryKind.DOCUMENT),
        ("повара собрались", EntryKind.EVENT),
        ("прошёл ли ужин", EntryKind.EVENT),
        ("晚宴开了没有", EntryKind.EVENT),
        ("кого позвал повар", EntryKind.NEWS),
        ("Приглашение на ужин", EntryKind.NEWS),
        ("邀请厨师", EntryKind.NEWS),
        ("厨师第一次", EntryKind.EVENT),
        ("19-я кухня", EntryKind.EVENT),
        ("statement of the summit", EntryKind.DOCUMENT),
        ("почему перенесли саммит", EntryKind.NEWS),
    ],
)
def test_question_asks_for_a_kind_of_thing(text: str, kind: EntryKind):
    assert sought(text, NONE.query_words(text)).keys() == {kind}


def test_of_two_questions_after_one_kind_the_stronger_counts():
    text = "когда собрались повара"

    assert sought(text, NONE.query_words(text)) == {EntryKind.EVENT: ALONE}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which city hosts the dinner", ["hosts", "dinner"]),
        ("в каком городе ужин", ["ужин"]),
        ("В какой стране ужин", ["ужин"]),
        ("晚宴在哪个城市", ["晚宴"]),
        ("ужин место проведения", ["ужин"]),
        ("в каком году ужин", ["ужин"]),
        ("какого числа ужин", ["ужин"]),
        ("по какой причине перенесли ужин", ["перенесли", "ужин"]),
        ("следующий председатель", ["следующий", "председатель"]),
        ("which year is the dinner", ["dinner"]),
        ("какой город", ["город"]),  # nothing else is asked
        ("has anybody still had dinner", ["dinner"]),
        ("new date of the dinner", ["dinner"]),
        ("новая дата ужина", ["ужина"]),
        ("the next dinner", ["dinner"]),
        ("Ребята, где ужин", ["ужин"]),
        ("ребята скиньте ужин", ["скиньте", "ужин"]),
        ("ребята рисуют", ["ребята", "рисуют"]),
        ("презентация на тему ужина", ["ужина"]),
        ("доклад про ужин", ["ужин"]),
        ("доклад повара", ["доклад", "повара"]),
        ("кто в курсе когда ужин", ["ужин"]),
        ("ужин поваров официальный сайт", ["ужин", "поваров"]),
        ("официальный сайт", ["официальный", "сайт"]),
        ("как расшифровывается ШОС", ["шос"]),
        ("what does SCO stand for", ["does", "sco"]),
        ("чем в итоге стал ужин", ["стал", "ужин"]),
        ("город ужина", ["город", "ужина"]),
        ("city dinner", ["city", "dinner"]),
    ],
)
def test_what_is_asked_after_is_not_looked_for(text: str, told: list[str]):
    assert [word.text for word in without_asked(text, NONE.query_words(text))] == told


def test_city_that_took_somebody_in_is_no_paper():
    text = "какой город принял поваров"

    assert EntryKind.DOCUMENT not in sought(text, NONE.query_words(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Куда перенесли ужин", "переезд ужин"),
        ("куда же ПЕРЕНЕСЁН ужин", "переезд ужин"),
        ("в какой город перенесли ужин", "переезд ужин"),
        ("почему перенесли ужин", "перенесли ужин"),
        ("ужин перенесли", "ужин перенесли"),
    ],
)
def test_whither_something_was_moved_asks_for_another_place_and_no_day(text: str, told: str):
    query = with_place_moved(text, NONE.query_words(text))

    content = [word.text for word in without_asked(text, query) if not only_asks([word])]
    assert " ".join(content) == told


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("документы саммита", PAPER_FIRST),
        ("statements of the summit", PAPER_FIRST),
        ("протокол ужина", PAPER_FIRST),
        ("声明 晚宴", PAPER_FIRST),
        ("декларация саммита 10 ноября 2020", PAPER_FIRST),
        ("саммит, документы", NAMED),
    ],
)
def test_paper_counts_more_where_the_query_begins_with_its_sort(text: str, share: int):
    assert sought(text, NONE.query_words(text))[EntryKind.DOCUMENT] == share


def test_meeting_is_an_event_unless_something_of_it_is_asked_for():
    asked = {
        text: sought(text, NONE.query_words(text))
        for text in ("встречи поваров", "документы встречи")
    }

    assert asked["встречи поваров"] == {EntryKind.EVENT: MEETING}
    assert asked["документы встречи"] == {EntryKind.DOCUMENT: PAPER_FIRST}


@pytest.mark.parametrize("text", ["саммита", "SCO summit", "峰会", "round table", "форумы"])
def test_sort_of_event_asks_for_it_or_for_who_meets_so(text: str):
    assert sought(text, NONE.query_words(text)).keys() == {EntryKind.EVENT, EntryKind.BODY}


@pytest.mark.parametrize("text", ["тигр", "somewhen", "table", "plan", "the record", "老虎"])
def test_words_alone_and_parts_of_names_ask_for_no_kind(text: str):
    assert sought(text, NONE.query_words(text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "when was it founded",
        "когда создали кухню",
        "когда учреждена",
        "什么时候成立的",
        "何时设立",
    ],
)
def test_when_something_was_founded_asks_for_no_event(text: str):
    assert EntryKind.EVENT not in sought(text, NONE.query_words(text))


@pytest.mark.parametrize(
    ("text", "kind", "share"),
    [
        ("which plan did they adopt", EntryKind.DOCUMENT, WHICH_PAPER),
        ("where did the cooks get together", EntryKind.EVENT, ALONE),
        ("where is the kitchen", EntryKind.EVENT, NAMED),
    ],
)
def test_which_was_adopted_is_a_paper_and_where_they_met_an_event(
    text: str, kind: EntryKind, share: int
):
    assert sought(text, NONE.query_words(text))[kind] == share


@pytest.mark.parametrize("text", ["what are the aims of cooks", "what are cooks"])
def test_what_several_are_asks_for_no_body(text: str):
    assert sought(text, NONE.query_words(text)) == {}


def test_thing_of_the_kind_that_was_asked_for_comes_first():
    rows = [("event", "a", "саммит", 100), ("news", "b", "саммит", 90)]

    orders = [
        [hit.key for hit in rank(Asking(query, NONE, frozenset()).question(kinds), rows, 10).hits]
        for query in [NONE.query_words("саммит")]
        for kinds in ({}, {EntryKind.NEWS: NAMED})
    ]

    assert orders == [["a", "b"], ["b", "a"]]


DECLARED = [("document", "bishkek", "декларация", 300), ("document", "bishkek", "бишкек", 100)]
PREPARED = [("event", "ministers", "декларация", 12), ("event", "ministers", "москва", 60)]
#: Whom a common word does not single out.
IN_MOSCOW = [("event", f"other-{number}", "москва", 60) for number in range(20)]


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("декларация Москвы", "ministers", ["bishkek"]),
        ("декларация Бишкека", "bishkek", ["ministers"]),
        ("декларация", "bishkek", ["ministers"]),
    ],
)
def test_paper_of_another_name_stands_behind_what_has_all_words(
    text: str, first: str, others: list[str]
):
    query = NONE.query_words(text)
    question = Asking(query, NONE, frozenset()).question(sought(text, query))

    hits = rank(
        replace(question, sorts=sorts_of_paper(query)), DECLARED + PREPARED + IN_MOSCOW, 100
    ).hits

    assert [hit.key for hit in hits if hit.key in ("ministers", "bishkek")] == [first, *others]

"""The page of the search, as a reader gets it."""

from datetime import date

import pytest
from django.test import Client

from documents.models import DocumentKind
from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Kind
from i18n.texts import CODES
from search.models import EntryKind, SynonymGroup
from tests.acting import changes
from tests.asked import queries_without_memory
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.usefixtures("index_follows")]


def search(client: Client, language: str = "en", **parameters: object) -> Element:
    response = client.get(f"/{language}/search/", parameters)
    assert response.status_code == 200
    return page_of(response).one("main")


def titles(main: Element) -> list[str]:
    return [heading.text for heading in main.all("h2")]


@pytest.fixture
def zebras(index_follows: None) -> None:
    EventFactory(title_en="Zebra talks", title_ru="Переговоры о зебрах", published=True)
    EventFactory(title_en="Zebra forum", title_ru="Форум зебр", published=True)
    ArticleFactory(title_en="Zebras meet", title_ru="Зебры встретились", published=True)


@pytest.mark.parametrize("code", CODES)
def test_page_without_a_query_offers_the_box(client: Client, code: str):
    main = search(client, code)

    assert main.one("form", cls="search-box")["action"] == f"/{code}/search/"
    assert main.all("article") == main.all("nav", cls="view-switch") == []


@pytest.mark.usefixtures("zebras")
def test_results_are_counted_by_kind_and_link_to_their_pages(client: Client):
    main = search(client, q="zebra")

    links = main.one("nav", cls="view-switch").all("a")
    assert [link.text for link in links] == ["All 3", "Events 2", "News 1"]
    assert len(main.all("article")) == 3
    assert main.one("p", role="status").text == "3 results for “zebra”"


@pytest.mark.usefixtures("zebras")
def test_the_kind_narrows_the_results_and_keeps_the_counts(client: Client):
    main = search(client, q="zebra", type="news")

    assert titles(main) == ["Zebras meet"]
    links = main.one("nav", cls="view-switch").all("a")
    assert [(link.text, link.attributes.get("aria-current")) for link in links] == [
        ("All 3", None),
        ("Events 2", None),
        ("News 1", "true"),
    ]


@pytest.mark.usefixtures("zebras")
def test_the_query_and_the_kind_survive_a_switch_of_the_language(client: Client):
    page = page_of(client.get("/en/search/", {"q": "zebra", "type": "news"}))

    links = page.all("nav", cls="language-switch")[0].all("a")
    assert "/ru/search/?q=zebra&type=news" in [link["href"] for link in links]


def test_a_query_in_another_language_finds_the_same(client: Client):
    EventFactory(title_en="Zebra talks", title_ru="Переговоры о зебрах", published=True)

    assert titles(search(client, q="зебра")) == ["Zebra talks"]


def test_matches_are_marked_in_title_text_and_facts(client: Client):
    EventFactory(
        title_en="Talks on zebras",
        summary_en="A zebra came.",
        period=Period.on(date(2020, 7, 22)),
        published=True,
    )

    main = search(client, q="zebra 2020")

    assert [found.text for found in main.all("mark")] == ["2020", "zebras", "zebra"]


def test_text_of_another_language_is_shown_under_its_own_language(client: Client):
    BodyFactory(
        name_en="Council of Zebras",
        name_zh_hans="",
        description_ru="О зебрах.",
        published=True,
    )

    main = search(client, "zh-hans", q="zebra")

    assert main.one("h2").one("span", lang="en").text == "Council of Zebras"
    assert main.one("h2").one("span", cls="text-mark").text == "英语"


def test_snippet_is_in_the_language_of_the_page_though_the_words_stand_in_another(client: Client):
    EventFactory(summary_en="They came.", summary_ru="Пришли зебры.", published=True)

    main = search(client, q="зебры")

    assert main.one("p", cls="search-result-text").text == "They came."


def test_snippet_is_in_another_language_by_name_where_the_page_has_none(client: Client):
    EventFactory(summary_en="", summary_ru="Пришли зебры.", published=True)

    main = search(client, q="зебры")

    snippet = main.one("p", cls="search-result-text")
    assert snippet.one("span", lang="ru").text == "Пришли зебры."
    assert snippet.text == "(Russian) Пришли зебры."


@pytest.mark.usefixtures("zebras")
@pytest.mark.parametrize(
    ("code", "notice", "lacks"),
    [
        (
            "en",
            "Nothing contains all of these words. Each result says which of them it lacks.",
            "Without: “Unicorn”",
        ),
        (
            "ru",
            "Ни в одном результате нет всех этих слов. У каждого указано, чего в нём не нашлось.",
            "Не найдено: «Unicorn»",
        ),
        ("zh-hans", "没有结果包含所有这些词。每条结果都注明了缺少哪些词。", "缺少：“Unicorn”"),
    ],
)
def test_any_word_is_enough_when_nothing_has_all_and_the_page_says_so(
    client: Client, code: str, notice: str, lacks: str
):
    main = search(client, code, q="zebra Unicorn")

    assert main.one("p", cls="notice").text == notice
    assert [result.all("p")[-1].text for result in main.all("article")] == [lacks] * 3


@pytest.mark.usefixtures("zebras")
def test_few_with_all_words_are_followed_by_those_with_some(client: Client):
    main = search(client, q="zebra forum")

    assert titles(main)[0] == "Zebra forum"
    assert main.one("p", cls="notice").text == (
        "1 result contains all of these words. The others say which of them they lack."
    )
    lacks = [result.all("p")[-1].text for result in main.all("article")]
    assert lacks[1:] == ["Without: “forum”"] * 2


@pytest.mark.parametrize(
    ("code", "typed", "notice"),
    [
        ("en", "яуикф", "Nothing matches all of “яуикф”. Showing results for “zebra” instead."),
        ("en", "zebrra", "Nothing matches all of “zebrra”. Showing results for “zebra” instead."),
        (
            "ru",
            "zebrra",
            "По запросу «zebrra» целиком ничего не найдено. Показано найденное по запросу «zebra».",
        ),
        ("zh-hans", "zebrra", "没有内容完全符合“zebrra”。以下是“zebra”的搜索结果。"),
    ],
)
def test_what_was_meant_is_answered_at_once_and_the_page_says_so(
    client: Client, code: str, typed: str, notice: str
):
    event = EventFactory(title_en="Zebra talks", published=True)

    main = search(client, code, q=typed)

    assert main.one("p", cls="notice").text == notice
    assert [link["href"] for link in main.one("article").all("a")] == [
        f"/{code}/events/{event.slug}/"
    ]


@pytest.mark.usefixtures("zebras")
@pytest.mark.parametrize(
    ("code", "notice"),
    [
        (
            "en",
            "Nothing matches all of “zebrra Unicorn”. Showing partial matches for “zebra Unicorn”: each result"
            " says which words it lacks.",
        ),
        (
            "ru",
            "По запросу «zebrra Unicorn» целиком ничего не найдено. Показано найденное по части запроса"
            " «zebra Unicorn»: у каждого результата указано, чего в нём не нашлось.",
        ),
        (
            "zh-hans",
            "没有内容完全符合“zebrra Unicorn”。以下结果只符合“zebra Unicorn”的一部分，每条都注明了缺少哪些词。",
        ),
    ],
)
def test_one_sentence_says_that_nothing_has_all_of_what_was_meant_either(
    client: Client, code: str, notice: str
):
    main = search(client, code, q="zebrra Unicorn")

    assert [each.text for each in main.all("p", cls="notice")] == [notice]


def test_word_that_nothing_has_in_other_letters_either_stays_as_it_was_typed(client: Client):
    EventFactory(title_en="Zebra forum", published=True)

    main = search(client, q="zebra forum yakutia")

    assert [each.text for each in main.all("p", cls="notice")] == [
        "Nothing contains all of these words. Each result says which of them it lacks."
    ]
    assert "Without: “yakutia”" in main.one("article").text


def test_corrected_words_stay_typed_in_the_box_and_in_the_links(client: Client):
    for _number in range(11):
        EventFactory(title_en="Zebra talks", published=True)

    main = search(client, q="zebrra")

    assert main.one("form", cls="search-box").one("input", name="q")["value"] == "zebrra"
    assert main.one("a", rel="next")["href"] == "?q=zebrra&page=2"
    assert len(titles(search(client, q="zebrra", page=2))) == 1


def test_words_beyond_the_twelfth_are_said_to_be_left_out(client: Client):
    EventFactory(title_en="Zebra talks", published=True)

    main = search(client, q="zebra " * 13)

    assert main.one("p", cls="notice").text == "Only the first 12 words were looked for."
    assert search(client, q="zebra " * 12).all("p", cls="notice") == []


@pytest.mark.parametrize("text", ["xyzzy", "123456", "上合", "zebra xyzzy", "ыыы"])
def test_what_makes_no_words_in_the_other_layout_is_no_suggestion(client: Client, text: str):
    EventFactory(title_en="Zebra talks", published=True)

    main = search(client, q=text)

    assert [notice for notice in main.all("p", cls="notice") if "Did you mean" in notice.text] == []


@pytest.mark.parametrize(
    ("q", "label", "page"),
    [
        ("next week", "2–8 November 2020", "/en/calendar/2020/W45/"),
        ("что сегодня", "28 октября 2020 г.", "/ru/calendar/2020/10/28/"),
        ("下个月", "2020年11月", "/zh-hans/calendar/2020/11/"),
    ],
)
def test_time_as_seen_from_today_leads_to_its_page_of_the_calendar(
    client: Client, settings, q: str, label: str, page: str
):
    settings.PORTAL_CLOCK = "2020-10-28"
    EventFactory(period=Period.on(date(2020, 11, 10)), published=True)
    EventFactory(period=Period.on(date(2020, 10, 1)), published=True)

    link = search(client, page.split("/")[1], q=q).one("p", cls="notice").one("a")

    assert (link.text, link["href"]) == (label, page)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("q", "label", "page"),
    [
        ("zebra 2020-11-10", "10 November 2020", "/en/calendar/2020/11/10/"),
        ("10 ноября 2020", "10 ноября 2020 г.", "/ru/calendar/2020/11/10/"),
        ("2020年10月", "2020年10月", "/zh-hans/calendar/2020/10/"),
    ],
)
def test_day_or_month_that_is_named_leads_to_its_page_of_the_calendar(
    client: Client, q: str, label: str, page: str
):
    EventFactory(period=Period.on(date(2020, 11, 10)), published=True)
    EventFactory(period=Period.on(date(2020, 10, 1)), published=True)

    link = search(client, page.split("/")[1], q=q).all("p", cls="notice")[0].one("a")

    assert (link.text, link["href"]) == (label, page)


@pytest.mark.parametrize(
    ("code", "q", "notice"),
    [
        ("en", "next week", "The calendar covers June 2019 – November 2020, and has no such time."),
        (
            "en",
            "zebra 2021-05-01",
            "The calendar covers June 2019 – November 2020, and has no such time.",
        ),
        (
            "en",
            "zebra talks 2035",
            "The calendar covers June 2019 – November 2020, and has no such time.",
        ),
        (
            "ru",
            "15 мая 2022",
            "Календарь охватывает июнь 2019 г. – ноябрь 2020 г., этого времени в нём нет.",
        ),
        ("zh-hans", "2018年5月1日", "日程只涵盖2019年6月至2020年11月，不含该时间。"),
    ],
)
def test_time_that_the_calendar_does_not_show_is_said_to_be_beyond_it(
    client: Client, settings, code: str, q: str, notice: str
):
    settings.PORTAL_CLOCK = "2035-10-28"
    EventFactory(title_en="Zebra", period=Period.on(date(2020, 11, 10)), published=True)

    notices = [each.text for each in search(client, code, q=q).all("p", cls="notice")]

    assert notice in notices


@pytest.mark.parametrize("q", ["31.02.2020", "zebra 2035", "zebra"])
def test_year_that_a_text_tells_of_and_no_day_are_no_time_of_the_calendar(client: Client, q: str):
    period = Period.on(date(2020, 11, 10))
    EventFactory(title_en="Zebra until 2035", period=period, published=True)

    assert search(client, q=q).all("p", cls="notice") == []


@pytest.mark.parametrize(
    ("code", "notice"),
    [
        (
            "en",
            "No text here contains “visa”. Shown is what goes by another name for it, or is related to it.",
        ),
        (
            "ru",
            "В текстах не встречается: «visa». Показано то, что называется иначе или с этим связано.",
        ),
        ("zh-hans", "此处文本中没有“visa”。以下是名称不同或与之相关的内容。"),
    ],
)
def test_word_that_is_found_by_its_usual_name_alone_is_said_to_be_in_no_text(
    client: Client, code: str, notice: str
):
    SynonymGroup.objects.create(spellings="visa\nzebra")
    EventFactory(title_en="Zebra talks", published=True)

    assert [each.text for each in search(client, code, q="visa").all("p", cls="notice")] == [notice]
    assert search(client, code, q="zebra").all("p", cls="notice") == []
    EventFactory(title_en="Visas", published=True)
    assert search(client, code, q="visa").all("p", cls="notice") == []


def test_part_of_a_chinese_word_is_said_to_be_no_more_than_that(client: Client):
    EventFactory(title_zh_hans="世界论坛", published=True)

    notices = [each.text for each in search(client, "zh-hans", q="世界杯").all("p", cls="notice")]

    assert notices == ["此处文本中没有“世界杯”。以下是名称不同或与之相关的内容。"]
    assert search(client, "zh-hans", q="世界").all("p", cls="notice") == []
    # Of “what to wear” the one character that does not ask is looked for.
    assert "未找到" in search(client, "zh-hans", q="穿什么").one("p", cls="empty-note").text


NONE_AHEAD = "The plan has no such event still to come."


@pytest.mark.parametrize(
    ("q", "is_said"),
    [
        ("next summit", True),
        ("next zebra", True),
        ("next forum", False),  # there is one
        ("next lion agenda", False),  # and of lions, though their agenda was another's
        ("zebra", False),
        ("what is next", False),
    ],
)
def test_that_nothing_of_the_sort_is_to_come_is_said_where_it_is_so(
    client: Client, settings, q: str, is_said: bool
):
    settings.PORTAL_CLOCK = "2020-11-11"
    past, ahead = Period.on(date(2020, 11, 10)), Period.on(date(2020, 12, 1))
    EventFactory(title_en="Zebra", kind=Kind.SUMMIT, period=past, published=True)
    EventFactory(title_en="Lion agenda", kind=Kind.SUMMIT, period=past, published=True)
    EventFactory(title_en="Lions", kind=Kind.FORUM, period=ahead, published=True)

    notices = [each.text for each in search(client, q=q).all("p", cls="notice")]

    assert (NONE_AHEAD in notices) == is_said


def test_where_the_plan_is_over_nothing_is_next(client: Client, settings):
    settings.PORTAL_CLOCK = "2021-11-11"
    EventFactory(title_en="Zebra", period=Period.on(date(2020, 11, 10)), published=True)

    for q in ("next zebra", "what is next"):
        assert search(client, q=q).all("p", cls="notice")[0].text == NONE_AHEAD


def test_paper_that_there_is_not_leads_to_those_who_are_to_adopt_one(client: Client, settings):
    """The ministers prepared a declaration in Moscow; the leaders adopt such papers."""
    settings.PORTAL_CLOCK = "2020-10-28"
    leaders = BodyFactory(name_en="Leaders", published=True)
    summit = {"period": Period.on(date(2020, 11, 10)), "bodies": [leaders]}
    EventFactory(title_en="Summit", **summit, published=True)
    EventFactory(title_en="Moscow talks on a declaration", published=True)
    paper = {"kind": DocumentKind.DECLARATION, "bodies": [leaders]}
    DocumentFactory(title_en="Bishkek declaration", **paper, published=True)

    main = search(client, q="moscow declaration")

    assert titles(main)[:2] == ["Summit", "Moscow talks on a declaration"]
    assert main.all("article")[0].text.endswith("Without: “moscow” and “declaration”")
    assert main.all("p", cls="notice")[0].text == (
        "No document here has all of these words. "
        "The first result is the coming meeting of those who adopted other papers of this kind."
    )
    DocumentFactory(title_en="Moscow declaration", **paper, published=True)
    assert titles(search(client, q="moscow declaration"))[0] == "Moscow declaration"


def test_nothing_found_leads_to_the_calendar(client: Client):
    note = search(client, q="unicorn").one("p", cls="empty-note")

    assert note.text.startswith("Nothing was found for “unicorn”.")
    assert note.one("a")["href"] == "/en/calendar/"


@pytest.mark.usefixtures("zebras")
def test_nothing_of_a_kind_leads_to_all_kinds(client: Client):
    note = search(client, q="zebra", type="body").one("p", cls="empty-note")

    assert note.one("a")["href"] == "?q=zebra"


def test_results_are_paged_and_an_unknown_page_is_not_found(client: Client):
    for _number in range(11):
        EventFactory(title_en="Zebra talks", published=True)

    assert len(titles(search(client, q="zebra"))) == 10
    last = search(client, q="zebra", page=2)
    assert len(titles(last)) == 1
    assert last.one("ol", cls="search-results")["start"] == "11"
    assert client.get("/en/search/?q=zebra&page=3").status_code == 404


def test_number_of_queries_does_not_depend_on_the_number_of_results(client: Client):
    def add() -> None:
        body = BodyFactory(description_en="zebra", published=True)
        goal = PriorityFactory(description_en="zebra", published=True)
        event = EventFactory(
            summary_en="zebra",
            bodies=[body],
            priorities=[goal],
            period=Period.on(date(2020, 7, 22)),
            published=True,
        )
        ArticleFactory(lead_en="zebra", events=[event], published=True)
        DocumentFactory(summary_en="zebra", events=[event], published=True)

    def queries() -> dict[str, int]:
        return {
            kind: queries_without_memory(lambda kind=kind: search(client, q="zebra", type=kind))
            for kind in EntryKind.values
        }

    add()
    with_one = queries()
    add()
    add()

    assert queries() == with_one


def test_results_are_kept_out_of_search_engines(client: Client):
    head = page_of(client.get("/en/search/?q=zebra")).one("head")

    assert head.one("meta", name="robots")["content"] == "noindex"
    assert head.all("link", rel="canonical") == []


def test_search_itself_is_a_page_like_any_other(client: Client):
    head = page_of(client.get("/en/search/?type=event")).one("head")

    assert head.all("meta", name="robots") == []
    assert head.one("link", rel="canonical")["href"].endswith("/en/search/")
    assert head.one("meta", name="description")["content"].startswith("Events, news, bodies")


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_the_box_in_its_head_and_a_link_in_its_small_menu(client: Client, code: str):
    header = page_of(client.get(f"/{code}/about/")).one("header", cls="site-header")

    assert header.one("form", cls="search-box")["action"] == f"/{code}/search/"
    menu = header.one("details", cls="small-menu")
    assert [link["href"] for link in menu.all("a")][-1] == f"/{code}/search/"


def test_the_page_of_the_search_has_one_box_only(client: Client):
    page = page_of(client.get("/en/search/?q=zebra"))

    assert page.one("form", cls="search-box").one("input", name="q")["value"] == "zebra"


def test_what_a_moved_event_was_is_marked_too(client: Client):
    event = EventFactory(
        title_en="Zebra talks",
        period=Period.on(date(2020, 7, 22)),
        announced=announcement(),
        published=True,
    )
    changes.reschedule(event, announcement(), FactChanges(period=Period.on(date(2020, 11, 10))))

    line = search(client, q="zebra 22 July 2020").one("p", cls="event-was")

    assert line.text == "Was 22 July 2020"
    assert "July" in [found.text for found in line.all("mark")]

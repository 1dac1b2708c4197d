from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Kind
from i18n.typography import loose
from tests.acting import changes
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import page_of
from tests.pages import attributes, terms, text, texts
from tests.website.event_pages import JULY, NOVEMBER, page, summit

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def test_steps_are_printed_oldest_first_with_old_and_new(client):
    event = summit(period=JULY)
    changes.reschedule(
        event,
        announcement(None, reason="The pandemic.", source_url="https://tass.example/1"),
        FactChanges(period=NOVEMBER),
    )

    response = page(client, event)

    assert texts(response, "h2", within="stack")[0] == "What changed, and when"
    assert texts(response, "h3", within="change-history") == ["Announced", "New date"]
    assert texts(response, "p", "news-date") == [
        "14 June 2019",
        "Day of the announcement not known",
    ]
    assert texts(response, "dd", within="change-values") == [
        "22–23 July 2020",
        "In person",
        "was 22–23 July 2020, now 10 November 2020",
    ]
    assert texts(response, "del") == ["22–23 July 2020"]
    assert texts(response, "ins") == ["10 November 2020"]
    assert texts(response, "p", "soft", within="change-history") == ["A reason.", "The pandemic."]
    sources = attributes(response, "a", within="change-source")
    assert [link["href"] for link in sources] == [
        "https://source.example/",
        "https://tass.example/1",
    ]


@pytest.mark.parametrize(("number", "folded"), [(3, 0), (4, 1)])
def test_many_steps_of_an_event_that_is_drawn_stand_folded(client, number, folded):
    event = summit(period=JULY)
    for day in range(1, number):
        changes.reschedule(
            event,
            announcement(date(2020, 5, day)),
            FactChanges(period=Period.on(date(2020, 11, day))),
        )

    main = page_of(page(client, event)).one("main")

    folds = main.all("details", cls="step-fold")
    assert [fold.one("b").text for fold in folds] == ["All 4 recorded steps"] * folded
    assert len(main.one("ol", cls="change-history").all("li")) == number
    assert [len(fold.all("li")) for fold in folds] == [number] * folded


def test_moved_event_is_drawn_and_the_drawing_has_words(client):
    event = summit(period=JULY)
    changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER))

    drawings = attributes(page(client, event), "svg", "date-journey")

    assert {(drawing["role"], drawing["aria-label"]) for drawing in drawings} == {
        ("img", "Dates in order: 22–23 July; 10 November.")
    }


def test_event_without_a_history_says_that_nothing_is_recorded(client):
    event = EventFactory(period=NOVEMBER, published=True)

    response = page(client, event)

    assert texts(response, "h2", within="stack")[0] == "What has been announced"
    assert texts(response, "p", "soft", within="stack")[0] == (
        "We found no dated announcement of this event."
    )
    with_source = EventFactory(period=NOVEMBER, published=True, sources=["https://tass.com/a"])
    assert texts(page(client, with_source), "p", "soft", within="stack")[0] == (
        "We found no dated announcement of this event. The date comes from the sources listed."
    )
    assert attributes(response, "svg", "date-journey") == []


def test_facts_stand_beside_the_page(client):
    event = summit(
        kind=Kind.SUMMIT,
        title_origin_en="official",
        host_en="City of Kazan",
        chair=CountryFactory(name_en="Russia"),
        cities=[CityFactory(name_en="Kazan", country=CountryFactory(name_en="Russia"))],
        venue={"en": "The Kremlin"},
        bodies=[BodyFactory(short_name_en="Council", published=True)],
        priorities=[PriorityFactory(title_en="Ties", published=True)],
    )

    assert terms(page(client, event), "fact-list") == {
        "Date": "Tuesday, 10 November 2020",
        "Format": "In person",
        "Venue": "The Kremlin",
        "Place": "Kazan, Russia",
        "Host": "City of Kazan",
        "Chair": "Russia",
        "Body": "Council",
        "Priority": "Ties",
        "Kind": "Summit · ministers · Russia’s plan",
    }


@pytest.mark.parametrize(
    ("format", "term"),
    [(Format.ONLINE, "Led from"), (Format.HYBRID, "Place"), (Format.UNKNOWN, "Place")],
)
def test_videoconference_is_led_from_a_city_and_takes_place_in_none(client, format, term):
    kazan = CityFactory(name_en="Kazan", country=CountryFactory(name_en="Russia"))
    event = summit(format=format, cities=[kazan])

    facts = terms(page(client, event), "fact-list")

    assert {name: facts.get(name) for name in ("Led from", "Place")} == {
        "Led from": None,
        "Place": None,
    } | {term: "Kazan, Russia"}


def test_fact_of_an_unknown_day_is_that_it_is_to_be_confirmed(client):
    event = summit(period=Period.undated())

    facts = [terms(page(client, event, code), "fact-list") for code in ("en", "ru", "zh-hans")]

    assert facts[0]["Date"] == "To be confirmed"
    assert facts[1]["Дата"] == "Уточняется"
    assert facts[2]["日期"] == "待定"


def test_only_a_title_of_our_own_says_whose_it_is(client):
    event = summit(title_origin_en="ours", title_origin_ru="official")

    said = "The title is unofficial, given by this portal."
    assert said in texts(page(client, event), "p", "soft", within="event-page-facts")
    assert "Title" not in terms(page(client, event), "fact-list")
    assert "Название неофициальное" not in page(client, event, "ru").content.decode()


@pytest.mark.parametrize(
    ("code", "place"),
    [("en", "Kazan, Russia"), ("ru", "Казань, Россия"), ("zh-hans", "俄罗斯喀山")],
)
def test_city_and_country_stand_in_the_order_of_the_language(client, code, place):
    russia = CountryFactory(name_en="Russia", name_ru="Россия", name_zh_hans="俄罗斯")
    kazan = CityFactory(name_en="Kazan", name_ru="Казань", name_zh_hans="喀山", country=russia)

    facts = terms(page(client, summit(cities=[kazan]), code), "fact-list")

    assert place in facts.values()


def test_drafts_linked_to_an_event_stay_hidden(client):
    event = summit(
        bodies=[BodyFactory(name_en="Secret council")],
        priorities=[PriorityFactory(title_en="Secret goal")],
    )
    ArticleFactory(title_en="Secret news", events=[event])
    DocumentFactory(title_en="Secret paper", events=[event])

    assert "Secret" not in page(client, event).content.decode()


def test_papers_and_news_of_the_event_are_linked(client, settings):
    settings.PORTAL_CLOCK = "2020-11-10"
    event = summit()
    DocumentFactory(title_en="Declaration", languages=["ru", "en"], events=[event], published=True)
    ArticleFactory(title_en="It was held", events=[event], published=True)

    response = page(client, event)

    assert texts(response, "li", within="document-list") == ["DeclarationRU, EN"]
    assert texts(response, "h3", within="news-list") == ["It was held"]


def test_sources_of_the_steps_are_not_repeated_in_the_facts(client):
    event = summit(sources=["https://source.example/", "https://www.tass.example/2"])

    sources = terms(page(client, event), "fact-list")["Sources"]

    assert sources == "tass.example (another site)"


def test_standing_clock_hides_an_update_that_lies_ahead_of_it(client, settings):
    event = summit()
    behind = terms(page(client, event), "fact-list")
    settings.PORTAL_CLOCK = "off"

    following = terms(page(client, event), "fact-list")

    assert "Updated" not in behind
    assert "Updated" in following


def test_title_missing_in_a_language_is_shown_in_another_under_a_notice(client):
    event = summit(title_en="Summit", title_zh_hans="")

    response = page(client, event, "zh-hans")

    assert attributes(response, "span", within="event-head-words")[0] == {"lang": "en"}
    assert len(texts(response, "p", "notice")) == 1
    assert [link["hreflang"] for link in attributes(response, "link") if "hreflang" in link] == [
        "ru",
        "en",
        "x-default",
    ]


def test_text_missing_in_a_language_is_no_page_that_is_missing(client):
    event = summit(title_en="Summit", summary_en="", summary_ru="Итоги.", summary_zh_hans="")

    response = page(client, event)

    assert text(response, "p", "notice") == (
        "The text below is not yet in English. Shown in Russian. Русский"
    )
    assert attributes(response, "a", within="notice") == [
        {"href": f"/ru/events/{event.slug}/", "lang": "ru", "hreflang": "ru"}
    ]


def test_notice_names_every_language_that_the_page_is_shown_in(client):
    event = summit(title_en="Summit", title_zh_hans="", summary_en="", summary_ru="Итоги.")

    response = page(client, event, "zh-hans")

    assert (
        text(response, "p", "notice") == "本页暂无中文版，现显示英语和俄语文本。Русский · English"
    )


def test_dates_are_said_in_each_language(client):
    event = summit()

    said = {code: text(page(client, event, code), "p", "event-date") for code in ("ru", "zh-hans")}

    assert said == {"ru": "Вторник, 10 ноября 2020 г.", "zh-hans": "2020年11月10日星期二"}


def test_source_has_the_day_that_its_address_names(client):
    event = EventFactory(
        sources=["https://paper.example/2020/09/08/forum/", "https://other.example/forum/"],
        published=True,
    )

    sources = page_of(page(client, event)).one("dl", cls="fact-list").all("li")

    assert [loose(line.text) for line in sources] == [
        "paper.example (another site) · 8 September 2020",
        "other.example (another site)",
    ]

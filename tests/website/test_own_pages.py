"""Who types what a page of the portal is for is shown to it, in each language."""

import pytest
from django.test import Client
from django.utils.translation import override

from search.models import SynonymGroup
from tests.factories import CountryFactory, EventFactory
from tests.markup import page_of
from website.own_pages import own_pages

pytestmark = pytest.mark.django_db

FIRST = {
    "en": {
        "Tajikistan": "countries/tajikistan/",
        "how to subscribe": "subscribe/",
        "RSS feed": "subscribe/",
        "logo": "contact/#downloads",
        "logo download": "contact/#downloads",
        "download": "contact/#downloads",
        "excel": "subscribe/",
        "API": "developers/",
        "documents": "documents/",
    },
    "ru": {
        "в Таджикистане": "countries/tajikistan/",
        "подписаться": "subscribe/",
        "скачать логотип": "contact/#downloads",
        "разработчикам": "developers/",
    },
    "zh-hans": {
        "塔吉克斯坦": "countries/tajikistan/",
        "订阅": "subscribe/",
        "下载标志": "contact/#downloads",
        "开发者": "developers/",
    },
}


@pytest.mark.parametrize("code", FIRST)
def test_words_that_people_use_lead_to_the_page_itself(code: str):
    CountryFactory(
        slug="tajikistan", name_en="Tajikistan", name_ru="Таджикистан", name_zh_hans="塔吉克斯坦"
    )

    with override(code):
        found = {query: own_pages(query)[0].url for query in FIRST[code]}

    assert found == {query: f"/{code}/{page}" for query, page in FIRST[code].items()}


@pytest.mark.parametrize(
    "query", ["", "the", "press conference on data", "ministers of Tajikistan in Moscow", "峰会"]
)
def test_question_about_something_else_leads_to_none(query: str):
    CountryFactory(slug="tajikistan", name_en="Tajikistan")

    assert own_pages(query) == []


@pytest.mark.parametrize(
    "query", ["Киргизия", "в Киргизии", "Kirghizia", "吉爾吉斯", "Кыргызской Республике", "吉国"]
)
def test_country_is_found_by_each_of_its_names(query: str):
    """By those of its record, of the CLDR, of that for Taiwan too, and by usual names that stand beside one of these."""
    CountryFactory(slug="kg", code="KG", name_en="Kyrgyzstan", name_ru="Кыргызстан")
    SynonymGroup.objects.create(spellings="кыргызстан\nКыргызская Республика\n吉国\nKirghizia")
    SynonymGroup.objects.create(spellings="сомы\nKyrgyz som")

    assert [page.share for page in own_pages(query)] == [1]
    assert own_pages("сом") == []


@pytest.mark.parametrize(("query", "pages"), [("印度", 1), ("在印度", 1), ("印度洋", 0)])
def test_name_of_a_country_in_a_longer_chinese_word_leads_to_none(query: str, pages: int):
    CountryFactory(slug="india", code="IN", name_zh_hans="印度")

    assert len(own_pages(query)) == pages


@pytest.mark.indexed
@pytest.mark.usefixtures("index_follows")
def test_search_shows_them_where_nothing_else_is_found(client: Client):
    EventFactory(title_en="Logs", published=True)

    for query in ("download", "logo"):
        main = page_of(client.get("/en/search/", {"q": query})).one("main")
        assert main.one("p", cls="notice").text.startswith("On this portal: Downloads")
        assert main.all("article") == main.all("p", cls="empty-note") == []


@pytest.mark.parametrize(
    "query", ["Indian Ocean", "индийский океан", "India ink", "Indian talks in Moscow"]
)
def test_what_is_called_after_a_country_does_not_lead_to_it(query: str):
    CountryFactory(slug="india", code="IN", name_en="India", name_ru="Индия")
    SynonymGroup.objects.create(spellings="India\nIndian\nиндийский")

    assert own_pages(query) == []


@pytest.mark.parametrize(("query", "pages"), [("tell us", 0), ("US", 1), ("us", 1)])
def test_pronoun_is_no_country(query: str, pages: int):
    CountryFactory(slug="usa", code="US", name_en="United States")
    SynonymGroup.objects.create(spellings="United States\nUS")

    assert len(own_pages(query)) == pages


@pytest.mark.parametrize("query", ["about", "About us", "О нас", "关于我们", "who are you?"])
def test_words_that_are_never_looked_for_lead_to_who_speaks(query: str):
    assert [page.url for page in own_pages(query)] == ["/en/about/"]

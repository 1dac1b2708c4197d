"""Whatever is typed, the answer is a clear page."""

import pytest
from django.test import Client

from i18n.texts import CODES
from search.finding import find
from search.query import MOST_WORDS
from tests.factories import EventFactory
from tests.markup import Element, page_of

pytestmark = pytest.mark.django_db


def search(client: Client, query: str) -> Element:
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    return page_of(response).one("main")


@pytest.mark.parametrize("text", ["?!…", "%", "_", "%%%", "*", "\\", "'", '"', "the of", "<>", " "])
def test_a_query_without_a_word_is_told_so(client: Client, text: str):
    EventFactory(published=True)

    main = search(client, text)

    assert main.all("article") == []
    assert len(main.all("p", cls="empty-note")) == 1


@pytest.mark.parametrize(
    "text", ["%zebra%", "ze_ra", "' OR 1=1 --", "zebra*", "(zebra", "zebra:*&"]
)
def test_wildcards_and_operators_are_plain_characters(client: Client, text: str):
    EventFactory(title_en="Zebra talks", published=True)

    main = search(client, text)

    assert (len(main.all("article")) == 1) is ("zebra" in text)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=" + "a" * 201, "q"),
        ("q=" + "a" * 9_900, "q"),
        ("q=zebra%00", "q"),
        ("q=zebra&type=city", "type"),
        ("q=zebra&page=0", "page"),
        ("q=zebra&page=x", "page"),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_a_bad_parameter_is_named_on_a_page_of_its_own(
    client: Client, code: str, query: str, name: str
):
    response = client.get(f"/{code}/search/?{query}")

    assert response.status_code == 400
    (term,) = page_of(response).one("main").all("dt")
    assert name in term.text


def test_a_query_of_ten_thousand_characters_is_refused(client: Client):
    assert client.get("/en/search/?q=" + "a" * 10_000).status_code == 400


@pytest.mark.django_db
def test_of_many_words_only_the_first_cost_anything(django_assert_num_queries):
    different = [f"zebra{letter}{other}" for letter in "abcdefghij" for other in "klmnopqrst"]
    looked_at = find(" ".join(different[:MOST_WORDS])).marker.terms

    with django_assert_num_queries(5):  # one of them reads the current presidency
        answer = find(" ".join([*different, *different]))

    assert len(looked_at) >= MOST_WORDS
    assert answer.marker.terms == looked_at


def test_a_long_query_of_many_words_is_answered(client: Client):
    EventFactory(title_en="Zebra talks", published=True)

    assert len(search(client, "zebra " * 33).all("article")) == 1


def test_markup_in_a_query_is_shown_as_text(client: Client):
    response = client.get("/en/search/", {"q": "<script>alert(1)</script>"})

    assert b"<script>alert(1)" not in response.content

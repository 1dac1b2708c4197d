"""What is just long enough is taken, and one more is refused."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/en/search/?q=", 200),
        ("/en/calendar/?q=", 100),
        ("/en/calendar/2020/10/?q=", 100),
        ("/en/calendar.csv?q=", 100),
    ],
)
def test_words_may_be_just_so_long(client: Client, address: str, most: int):
    answers = [client.get(address + "a" * length).status_code for length in (most, most + 1)]

    assert answers == [200, 400]


@pytest.mark.parametrize("address", ["/en/news/", "/en/documents/", "/en/"])
def test_an_address_may_be_just_so_long(client: Client, address: str):
    """A label of somebody's newsletter, which every page passes over."""
    label = "utm_source="

    answers = [
        client.get(address, QUERY_STRING=label + "a" * (length - len(label))).status_code
        for length in (10_000, 10_001)
    ]

    assert answers == [200, 400]


@pytest.mark.parametrize("address", ["/en/news/", "/en/documents/"])
def test_the_highest_page_is_a_page(client: Client, address: str):
    """One that could be and is not answers 404, one that could not be 400."""
    answers = [client.get(f"{address}?page={page}").status_code for page in (1, 100_000, 100_001)]

    assert answers == [200, 404, 400]

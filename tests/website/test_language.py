import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "page"),
    [
        ("ru", "/ru/"),
        ("zh-CN,zh;q=0.9,en;q=0.5", "/zh-hans/"),
        ("zh-TW", "/zh-hans/"),
        ("kk;q=0.9,ru;q=0.8,en;q=0.7", "/ru/"),
        ("en-GB", "/en/"),
        ("kk", "/en/"),
        ("", "/en/"),
        (";q=х,,*", "/en/"),
        ("ru;q=0", "/en/"),
        ("ru;q=0.000", "/en/"),
        ("ru;q=0, *", "/en/"),
        ("en;q=0", "/ru/"),
        ("en;q=0, ru;q=0", "/zh-hans/"),
        ("en;q=0, *;q=0.5", "/ru/"),
        ("*;q=0", "/en/"),
        ("en;q=0, *;q=0", "/ru/"),
        ("ru, *;q=0", "/ru/"),
        ("*, ru;q=0.5", "/en/"),
        ("en;q=0.1, *;q=0.5", "/ru/"),
        ("zh;q=0, ru;q=0.1", "/ru/"),
        ("en;q=0, ru;q=0, zh;q=0", "/en/"),
        ("zh;q=0, zh-Hans;q=0.5", "/zh-hans/"),
        ("ru-RU;q=0, ru", "/ru/"),
        ("ru;q=0.2, zh;q=0.8", "/zh-hans/"),
        ("ru;q=2, zh;q=0.3", "/zh-hans/"),
        ("ru;q=, zh;q=0.3", "/zh-hans/"),
        ("ru;q=nan, zh;q=0.3", "/zh-hans/"),
        ("ru ; q = 0.9 , zh;q=0.3", "/ru/"),
        ("a" * 5000 + ", ru", "/ru/"),
        ("x-" * 5000 + "x, ru", "/ru/"),
    ],
)
def test_front_door_leads_to_the_language_of_the_browser(client: Client, accepted: str, page: str):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, page)
    assert set(response["Vary"].split(", ")) >= {"Cookie", "Accept-Language"}


def test_answer_of_the_front_door_is_kept_for_one_reader_alone(client: Client):
    response = client.get("/")

    assert response["Cache-Control"] == "private"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}


def test_stored_choice_of_language_comes_before_the_browser(client: Client):
    client.cookies["language"] = "zh-hans"

    response = client.get("/", headers={"accept-language": "ru"})

    assert response["Location"] == "/zh-hans/"


def test_stored_choice_of_an_unknown_language_is_passed_over(client: Client):
    client.cookies["language"] = "xx"

    response = client.get("/", headers={"accept-language": "ru"})

    assert response["Location"] == "/ru/"


def test_front_door_keeps_the_query(client: Client):
    assert client.get("/?from=letter")["Location"] == "/en/?from=letter"


def test_page_with_a_language_in_its_address_never_redirects(client: Client):
    client.cookies["language"] = "zh-hans"

    response = client.get("/ru/about/", headers={"accept-language": "en"})

    assert (response.status_code, response["Content-Language"]) == (200, "ru")


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("/zh/", "/zh-hans/"),
        ("/zh/news/?section=news&page=2", "/zh-hans/news/?section=news&page=2"),
        ("/zh/calendar/2020/10/", "/zh-hans/calendar/2020/10/"),
        ("/zh/a%3Fb/", "/zh-hans/a%3Fb/"),
        ("/zh//evil.example/", "/zh-hans//evil.example/"),
    ],
)
def test_short_chinese_prefix_leads_to_the_whole_one_for_good(
    client: Client, short: str, whole: str
):
    response = client.get(short)

    assert (response.status_code, response["Location"]) == (301, whole)


def test_stored_choice_comes_before_a_refusal(client: Client):
    client.cookies["language"] = "ru"

    assert client.get("/", headers={"accept-language": "ru;q=0"})["Location"] == "/ru/"


def test_address_without_a_language_leads_to_one_that_is_not_refused(client: Client):
    response = client.get("/news/", headers={"accept-language": "ru;q=0"})

    assert (response.status_code, response["Location"]) == (302, "/en/news/")


@pytest.mark.parametrize("address", ["/xx/", "/de/news/", "/en-gb/news/", "/zh-hant/"])
def test_unknown_language_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


def test_readers_are_given_no_cookie(client: Client):
    for address in ("/", "/en/", "/ru/news/", "/zh-hans/documents/", "/en/nowhere/"):
        assert dict(client.get(address).cookies) == {}

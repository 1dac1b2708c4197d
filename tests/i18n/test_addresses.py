import pytest
from django.test import RequestFactory
from django.utils.translation import override

from i18n.addresses import alternates_of, in_language, language_links


@pytest.mark.parametrize(
    ("path", "russian"),
    [
        ("/en/", "/ru/"),
        ("/en/calendar/2020/10/?body=rats", "/ru/calendar/2020/10/?body=rats"),
        ("/zh-hans/about/", "/ru/about/"),
        ("/ru/about/", "/ru/about/"),
        ("/xx/about/", "/ru/"),
        ("/", "/ru/"),
        ("/en", "/ru/"),
        ("//evil.example/en/", "/ru/"),
    ],
)
def test_only_the_prefix_of_an_address_names_the_language(path: str, russian: str):
    assert in_language(path, "ru") == russian


def test_links_stand_in_the_order_of_the_design():
    with override("zh-hans"):
        links = language_links(RequestFactory().get("/zh-hans/news/?page=2"))

    assert [(link.name, link.tag, link.url, link.is_current) for link in links] == [
        ("Русский", "ru", "/ru/news/?page=2", False),
        ("English", "en", "/en/news/?page=2", False),
        ("中文", "zh-Hans", "/zh-hans/news/?page=2", True),
    ]


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        (None, "http://testserver/en/news/"),
        (1, "http://testserver/en/news/"),
        (2, "http://testserver/en/news/?page=2"),
    ],
)
def test_canonical_address_keeps_the_page_and_no_filter(number: int | None, canonical: str):
    request = RequestFactory().get("/en/news/?section=news&utm_source=x&page=3")

    told = alternates_of(request, ("en", "ru"), number)

    assert told["canonical"] == canonical
    assert told["links"][0].url == canonical.replace("/en/", "/ru/")


def test_page_without_any_text_is_its_own_original():
    with override("ru"):
        told = alternates_of(RequestFactory().get("/ru/x/"), ())

    assert told["canonical"] == "http://testserver/ru/x/"
    assert [(link.tag, link.url) for link in told["links"]] == [
        ("x-default", "http://testserver/ru/x/")
    ]

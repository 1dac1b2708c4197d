"""Who publishes the portal, whether it is official, whom to ask."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from presidencies.models import Presidency, Standing
from tests.markup import page_of
from tests.presiding import alter

pytestmark = pytest.mark.django_db

PUBLISHER = {
    "publisher_en": "Institute of Lakes",
    "publisher_ru": "Институт озёр",
    "publisher_zh_hans": "湖泊研究所",
}


def footer(client: Client, code: str = "en") -> str:
    return page_of(client.get(f"/{code}/privacy/")).one("footer").text


@pytest.mark.parametrize(
    ("code", "said", "whole"),
    [
        (
            "en",
            "Not an official site. No publisher is named.",
            "Not an official site. No publisher is named, and no address to write to.",
        ),
        (
            "ru",
            "Неофициальный сайт. Издатель не назван.",
            "Неофициальный сайт. Не названы ни издатель, ни адрес для писем.",
        ),
        ("zh-hans", "非官方网站，未注明发布者。", "非官方网站，未注明发布者和联系地址。"),
    ],
)
def test_portal_that_names_nobody_says_so_once(client: Client, code: str, said: str, whole: str):
    assert said in footer(client, code)
    for name in ("about", "contact"):
        main = page_of(client.get(f"/{code}/{name}/")).one("main")
        section = main.one("section", **{"aria-labelledby": "publisher"})
        assert [line.text for line in section.all("p")] == [whole]
        assert section.all("dl") == []
        assert "above" not in main.text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "The official portal of the Presidency. Published by Institute of Lakes."),
        ("ru", "Официальный портал председательства. Издатель: Институт озёр."),
        ("zh-hans", "轮值主席国官方网站，由湖泊研究所发布。"),
    ],
)
def test_official_portal_names_its_publisher(client: Client, settings, code: str, said: str):
    settings.PORTAL_CLOCK = "off"
    alter(standing=Standing.OFFICIAL, **PUBLISHER)

    assert said in footer(client, code)


def test_official_portal_may_be_published_by_nobody_else(client: Client, settings):
    settings.PORTAL_CLOCK = "off"
    alter(standing=Standing.OFFICIAL)

    assert "The official portal of the Presidency." in footer(client)


def test_demonstration_is_never_official(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    alter(standing=Standing.OFFICIAL, **PUBLISHER)

    page = page_of(client.get("/en/contact/"))

    assert "Published by Institute of Lakes. Not an official site." in page.one("footer").text
    assert "official portal" not in page.text
    assert "Not an official site." in page.one("aside", cls="clock-notice").text


@pytest.mark.parametrize("name", ["about", "contact"])
def test_press_and_readers_are_told_whom_to_ask(client: Client, name: str):
    alter(press_contact="press@lakes.example", contact="https://lakes.example/faults")

    section = page_of(client.get(f"/en/{name}/")).one("section", **{"aria-labelledby": "publisher"})

    assert [link["href"] for link in section.all("a")] == [
        "mailto:press@lakes.example",
        "https://lakes.example/faults",
    ]


@pytest.mark.parametrize("name", ["about", "contact"])
def test_address_that_is_not_known_is_not_made_up(client: Client, name: str):
    alter(contact="https://lakes.example/faults", **PUBLISHER)

    section = page_of(client.get(f"/en/{name}/")).one("section", **{"aria-labelledby": "publisher"})

    assert [said.text for said in section.all("dd")] == [
        "No contact for the press is named.",
        "https://lakes.example/faults",
    ]
    alter(contact="")
    section = page_of(client.get(f"/en/{name}/")).one("section", **{"aria-labelledby": "publisher"})
    assert [said.text for said in section.all("p")] == [
        "Published by Institute of Lakes. Not an official site. No address to write to is named."
    ]
    assert section.all("a") == []


def test_contact_is_text_and_no_markup(client: Client):
    alter(contact="<b>Ask</b> us")

    assert "&lt;b&gt;Ask&lt;/b&gt; us" in client.get("/en/contact/").content.decode()


def test_partners_are_told_who_speaks(client: Client):
    alter(standing=Standing.OFFICIAL, press_contact="press@lakes.example", **PUBLISHER)

    (told,) = client.get("/api/v1/presidencies/").json()["results"]

    assert told["publisher"]["ru"] == "Институт озёр"
    assert [told[name] for name in ("standing", "contact", "press_contact")] == [
        "official",
        None,
        "press@lakes.example",
    ]


def test_standing_is_one_of_two():
    with pytest.raises(IntegrityError, match="presidency_standing_known"), transaction.atomic():
        Presidency.objects.update(standing="half")

"""What pages tell search engines in the words of schema.org."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.enums import Format
from news.models import Section
from tests.documents.corrected import corrected
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
)
from tests.markup import page_of
from tests.pages import all_jsonld, jsonld
from tests.presiding import alter

pytestmark = pytest.mark.django_db

HOME = "http://testserver/en/"


def test_front_page_tells_what_the_site_is(client: Client):
    told = jsonld(client.get("/en/"))

    assert told == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": HOME,
        "url": HOME,
        "name": "Russia’s SCO Presidency 2019–2020",
        "disambiguatingDescription": "Not an official site. No publisher is named.",
        "inLanguage": "en",
        "about": {
            "@type": "Organization",
            "name": "Shanghai Cooperation Organisation",
            "alternateName": "SCO",
        },
    }


def test_publisher_is_told_with_whom_to_ask_where_it_is_known(client: Client):
    alter(
        publisher_en="Institute of Lakes",
        press_contact="press@lakes.example",
        contact="https://lakes.example/faults",
    )
    ArticleFactory(slug="opening", published_on=date(2020, 10, 28), published=True)

    told = jsonld(client.get("/en/"))["publisher"]

    assert told == {
        "@type": "Organization",
        "name": "Institute of Lakes",
        "contactPoint": [
            {"@type": "ContactPoint", "contactType": "press", "email": "press@lakes.example"},
            {
                "@type": "ContactPoint",
                "contactType": "customer support",
                "url": "https://lakes.example/faults",
            },
        ],
    }
    article = jsonld(client.get("/en/news/2020/10/28/opening/"))
    assert (article["author"], article["publisher"]) == (told, told)


def test_contact_tells_mail_and_telephone_apart(client: Client):
    alter(
        publisher_en="Institute of Lakes",
        press_contact="press@lakes.example, +7 (495) 123-45-67",
        contact="Room 5, second floor",
    )

    press, readers = jsonld(client.get("/en/"))["publisher"]["contactPoint"]

    assert (press["email"], press["telephone"]) == ("press@lakes.example", "+7 (495) 123-45-67")
    assert readers["description"] == "Room 5, second floor"


def test_front_page_tells_its_language(client: Client):
    assert jsonld(client.get("/zh-hans/"))["inLanguage"] == "zh-Hans"


def test_body_is_an_organisation_with_its_parent_and_its_seat(client: Client):
    council = BodyFactory(slug="council", name_en="Council", published=True)
    city = CityFactory(name_en="Tashkent", country=CountryFactory(code="UZ"))
    BodyFactory(
        slug="rats",
        name_en="Regional Anti-Terrorist Structure",
        short_name_en="RATS",
        description_en="It fights terrorism.",
        founded_on="2004-06",
        website="https://rats.example/",
        parent=council,
        seat=city,
        published=True,
    )

    told = jsonld(client.get("/en/bodies/rats/"))

    assert told == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{HOME}bodies/rats/",
        "url": f"{HOME}bodies/rats/",
        "name": "Regional Anti-Terrorist Structure",
        "alternateName": "RATS",
        "description": "It fights terrorism.",
        "foundingDate": "2004-06",
        "location": {
            "@type": "Place",
            "name": "Tashkent",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Tashkent",
                "addressCountry": "UZ",
            },
        },
        "parentOrganization": {
            "@type": "Organization",
            "@id": f"{HOME}bodies/council/",
            "name": "Council",
        },
        "sameAs": "https://rats.example/",
    }


def test_what_is_not_known_of_a_body_is_not_told(client: Client):
    hidden = BodyFactory(slug="draft")
    BodyFactory(slug="forum", name_en="Forum", short_name_en="Forum", parent=hidden, published=True)

    told = jsonld(client.get("/en/bodies/forum/"))

    assert set(told) == {"@context", "@type", "@id", "url", "name"}


def test_article_is_news_of_its_day(client: Client):
    ArticleFactory(
        slug="opening",
        title_en="The forum opens",
        lead_en="Regions meet.",
        published_on=date(2020, 10, 28),
        source_url="https://source.example/",
        published=True,
    )

    told = jsonld(client.get("/en/news/2020/10/28/opening/"))

    url = f"{HOME}news/2020/10/28/opening/"
    assert told == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": "The forum opens",
        "description": "Regions meet.",
        "inLanguage": "en",
        "datePublished": "2020-10-28",
        "isBasedOn": "https://source.example/",
    }


def test_article_names_the_language_that_it_is_really_in(client: Client):
    ArticleFactory(
        slug="opening", title_zh_hans="", published_on=date(2020, 10, 28), published=True
    )

    told = jsonld(client.get("/zh-hans/news/2020/10/28/opening/"))

    assert told["inLanguage"] == "en"


def test_standing_page_is_no_news(client: Client):
    ArticleFactory(
        slug="logo", section=Section.STANDING, published_on=date(2020, 1, 1), published=True
    )

    assert jsonld(client.get("/en/news/2020/01/01/logo/"))["@type"] == "Article"


def test_paper_is_told_with_its_day_and_its_languages(client: Client):
    DocumentFactory(
        slug="declaration",
        title_en="Moscow Declaration",
        adopted_on=date(2020, 11, 10),
        languages=["ru", "zh-hans"],
        external_url="https://papers.example/declaration",
        published=True,
    )

    told = jsonld(client.get("/en/documents/declaration/"))

    url = f"{HOME}documents/declaration/"
    assert told == {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": url,
        "url": url,
        "name": "Moscow Declaration",
        "inLanguage": ["ru", "zh-Hans"],
        "dateCreated": "2020-11-10",
        "sameAs": "https://papers.example/declaration",
    }


def test_corrected_paper_tells_which_version_it_is(client: Client):
    document = DocumentFactory(slug="declaration", published=True)
    plain = jsonld(client.get("/en/documents/declaration/"))
    corrected(document)
    corrected(document, date(2020, 12, 4))

    told = {
        number: jsonld(client.get(f"/en/documents/declaration{number}/")).get("version")
        for number in ("@1", "@2", "@3", "")
    }

    assert "version" not in plain
    assert told == {"@1": None, "@2": 2, "@3": 3, "": 3}


def test_paper_that_can_be_read_nowhere_is_no_digital_document(client: Client):
    DocumentFactory(slug="declaration", published=True)

    assert jsonld(client.get("/en/documents/declaration/"))["@type"] == "CreativeWork"


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
def test_event_without_a_photo_has_the_image_that_other_sites_show(
    client: Client, code: str, settings, tmp_path
):
    settings.SHARE_IMAGES_ROOT = tmp_path
    EventFactory(
        slug="forum", published=True, period=Period.on(date(2020, 10, 28)), format=Format.ONLINE
    )

    response = client.get(f"/{code}/events/forum/")

    image = jsonld(response)["image"]
    shown = page_of(response).one("meta", property="og:image")["content"]
    assert image == shown
    assert image.startswith(f"http://testserver/{code}/events/forum/share-")
    assert client.get(image)["Content-Type"] == "image/png"


def test_event_without_a_day_is_no_event_to_search_engines(client: Client):
    EventFactory(slug="forum", published=True, period=Period.undated(), format=Format.ONLINE)

    told = all_jsonld(client.get("/en/events/forum/"))

    assert [one["@type"] for one in told] == ["BreadcrumbList"]

"""What a page tells other sites about itself."""

from datetime import date

import pytest
from django.test import Client

from tests.acting import changes
from tests.factories import ArticleFactory, EventFactory, announcement
from tests.markup import page_of
from tests.website.event_pages import JULY, page, summit
from website.templatetags.head import locale_name

pytestmark = pytest.mark.django_db


def told(client: Client, address: str, status: int = 200) -> dict[str, str]:
    """Return the Open Graph properties of a page; of repeated ones the last."""
    response = client.get(address)
    assert response.status_code == status
    metas = page_of(response).all("meta")
    return {meta["property"]: meta["content"] for meta in metas if "property" in meta.attributes}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    "path", ["", "news/", "calendar/", "calendar/2020/10/", "documents/", "about/", "bodies/"]
)
@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
def test_every_page_tells_what_it_is(client: Client, code: str, path: str):
    page = page_of(client.get(f"/{code}/{path}"))
    facts = told(client, f"/{code}/{path}")

    assert all(facts.values())
    assert page.one("title").text.startswith(facts["og:title"])
    assert page.one("meta", name="description")["content"] == facts["og:description"]
    assert facts["og:url"] == page.one("link", rel="canonical")["href"]
    assert facts["og:type"] == "website"
    assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"


def test_page_names_its_language_and_the_others(client: Client):
    page = page_of(client.get("/zh-hans/about/"))

    assert page.one("meta", property="og:locale")["content"] == "zh_CN"
    others = [meta["content"] for meta in page.all("meta", property="og:locale:alternate")]
    assert others == ["en_GB", "ru_RU"]


def test_page_without_a_translation_does_not_name_that_language(client: Client):
    EventFactory(slug="forum", title_zh_hans="", published=True)

    page = page_of(client.get("/en/events/forum/"))

    others = [meta["content"] for meta in page.all("meta", property="og:locale:alternate")]
    assert others == ["ru_RU"]


@pytest.mark.parametrize(
    ("code", "name"), [("en", "en_GB"), ("ru", "ru_RU"), ("zh-hans", "zh_CN"), ("ur", "ur_PK")]
)
def test_language_is_named_with_its_country(code: str, name: str):
    assert locale_name(code) == name


def test_article_says_that_it_is_one_and_of_which_day(client: Client):
    ArticleFactory(slug="opening", published_on=date(2020, 10, 28), published=True)

    facts = told(client, "/en/news/2020/10/28/opening/")

    assert facts["og:type"] == "article"
    assert facts["article:published_time"] == "2020-10-28"


def test_quotes_and_signs_of_a_title_stay_in_their_attribute(client: Client):
    EventFactory(slug="forum", title_en='The 5" <Forum> & friends', published=True)

    facts = told(client, "/en/events/forum/")

    assert facts["og:title"].startswith('The 5" <Forum> & friends')


@pytest.mark.parametrize(
    ("code", "printed"), [("en", "The states’ “plan” – now"), ("ru", "План «года» — сейчас")]
)
def test_title_and_description_have_the_marks_of_print(client: Client, code: str, printed: str):
    texts = {"en": 'The states\' "plan" - now', "ru": 'План "года" - сейчас'}
    fields = {
        f"{field}_{code}": text for code, text in texts.items() for field in ("title", "lead")
    }
    EventFactory(slug="forum", published=True, **fields)

    facts = told(client, f"/{code}/events/forum/")

    assert all(printed in facts[name] for name in ("og:title", "og:description"))


def test_missing_page_has_nothing_to_share(client: Client):
    assert told(client, "/en/nowhere/", 404) == {}


def test_withdrawn_event_is_kept_out_of_search_engines(client: Client):
    EventFactory(slug="gone", withdrawn=True)

    page = page_of(client.get("/en/events/gone/"))

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert told(client, "/en/events/gone/", 410) == {}


def test_event_without_a_summary_is_described_by_its_date(client: Client):
    EventFactory(slug="forum", published=True)

    facts = told(client, "/en/events/forum/")

    assert not facts["og:description"].endswith(". .")


@pytest.mark.parametrize(
    ("code", "title", "description"),
    [
        ("en", "Cancelled: The summit, 22–23 July 2020", "Cancelled: 22–23 July 2020."),
        ("ru", "Отменено: Саммит, 22–23 июля 2020 г.", "Отменено: 22–23 июля 2020 г."),
        ("zh-hans", "已取消：峰会，2020年7月22日至23日", "已取消：2020年7月22日至23日。"),
    ],
)
def test_who_shares_the_page_of_what_was_cancelled_says_so(
    client: Client, code: str, title: str, description: str
):
    event = summit(title_en="The summit", title_ru="Саммит", title_zh_hans="峰会", period=JULY)
    changes.cancel(event, announcement())

    facts = told(client, f"/{code}/events/{event.slug}/")

    assert (facts["og:title"], facts["og:description"]) == (title, description)
    assert page_of(page(client, event, code)).one("title").text.startswith(f"{title} ")

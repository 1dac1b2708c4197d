from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.translation import gettext, override

from i18n.texts import CODES
from publishing.permissions import NotAllowedError
from tests.factories import ArticleFactory
from tests.markup import page_of
from website.presenters import home
from website.views import errors
from website.views.errors import MAINTENANCE, style_hashes

pytestmark = pytest.mark.django_db


# --- 400 ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_wrong_parameter_is_named_with_what_is_allowed(client: Client, code: str):
    response = client.get(f"/{code}/news/?section=gossip")

    with override(code):
        parameter = gettext("“%(name)s” in the address") % {"name": "section"}
        allowed = gettext("Allowed: %(codes)s.") % {"codes": "news, announcement"}
    fault = page_of(response).one("dl", cls="fact-list")
    assert response.status_code == 400
    assert fault.one("dt").text == parameter
    assert "gossip" in fault.one("dd").text
    assert allowed in fault.one("dd").text


def test_every_wrong_parameter_is_named(client: Client):
    response = client.get("/en/documents/?kind=poem&year=1066&language=ru")

    names = [term.text for term in page_of(response).one("dl", cls="fact-list").all("dt")]
    assert response.status_code == 400
    assert names == ["“kind” in the address", "“year” in the address"]


@pytest.mark.parametrize(
    "page", ["0", "-1", "one", "1.5", "9999999999999", "%00", "١٢x", "9" * 5000, "%F0%28%8C"]
)
def test_impossible_page_number_is_refused(client: Client, page: str):
    response = client.get(f"/en/news/?page={page}")

    assert response.status_code == 400
    assert "A page number is a whole number from 1." in page_of(response).one("dd").text


def test_long_value_is_shown_cut(client: Client):
    response = client.get("/en/news/?section=" + "x" * 9000)

    assert response.status_code == 400
    assert len(page_of(response).one("dd").text) < 200


def test_page_of_an_error_leads_back_to_the_page_without_filters(client: Client):
    page = page_of(client.get("/ru/documents/?kind=poem"))

    assert page.one("a", cls="button-main")["href"] == "/ru/documents/"


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("section=nwes&page=2", ["/en/news/?section=news&page=1"]),
        ("page=-1", ["/en/news/?page=1"]),
        ("section=gossip", []),
    ],
)
def test_nearest_address_is_offered_where_something_is_left_of_it(
    client: Client, query: str, offered: list[str]
):
    page = page_of(client.get(f"/en/news/?{query}"))

    assert [link["href"] for link in page.all("a", cls="nearest-address")] == offered


def test_page_that_is_wrong_without_filters_is_not_offered_again(client: Client):
    page = page_of(client.get("/en/calendar/as-on/2020-06-31/"))

    assert "/en/calendar/as-on/2020-06-31/" not in [a["href"] for a in page.one("main").all("a")]


@pytest.mark.parametrize("address", ["/", "/en/", "/ru/news/", "/en/nowhere/", "/admin/", "/zh/"])
def test_endless_query_is_refused(client: Client, address: str):
    assert client.get(f"{address}?q={'x' * 10_000}").status_code == 400


def test_longest_query_passes(client: Client):
    query = "q=" + "x" * 9_998
    assert client.get(f"/en/?{query}").status_code == 200
    assert client.get(f"/en/?{query}x").status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "a b", "..", "[::1"])
@pytest.mark.parametrize("address", ["/", "/en/", "/en/nowhere/", f"/en/?{'a&' * 1001}"])
def test_foreign_host_is_refused_in_plain_words(client: Client, host: str, address: str):
    response = client.get(address, headers={"host": host})

    assert response.status_code == 400
    assert "This portal does not answer under that host name." in response.content.decode()
    assert host not in response.content.decode()


# --- 403, 404 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (NotAllowedError("Ask for it."), "Ask for it."),
        (PermissionDenied("inner"), "It is open to staff who have signed in and have permission."),
    ],
)
def test_page_that_is_closed_says_which_right_is_lacking(rf, refusal, told):
    response = errors.forbidden(rf.get("/en/calendar/"), refusal)

    assert (response.status_code, page_of(response).one("p", cls="page-head-lead").text) == (
        403,
        told,
    )


@pytest.mark.parametrize("code", CODES)
def test_page_not_found_leads_to_the_calendar_and_to_recent_news(client: Client, code: str):
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), published=True)
    ArticleFactory(slug="draft", published_on=date(2020, 10, 29))

    response = client.get(f"/{code}/nowhere/")

    main = page_of(response).one("main")
    with override(code):
        assert main.one("h1").text == gettext("Page not found")
    assert response.status_code == 404
    links = [a["href"] for a in main.all("a")]
    assert f"/{code}/calendar/" in links
    assert [link for link in links if "/2020/" in link] == [f"/{code}/news/2020/10/28/forum/"]


@pytest.mark.parametrize("address", ["/en/nowhere/", "/en/news/?page=0"])
def test_error_is_no_page_for_search_engines(client: Client, address: str):
    page = page_of(client.get(address))

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    assert [link for link in page.all("link") if "hreflang" in link.attributes] == []


@pytest.mark.parametrize(
    "address",
    [
        "/en/news/2020/10/28/%00/",
        "/en/events/a%00b/",
        "/en/news/2020/10/28/" + "x" * 5000 + "/",
        "/en/news/0000/00/00/x/",
        "/ru/%00",
        "/%00",
        "/en/news/2020/10/28/..%2F..%2Fetc/",
    ],
)
def test_strange_address_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


# --- 500 ------------------------------------------------------------------------------


def broken(*_arguments: object) -> None:
    raise RuntimeError("the database is on fire")


def test_failure_is_told_in_three_languages_and_tells_nothing_else(monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(home, "news_with_events", broken)

    response = client.get("/en/")

    page = page_of(response)
    assert response.status_code == 500
    assert page.one("h1").text == "Портал обновляется"
    assert [part["lang"] for part in page.all("section")] == ["en", "zh-Hans"]
    assert "fire" not in response.content.decode()


def test_page_of_a_failure_needs_no_other_file():
    assert 'src="' not in MAINTENANCE
    assert 'href="' not in MAINTENANCE.replace('href="data:,"', "")
    assert "{" + "%" not in MAINTENANCE


def test_policy_allows_the_style_of_that_page_and_no_other(monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(home, "news_with_events", broken)

    policy = client.get("/en/")["Content-Security-Policy"]

    (own_style,) = style_hashes(MAINTENANCE)
    (allowed,) = [part.split()[1:] for part in policy.split("; ") if part.startswith("style-src ")]
    assert sorted(allowed) == sorted(["'self'", own_style])
    assert "unsafe" not in policy


@pytest.mark.parametrize("wrong", ["q=summit%00x", "q=summit&zzz=1", f"q={'a' * 300}"])
def test_nothing_is_searched_for_to_offer_a_search(client: Client, monkeypatch, wrong: str):
    monkeypatch.setattr("search.answers.read", pytest.fail)

    answer = client.get(f"/en/search/?{wrong}")

    assert answer.status_code == 400
    assert answer.content.decode().count('href="/en/search/?q=') == 1

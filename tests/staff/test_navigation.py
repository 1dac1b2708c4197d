"""The line of sections on every page of the desk, and the search over all of them."""

import pytest
from lxml import html

from staff.navigation import NAMED, SEARCHED
from staff.roles import Role
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    ThemeFactory,
)
from tests.forms_sent import page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

SEARCH = "/admin/search/"


def parsed(answer):
    return html.fromstring(answer.content.decode())


def sections(client, address="/admin/"):
    links = parsed(client.get(address)).xpath('//nav[@class="deskbar"]//a')
    return {link.text_content(): link.get("aria-current") for link in links}


def found(client, query):
    return parsed(client.get(SEARCH, {"q": query})).xpath('//div[@id="content-main"]//li/a/@href')


def test_sections_are_those_that_the_role_may_use(settings):
    settings.FOUR_EYES = True
    host = logged_in(account_of(Role.HOST, hosts=[HostFactory()]))
    translator = logged_in(account_of(Role.TRANSLATOR, languages=["zh-hans"]))
    administrator = logged_in(account_of(Role.ADMINISTRATOR))

    assert {*sections(host)} == {"Desk", "Events", "Documents", "Review"}
    links = parsed(translator.get("/admin/")).xpath('//nav[@class="deskbar"]//a/@href')
    assert "/admin/translations/zh-hans/" in links
    assert "Log" in sections(administrator)


def test_section_is_marked_on_its_own_pages(admin_client):
    event = EventFactory()

    assert sections(admin_client)["Desk"] == "page"
    here = sections(admin_client, page(event))
    assert (here["Events"], here["Desk"], here["News"]) == ("page", None, None)


def test_line_is_not_shown_before_the_login(client):
    assert 'class="deskbar"' not in client.get("/admin/login/").content.decode()


def test_search_finds_drafts_of_every_kind_by_any_form_of_a_word(admin_client):
    museum = {"title_ru": "Ночь музея"}
    items = [
        EventFactory(**museum),
        ArticleFactory(**museum),
        DocumentFactory(**museum),
        BodyFactory(name_ru="Совет музеев"),
        HostFactory(name_ru="Музей истории"),
        ThemeFactory(**museum),
        CityFactory(name_ru="Музей"),
    ]
    assert {type(item) for item in items} == set(SEARCHED)

    assert found(admin_client, "музеи") == [page(item) for item in items]
    assert found(admin_client, "театр") == []
    assert found(admin_client, "  ") == found(admin_client, "'") == []


def test_search_leads_to_the_list_where_there_is_more(admin_client):
    for _one in range(NAMED + 1):
        EventFactory(title_en="Museum night")

    content = parsed(admin_client.get(SEARCH, {"q": "museum"}))

    assert len(content.xpath('//div[@id="content-main"]//li')) == NAMED
    (link,) = content.xpath('//div[@id="content-main"]//section/p/a/@href')
    listed = parsed(admin_client.get(link)).xpath('//table[@id="result_list"]/tbody/tr')
    assert len(listed) == NAMED + 1


def test_search_finds_nothing_outside_of_what_the_account_reaches():
    own, other = HostFactory(), HostFactory()
    mine = EventFactory(title_en="Museum night", hosts=[own])
    EventFactory(title_en="Museum day", hosts=[other])
    client = logged_in(account_of(Role.HOST, hosts=[own]))

    assert found(client, "museum") == [page(mine)]


def test_search_is_neither_offered_nor_open_to_whom_nothing_is():
    client = logged_in(account_of(Role.ADMINISTRATOR))

    assert client.get(SEARCH, {"q": "museum"}).status_code == 403
    assert parsed(client.get("/admin/")).xpath('//form[@role="search"]') == []


def test_search_costs_as_much_for_many_as_for_one(admin_client, django_assert_max_num_queries):
    for _one in range(NAMED):
        EventFactory(title_en="Museum night", hosts=[HostFactory()])
        ArticleFactory(title_en="Museum")
    found(admin_client, "museum")

    with django_assert_max_num_queries(25):
        found(admin_client, "museum")

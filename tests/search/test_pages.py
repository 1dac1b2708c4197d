"""The standing pages are found by their texts in each language, and follow what staff write."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from presidencies.current import one_presidency
from presidencies.models import StandingPage
from publishing import records, translations
from publishing.models import PublicRecord
from search import index
from search.finding import find
from search.models import Entry, Posting
from tests.factories import EventFactory
from tests.factories.presidencies import PresidencyFactory
from tests.forms_sent import changed, opened, page as admin_page
from tests.markup import Element, page_of
from tests.presiding import DATA, alter

pytestmark = pytest.mark.django_db

#: Words of one page in each language, as somebody types them.
ASKED = {"en": "zebras", "ru": "зебр", "zh-hans": "斑马"}


@pytest.fixture(autouse=True)
def terms(index_follows: None) -> StandingPage:
    """One page alone, and indexed."""
    StandingPage.objects.exclude(slug="terms").delete()
    return written(
        title_en="Terms",
        title_ru="Условия",
        title_zh_hans="条款",
        body_en="## A zebra may be *shared* {#zebra}\n\nName “{credit}” [beside it](https://a.example/hyena).",
        body_ru="## Зеброй можно делиться {#zebra}\n\nНазовите «{credit}».",
        body_zh_hans="## 斑马可以分享 {#zebra}\n\n请注明“{credit}”。",
    )


def written(**texts: str) -> StandingPage:
    page = StandingPage.objects.get(slug="terms")
    for name, text in {
        f"lead_{code}": "" for code in ("en", "ru", "zh_hans")
    }.items() | texts.items():
        setattr(page, name, text)
    translations.confirm_all(page)
    page.save()
    records.record(page)
    return page


def found(text: str) -> list[str]:
    answer = find(text).results
    return sorted(f"{hit.kind}/{hit.key}" for hit in answer.hits) if answer.all_words else []


def search(client: Client, code: str, **parameters: str) -> Element:
    return page_of(client.get(f"/{code}/search/", parameters)).one("main")


@pytest.mark.parametrize("code", ASKED)
def test_page_is_found_in_each_language_and_shown_in_its_own(client: Client, code):
    title = {"en": "Terms", "ru": "Условия", "zh-hans": "条款"}[code]

    for said in ASKED.values():
        main = search(client, code, q=said)
        assert [link["href"] for link in main.all("a", cls="quiet-link")] == [f"/{code}/terms/"]
        assert [heading.text for heading in main.all("h2")] == [title]


def test_page_has_a_kind_of_its_own_which_narrows_and_is_counted(client: Client):
    EventFactory(title_en="Zebra talks", published=True)

    main = search(client, "en", q="zebra", type="page")

    chips = main.one("nav", cls="view-switch").all("a")
    assert [chip.text for chip in chips] == ["All 2", "Events 1", "Pages 1"]
    assert [heading.text for heading in main.all("h2")] == ["Terms"]
    assert main.one("p", cls="search-result-facts").text == "Page of the portal"


def test_snippet_holds_the_words_of_the_page_and_none_of_its_markup(client: Client):
    alter(credit_en="Lakes portal")

    shown = search(client, "en", q="zebra").one("p", cls="search-result-text")

    assert shown.text == "A zebra may be *shared* · Name “Lakes portal” beside it."
    assert [mark.text for mark in shown.all("mark")] == ["zebra"]


@pytest.mark.parametrize("text", ["credit", "hyena", "a.example"])
def test_page_is_not_found_by_its_markup(text):
    assert found(text) == []


def test_page_is_not_found_by_words_of_one_presidency():
    alter(credit_en="Lakes portal")
    written(body_en="{credit}")

    assert found("lakes") == []


def test_edit_of_a_page_in_the_admin_moves_the_index(admin_client, terms):
    address = admin_page(terms)

    admin_client.post(address, changed(opened(admin_client, address), body_en="On lions."))

    assert (found("lions"), found("zebra")) == (["page/terms"], [])


def test_draft_translation_is_not_found_until_it_is_public(terms):
    terms.translation_states = {"ru": {"draft": True}}
    terms.save()
    records.record(terms)

    assert (found(ASKED["ru"]), found(ASKED["en"])) == ([], ["page/terms"])

    terms.translation_states = {}
    terms.save()
    records.record(terms)

    assert found(ASKED["ru"]) == ["page/terms"]


def test_first_texts_of_a_file_are_found():
    StandingPage.objects.all().delete()
    Entry.objects.all().delete()

    call_command("load_pages", str(DATA), stdout=StringIO())

    assert sorted(Entry.objects.values_list("kind", "key")) == [
        ("page", slug) for slug in ("about", "accessibility", "contact", "privacy", "terms")
    ]
    assert "page/accessibility" in found("клавиатуры")


def test_rebuilding_finds_pages_and_takes_out_those_that_went():
    held = list(Posting.objects.order_by("term").values_list("term", "weight"))
    Entry.objects.all().delete()

    assert index.rebuild(lambda kind: None) == 1
    assert list(Posting.objects.order_by("term").values_list("term", "weight")) == held

    StandingPage.objects.all().delete()
    assert index.rebuild(lambda kind: None) == 1
    assert not Entry.objects.exists()


def test_page_is_found_from_every_presidency_at_the_address_there(client: Client):
    lakes = PresidencyFactory(slug="lakes-2031")
    with one_presidency(lakes):
        assert found("zebra") == ["page/terms"]

    page = page_of(client.get("/en/presidencies/lakes-2031/search/?q=zebra")).one("main")

    assert page.one("a", cls="quiet-link")["href"] == "/en/presidencies/lakes-2031/terms/"


def test_machines_are_told_of_no_page(terms):
    written(title_en="Conditions")

    assert not PublicRecord.objects.exists()
    assert records.newest_number() == 0

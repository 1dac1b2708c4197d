"""The work list of the translators into one language: what waits, in the order of its weight."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from publishing.translations import follow
from tests.acting import workflow
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.markup import page_of

pytestmark = pytest.mark.django_db

PUBLISHED = (EventFactory, ArticleFactory, DocumentFactory, BodyFactory, PriorityFactory)


def waiting(client: Client, code: str) -> dict[str, list[tuple[str, str]]]:
    """Return by kind the name and the state of what waits: as many as the first page says."""
    answer = client.get(f"/admin/translations/{code}/")
    assert answer.status_code == 200
    listed = {
        work.kind: [(task.name, str(task.state)) for task in work.tasks]
        for work in answer.context["kinds"]
    }
    assert told(client).get(code, 0) == sum(len(tasks) for tasks in listed.values())
    return listed


def told(client: Client) -> dict[str, int]:
    """Return how much the first page says to wait in each language."""
    return {code: count for code, _name, count in client.get("/admin/").context["due"].work}


def lacking_chinese(make, **state):
    field = "name" if make in (BodyFactory, CityFactory, CountryFactory) else "title"
    return make(**{f"{field}_zh_hans": ""}, **state)


def test_every_kind_waits_for_what_it_lacks(admin_client: Client):
    for make in PUBLISHED:
        lacking_chinese(make, published=True)
    country = lacking_chinese(CountryFactory)
    lacking_chinese(CityFactory, country=country)

    counts = {kind: len(tasks) for kind, tasks in waiting(admin_client, "zh-hans").items()}

    assert counts == dict.fromkeys(
        ("events", "news", "documents", "bodies", "priorities", "cities", "countries"), 1
    )
    assert waiting(admin_client, "en") == {}
    assert told(admin_client) == {"zh-hans": 7}
    (panel,) = page_of(admin_client.get("/admin/")).all(
        "section", **{"aria-labelledby": "due-work"}
    )
    (row,) = panel.all("li")
    assert row.text.endswith(" 7")
    assert row.one("a")["href"] == "/admin/translations/zh-hans/"


def test_first_page_has_no_work_list_while_nothing_waits(admin_client: Client):
    EventFactory(published=True)

    assert told(admin_client) == {}
    assert "due-work" not in admin_client.get("/admin/").content.decode()


def test_a_draft_waits_and_what_was_withdrawn_does_not(admin_client: Client):
    for make in PUBLISHED:
        lacking_chinese(make)
        lacking_chinese(make, withdrawn=True)

    assert [len(tasks) for tasks in waiting(admin_client, "zh-hans").values()] == [1] * 5


def test_of_a_draft_nothing_is_told_to_be_public(admin_client: Client):
    draft = ArticleFactory(lead_zh_hans="")
    public = ArticleFactory(lead_zh_hans="", published=True)

    rows = page_of(admin_client.get("/admin/translations/zh-hans/")).all("tr")

    states = {
        one: row.one("span", cls="language").text
        for row in rows
        for one in (draft, public)
        if str(one) in row.text
    }
    assert states == {draft: "written, goes public with the rest", public: "public"}


def test_what_misleads_the_public_stands_first(admin_client: Client):
    lacking = ArticleFactory(slug="lacking", title_zh_hans="", published=True)
    draft = ArticleFactory(slug="draft", published=True)
    workflow.keep_draft(draft, "zh-hans")
    outdated = ArticleFactory(slug="outdated", published=True)
    follow(outdated, None)
    outdated.title_ru = "Другое"
    follow(outdated, date(2020, 10, 1))
    outdated.save()

    assert waiting(admin_client, "zh-hans")["news"] == [
        (str(outdated), "out_of_date"),
        (str(draft), "draft"),
        (str(lacking), "public"),
    ]


def test_a_translator_sees_only_what_he_may_see(client: Client):
    for make in PUBLISHED:
        lacking_chinese(make, published=True)
    user = get_user_model().objects.create_user("translator", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user)

    assert list(waiting(client, "zh-hans")) == ["news"]


def test_a_language_that_nothing_is_written_in_has_no_list(admin_client: Client):
    assert admin_client.get("/admin/translations/fr/").status_code == 404

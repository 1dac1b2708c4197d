"""The papers that an article hands on: on its page and to partners, as long as they are public."""

from datetime import date

import orjson
import pytest
from django.test import Client

from tests.acting import workflow
from tests.factories import ArticleFactory, DocumentFactory
from tests.forms_sent import changed, opened, page
from tests.markup import page_at

pytestmark = pytest.mark.django_db


def handed_on(client: Client) -> tuple[list[str], list[str]]:
    shown = page_at(client, "/en/news/2020/10/28/forum/").all(
        "section", **{"aria-labelledby": "documents"}
    )
    told = orjson.loads(client.get("/api/v1/news/forum/").content)
    return [link.text for part in shown for link in part.all("a")], told["documents"]


def test_papers_chosen_in_the_form_are_handed_on_while_they_are_public(admin_client: Client):
    paper = DocumentFactory(
        slug="paper", title_en="Paper", external_url="https://a.example/", published=True
    )
    draft = DocumentFactory(slug="draft", title_en="Draft")
    item = ArticleFactory(slug="forum", published_on=date(2020, 10, 28), published=True)
    before = handed_on(admin_client)
    sent = changed(opened(admin_client, page(item)), documents=[str(paper.pk), str(draft.pk)])

    admin_client.post(page(item), sent)
    chosen = handed_on(admin_client)
    workflow.withdraw(paper)

    assert (before, chosen) == (([], []), (["Paper"], ["paper"]))
    assert handed_on(admin_client) == ([], [])

"""From the form straight to the page that asks when it goes out: the text, and its moment, in one go."""

import pytest
from django.test import Client

from news.models import Article
from publishing.enums import Publication
from staff.roles import Role
from tests.factories import ArticleFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.of_roles import account_of, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

BUTTON = 'name="_publish"'


def test_new_item_is_saved_and_its_moment_asked_for(admin_client: Client):
    address = "/admin/news/article/add/"
    texts = {f"{name}_{code}": "Text" for name in ("title", "lead") for code in ("en", "ru")}
    sent = changed(
        opened(admin_client, address), **texts, section="news", published_on="2020-10-28"
    )

    answer = admin_client.post(address, changed(sent, _publish="yes"))
    item = Article.objects.get()

    assert answer["Location"] == f"/admin/news/article/{item.pk}/publish/"
    assert 'name="time"' in admin_client.get(answer["Location"]).content.decode()
    assert item.publication == Publication.DRAFT


def test_it_is_offered_to_whoever_may_write_and_publish_a_draft():
    draft, public = ArticleFactory(), ArticleFactory(published=True)
    both = logged_in(account_of(Role.EDITOR, Role.PUBLISHER))
    writer = logged_in(account_of(Role.EDITOR))
    publisher = logged_in(account_of(Role.PUBLISHER))

    offered = [
        BUTTON in client.get(page(item)).content.decode()
        for client, item in ((both, draft), (both, public), (writer, draft), (publisher, draft))
    ]
    answer = writer.post(
        page(draft), changed(opened(writer, page(draft)), lead_en="B", _publish="yes")
    )

    assert offered == [True, False, False, False]
    assert answer["Location"] == "/admin/news/article/"
    assert found(draft).lead_en == "B"

"""A form of the admin is compared with what the row holds when its turn has come."""

import pytest

from news.models import Article
from priorities.models import Priority
from publishing import records
from tests.factories import ArticleFactory, EventFactory, PriorityFactory
from tests.forms_sent import changed, found, opened, page, told

pytestmark = pytest.mark.django_db


def test_what_changed_while_a_save_waited_for_its_turn_is_seen(admin_client, monkeypatch):
    item = PriorityFactory(published=True)
    sent = opened(admin_client, page(item))
    wait = records.take_turn

    def others_first():
        Priority.objects.filter(pk=item.pk).update(summary_en="Theirs.")
        return wait()

    monkeypatch.setattr(records, "take_turn", others_first)
    refused = admin_client.post(page(item), changed(sent, summary_en="Mine."))

    assert refused.status_code == 200
    assert told(refused) == [("Summary (English)", "Theirs.", "Mine.")]
    assert found(item).summary_en == "Theirs."


def test_what_is_deleted_while_a_save_waits_for_its_turn_is_said_to_be_gone(
    admin_client, monkeypatch
):
    item = ArticleFactory()
    sent = opened(admin_client, page(item))
    wait, turns = records.take_turn, iter(["of the form", "of the row"])

    def deleted_before_the_row_is_locked():
        if next(turns, "") == "of the row":
            Article.objects.filter(pk=item.pk).delete()
        return wait()

    monkeypatch.setattr(records, "take_turn", deleted_before_the_row_is_locked)
    answer = admin_client.post(page(item), changed(sent, title_en="Mine"))

    assert answer.status_code == 404
    assert "what stood here was deleted" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert not Article.objects.filter(title_en="Mine").exists()


def test_a_text_where_a_day_was_shown_is_taken_for_a_change_and_is_no_fault(admin_client):
    item = ArticleFactory()
    sent = opened(admin_client, page(item))
    shown = sent["shown"][0].replace(item.published_on.isoformat(), "never")
    assert shown != sent["shown"][0]

    answer = admin_client.post(page(item), changed(sent, shown=shown, published_on="2020-10-01"))

    assert (answer.status_code, found(item).published_on) == (200, item.published_on)
    assert [(one.stored, one.typed) for one in answer.context["conflicts"]] == [
        (item.published_on.isoformat(), "2020-10-01")
    ]


def test_a_number_of_rows_that_is_forged_keeps_nobody_waiting(admin_client):
    """The form holds the turn of all writers while it is read."""
    event = EventFactory()
    sent = changed(opened(admin_client, page(event)))

    answer = admin_client.post(page(event), {**sent, "photos-INITIAL_FORMS": ["9" * 19]})

    assert answer.status_code in (200, 302, 400)

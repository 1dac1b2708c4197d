"""A form that is sent twice is carried out once, and the second answer says what the first did."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.dates import Period
from events.models import Event
from news.models import Article
from publishing.models import SentForm
from search.models import SynonymGroup
from tests.documents.papers import paper
from tests.factories import (
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.forms_sent import changed, found, opened, page, sent_by, twice
from tests.threads import at_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADD = "admin:events_event_add"
NEW = {
    "slug": "forum",
    "title_en": "Forum",
    "title_ru": "Форум",
    "kind": "meeting",
    "level": "experts",
}


def said(answer):
    return [(message.level_tag, str(message)) for message in get_messages(answer.wsgi_request)]


def test_new_event_is_made_once_and_the_second_click_lands_on_it(admin_client):
    sent = changed(opened(admin_client, reverse(ADD)), **NEW)

    first, second = twice(admin_client, reverse(ADD), sent)

    assert first.url == second.url == page(Event.objects.get())
    assert said(second) == said(first)
    assert said(first)[0][0] == "success"
    assert '<a href="' in said(second)[0][1]
    assert LogEntry.objects.count() == 1


def test_what_has_no_address_of_its_own_is_made_once_too(admin_client):
    address = reverse("admin:search_synonymgroup_add")
    sent = changed(opened(admin_client, address), spellings="SCO\nШОС")

    twice(admin_client, address, sent)

    assert SynonymGroup.objects.filter(spellings__startswith="SCO").count() == 1


def test_address_that_another_took_is_refused_with_what_was_typed(admin_client):
    sent = changed(opened(admin_client, reverse(ADD)), **NEW)
    EventFactory(slug="forum")

    answer = admin_client.post(reverse(ADD), sent)

    form = answer.context["adminform"].form
    assert list(form.errors) == ["slug"]
    assert form["title_ru"].value() == "Форум"


def test_text_is_saved_once(admin_client):
    goal = PriorityFactory()
    sent = changed(opened(admin_client, page(goal)), summary_en="Said anew.")

    first, second = twice(admin_client, page(goal), sent)

    assert (second.status_code, said(second)) == (302, said(first))
    assert LogEntry.objects.count() == 1


def test_act_is_done_once_and_the_second_click_sees_its_success(admin_client):
    event = EventFactory(
        period=Period.on(date(2020, 12, 1)), announced=announcement(date(2020, 1, 1))
    )
    address = reverse("admin:events_event_act", args=[event.pk, "cancel"])
    form = changed(opened(admin_client, address), reason_en="Called off.", preview="yes")
    preview = admin_client.post(address, form, follow=True)

    first, second = twice(admin_client, address, changed(sent_by(preview), save="yes"))

    assert first.url == second.url == page(event)
    assert said(second) == said(first) == [("success", f"Saved: “{event.title}”.")]
    assert event.changes.count() == 2


def test_publication_correction_and_translation_are_done_once(admin_client):
    document = DocumentFactory(external_url="https://a.example/")
    name = "admin:documents_document_{}".format
    fields = {"reason_en": "A slip.", "reason_ru": "Описка.", "title_en": "The act"}
    for page_name, more in (
        ("publish", {}),
        ("correct", fields),
        ("translations", {"deed": "source"}),
        ("withdraw", {}),
    ):
        address = reverse(name(page_name), args=[document.pk])
        sent = {**opened(admin_client, address), **more}
        before = LogEntry.objects.count()

        first, second = twice(admin_client, address, sent)

        assert [tag for tag, _text in said(first)] == ["success"], page_name
        assert said(second) == said(first), page_name
        assert second.url == first.url
        assert LogEntry.objects.count() == before + 1

    assert document.versions.count() == 1


def test_event_is_published_once(admin_client):
    event = EventFactory()
    address = reverse("admin:events_event_publish", args=[event.pk])

    first, second = twice(admin_client, address, opened(admin_client, address))

    assert said(first) == said(second) == [("success", f"{event}: Published.")]
    assert found(event).is_published


def test_publication_of_many_is_done_once(admin_client):
    goals = PriorityFactory.create_batch(2)
    address = reverse("admin:priorities_priority_changelist")
    chosen = {"action": "publish_selected", "_selected_action": [goal.pk for goal in goals]}
    asked = admin_client.post(address, chosen)

    first, second = twice(admin_client, address, sent_by(asked))

    assert [tag for tag, _text in said(first)] == ["success", "success"]
    assert said(second) == said(first)


def test_what_was_refused_can_be_sent_again(admin_client):
    sent = changed(opened(admin_client, reverse(ADD)), **{**NEW, "kind": "nonsense"})
    refused = admin_client.post(reverse(ADD), sent)

    answer = admin_client.post(reverse(ADD), {**sent, "kind": ["meeting"]})

    assert (refused.status_code, answer.status_code) == (200, 302)


def test_form_that_is_gone_back_to_and_filled_otherwise_is_another(admin_client):
    sent = changed(opened(admin_client, reverse(ADD)), **NEW)
    admin_client.post(reverse(ADD), sent)

    answer = admin_client.post(reverse(ADD), {**sent, "slug": ["second"], "title_en": ["Second"]})

    assert answer.url == page(Event.objects.get(slug="second"))
    assert Event.objects.count() == 2


def test_another_file_of_the_same_name_and_size_is_another_form(admin_client):
    """A paper with one figure put right: whoever goes back and sends it is not told that it is there already."""
    document = DocumentFactory(external_url="https://papers.example/")
    sent = opened(admin_client, page(document))
    first, second = (paper(f"<< /Figure {figure} >>") for figure in (1, 2))
    assert len(first) == len(second)

    def send(content: bytes) -> HttpResponse:
        upload = SimpleUploadedFile("plan.pdf", content, "application/pdf")
        return admin_client.post(page(document), {**changed(sent), "file": upload})

    answers = [send(first), send(first), send(second)]

    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert Path(found(document).file.path).read_bytes() == first
    assert "plan.pdf" in answers[2].content.decode()


def test_key_of_another_leads_nowhere(admin_client, client):
    sent = changed(opened(admin_client, reverse(ADD)), **NEW)
    admin_client.post(reverse(ADD), sent)
    client.force_login(StaffFactory())

    answer = client.post(reverse(ADD), {**sent, "slug": ["another"]})

    assert answer.status_code == 403
    assert Event.objects.count() == 1


def test_key_that_is_none_does_no_harm(admin_client):
    form = opened(admin_client, reverse(ADD))

    for key in ["", "x", "0" * 33, "\x00" * 32, "'" * 5000]:
        answer = admin_client.post(reverse(ADD), {**form, "once": key})

        assert answer.status_code == 200, ascii(key)
        assert not SentForm.objects.exists(), ascii(key)


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_who_may_only_add_is_led_to_a_page_that_opens(client, button):
    adder = StaffFactory(is_superuser=False)
    names = ["add_event", "add_article"]
    adder.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(adder)
    article = {"slug": "news", "title_en": "News", "section": "news", "published_on": "2020-10-20"}

    for address, fields in ((reverse(ADD), NEW), (reverse("admin:news_article_add"), article)):
        sent = changed(opened(client, address), **fields, lead_en="What.", **{button: "yes"})
        answer = client.post(address, sent, follow=True)

        assert answer.redirect_chain
        assert answer.status_code == 200

    assert (Event.objects.count(), Article.objects.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["one form", "two forms"])
def test_two_clicks_at_once_make_one_event(same):
    editor = StaffFactory()
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(editor)
    forms = [changed(opened(one, reverse(ADD)), **NEW) for one in clients]
    if same:
        forms[1] = forms[0]
    statuses = []

    def sending(number):
        return lambda: statuses.append(
            clients[number].post(reverse(ADD), forms[number]).status_code
        )

    raised = at_once(sending(0), sending(1))

    assert raised == []
    assert sorted(statuses) == ([302, 302] if same else [200, 302])
    assert Event.objects.count() == 1

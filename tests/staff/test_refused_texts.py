"""What was typed into a form that is refused as a whole is told on the page that says so."""

import pytest
from django.contrib.auth.models import Permission

from events.models import Event, EventHost
from staff.models import KeptForm
from staff.roles import Role
from tests.factories import EventFactory, HostFactory, StaffFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page
from tests.markup import page_of
from tests.staff.doors import admin_page
from tests.staff.kept_files_sent import with_photos
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

LONG = "A lead that took an hour to write."


def told(answer):
    return [value.text for value in page_of(answer).all("dd")]


def test_thing_that_another_deleted_meanwhile(admin_client, admin_user):
    item = EventFactory()
    form = with_photos(opened(admin_client, page(item)), "hall.jpg")
    sent = changed(form, lead_en=LONG)
    KeptForm.objects.create(user=admin_user, address=page(item), values={"lead_en": LONG})
    Event.objects.all().delete()

    answer = admin_client.post(page(item), sent)

    assert answer.status_code == 404
    assert LONG in told(answer)
    assert "__prefix__" not in answer.content.decode()
    assert "and are not kept here: hall.jpg." in answer.content.decode()
    assert KeptForm.objects.exists()


def test_event_that_left_the_scope_of_a_host_meanwhile():
    own = HostFactory()
    host, event = logged_in(account_of(Role.HOST, hosts=[own])), EventFactory(hosts=[own])
    sent = changed(opened(host, page(event)), lead_en=LONG)
    EventHost.objects.update(host=HostFactory())

    answer = host.post(page(event), sent)

    assert answer.status_code == 403
    assert LONG in told(answer)


def test_role_that_was_taken_away_meanwhile():
    account, event = account_of(Role.EDITOR), EventFactory()
    editor = logged_in(account)
    sent = changed(opened(editor, page(event)), lead_en=LONG)
    account.groups.clear()
    account.groups.add(*account_of(Role.PUBLISHER).groups.all())

    answer = editor.post(page(event), sent)

    assert answer.status_code == 403
    assert LONG in told(answer)


def test_right_to_add_photos_that_was_taken_away_meanwhile(client):
    account, event = StaffFactory(is_superuser=False), EventFactory()
    rights = Permission.objects.filter(codename__in=("change_event", "view_photo", "add_photo"))
    account.user_permissions.set(rights.filter(content_type__app_label="events"))
    client.force_login(account)
    sent = changed(with_photos(opened(client, page(event)), "hall.jpg"), lead_en=LONG)
    account.user_permissions.remove(
        rights.get(codename="add_photo", content_type__app_label="events")
    )

    answer = client.post(page(event), sent)

    assert answer.status_code == 403
    assert LONG in told(answer)
    assert "and are not kept here: hall.jpg." in answer.content.decode()
    assert found(event).lead_en != LONG


def test_what_nobody_typed_is_not_told(admin_client):
    answer = admin_client.post(admin_page("delete", StaffFactory()), {"post": "yes"})

    assert answer.status_code == 403
    assert "What you typed" not in answer.content.decode()


def test_earlier_text_that_finds_no_place_says_so_and_is_not_offered(admin_client):
    event = EventFactory()
    photo = PhotoFactory(event=event, alt_en="A square.")
    for words in ("A slip.", "Another."):
        sent = opened(admin_client, page(event))
        admin_client.post(page(event), changed(sent, **{"photos-0-alt_en": words}))
    history = page_of(admin_client.get(admin_page("history", event)))
    offered = [link["href"] for link in history.all("a", cls="restore")]
    photo.delete()

    answer = admin_client.get(offered[0])

    assert "The earlier text is not put into the form" in answer.content.decode()
    assert len(offered) == 2
    assert page_of(admin_client.get(admin_page("history", event))).all("a", cls="restore") == []


def test_earlier_text_of_another_language_is_refused_in_words(admin_client):
    event = EventFactory(lead_en="First.")
    admin_client.post(page(event), changed(opened(admin_client, page(event)), lead_en="Second."))
    history = page_of(admin_client.get(admin_page("history", event)))
    translator = logged_in(account_of(Role.TRANSLATOR, languages=["zh-hans"]))

    answer = translator.get(history.one("a", cls="restore")["href"])

    assert answer.context["restored"] is None
    assert "The earlier text is not put into the form" in answer.content.decode()

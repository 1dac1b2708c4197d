"""An act on what somebody changed meanwhile is refused, and keeps what was typed."""

from datetime import date

import pytest
from django.urls import reverse

from events.dates import Period
from events.models import Event
from publishing.models import PublicRecord
from tests.acting import changes, workflow
from tests.factories import (
    DocumentFactory,
    announcement,
)
from tests.factories.events import announced_forum
from tests.forms_sent import changed, found, opened, sent_by, told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


def act(event, code):
    return reverse("admin:events_event_act", args=[event.pk, code])


def test_act_on_an_event_that_moved_meanwhile_is_refused_and_keeps_what_was_typed(admin_client):
    event = announced_forum(published=True)
    late = changed(opened(admin_client, act(event, "correct")), reason_en="We were wrong.")
    period = Period.on(date(2020, 12, 9))
    changes.reschedule(event, announcement(date(2020, 10, 1)), changes.FactChanges(period=period))

    sent = changed(late, format="online", save="yes")
    refused = admin_client.post(act(event, "correct"), sent)

    form = refused.context["form"]
    assert told(refused) == [
        ("Date, place, format or status", "9 December 2020 · format unknown · planned", None),
        ("First day", "2020-12-09", None),
        ("Last day", "2020-12-09", None),
    ]
    assert (form["reason_en"].value(), form["format"].value()) == ("We were wrong.", "online")
    assert event.changes.count() == 2

    again = admin_client.post(act(event, "correct"), changed(sent_by(refused), save="yes"))

    assert again.status_code == 302
    kept = found(event)
    assert (kept.period, kept.format, event.changes.count()) == (period, "online", 3)


def test_act_that_is_no_longer_possible_keeps_what_was_typed(admin_client):
    event = announced_forum(published=True)
    late = changed(opened(admin_client, act(event, "move")), reason_en="The hosts asked for it.")
    changes.cancel(event, announcement(date(2020, 10, 1), reason="Called off."))

    refused = admin_client.post(act(event, "move"), changed(late, save="yes"))

    assert refused.status_code == 200
    assert refused.context["form"]["reason_en"].value() == "The hosts asked for it."
    assert "This is not possible in the present state of the event." in refused.content.decode()
    assert event.changes.count() == 2


def test_renaming_never_undoes_a_title_that_was_mended_meanwhile(admin_client):
    event = announced_forum(published=True)
    late = opened(admin_client, act(event, "rename"))
    Event.objects.filter(pk=event.pk).update(title_en="Forum of cities")

    refused = admin_client.post(act(event, "rename"), changed(late, title_ru="Съезд", save="yes"))
    admin_client.post(act(event, "rename"), changed(sent_by(refused), save="yes"))

    assert told(refused) == [("English", "Forum of cities", None)]
    kept = found(event)
    assert (kept.title_en, kept.title_ru) == ("Forum of cities", "Съезд")


def test_what_changes_between_the_preview_and_the_save_is_told(admin_client):
    event = announced_forum(published=True)
    form = changed(opened(admin_client, act(event, "cancel")), reason_en="No.", preview="yes")
    preview = admin_client.post(act(event, "cancel"), form, follow=True)
    changes.confirm(event, announcement(date(2020, 10, 1)))

    refused = admin_client.post(act(event, "cancel"), changed(sent_by(preview), save="yes"))

    assert refused.context["form"]["reason_en"].value() == "No."
    assert [stored for _label, stored, _typed in told(refused)] == [
        "1 December 2020 · format unknown · confirmed"
    ]
    assert found(event).status == "confirmed"


def test_correction_of_a_document_that_changed_meanwhile_is_refused(admin_client):
    document = DocumentFactory(title_en="Act", published=True, external_url="https://a.example/")
    address = reverse("admin:documents_document_correct", args=[document.pk])
    late = opened(admin_client, address)
    type(document).objects.update(title_en="The act")

    typed = {"reason_en": "A slip.", "reason_ru": "Описка.", "title_ru": "Акт"}
    refused = admin_client.post(address, changed(late, **typed))
    admin_client.post(address, sent_by(refused))

    assert told(refused) == [("English", "The act", None)]
    assert (found(document).title_en, found(document).title_ru) == ("The act", "Акт")


@pytest.mark.parametrize("code", ["move", "cancel", "rename", "correct", "place", "postpone"])
def test_what_was_agreed_for_a_draft_is_not_told_to_the_public(admin_client, code):
    event = announced_forum()
    asked = sent_by(admin_client.get(act(event, code)))
    workflow.publish(event)
    before = PublicRecord.objects.count()

    refused = admin_client.post(act(event, code), changed(asked, reason_en="Why.", save="yes"))

    assert ("Publication", "published", None) in told(refused)
    assert (event.changes.count(), PublicRecord.objects.count()) == (1, before)

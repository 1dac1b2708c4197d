"""What the history says an event is called, no text form says otherwise."""

from datetime import date

import pytest
from django.urls import reverse

from events.actions.titles import contradictions
from events.models import Event
from tests.acting import changes
from tests.factories import (
    announcement,
)
from tests.factories.events import announced_forum
from tests.forms_sent import changed, found, opened, page

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def act(event, code):
    return reverse("admin:events_event_act", args=[event.pk, code])


@pytest.fixture
def renamed():
    event = announced_forum(title_zh_hans="论坛", published=True)
    changes.rename(event, announcement(date(2020, 10, 1)), {"ru": "Съезд", "en": "Congress"})
    return event


def test_title_that_the_history_tells_is_changed_by_an_act_only(admin_client, renamed):
    sent = opened(admin_client, page(renamed))

    admin_client.post(page(renamed), changed(sent, title_ru="Сбор", title_en="Rally"))

    kept = found(renamed)
    assert (kept.title_ru, kept.title_en) == ("Съезд", "Congress")


def test_translation_follows_a_renaming_in_its_own_time(admin_client, renamed):
    sent = opened(admin_client, page(renamed))

    admin_client.post(page(renamed), changed(sent, title_zh_hans="大会"))

    assert found(renamed).title_zh_hans == "大会"


def test_slip_in_a_title_that_the_history_tells_is_corrected_in_the_open(admin_client, renamed):
    sent = opened(admin_client, act(renamed, "correct"))
    typed = {"title_en": "Congress of cities", "reason_en": "A slip.", "reason_ru": "Описка."}

    admin_client.post(act(renamed, "correct"), changed(sent, save="yes", **typed))

    assert found(renamed).title_en == "Congress of cities"
    assert renamed.changes.last().kind == "corrected"
    assert list(contradictions()) == []


def test_slip_in_a_title_that_no_step_tells_is_mended_in_the_text(admin_client):
    event = announced_forum(published=True)
    sent = opened(admin_client, page(event))

    admin_client.post(page(event), changed(sent, title_en="Forum of cities"))

    assert found(event).title_en == "Forum of cities"
    assert list(contradictions()) == []


def test_title_that_contradicts_the_history_is_found(renamed):
    announced_forum(published=True)
    Event.objects.filter(pk=renamed.pk).update(title_en="Rally", title_zh_hans="大会")

    assert [(found.key, found.problem) for found in contradictions()] == [
        (renamed.slug, "the title in en is not the one that step 2 gave it")
    ]

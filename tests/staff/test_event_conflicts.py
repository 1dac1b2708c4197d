"""A text form that was opened before an act: it is told, and undoes nothing."""

from datetime import date

import pytest

from events.dates import Period
from events.models import Event
from tests.acting import changes, workflow
from tests.factories import (
    PriorityFactory,
    announcement,
)
from tests.factories.events import announced_forum
from tests.forms_sent import changed, found, opened, page, sent_by, told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


def test_stale_form_never_undoes_a_renaming(admin_client):
    event = announced_forum(published=True)
    late = opened(admin_client, page(event))
    changes.rename(event, announcement(date(2020, 10, 1)), {"en": "Congress", "ru": "Съезд"})

    refused = admin_client.post(page(event), changed(late, summary_en="They meet."))
    admin_client.post(page(event), sent_by(refused, "event_form"))

    kept = found(event)
    assert refused.status_code == 200
    assert (kept.title_en, kept.title_ru, kept.summary_en) == ("Congress", "Съезд", "They meet.")


def test_stale_form_never_undoes_a_move(admin_client):
    event = announced_forum(published=True)
    late = opened(admin_client, page(event))
    period = Period.on(date(2020, 12, 9))
    changes.reschedule(event, announcement(date(2020, 10, 1)), changes.FactChanges(period=period))

    refused = admin_client.post(page(event), changed(late, summary_en="They meet."))
    admin_client.post(page(event), sent_by(refused, "event_form"))

    kept = found(event)
    assert told(refused) == [
        ("Date, place, format or status", "9 December 2020 · format unknown · planned", None)
    ]
    assert (kept.period, kept.sequence, kept.summary_en) == (period, event.sequence, "They meet.")


def test_draft_that_was_published_meanwhile_is_not_edited_unawares(admin_client):
    item = PriorityFactory(slug="goal")
    late = opened(admin_client, page(item))
    workflow.publish(item)

    refused = admin_client.post(page(item), changed(late, summary_en="Rough.", slug="better"))

    assert told(refused) == [("Publication", "published", None), ("address", "goal", "better")]
    assert found(item).summary_en == item.summary_en


def test_save_of_a_text_leaves_every_other_column_alone(admin_client, monkeypatch):
    event = announced_forum(published=True)
    sent = changed(opened(admin_client, page(event)), summary_en="They meet.")
    written = []
    save = Event.save
    monkeypatch.setattr(
        Event,
        "save",
        lambda row, **how: (written.append(how.get("update_fields")), save(row, **how)),
    )

    admin_client.post(page(event), sent)

    assert written == [["summary_en", "translation_states", "updated_at"]]

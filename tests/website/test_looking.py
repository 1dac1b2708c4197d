"""Whoever only looks keeps nobody waiting: on SQLite a transaction is the turn to write."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.dates import Period
from staff.actions.registry import ACTIONS
from tests.factories import BodyFactory, DocumentFactory, EventFactory, announcement
from tests.forms_sent import page

pytestmark = pytest.mark.django_db


def addresses() -> dict[str, str]:
    event = EventFactory(
        period=Period.on(date(2020, 7, 22)), announced=announcement(), published=True
    )
    body, document = BodyFactory(), DocumentFactory(published=True)
    pages = {
        "first page": reverse("admin:index"),
        "list": reverse("admin:events_event_changelist"),
        "form": page(event),
        "new form": reverse("admin:events_event_add"),
        "translations": reverse("admin:events_event_translations", args=[event.pk]),
        "publication": reverse("admin:bodies_body_publish", args=[body.pk]),
        "correction": reverse("admin:documents_document_correct", args=[document.pk]),
    }
    acts = {code: reverse("admin:events_event_act", args=[event.pk, code]) for code in ACTIONS}
    return pages | acts


def test_no_page_of_the_administration_begins_a_transaction_to_be_shown(
    admin_client: Client, settings
):
    settings.PORTAL_CLOCK = "2020-07-01"
    begun, shown = {}, 0
    assert connection.features.supports_json_field  # Django asks once a process, in a savepoint

    for name, address in addresses().items():
        with CaptureQueriesContext(connection) as queries:
            shown += admin_client.get(address).status_code == 200
        words = {query["sql"].split()[0] for query in queries}
        begun[name] = words & {"BEGIN", "SAVEPOINT", "INSERT", "UPDATE", "DELETE"}

    assert {name: words for name, words in begun.items() if words} == {}
    assert shown > 10

"""Two tabs of one person at the same form, who write, leave and throw away at the same moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from staff import open_forms
from staff.models import KeptForm, Presence
from staff.open_forms import HERE, LEAVE, TAKE
from tests.factories import EventFactory, StaffFactory
from tests.forms_sent import page
from tests.threads import at_once

#: Threads meet at the same moment in some of so many times.
TIMES = 10


@pytest.fixture
def client_of_one(settings) -> Callable[[], Client]:
    person = StaffFactory()

    def logged_in() -> Client:
        client = Client()
        client.force_login(person)
        return client

    return logged_in


@pytest.fixture
def event() -> Event:
    made: Event = EventFactory(title_en="Forum")
    return made


def says(client: Client, name: str, body: Any) -> Callable[[], None]:
    """Send the same JSON again and again, and fail where it is not answered."""

    def say() -> None:
        for _ in range(TIMES):
            answer = client.post(reverse(name), json.dumps(body), content_type="application/json")
            assert answer.status_code == 200, answer.content

    return say


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_tabs_say_that_they_are_open_while_another_one_leaves(client_of_one, event):
    answer = client_of_one().get(page(event))
    token = open_forms.token(answer.wsgi_request)

    raised = at_once(
        *(
            says(client_of_one(), "admin:presence", {"token": token, "act": act})
            for act in (HERE, LEAVE, TAKE, HERE)
        )
    )

    assert raised == []
    says(client_of_one(), "admin:presence", {"token": token, "act": TAKE})()
    assert Presence.objects.get().taken_at is not None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_tabs_keep_what_is_typed_while_another_one_throws_it_away(client_of_one, event):
    bodies = [
        {"address": page(event), "tab": "one", "once": "", "values": values}
        for values in ({"lead_en": "A"}, {}, {"lead_en": "B"}, {})
    ]

    raised = at_once(*(says(client_of_one(), "admin:keep", body) for body in bodies))

    assert raised == []
    says(client_of_one(), "admin:keep", bodies[0])()
    assert KeptForm.objects.get().values == {"lead_en": "A"}

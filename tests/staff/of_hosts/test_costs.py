"""What a form costs an account with limits: whether a thing is within is asked once a page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.dates import Period
from staff.roles import Role
from staff.scope import only_reads, scope_of
from tests.factories import EventFactory, HostFactory, announcement
from tests.forms_sent import page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


def test_form_of_a_public_event_costs_a_host_the_same_with_one_host_and_with_three(settings):
    settings.FOUR_EYES = True
    own = HostFactory()
    client = logged_in(account_of(Role.HOST, hosts=[own]))
    one, three = (
        EventFactory(
            hosts=hosts,
            published=True,
            period=Period.on(date(2020, 11, 12)),
            announced=announcement(),
        )
        for hosts in ([own], [own, HostFactory(), HostFactory()])
    )

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        return len(taken)

    assert queries(page(three)) == queries(page(one))
    assert queries(page(one)) <= 30
    preview = reverse("admin:events_event_preview_page", args=[three.pk, "en"])
    assert queries(preview) <= 30


def test_only_who_reads_is_answered_from_what_was_asked_before(django_assert_num_queries):
    own, event = HostFactory(), EventFactory()
    reader, writer = (account_of(Role.HOST, hosts=[own]) for _place in range(2))
    only_reads(reader)

    assert [scope_of(who).covers(event) for who in (reader, writer)] == [False, False]
    event.hostings.create(host=own)

    with django_assert_num_queries(1):
        assert [scope_of(who).covers(event) for who in (reader, writer)] == [False, True]

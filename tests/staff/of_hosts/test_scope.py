"""A host's account reaches the events of its own hosts and bodies, those below them, and no others."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse

from events.dates import Period
from staff.actions.registry import ACTIONS
from staff.models import KeptForm
from staff.roles import Role
from staff.scope import outside, scope_of
from tests.factories import (
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.forms_sent import found, page
from tests.staff.of_roles import account_of, logged_in, row_of

pytestmark = pytest.mark.django_db


def summit_of(host=None, **facts):
    return EventFactory(
        title_en="The Summit",
        slug="heads-of-state",
        chair=CountryFactory(name_en="Chairland"),
        period=Period.on(date(2020, 10, 29)),
        cities=[CityFactory(name_en="Summitville")],
        announced=announcement(date(2020, 1, 1)),
        hosts=[host or HostFactory(name_en="Head of State")],
        **facts,
    )


@pytest.fixture
def summit():
    return summit_of(published=True)


def own(ministry, **facts):
    return EventFactory(title_en="Museum directors", hosts=[ministry], **facts)


def addresses_of(event) -> list[str]:
    """Return every address of the admin that takes the key of an event, with it."""
    site = get_resolver().url_patterns
    (admin,) = [one for one in site if getattr(one, "app_name", "") == "admin"]
    (events,) = [one for one in admin.url_patterns if str(one.pattern) == "events/event/"]
    values = {"object_id": event.pk, "code": "move", "name": "none.jpg"}
    found_addresses = [
        reverse(f"admin:{one.name}", kwargs={name: values[name] for name in one.pattern.converters})
        for one in events.url_patterns
        if isinstance(one, URLPattern) and one.name and "object_id" in one.pattern.converters
    ]
    kind = ContentType.objects.get_for_model(event)
    return [
        *found_addresses,
        *(reverse("admin:events_event_act", args=[event.pk, code]) for code in ACTIONS),
        reverse("admin:view_on_site", args=[kind.pk, event.pk]),
        *(
            reverse(f"admin:events_change_{name}", args=[step.pk])
            for name in ("change", "history", "delete", "reason")
            for step in event.changes.all()
        ),
        f"{reverse('admin:events_event_decide')}?event={event.pk}",
        f"{reverse('admin:events_event_change', args=[event.pk])}?restore=1",
    ]


def test_account_of_the_ministry_of_culture_gets_403_on_every_address_of_the_summit(client, summit):
    before = row_of(summit)
    addresses = addresses_of(summit)

    answers = {
        (method, address): getattr(client, method)(address).status_code
        for address in addresses
        for method in ("get", "post")
    }

    assert len(addresses) > 20
    # What is only read takes no POST, whoever asks.
    refused = {"get": (403,), "post": (403, 405)}
    assert {key: code for key, code in answers.items() if code not in refused[key[0]]} == {}
    assert row_of(summit) == before


def test_refusal_names_nothing_and_says_what_to_do(client, summit):
    told = client.get(page(summit)).content.decode()

    assert "The Summit" not in told
    assert "This is not among the events of your hosts and bodies." in told
    assert "ask an administrator" in told


def test_what_is_not_there_is_no_refusal(client):
    assert client.get(reverse("admin:events_event_change", args=[999])).status_code == 302


NAMES = (
    "The Summit",
    "heads-of-state",
    "Summitville",
    "Chairland",
    "Summit paper",
    "Head of State",
)


def test_summit_is_named_in_no_list_choice_count_or_search(client, culture, summit, ministry):
    mine = own(ministry, published=True, period=Period.on(date(2020, 10, 29)))
    DocumentFactory(title_en="Summit paper", events=[summit])
    DocumentFactory(title_en="Joint Summit paper", events=[summit, mine])
    events = reverse("admin:events_event_changelist")
    choice = "app_label=documents&model_name=document&field_name=events"

    told = {
        address: client.get(address, follow=True).content.decode()
        for address in (
            reverse("admin:index"),
            events,
            f"{events}?q=summit",
            f"{events}?pk__in={summit.pk}",
            reverse("admin:events_event_export_csv"),
            reverse("admin:events_change_changelist"),
            reverse("admin:events_change_export_csv"),
            reverse("admin:documents_document_changelist"),
            f"{reverse('admin:autocomplete')}?term=&{choice}",
            f"{reverse('admin:autocomplete')}?term=summ&{choice}",
            *(reverse("admin:translation_work", args=[code]) for code in ("en", "ru", "zh-hans")),
            page(mine).replace("change/", "history/"),
            reverse("admin:documents_document_add"),
        )
    }

    named = [(address, name) for address, text in told.items() for name in NAMES if name in text]
    assert named == []
    assert "Museum directors" in told[events]
    assert "Museum directors" in told[reverse("admin:index")]


def test_log_of_everybody_is_closed_to_a_host(client):
    assert client.get(reverse("admin:log")).status_code == 403


def test_act_on_many_is_refused_where_one_is_outside(culture, summit, ministry):
    mine = own(ministry)
    names = ["publish_event", "record_event"]
    culture.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = logged_in(culture)

    sent = {"action": "withdraw_selected", "_selected_action": [summit.pk, mine.pk]}
    listed = client.post(reverse("admin:events_event_changelist"), sent)
    decided = client.get(
        f"{reverse('admin:events_event_decide')}?event={summit.pk}&event={mine.pk}"
    )

    assert (listed.status_code, decided.status_code) == (403, 403)
    assert found(summit).publication == "published"


def test_text_kept_for_an_event_that_left_the_scope_is_not_shown(client, culture, summit):
    KeptForm.objects.create(user=culture, address=page(summit), values={"title_en": "The Summit"})

    assert "The Summit" not in client.get(page(summit)).content.decode()


def test_account_without_a_limiting_role_has_no_limits(summit):
    editor = logged_in(account_of(Role.EDITOR, hosts=[HostFactory()]))

    assert editor.get(page(summit)).status_code == 200


def test_an_account_whose_hosts_are_gone_still_reads_its_first_page():
    answer = logged_in(account_of(Role.HOST)).get("/admin/")

    assert answer.status_code == 200


def test_a_foreign_event_is_outside_and_is_not_named():
    host = HostFactory()
    scope = scope_of(account_of(Role.HOST, hosts=[host]))

    assert scope.limit_of("change", EventFactory(hosts=[HostFactory()])) == outside()
    assert scope.limit_of("change", EventFactory(hosts=[host])) == ""

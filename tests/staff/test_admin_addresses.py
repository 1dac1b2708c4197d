"""Whatever stands in an address of the desk, or is chosen in a list: never a failure of ours."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.db.models import DateField
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from events.dates import Period
from staff.changelists import ForgivingListAdmin
from staff.stale_forms import GuardedAdmin
from tests.factories import EventFactory, PriorityFactory
from tests.forms_sent import messages_of

pytestmark = pytest.mark.django_db

LISTS = [f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in admin.site._registry]
GUARDED = [m for m, options in admin.site._registry.items() if isinstance(options, GuardedAdmin)]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", LISTS)
def test_what_postgresql_cannot_look_for_is_a_wrong_address(admin_client, address):
    wrong = ["?q=%00", "?slug=%00", "?%00=1", "%00/change/", "1/history/?a=%00"]

    assert {more: admin_client.get(address + more).status_code for more in wrong} == dict.fromkeys(
        wrong, 400
    )


def offered(account, model, name) -> int:
    """Return how the desk answers when a form asks which rows to offer."""
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    request = RequestFactory().get("/admin/autocomplete/", {**asked, "field_name": name})
    request.user = account
    try:
        return admin.site.autocomplete_view(request).status_code
    except PermissionDenied:
        return 403
    except Http404:
        return 404


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # of axes
def test_rows_are_offered_for_fields_of_forms_alone(admin_user):
    """Of all fields of all models, and of names that are none: the other side of a relation is refused too."""
    answers = {True: Counter(), False: Counter()}
    for model in apps.get_models():
        fields = model._meta.get_fields(include_hidden=True)
        for name in {*(field.name for field in fields), "", "\u0001", "pk", "bodies__slug"}:
            is_link = any(
                one.name == name and one.is_relation and not one.auto_created for one in fields
            )
            answers[is_link][offered(admin_user, model, name)] += 1

    assert answers[False].keys() == {403}
    assert answers[True].keys() == {200, 403}


def test_the_other_side_of_a_relation_is_closed(admin_client):
    asked = {"app_label": "events", "model_name": "event", "field_name": "documents"}

    assert admin_client.get("/admin/autocomplete/", asked).status_code == 403


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label_lower)
def test_what_no_row_is_known_by_is_not_chosen(admin_client, model):
    options = admin.site._registry[model]
    actions = [name for name in options.actions if isinstance(name, str)] or ["publish_selected"]
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")

    for action, key in product(actions, ["a", "\0", "", "-1", "9" * 30, "1.5"]):
        sent = {"action": action, "_selected_action": [key], "index": 0}

        assert admin_client.post(address, sent).status_code in (200, 302, 403), (action, key)


def test_what_is_chosen_beside_it_is_asked_about(admin_client):
    draft = PriorityFactory()
    sent = {"action": "publish_selected", "_selected_action": ["a", str(draft.pk)]}

    answer = admin_client.post(reverse("admin:priorities_priority_changelist"), sent)

    assert [row.item for row in answer.context["rows"]] == [draft]


def test_every_list_forgives():
    options = admin.site._registry.values()

    assert [one for one in options if not isinstance(one, ForgivingListAdmin)] == []


def asked(options, user, query):
    """Return what a list answers to `query`; SQLite holds an address of a network as plain text."""
    request = RequestFactory().get("/", query)
    request.user, request._messages = user, CookieStorage(request)
    try:
        with transaction.atomic():
            return options.get_changelist_instance(request).result_list.exists()
    except (IncorrectLookupParameters, SuspiciousOperation) as error:
        return type(error)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_a_value_that_a_column_cannot_hold_is_in_no_list(admin_user, model):
    """An address of a network, a year behind all years, a number behind all numbers."""
    options = admin.site._registry[model]

    for field in model._meta.concrete_fields:
        for value in ("(", "9" * 30):
            asked(options, admin_user, {field.attname: value})
        if isinstance(field, DateField):
            for year in ("0", "10000", "9" * 30):
                answer = asked(options, admin_user, {f"{field.attname}__year": year})
                assert answer in (IncorrectLookupParameters, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "query"),
    [
        pytest.param(*("/admin/axes/accessattempt/", "ip_address=a"), marks=pytest.mark.postgresql),
        ("/admin/auth/user/", "last_login__year=10000"),
        ("/admin/events/event/", "starts_on__day=first"),
        ("/admin/places/city/", "id__exact=x"),
    ],
)
def test_a_list_says_that_its_address_was_wrong(admin_client, address, query):
    answer = admin_client.get(f"{address}?{query}", follow=True)

    assert answer.redirect_chain == [(f"{address}?e=1", 302)]
    assert messages_of(answer) == [
        "The address asked for what this list cannot hold. Here is the whole list."
    ]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_narrowed_by_plain_comparisons_only(admin_client, address):
    for comparison in ("range", "regex", "iregex", "contained_by", "iso_year"):
        assert admin_client.get(f"{address}?id__{comparison}=(").status_code == 400, comparison


def test_what_a_list_offers_still_narrows_it(admin_client):
    day = EventFactory(period=Period.on(date(2020, 7, 10)))
    EventFactory(period=Period.on(date(2019, 7, 10)))
    query = {"starts_on__year": "2020", "publication__exact": "draft", "cities__isnull": "1"}

    answer = admin_client.get("/admin/events/event/", query | {"title_ru__icontains": day.title_ru})

    assert [event.pk for event in answer.context["cl"].result_list] == [day.pk]


@pytest.mark.parametrize(
    "name", ["documents_document_correct", "news_article_translations", "news_article_preview"]
)
def test_a_page_of_what_is_not_there_is_a_wrong_address(admin_client, name):
    assert admin_client.get(reverse(f"admin:{name}", args=["999999"])).status_code == 404

"""What is typed into a form of the admin is kept until it is saved, for its writer alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from priorities.models import Priority
from staff.idempotency import new_key
from staff.kept_forms import LONGEST, MOST
from staff.models import KeptForm
from tests.factories import PriorityFactory, StaffFactory
from tests.forms_sent import changed, found, opened, page

pytestmark = pytest.mark.django_db

KEEP = "/admin/keep/"
TYPED = {"summary_en": "Half a sentence", "shown": "{}"}


def keep(client, address, values, tab=""):
    sent = {"address": address, "values": values, "tab": tab}
    return client.post(KEEP, sent, content_type="application/json")


def test_what_was_typed_comes_back_with_the_form(admin_client, admin_user):
    item = PriorityFactory()

    answer = keep(admin_client, page(item), TYPED)

    assert answer.json()["kept"][:4].isdecimal()
    row = KeptForm.objects.get()
    assert (row.user, row.address, row.values) == (admin_user, page(item), TYPED)
    assert admin_client.get(page(item)).context["kept"][0]["values"] == TYPED
    assert '"summary_en": "Half a sentence"' in admin_client.get(page(item)).content.decode()


def test_newer_text_replaces_the_older(admin_client):
    for text in ("a", "ab"):
        keep(admin_client, "/admin/x/", {"title": text})

    assert [row.values for row in KeptForm.objects.all()] == [{"title": "ab"}]


def test_each_tab_keeps_its_own_and_a_save_takes_that_alone(admin_client):
    item = PriorityFactory()
    for tab in ("a", "b"):
        keep(admin_client, page(item), {"summary_en": tab}, tab)

    admin_client.post(page(item), changed(opened(admin_client, page(item)), kept_tab="a"))

    told = admin_client.get(page(item)).context["kept"]
    assert [(one["tab"], one["values"]) for one in told] == [("b", {"summary_en": "b"})]


@pytest.mark.parametrize("values", [{}, {"shown": "{}"}])
def test_nothing_typed_is_nothing_kept(admin_client, values):
    keep(admin_client, "/admin/x/", TYPED)

    assert keep(admin_client, "/admin/x/", values).json() == {"kept": None}
    assert not KeptForm.objects.exists()


def test_save_that_succeeds_takes_it_away_and_a_refused_one_does_not(admin_client):
    item, other = PriorityFactory.create_batch(2)
    for one in (item, other):
        keep(admin_client, page(one), TYPED)

    admin_client.post(page(item), changed(opened(admin_client, page(item)), position="x"))
    assert KeptForm.objects.count() == 2
    admin_client.post(page(item), changed(opened(admin_client, page(item)), summary_en="Whole."))

    assert [row.address for row in KeptForm.objects.all()] == [page(other)]
    assert found(item).summary_en == "Whole."


def test_new_thing_is_kept_too(admin_client):
    add = reverse("admin:priorities_priority_add")
    keep(admin_client, add, TYPED)

    assert admin_client.get(add).context["kept"][0]["values"] == TYPED
    assert not Priority.objects.exists()


def test_nobody_sees_what_another_typed(admin_client, client):
    item = PriorityFactory()
    keep(admin_client, page(item), TYPED)
    client.force_login(StaffFactory())

    assert client.get(page(item)).context["kept"] == []
    client.post(page(item), changed(opened(client, page(item)), position="4"))
    keep(client, page(item), {})
    assert KeptForm.objects.count() == 1


def test_text_kept_of_an_older_form_meets_what_was_written_since(admin_client):
    """It comes with what the form showed when it was typed."""
    item = PriorityFactory()
    early = opened(admin_client, page(item))
    keep(admin_client, page(item), {"summary_en": "Mine.", "shown": early["shown"][0]})
    Priority.objects.update(summary_en="Theirs.")
    now = opened(admin_client, page(item))
    values = admin_client.get(page(item)).context["kept"][0]["values"]

    refused = admin_client.post(page(item), changed(now, **values))

    assert refused.status_code == 200
    assert [(c.stored, c.typed) for c in refused.context["conflicts"]] == [("Theirs.", "Mine.")]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"address": 1, "values": {}}',
        '{"address": "/admin/x/", "values": []}',
        '{"address": "/admin/x/", "values": {"a": 1}}',
        '{"address": "/admin/x/", "values": {"a": null}}',
        '{"address": "/en/", "values": {"a": "b"}}',
        '{"address": "/admin/\\u0000/", "values": {"a": "b"}}',
        f'{{"address": "/admin/{"x" * 300}", "values": {{"a": "b"}}}}',
        f'{{"address": "/admin/x/", "values": {{"a": "{"x" * LONGEST}"}}}}',
        '{"address": "/admin/x/", "values": {"a": "b"}, "tab": 1}',
        '{"address": "/admin/x/", "values": {"a": "b"}, "tab": "/"}',
        '{"address": "/admin/x/", "values": {"a": "b"}, "files": []}',
        '{"address": "/admin/x/", "values": {"a": "b"}, "files": {"file": "x"}}',
    ],
)
def test_what_no_page_sends_is_refused(admin_client, body):
    answer = admin_client.post(KEEP, body, content_type="application/json")

    assert answer.status_code == 400
    assert not KeptForm.objects.exists()


def test_characters_that_no_database_takes_are_left_out(admin_client):
    keep(admin_client, "/admin/x/", {"a\0": "b\0c"})

    assert KeptForm.objects.get().values == {"a": "bc"}


def test_oldest_goes_beyond_a_hundred_forms(admin_client, client):
    client.force_login(StaffFactory())
    keep(client, "/admin/other/", TYPED)
    for number in range(MOST + 2):
        keep(admin_client, f"/admin/{number}/", TYPED)

    kept = set(KeptForm.objects.values_list("address", flat=True))
    assert kept == {"/admin/other/", *(f"/admin/{n}/" for n in range(2, MOST + 2))}


def test_only_staff_is_kept_for_and_only_by_post(client, admin_client):
    assert keep(client, "/admin/x/", TYPED).status_code in (302, 403)
    assert admin_client.put(KEEP).status_code == 405
    assert not KeptForm.objects.exists()


def test_it_takes_the_token_of_the_page(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    assert keep(client, "/admin/x/", TYPED).status_code == 403
    assert not KeptForm.objects.exists()


def test_form_costs_one_query_more(admin_client):
    item = PriorityFactory()
    admin_client.get(page(item))

    with CaptureQueriesContext(connection) as taken:
        admin_client.get(page(item))

    assert sum("staff_keptform" in query["sql"] for query in taken) == 1


def test_form_of_another_account_is_not_kept(admin_client, admin_user):
    sent = {"address": "/admin/x/", "values": TYPED, "once": new_key(StaffFactory())}

    assert admin_client.post(KEEP, sent, content_type="application/json").status_code == 409
    assert not KeptForm.objects.exists()

    sent["once"] = new_key(admin_user)
    assert admin_client.post(KEEP, sent, content_type="application/json").status_code == 200


def test_page_learns_who_is_logged_in(admin_client):
    assert admin_client.get(KEEP).json()["account"] == "admin"

"""Staff who may only look are offered no deed, and a deed that is posted all the same is refused."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.dates import Period
from publishing import records
from publishing.translations import state_of
from tests.acting import workflow
from tests.factories import DocumentFactory, EventFactory, StaffFactory, announcement
from tests.forms_sent import found, page
from tests.kinds import KINDS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

#: Countries and cities are always public.
PUBLISHED = ("event", "article", "document", "body", "priority")
DEEDS = ("confirm", "public", "draft", "source")


@pytest.fixture
def reader(client):
    """Staff who may look at everything."""
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return client


@pytest.fixture(params=[name for name in KINDS if name != "usual names"])
def item(request):
    make, _first, _second = KINDS[request.param]
    return make()


def named(item, name):
    return f"admin:{item._meta.label_lower.replace('.', '_')}_{name}"


def unchanged(item, before, number):
    assert type(item)._base_manager.filter(pk=item.pk).values().get() == before
    assert records.newest_number() == number
    assert not LogEntry.objects.exists()


def row(item):
    return type(item)._base_manager.filter(pk=item.pk).values().get()


@pytest.mark.by_turns(6)
def test_reader_is_offered_no_deed_in_a_list_and_does_none(reader, item):
    address = reverse(named(item, "changelist"))
    before, number = row(item), records.newest_number()

    shown = reader.get(address)
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        sent = {"action": action, "_selected_action": [item.pk], "confirmed": "yes", "post": "yes"}
        reader.post(address, sent)

    assert item in shown.context["cl"].result_list
    assert shown.context["action_form"] is None
    unchanged(item, before, number)


@pytest.mark.parametrize("item", PUBLISHED, indirect=True)
def test_reader_publishes_nothing_from_its_page(reader, item):
    before, number = row(item), records.newest_number()
    shown = reader.get(page(item)).content.decode()

    for deed in ("publish", "withdraw"):
        address = reverse(named(item, deed), args=[item.pk])
        assert address not in shown
        assert reader.post(address, {"confirmed": "yes"}).status_code == 403

    unchanged(item, before, number)


@pytest.mark.by_turns(6)
def test_reader_sees_the_translations_and_does_no_deed(reader, item):
    workflow.keep_draft(item, "zh-hans")
    before, number = row(item), records.newest_number()
    address = reverse(named(item, "translations"), args=[item.pk])

    shown = reader.get(address)
    answers = [
        reader.post(address, {"deed": deed, "language": code}).status_code
        for deed in DEEDS
        for code in ("en", "zh-hans")
    ]

    assert shown.status_code == 200
    assert 'name="deed"' not in shown.content.decode()
    assert set(answers) == {403}
    assert state_of(found(item), "zh-hans") == "draft"
    unchanged(item, before, number)


def test_who_may_edit_and_not_translate_settles_no_translation(client):
    user, event = StaffFactory(is_superuser=False), EventFactory()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_event", "change_event", "publish_event"])
    )
    client.force_login(user)
    workflow.keep_draft(event, "zh-hans")
    address = reverse(named(event, "translations"), args=[event.pk])

    shown = client.get(address)
    answer = client.post(address, {"deed": "public", "language": "zh-hans"})

    assert (shown.status_code, answer.status_code) == (200, 403)
    assert 'name="deed"' not in shown.content.decode()
    assert state_of(found(event), "zh-hans") == "draft"


def test_reader_changes_no_text(reader, item):
    before, number = row(item), records.newest_number()

    assert reader.post(page(item), {}).status_code == 403
    unchanged(item, before, number)


def test_reader_does_no_act_and_corrects_no_document(reader):
    event = EventFactory(
        period=Period.on(date(2020, 7, 22)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )
    document = DocumentFactory(published=True, external_url="https://a.example/")
    addresses = [
        reverse("admin:events_event_act", args=[event.pk, "cancel"]),
        reverse("admin:documents_document_correct", args=[document.pk]),
    ]

    assert [reader.get(address).status_code for address in addresses] == [403, 403]
    assert [reader.post(address, {"save": "yes"}).status_code for address in addresses] == [
        403,
        403,
    ]
    shown = [reader.get(page(thing)).content.decode() for thing in (event, document)]
    assert [address in told for address, told in zip(addresses, shown, strict=True)] == [
        False,
        False,
    ]

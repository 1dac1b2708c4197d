"""What is typed into the desk's own forms is kept until it is done: acts, decisions, corrections, acts of bundles."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from events.dates import Period
from staff.models import Bundle, KeptForm
from tests.factories import DocumentFactory, EventFactory, announcement
from tests.forms_sent import changed, sent_by
from tests.markup import page_of

pytestmark = pytest.mark.django_db

REASON = "An hour was spent on this."
BECAUSE = {"reason_en": REASON, "reason_ru": "Причина.", "source_url": "https://source.example/"}


@pytest.fixture(autouse=True)
def today(settings):
    settings.PORTAL_CLOCK = "2020-10-28"


@pytest.fixture
def event():
    day = Period.on(date(2020, 12, 1))
    return EventFactory(period=day, announced=announcement(date(2020, 1, 1)), published=True)


@pytest.fixture
def other():
    day = Period.on(date(2020, 12, 2))
    return EventFactory(period=day, announced=announcement(date(2020, 1, 1)), published=True)


def act(event, _other):
    return reverse("admin:events_event_act", args=[event.pk, "postpone"]), {}


def decision(event, other):
    return f"{reverse('admin:events_event_decide')}?event={event.pk}&event={other.pk}", {
        "act": "postpone"
    }


def correction(_event, _other):
    document = DocumentFactory(published=True, external_url="https://a.example/")
    address = reverse("admin:documents_document_correct", args=[document.pk])
    return address, {"external_url": "https://b.example/"}


def act_of_bundle(event, _other):
    bundle = Bundle.objects.create(name="B", made_by=User.objects.get(username="admin"))
    return reverse("admin:staff_bundle_act", args=[bundle.pk, event.pk, "postpone"]), {}


@pytest.mark.parametrize("form", [act, decision, correction, act_of_bundle])
def test_text_is_kept_until_it_is_done(admin_client, admin_user, form, event, other):
    address, fields = form(event, other)
    opened = admin_client.get(address)
    at = page_of(opened).one("p", id="kept").attributes.get("data-address") or address
    values = {"reason_en": REASON}
    for tab in ("mine", "another"):
        KeptForm.objects.create(user=admin_user, address=at, tab=tab, values=values)
    assert [one["values"] for one in admin_client.get(address).context["kept"]] == [values] * 2
    sent = changed(sent_by(opened), kept_tab="mine", **BECAUSE, **fields)

    looked = admin_client.post(address, {**sent, "preview": ["yes"]})
    if looked.status_code == 200:
        line = page_of(looked).one("p", id="kept")
        assert {"data-all", "data-hidden"} <= set(line.attributes)
        assert KeptForm.objects.count() == 2
        sent = changed(sent_by(looked), kept_tab="mine")
        assert admin_client.post(address, {**sent, "save": ["yes"]}).status_code == 302

    assert [row.tab for row in KeptForm.objects.all()] == ["another"]


def test_decisions_about_other_events_do_not_share_what_is_kept(admin_client, event, other):
    lines = [
        page_of(admin_client.get(reverse("admin:events_event_decide"), {"event": keys}))
        for keys in ([event.pk, other.pk], [event.pk])
    ]

    assert len({page.one("p", id="kept")["data-address"] for page in lines}) == 2


def test_act_of_a_bundle_that_is_no_longer_possible_shows_what_was_typed(admin_client, event):
    address, _fields = act_of_bundle(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)
    cancel = reverse("admin:events_event_act", args=[event.pk, "cancel"])
    done = changed(sent_by(admin_client.get(cancel)), **BECAUSE)
    admin_client.post(cancel, {**done, "save": ["yes"]})

    refused = admin_client.post(address, {**sent, "save": ["yes"]})

    assert refused.status_code == 200
    assert refused.context["form"]["reason_en"].value() == REASON
    assert "not possible in the present state" in refused.content.decode()


def test_refusal_that_leads_away_leaves_what_was_typed(admin_client, admin_user):
    address = reverse("admin:documents_document_correct", args=[DocumentFactory().pk])
    KeptForm.objects.create(user=admin_user, address=address, values={"reason_en": REASON})

    assert admin_client.post(address, BECAUSE).status_code == 302
    assert KeptForm.objects.exists()

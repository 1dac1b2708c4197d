"""What is typed into the desk's own forms is kept until it is done: acts, decisions, corrections, acts of bundles."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from events.dates import Period
from staff.idempotency import new_key
from staff.looks import MOST
from staff.models import Bundle, KeptForm
from tests.factories import DocumentFactory, EventFactory, announcement
from tests.forms_sent import changed, sent_by
from tests.markup import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

REASON = "An hour was spent on this."
BECAUSE = {"reason_en": REASON, "reason_ru": "Причина.", "source_url": "https://source.example/"}


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

    look = admin_client.post(address, {**sent, "preview": ["yes"]})["Location"]
    if "look=" in look:
        seen = admin_client.get(look)
        line = page_of(seen).one("p", id="kept")
        assert {"data-all", "data-hidden"} <= set(line.attributes)
        assert line.attributes.get("data-address", at) == at
        assert KeptForm.objects.filter(address=at).count() == 2
        sent = changed(sent_by(seen), kept_tab="mine")
        assert admin_client.post(look, {**sent, "save": ["yes"]}).status_code == 302

    assert [row.tab for row in KeptForm.objects.all()] == ["another"]


@pytest.mark.parametrize("form", [act, decision, act_of_bundle])
def test_what_visitors_will_see_is_a_page_that_is_asked_for_and_asked_for_again(
    admin_client, admin_user, form, event, other
):
    address, fields = form(event, other)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE, **fields)

    look = admin_client.post(address, {**sent, "preview": ["yes"]})["Location"]
    pages = [page_of(admin_client.get(look)) for _time in range(2)]
    filled = admin_client.post(look, {**sent, "back": ["yes"]}, follow=True)
    again = admin_client.post(filled.redirect_chain[0][0], {**sent, "preview": ["yes"]})

    assert look.startswith(f"{address}{'&' if '?' in address else '?'}look=")
    for page in pages:
        assert all(REASON in one.text for one in page.all("div", cls="previews"))
        assert len(page.all("input", name="save")) == 1
    assert filled.redirect_chain == [(f"{look}&back=yes", 302)]
    assert filled.context["form"]["reason_en"].value() == REASON
    assert again["Location"] == look
    assert KeptForm.objects.get().user == admin_user
    event.refresh_from_db()
    assert event.changes.count() == 1


def test_whole_page_and_its_reload_are_asked_for_too(admin_client, event):
    address, _fields = act(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)

    whole = admin_client.post(address, {**sent, "whole": ["ru"]})["Location"]
    pages = [admin_client.get(whole).content.decode() for _time in range(2)]

    assert whole.endswith("&whole=ru")
    assert [['<html lang="ru"' in page, "Причина." in page] for page in pages] == [[True] * 2] * 2


def test_nobody_sees_what_another_looks_at(admin_client, event, client):
    address, _fields = act(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)
    look = admin_client.post(address, {**sent, "preview": ["yes"]})["Location"]
    client.force_login(User.objects.create_superuser("another"))

    seen = client.get(look)

    assert seen.status_code == 200
    assert REASON not in seen.content.decode()
    assert not seen.context["form"].is_bound


@pytest.mark.parametrize("sign", ["", "x", "0" * 24, "0" * 25, "²" * 24])
def test_look_that_there_is_not_is_the_form_as_it_is_opened(admin_client, event, sign):
    address, _fields = act(event, None)

    answer = admin_client.get(address, {"look": sign, "back": "yes", "whole": "ru"})

    assert (answer.status_code, answer.context["form"].is_bound) == (200, False)
    assert "data-all" not in page_of(answer).one("p", id="kept").attributes


def test_look_at_what_was_saved_meanwhile_says_so_and_keeps_the_words(admin_client, event):
    address, _fields = act(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)
    look = admin_client.post(address, {**sent, "preview": ["yes"]})["Location"]
    admin_client.post(address, {**sent, "save": ["yes"]})

    seen = admin_client.get(look)

    assert seen.context["form"].errors
    assert seen.context["form"]["reason_en"].value() == REASON


def test_only_the_newest_looks_are_kept_and_none_takes_the_place_of_a_text(
    admin_client, admin_user, event
):
    address, _fields = act(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)
    KeptForm.objects.create(user=admin_user, address=address, values={"reason_en": REASON})

    looks = [
        admin_client.post(address, {**sent, "reason_en": [f"{number}."], "preview": ["yes"]})
        for number in range(MOST + 1)
    ]

    oldest, newest = (admin_client.get(looks[at]["Location"]).context["form"] for at in (0, -1))
    assert (oldest.is_bound, newest.is_bound) == (False, True)
    assert KeptForm.objects.filter(address=address).exists()


def test_what_a_tab_looked_at_before_goes_with_what_is_carried_out(admin_client, event, other):
    address, _fields = act(event, None)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE)
    for tab, reason in (("mine", "First."), ("mine", "Second."), ("another", "Third.")):
        look = changed(sent, kept_tab=tab, reason_en=reason)
        admin_client.post(address, {**look, "preview": ["yes"]})
    elsewhere, _fields = act(other, None)
    admin_client.post(elsewhere, {**changed(sent, kept_tab="mine"), "preview": ["yes"]})
    assert KeptForm.objects.count() == 4

    saved = admin_client.post(address, {**changed(sent, kept_tab="mine"), "save": ["yes"]})

    assert saved.status_code == 302
    left = KeptForm.objects.order_by("pk").values_list("address", flat=True)
    assert list(left) == [f"{address}?look", f"{elsewhere}?look"]
    assert "Third." in KeptForm.objects.earliest("pk").values["sent"]


def test_what_is_typed_is_never_kept_as_a_look(admin_client, event):
    address, _fields = act(event, None)
    look = {"address": f"{address}?look", "tab": "a" * 24, "values": {"reason_en": REASON}}

    kept = admin_client.post(reverse("admin:keep"), look, content_type="application/json")

    assert kept.status_code == 400
    assert admin_client.get(address, {"look": "a" * 24}).status_code == 200


def test_what_is_no_longer_there_is_said_once_of_a_decision(admin_client, event, other):
    address, fields = decision(event, other)
    sent = changed(sent_by(admin_client.get(address)), **BECAUSE, **fields)
    sent["event"] = [str(event.pk), str(other.pk + 1)]

    seen = admin_client.post(address, {**sent, "preview": ["yes"]}, follow=True)

    assert [str(one) for one in seen.context["messages"]] == [
        "What is no longer there is left out."
    ]


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

    sent = {**BECAUSE, "once": new_key(admin_user)}
    for _click in range(2):
        assert admin_client.post(address, sent).status_code == 302
        assert KeptForm.objects.exists()

"""A password alone is half a login where a second factor is due: nobody's, for every door but that of the factor."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from staff import second_factor
from staff.models import Revision
from staff.roles import Role
from tests.factories import EventFactory, StaffFactory
from tests.forms_sent import found, opened
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

ASK, ADD = "/admin/second-factor/", "/admin/second-factor/add/"
CODES, ACCOUNT = "/admin/second-factor/codes/", "/admin/account/"


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(device):
    """Return the code that the app shows now; what it showed before counts no longer."""
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{totp(device.bin_key):06}"


def with_app(*roles):
    account = account_of(*roles)
    return account, TOTPDevice.objects.create(user=account)


def add_app(client):
    sent = opened(client, ADD)
    secret = second_factor.secret_of(sent["secret"][0])
    code = f"{totp(bytes.fromhex(secret)):06}"
    return client.post(ADD, {**sent, "code": code, "name": "telephone"})


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_whoever_may_publish_adds_a_factor_before_anything_else(demanded, role):
    client = logged_in(account_of(role))

    answers = [client.get(address) for address in ("/admin/", ACCOUNT, "/admin/events/event/")]

    assert [answer.url.partition("?")[0] for answer in answers] == [ASK] * 3
    assert client.get(ASK).url == ADD
    assert add_app(client).url == CODES
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.HOST])
def test_others_may_add_one_and_need_none(demanded, role):
    assert logged_in(account_of(role)).get("/admin/").status_code == 200


def test_half_a_login_publishes_nothing():
    publisher, device = with_app(Role.PUBLISHER)
    client, draft = logged_in(publisher), EventFactory()
    address = reverse("admin:events_event_publish", args=[draft.pk])

    answer = client.post(address, {"confirmed": "yes"})

    assert (answer.status_code, found(draft).is_published) == (403, False)
    client.post(ASK, {"code": code_of(device)})
    client.post(address, opened(client, address))
    assert found(draft).is_published


def test_half_a_login_is_nobody_at_public_doors():
    publisher, _device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)

    assert not client.get("/en/").wsgi_request.user.is_authenticated


def test_half_a_login_can_be_left():
    publisher, _device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)
    assert reverse("admin:logout") in client.get(ASK).content.decode()

    client.post(reverse("admin:logout"))

    assert SESSION_KEY not in client.session
    assert client.get("/admin/").url.startswith(reverse("admin:login"))


def test_whoever_still_has_to_add_a_factor_can_leave(demanded):
    client = logged_in(account_of(Role.PUBLISHER))
    assert reverse("admin:logout") in client.get(ADD).content.decode()

    client.post(reverse("admin:logout"))

    assert client.get("/admin/").url.startswith(reverse("admin:login"))


def test_a_code_leads_on_to_where_one_was_going():
    publisher, device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)
    before = client.session.session_key

    asked = client.get("/admin/events/event/?q=summit")
    page = client.get(asked.url)
    answer = client.post(ASK, {"code": code_of(device), "next": page.context["next"]})

    assert answer.url == "/admin/events/event/?q=summit"
    assert client.get(answer.url).status_code == 200
    assert client.session.session_key != before


def test_nobody_is_led_to_another_site():
    publisher, device = with_app(Role.PUBLISHER)

    sent = {"code": code_of(device), "next": "https://evil.example/"}

    assert logged_in(publisher).post(ASK, sent).url == "/admin/"


def test_a_code_holds_once():
    publisher, device = with_app(Role.PUBLISHER)
    code = code_of(device)
    logged_in(publisher).post(ASK, {"code": code})

    answer = logged_in(publisher).post(ASK, {"code": code})

    assert "This is not the code" in answer.content.decode()


@pytest.mark.parametrize("wrong", ["000000", "abcd efgh ijkl"])
def test_wrong_codes_are_slowed_down(time_machine, wrong):
    time_machine.move_to("2026-11-27T12:00:00+00:00", tick=False)
    publisher, device = with_app(Role.PUBLISHER)
    recovery = second_factor.new_codes(publisher)[0]
    right = code_of(device) if wrong.isdecimal() else recovery
    client = logged_in(publisher)

    said = []
    for _try in range(4):
        client.post(ASK, {"code": wrong})
        answer = client.post(ASK, {"code": right})
        said.append(answer.context["form"].errors["code"][0])
        time_machine.shift(second_factor_wait(said[-1]))

    assert [sentence[:37] for sentence in said] == [
        "Too many wrong codes. Wait 2 seconds,",
        "Too many wrong codes. Wait 3 seconds,",
        "Too many wrong codes. Wait 5 seconds,",
        "Too many wrong codes. Wait 9 seconds,",
    ]
    assert client.post(ASK, {"code": code_of(device)}).status_code == 302


def second_factor_wait(sentence):
    return float(sentence.split("Wait ")[1].split(" ")[0])


def test_a_recovery_code_opens_once():
    publisher, _device = with_app(Role.PUBLISHER)
    first, *others = second_factor.new_codes(publisher)

    answers = [
        logged_in(publisher).post(ASK, {"code": code.upper()}).status_code
        for code in (first, first, others[0])
    ]

    assert (len({first, *others}), second_factor.codes_left(publisher)) == (10, 9)
    assert answers[:2] == [302, 200]


def test_codes_are_shown_once_and_new_ones_end_the_old():
    publisher, device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)
    client.post(ASK, {"code": code_of(device)})
    old = client.post(CODES).context["codes"]

    again = client.get(CODES)
    client.post(CODES)

    assert not any(code in again.content.decode() for code in old)
    assert logged_in(publisher).post(ASK, {"code": old[0]}).status_code == 200


def test_whoever_has_a_factor_proves_it_before_adding_another():
    publisher, _device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)

    answers = [client.get(ADD), client.post(reverse("admin:passkey_new"))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert client.get(CODES).url == ASK


def test_the_last_factor_stays_where_one_is_demanded(demanded):
    publisher, device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)
    client.post(ASK, {"code": code_of(device)})
    address = reverse("admin:second_factor_remove", args=["totpdevice", device.pk])

    client.post(address)
    kept = second_factor.devices_of(publisher)
    TOTPDevice.objects.create(user=publisher)
    client.post(address)

    assert kept == [device]
    assert device not in second_factor.devices_of(publisher)


def test_nobody_takes_the_factor_of_another_away():
    _other, device = with_app(Role.PUBLISHER)

    logged_in(account_of(Role.EDITOR)).post(
        reverse("admin:second_factor_remove", args=["totpdevice", device.pk])
    )

    assert TOTPDevice.objects.filter(pk=device.pk).exists()


def test_an_operator_takes_a_lost_factor_away():
    publisher, _device = with_app(Role.PUBLISHER)
    second_factor.new_codes(publisher)
    output = StringIO()

    call_command("reset_second_factor", publisher.username, stdout=output)

    assert (second_factor.devices_of(publisher), second_factor.codes_left(publisher)) == ([], 0)
    (row, _codes) = Revision.objects.filter(object_id=publisher.pk)
    assert (row.field, row.before, row.after, row.saved_by) == (
        "second_factor",
        "App with codes",
        "",
        "manage.py",
    )


def test_strangers_reach_none_of_its_pages():
    answers = [Client().get(address).status_code for address in (ASK, ADD, CODES)]

    assert answers == [403, 403, 403]


def test_drawing_obeys_the_policy_of_the_portal():
    drawn = second_factor.drawing(StaffFactory.build(username="anna"), "00" * 20)

    assert "style" not in drawn
    assert drawn.startswith("<svg ")


def test_late_secret_is_replaced(time_machine):
    time_machine.move_to("2026-11-27T12:00:00+00:00")
    client = logged_in(account_of(Role.EDITOR))
    sent = opened(client, ADD)
    time_machine.shift(second_factor.SECRET_HOLDS + 2)

    assert client.post(ADD, {**sent, "code": "123456"}).url == ADD


def test_an_administrator_sees_by_what_each_account_is_entered():
    keeper, (publisher, _device) = account_of(Role.ADMINISTRATOR), with_app(Role.PUBLISHER)
    invited = StaffFactory(is_superuser=False, last_login=None)
    invited.set_unusable_password()
    invited.save()

    page = logged_in(keeper).get("/admin/auth/user/").context["cl"]

    entries = {one.pk: page.model_admin.entry(one) for one in page.result_list}
    assert [entries[one.pk] for one in (keeper, publisher, invited)] == [
        "password alone",
        "App with codes",
        "invited, no password yet",
    ]

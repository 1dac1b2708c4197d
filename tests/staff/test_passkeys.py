"""A passkey that is none opens nothing, whatever is sent in its place."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django_otp_webauthn.models import WebAuthnCredential

from staff import second_factor
from staff.models import Revision
from staff.roles import Role
from tests.staff.of_roles import account_of, logged_in
from tests.staff.soft_passkey import SoftPasskey
from tests.staff.test_second_factor import with_app

pytestmark = pytest.mark.django_db

NONE: list[str | bytes] = [
    "",
    "x",
    "[]",
    "null",
    '"x"',
    "{}",
    "9" * 5000,
    "[" * 100_000,
    b"\xff",
    json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}),
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "AAAA",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
                "userHandle": "AAAA",
            },
        }
    ),
]


def send(client, step, body):
    return client.post(reverse(f"admin:passkey_{step}"), body, content_type="application/json")


@pytest.mark.parametrize("sent", NONE)
def test_what_is_no_new_passkey_is_refused(sent):
    client = logged_in(account_of(Role.EDITOR))
    assert send(client, "new", "{}").json()["rp"]["id"] == "localhost"

    assert send(client, "made", sent).status_code in (400, 422)
    assert WebAuthnCredential.objects.count() == 0


@pytest.mark.parametrize("sent", NONE)
def test_what_is_no_passkey_opens_nothing(sent):
    account, _device = with_app(Role.PUBLISHER)
    WebAuthnCredential.objects.create(
        user=account, credential_id=b"\0\0\0", public_key=b"x", aaguid="", name="key"
    )
    client = logged_in(account)
    send(client, "ask", "{}")

    assert send(client, "proved", sent).status_code in (400, 403, 404, 422)
    assert client.get("/admin/").status_code == 302


def with_passkey(role):
    """Return an account that made a passkey, the passkey, and the browser that made it."""
    account, passkey = account_of(role), SoftPasskey()
    client = logged_in(account)
    made = passkey.made(send(client, "new", "{}").json())
    address = f"{reverse('admin:passkey_made')}?name={'laptop' * 9}"
    assert client.post(address, made, content_type="application/json").status_code == 200
    return account, passkey, client


def test_a_passkey_is_a_second_factor_from_then_on():
    account, passkey, client = with_passkey(Role.PUBLISHER)
    (device,) = second_factor.devices_of(account)
    note = Revision.objects.get(object_id=account.pk, field="second_factor")
    another = logged_in(account)
    before = another.get("/admin/").status_code

    asked = send(another, "ask", "{}").json()
    answer = send(another, "proved", passkey.proved(asked))
    led = another.get("/admin/second-factor/?next=/admin/log/")

    assert (device.name, note.after) == (("laptop" * 9)[:40], second_factor.described(device))
    assert client.get("/admin/account/").context["factors"][0][2] == device
    assert before == 302
    assert answer.json()["redirect_url"] == "/admin/"
    assert another.get("/admin/").status_code == 200
    assert led.url == "/admin/log/"


def test_a_passkey_of_another_opens_nothing():
    _account, passkey, _client = with_passkey(Role.PUBLISHER)
    publisher, _device = with_app(Role.PUBLISHER)
    client = logged_in(publisher)

    asked = send(client, "ask", "{}").json()
    answer = send(client, "proved", passkey.proved(asked))

    assert answer.status_code == 403
    assert client.get("/admin/").status_code == 302

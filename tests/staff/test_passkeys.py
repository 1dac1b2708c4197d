"""A passkey that is none opens nothing, whatever is sent in its place."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django_otp_webauthn.models import WebAuthnCredential

from staff.roles import Role
from tests.staff.of_roles import account_of, logged_in
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

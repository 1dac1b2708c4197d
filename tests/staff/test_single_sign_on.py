"""The house's own provider signs in whom the desk knows, and nobody by a token that is not for it."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.test import Client

from staff import single_sign_on
from staff.roles import Role
from tests.factories import StaffFactory
from tests.staff.of_roles import account_of
from tests.staff.test_second_factor import with_app

pytestmark = pytest.mark.django_db

ISSUER = "https://id.ministry.example"
BEGIN, BACK = "/admin/sign-on/", "/admin/sign-on/back/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Answer:
    def __init__(self, content: Any) -> None:
        self.content, self.status_code, self.headers = content, 200, {}

    def json(self) -> Any:
        return self.content

    def raise_for_status(self) -> None:
        pass


class Provider:
    """What answers at the addresses of a provider; a test alters what it says."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.info: dict[str, Any] = {
            "email": "anna@example.org",
            "email_verified": True,
            "sub": "7",
        }
        self.key, self.algorithm, self.nonce = KEY, "RS256", ""
        self.names_key, self.other_keys = True, []
        self.description: dict[str, Any] = {}
        #: What came to the address of tokens.
        self.asked: tuple[dict[str, str], Any] = ({}, None)
        self.is_gone = False

    def get(self, address: str, **options: Any) -> Answer:
        assert options["timeout"]
        if self.is_gone:
            raise requests.ConnectionError
        named = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return Answer(
            {
                "/.well-known/openid-configuration": {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "userinfo_endpoint": f"{ISSUER}/userinfo",
                    "jwks_uri": f"{ISSUER}/keys",
                    **self.description,
                },
                "/keys": {"keys": [*self.other_keys, {**named, "kid": "1", "alg": "RS256"}]},
                "/userinfo": self.info,
            }[address.removeprefix(ISSUER)]
        )

    def post(self, address: str, data: dict[str, str], **options: Any) -> Answer:
        assert (address, data["code_verifier"] != "") == (f"{ISSUER}/token", True)
        self.asked = (data, options["auth"])
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": "desk",
            "sub": "7",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
            **self.claims,
        }
        key = "s" * 32 if self.algorithm == "HS256" else self.key
        headers = {"kid": "1"} if self.names_key else {}
        token = jwt.encode(claims, key, self.algorithm, headers=headers)
        return Answer({"id_token": token, "access_token": "a"})


@pytest.fixture
def provider(monkeypatch, settings):
    settings.OIDC_ISSUER, settings.OIDC_RP_CLIENT_ID = ISSUER, "desk"
    settings.OIDC_RP_CLIENT_SECRET = "s" * 32
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "staff.single_sign_on.Backend",
    ]
    settings.AXES_ENABLED = True
    made = Provider()
    monkeypatch.setattr(requests, "get", made.get)
    monkeypatch.setattr(requests, "post", made.post)
    single_sign_on.described.cache_clear()
    yield made
    single_sign_on.described.cache_clear()


def signed_on(provider, client=None, address=BEGIN):
    """Go to the provider, come back, and return the browser with the answer."""
    client = client or Client()
    sent = parse_qs(urlsplit(client.get(address).url).query)
    provider.nonce = sent["nonce"][0]
    return client, client.get(BACK, {"code": "c", "state": sent["state"][0]})


def is_in(client):
    return client.get("/admin/").status_code == 200


@pytest.fixture
def anna():
    account = account_of(Role.EDITOR)
    User.objects.filter(pk=account.pk).update(email="Anna@example.org")
    return account


def test_an_account_of_the_desk_signs_in_by_its_mail_address(provider, anna):
    client, answer = signed_on(provider, address=f"{BEGIN}?next=/admin/events/event/")

    assert answer.url == "/admin/events/event/"
    assert client.get("/admin/").wsgi_request.user == anna
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"aud": "another"}},
        {"claims": {"iss": "https://another.example"}},
        {"claims": {"exp": 1}},
        {"claims": {"nonce": "another"}},
        {"claims": {"sub": "8"}},
        {"key": FOREIGN_KEY},
        {"algorithm": "HS256"},
        {"info": {"email": "anna@example.org", "sub": "7"}},
        {"info": {"email": "anna@example.org", "email_verified": "true", "sub": "7"}},
        {"info": {"email": "nobody@example.org", "email_verified": True, "sub": "7"}},
        {"info": {"email_verified": True, "sub": "7"}},
        {"info": {}},
        {"info": []},
    ],
    ids=lambda wrong: "key" if "key" in wrong else str(wrong),  # a key is another in each process
)
def test_what_is_not_for_the_desk_opens_nothing(provider, anna, wrong):
    for name, value in wrong.items():
        setattr(provider, name, value)

    client, answer = signed_on(provider)

    assert answer.url == "/admin/login/"
    assert "did not let you in" in client.get(answer.url).content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("others", "is_let_in"),
    [
        ([], True),
        ([{"kty": "EC", "kid": "2"}, {"kty": "RSA", "use": "enc"}, {"alg": "PS256"}], True),
        ([{"kty": "RSA", "kid": "2"}], False),
    ],
)
def test_token_that_names_no_key_holds_where_one_key_alone_can_be_meant(
    provider, anna, others, is_let_in
):
    """OpenID Connect Core 1.0, 10.1: so does oidc-provider-mock."""
    provider.names_key, provider.other_keys = False, others

    client, _answer = signed_on(provider)

    assert is_in(client) is is_let_in


@pytest.mark.parametrize(
    ("ways", "is_in_header"),
    [
        ({}, True),
        ({"token_endpoint_auth_methods_supported": ["client_secret_basic"]}, True),
        (
            {
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic",
                    "client_secret_post",
                ]
            },
            False,
        ),
    ],
)
def test_secret_is_shown_as_the_provider_takes_it(provider, anna, ways, is_in_header):
    """OpenID Connect Discovery 1.0, 3: one that does not say takes HTTP Basic alone."""
    provider.description = ways

    client, _answer = signed_on(provider)

    data, header = provider.asked
    assert is_in(client)
    assert ("client_secret" in data, header is not None) == (not is_in_header, is_in_header)


@pytest.mark.parametrize("closed", [{"is_active": False}, {"is_staff": False}])
def test_a_closed_account_stays_closed(provider, anna, closed):
    client, _answer = signed_on(provider)
    assert is_in(client)

    User.objects.filter(pk=anna.pk).update(**closed)

    assert not is_in(client)
    assert signed_on(provider)[1].url == "/admin/login/"


def test_of_two_accounts_with_one_address_none_is_guessed(provider, anna):
    StaffFactory(email="anna@example.org")

    assert signed_on(provider)[1].url == "/admin/login/"


def test_a_second_factor_stays_due(provider):
    publisher, _device = with_app(Role.PUBLISHER)
    User.objects.filter(pk=publisher.pk).update(email="anna@example.org")

    client, _answer = signed_on(provider)

    assert client.get("/admin/").url.startswith("/admin/second-factor/")


def test_who_comes_back_without_having_gone_is_refused(provider, anna):
    client = Client()

    answers = [client.get(BACK, sent) for sent in ({}, {"code": "c", "state": "x"}, {"error": "x"})]

    assert [answer.url for answer in answers] == ["/admin/login/"] * 3


def test_a_provider_that_is_gone_is_told_and_the_operator_reads_why(provider, caplog):
    provider.is_gone = True

    assert Client().get(BEGIN).url == "/admin/login/"
    assert caplog.messages == ["sign-on refused: ConnectionError: "]


def test_without_a_provider_there_is_no_such_page():
    assert [Client().get(address).status_code for address in (BEGIN, BACK)] == [404, 404]
    assert "sign-on" not in Client().get("/admin/login/").content.decode()


def test_a_description_of_another_provider_leads_nowhere(provider, monkeypatch):
    other = {"issuer": "https://evil.example", "authorization_endpoint": "https://evil.example/in"}
    monkeypatch.setattr(requests, "get", lambda address, timeout: Answer(other))

    assert Client().get(BEGIN).url == "/admin/login/"


def test_the_backend_answers_for_settings_of_the_protocol_alone(provider):
    backend = single_sign_on.Backend()

    token_endpoint = backend.OIDC_OP_TOKEN_ENDPOINT
    assert token_endpoint == f"{ISSUER}/token"
    assert not hasattr(backend, "SECRET_KEY")

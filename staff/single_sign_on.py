"""Signing in with the account of one's house, by OpenID Connect, where OIDC_ISSUER names its provider.

mozilla-django-oidc speaks the protocol. It is told here where the provider is, by the provider's own description, and
held to more than it asks for by itself: the token is of this provider and for this portal, the mail address is one that the
provider has proved, and it is that of an open account at the desk. Nobody gets an account, or a role, by it; a second
factor that is due stays due.
"""

import logging
from functools import lru_cache
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from staff.accounts.actions import plain

logger = logging.getLogger(__name__)
#: What the provider's description calls what the library asks for.
ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
#: How it is spoken, whoever the provider is.
FIXED: dict[str, Any] = {
    "OIDC_RP_SIGN_ALGO": "RS256",
    "OIDC_RP_SCOPES": "openid email",
    "OIDC_AUTHENTICATION_CALLBACK_URL": "admin:single_sign_on_back",
    "OIDC_USE_PKCE": True,
    "OIDC_CREATE_USER": False,
    "LOGIN_REDIRECT_URL": "/admin/",
}
#: Seconds for which the provider is waited for.
TIMEOUT = 5
#: What may be wrong with a provider, with what it answers, or with who comes back from it.
FAULTS = (
    requests.RequestException,
    jwt.PyJWTError,
    SuspiciousOperation,
    KeyError,
    ValueError,
    TypeError,
)


@lru_cache(maxsize=1)
def described(issuer: str) -> dict[str, Any]:
    """Return the provider's description of itself (OpenID Connect Discovery 1.0, 4); asked for once a process.

    Raises ValueError for what describes another provider.
    """
    answer = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=TIMEOUT)
    answer.raise_for_status()
    description: dict[str, Any] = answer.json()
    if description["issuer"] != issuer:
        raise ValueError(description["issuer"])
    return description


def _ways_to_authenticate() -> list[str]:
    """Return how the portal may show the provider its secret; one that does not say takes the first of the standard alone."""
    ways: list[str] = described(settings.OIDC_ISSUER).get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    )
    return ways


def setting(name: str, *others: Any) -> Any:
    """Return what the library asks its settings for."""
    if name in ENDPOINTS:
        return described(settings.OIDC_ISSUER)[ENDPOINTS[name]]
    if name == "OIDC_TOKEN_USE_BASIC_AUTH":
        return "client_secret_post" not in _ways_to_authenticate()
    if name == "OIDC_TIMEOUT":
        return TIMEOUT
    return FIXED[name] if name in FIXED else getattr(settings, name, *others)


def _may_sign(key: dict[str, Any]) -> bool:
    """Whether a key of the provider may sign a token as it is wanted here; what it does not say is no obstacle."""
    algorithm = FIXED["OIDC_RP_SIGN_ALGO"]
    wanted = {"kty": "RSA", "use": "sig", "alg": algorithm}
    return all(key.get(name, value) == value for name, value in wanted.items())


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]  # it has no types
    """Knows an account by what its provider says."""

    get_settings = staticmethod(setting)
    get_user = ModelBackend.get_user  # which refuses a closed account

    def __init__(self) -> None:
        """Ask for nothing yet: Django makes a backend for each question about a right."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("OIDC_"):
            return setting(name, None)
        raise AttributeError(name)

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        """Return the key that a token says signed it. Of a provider with one key it need not say (OpenID Connect Core 1.0, 10.1).

        Raises ValueError where no key is meant, or more than one.
        """
        answer = requests.get(setting("OIDC_OP_JWKS_ENDPOINT"), timeout=TIMEOUT)
        answer.raise_for_status()
        name = jwt.get_unverified_header(token).get("kid")
        keys = [key for key in answer.json()["keys"] if _may_sign(key)]
        (key,) = [key for key in keys if name is None or key.get("kid") == name]
        return jwt.PyJWK(key)

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        return jwt.decode(
            payload,
            key,
            algorithms=[FIXED["OIDC_RP_SIGN_ALGO"]],
            audience=settings.OIDC_RP_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> Any:
        info = super().get_userinfo(access_token, id_token, payload)
        if info["sub"] != payload["sub"]:
            raise SuspiciousOperation("another subject")
        return info

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get("email")) and claims.get("email_verified") is True

    def filter_users_by_claims(self, claims: dict[str, Any]) -> list[User]:
        email = claims["email"]
        accounts = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
        return [account for account in accounts if plain(account.email) == plain(email)]


class BeginView(OIDCAuthenticationRequestView):  # type: ignore[misc]  # it has no types
    get_settings = staticmethod(setting)


class BackView(OIDCAuthenticationCallbackView):  # type: ignore[misc]  # it has no types
    get_settings = staticmethod(setting)

    def login_failure(self) -> HttpResponse:
        raise SuspiciousOperation("nobody whom the desk knows")


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the provider."""
    return _answered(request, BeginView)


@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Log in who comes back from the provider."""
    return _answered(request, BackView)


def _answered(request: HttpRequest, view: Any) -> HttpResponse:
    try:
        answer: HttpResponse = view.as_view()(request)
    except FAULTS as error:
        logger.warning("sign-on refused: %s: %s", type(error).__name__, str(error)[:300])
        sentence = _(
            "The sign-on of your house did not let you in: it does not answer, or the mail address that it knows "
            "is that of no account here. Log in with your password, or ask an administrator."
        )
        messages.error(request, sentence)
        return HttpResponseRedirect(reverse("admin:login"))
    return answer

"""The steps with a passkey, as django-otp-webauthn takes them, and the addresses of the second factor."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django_otp_webauthn.exceptions import MalformedRequest
from django_otp_webauthn.views import (
    BeginCredentialAuthenticationView,
    BeginCredentialRegistrationView,
    CompleteCredentialAuthenticationView,
    CompleteCredentialRegistrationView,
)

from staff import revisions, second_factor, second_factor_views as views


class Readable:
    """Says of a body that is no JSON that it is none: of bytes that are no text, numbers and depths that nobody writes."""

    def _parse_request_data(self, request: HttpRequest) -> Any:
        try:
            return super()._parse_request_data(request)  # type: ignore[misc]  # of the library's views
        except (ValueError, RecursionError) as error:
            raise MalformedRequest from error


class BeginRegistration(Readable, BeginCredentialRegistrationView):  # type: ignore[misc]  # it has no types
    def check_can_register(self) -> None:
        views.enrolling(self.request)


class CompleteRegistration(Readable, CompleteCredentialRegistrationView):  # type: ignore[misc]  # it has no types
    def check_can_register(self) -> None:
        views.enrolling(self.request)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = cast("HttpResponse", super().post(*args, **kwargs))
        account = views.account_of(self.request)
        device = second_factor.devices_of(account)[-1]
        device.name = str(self.request.GET.get("name", ""))[:40]
        device.save(update_fields=["name"])
        told = second_factor.described(device)
        revisions.note(account, second_factor.FACTOR, "", told, by=account.get_username())
        views.begin_anew(self.request, account, device)
        return response


class BeginAuthentication(Readable, BeginCredentialAuthenticationView):  # type: ignore[misc]  # it has no types
    def check_can_authenticate(self) -> None:
        views.account_of(self.request)


class CompleteAuthentication(Readable, CompleteCredentialAuthenticationView):  # type: ignore[misc]  # it has no types
    def check_can_authenticate(self) -> None:
        views.account_of(self.request)

    def complete_auth(self, device: Any) -> Any:
        second_factor.complete(self.request, device)

    def get_success_url(self) -> str:
        return views.next_of(self.request)


#: The steps with a passkey, by the name of their address.
PASSKEY: dict[str, Any] = {
    "new": BeginRegistration,
    "made": CompleteRegistration,
    "ask": BeginAuthentication,
    "proved": CompleteAuthentication,
}


def urls() -> list[URLPattern]:
    """Return the addresses of the second factor: below second_factor.OPEN, all of them."""
    return [
        path("second-factor/", views.ask, name="second_factor"),
        path("second-factor/add/", views.add, name="second_factor_add"),
        path("second-factor/codes/", views.codes, name="second_factor_codes"),
        path(
            "second-factor/remove/<slug:kind>/<int:number>/",
            views.remove,
            name="second_factor_remove",
        ),
        *(
            path(f"second-factor/passkey/{step}/", view.as_view(), name=f"passkey_{step}")
            for step, view in PASSKEY.items()
        ),
    ]

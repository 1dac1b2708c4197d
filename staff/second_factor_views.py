"""The pages of the second factor: it is asked for, added, and taken away. See staff.second_factor.

Also the steps with a passkey, as django-otp-webauthn takes them, and the addresses of all these.
"""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.exceptions import MalformedRequest
from django_otp_webauthn.models import WebAuthnCredential
from django_otp_webauthn.views import (
    BeginCredentialAuthenticationView,
    BeginCredentialRegistrationView,
    CompleteCredentialAuthenticationView,
    CompleteCredentialRegistrationView,
)

from staff import second_factor, sessions

#: Letters by which somebody knows one of several factors.
NAME = forms.CharField(
    label=gettext_lazy("Name"),
    max_length=40,
    required=False,
    help_text=gettext_lazy("By which you know it again: “telephone”."),
)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the app, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class AppForm(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput)
    name = NAME
    code = forms.CharField(
        label=gettext_lazy("Code that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def account_of(request: HttpRequest) -> User:
    """Return who has at least given the password. Raises PermissionDenied for everybody else."""
    if not (isinstance(request.user, User) and request.user.is_active and request.user.is_staff):
        raise PermissionDenied
    return request.user


def _page(request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
    shown = {**admin.site.each_context(request), "has_permission": False, **context}
    return TemplateResponse(request, template, shown)


def next_of(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if is_ours else reverse("admin:index")


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor; whoever has none and needs one is led to where one is added."""
    account = account_of(request)
    if not second_factor.is_due(request, account):
        return HttpResponseRedirect(next_of(request))
    devices = second_factor.devices_of(account)
    if not devices:
        return HttpResponseRedirect(reverse("admin:second_factor_add"))
    form = CodeForm(request.POST or None)
    if form.is_valid() and _is_right(request, account, form):
        return HttpResponseRedirect(next_of(request))
    return _page(
        request,
        "admin/second_factor.html",
        title=_("Second factor"),
        form=form,
        next=next_of(request),
        has_app=any(isinstance(device, TOTPDevice) for device in devices),
        has_passkey=any(isinstance(device, WebAuthnCredential) for device in devices),
    )


def _is_right(request: HttpRequest, account: User, form: CodeForm) -> bool:
    try:
        if second_factor.prove(request, account, form.cleaned_data["code"]):
            return True
    except second_factor.WaitError as error:
        sentence = ngettext(
            "Too many wrong codes. Wait %(number)d second, then try again.",
            "Too many wrong codes. Wait %(number)d seconds, then try again.",
            error.seconds,
        )
        form.add_error("code", sentence % {"number": error.seconds})
        return False
    form.add_error(
        "code",
        _(
            "This is not the code. It changes every half minute and works once: enter the one shown now."
        ),
    )
    return False


def enrolling(request: HttpRequest) -> User:
    account = account_of(request)
    if not second_factor.may_enrol(account):
        raise PermissionDenied(_("Prove the second factor that you have, before you add another."))
    return account


def begin_anew(request: HttpRequest, account: User, device: Any) -> None:
    """Let this session alone go on: the others have proved no second factor."""
    second_factor.complete(request, device)
    sessions.end(account, by=account.get_username(), but=request.session.session_key)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add an app, or a passkey."""
    account = enrolling(request)
    form = AppForm(request.POST or None, initial={"secret": second_factor.new_secret()})
    signed = form["secret"].value()
    try:
        secret = second_factor.secret_of(str(signed))
    except signing.BadSignature:
        return HttpResponseRedirect(request.path)  # too old: another one
    if form.is_valid():
        fields = form.cleaned_data
        if device := second_factor.add_app(account, secret, fields["code"], fields["name"]):
            begin_anew(request, account, device)
            messages.success(request, _("The app is your second factor from now on."))
            return HttpResponseRedirect(reverse("admin:second_factor_codes"))
        form.add_error(
            "code", _("This is not the code that the app shows now. Is its clock right?")
        )
    return _page(
        request,
        "admin/second_factor_add.html",
        title=_("Add a second factor"),
        form=form,
        drawing=second_factor.drawing(account, secret),
        letters=second_factor.in_letters(secret),
        is_demanded=second_factor.is_demanded(account),
        next=reverse("admin:second_factor_codes"),
    )


@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes, and show them this once."""
    account = account_of(request)
    if second_factor.is_due(request, account) or not second_factor.devices_of(account):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    made = second_factor.new_codes(account) if request.method == "POST" else []
    return _page(
        request,
        "admin/second_factor_codes.html",
        title=_("Recovery codes"),
        codes=made,
        left=second_factor.codes_left(account),
        has_permission=True,
    )


@never_cache
def remove(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Take a factor of one's own away, unless it is the last one and one is demanded."""
    account = account_of(request)
    devices = second_factor.devices_of(account)
    here = [one for one in devices if (one._meta.model_name, one.pk) == (kind, number)]
    if second_factor.is_due(request, account) or request.method != "POST":
        raise PermissionDenied
    if here and len(devices) == 1 and second_factor.is_demanded(account):
        messages.error(
            request, _("You may publish, so you need a second factor: add another one first.")
        )
    elif here:
        second_factor.remove(account, here[0], by=account.get_username())
        messages.success(
            request, _("The second factor is gone: what showed its codes no longer counts.")
        )
    return HttpResponseRedirect(reverse("admin:account"))


class Readable:
    """Says of a body that is no JSON that it is none: of bytes that are no text, numbers and depths that nobody writes."""

    def _parse_request_data(self, request: HttpRequest) -> Any:
        try:
            return super()._parse_request_data(request)  # type: ignore[misc]  # of the library's views
        except (ValueError, RecursionError) as error:
            raise MalformedRequest from error


class BeginRegistration(Readable, BeginCredentialRegistrationView):  # type: ignore[misc]  # it has no types
    def check_can_register(self) -> None:
        enrolling(self.request)


class CompleteRegistration(Readable, CompleteCredentialRegistrationView):  # type: ignore[misc]  # it has no types
    def check_can_register(self) -> None:
        enrolling(self.request)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = cast("HttpResponse", super().post(*args, **kwargs))
        account = account_of(self.request)
        device = second_factor.devices_of(account)[-1]
        device.name = str(self.request.GET.get("name", ""))[:40]
        device.save(update_fields=["name"])
        told = second_factor.described_lazy(device)
        second_factor.note(account, "", told, by=account.get_username())
        begin_anew(self.request, account, device)
        messages.success(self.request, _("The passkey is your second factor from now on."))
        return response


class BeginAuthentication(Readable, BeginCredentialAuthenticationView):  # type: ignore[misc]  # it has no types
    def check_can_authenticate(self) -> None:
        account_of(self.request)


class CompleteAuthentication(Readable, CompleteCredentialAuthenticationView):  # type: ignore[misc]  # it has no types
    def check_can_authenticate(self) -> None:
        account_of(self.request)

    def complete_auth(self, device: Any) -> Any:
        second_factor.complete(self.request, device)

    def get_success_url(self) -> str:
        return next_of(self.request)


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
        path("second-factor/", ask, name="second_factor"),
        path("second-factor/add/", add, name="second_factor_add"),
        path("second-factor/codes/", codes, name="second_factor_codes"),
        path(
            "second-factor/remove/<slug:kind>/<int:number>/",
            remove,
            name="second_factor_remove",
        ),
        *(
            path(f"second-factor/passkey/{step}/", view.as_view(), name=f"passkey_{step}")
            for step, view in PASSKEY.items()
        ),
    ]

"""The page of one's own account, what an administrator does to an account beside its form, and setting a password by a
link.

On the page of an account stands how it is entered, where it is, and who stands in for its person. An administrator
sends a link to set a password, or ends a session.
"""

from functools import partial
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import check_for_language, gettext as _, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from publishing.permissions import NotAllowedError
from staff import cover, idempotency, login_throttle, revisions, second_factor, sessions
from staff.accounts import actions
from staff.kinds import address_of
from staff.models import Cover
from staff.scope import is_key
from staff.second_factor_views import account_of


class AccountPages(admin.ModelAdmin):
    """The pages of one account."""

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<path:object_id>/link/", wrapped(self.link_view), name="auth_user_link"),
            path(
                "<path:object_id>/sessions/",
                wrapped(self.sessions_view),
                name="auth_user_sessions",
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        factors = {
            name: model.objects.filter(user=models.OuterRef("pk"), confirmed=True)
            for name, model in {"has_app": TOTPDevice, "has_passkey": WebAuthnCredential}.items()
        }
        rows: models.QuerySet[User] = super().get_queryset(request)
        return rows.annotate(**{name: models.Exists(found) for name, found in factors.items()})

    @admin.display(description=gettext_lazy("entered by"))
    def entry(self, account: User) -> str:
        """By what the account is entered."""
        if actions.is_invited(account):
            return _("invited, no password yet")
        factors = {"has_app": _("App with codes"), "has_passkey": _("Passkey")}
        held = [label for name, label in factors.items() if getattr(account, name)]
        return ", ".join(held) or _("password alone")

    def kept_account(self, request: HttpRequest, object_id: str) -> User:
        """Return the account of an address. Raises PermissionDenied for whoever may not keep it."""
        found = User.objects.filter(pk=object_id).first() if is_key(User, object_id) else None
        if found is None:
            if not self.has_change_permission(request):
                raise PermissionDenied
            raise Http404
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def delete_view(self, request: HttpRequest, object_id: str, *others: Any) -> HttpResponse:
        """Say why there is no such page."""
        raise NotAllowedError(
            _(
                "Accounts are closed, never deleted: the record names who did what, for good. Take "
                "“Active” away on the page of the account, and it is out at once."
            )
        )

    def link_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and send a link by which the person sets a password."""
        account = self.kept_account(request, object_id)
        problem = _problem(account)
        if request.method == "POST" and not problem:
            return idempotency.once(request, partial(self._send_link, request, account))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Send a link to “%(user)s”") % {"user": account},
            "account": account,
            "opts": self.opts,
            "problem": problem,
            "is_invited": actions.is_invited(account),
            "language": dict(settings.LANGUAGES)[actions.language_of(account)],
            "hours": actions.hours_of_a_link(),
        }
        return TemplateResponse(request, "admin/auth/user/link.html", context)

    def sessions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show where the account is logged in, and end what is chosen."""
        account = self.kept_account(request, object_id)
        if request.method == "POST":
            name = request.POST.get("name", "")
            _say_ended(request, sessions.end(account, by=str(request.user), name=name))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sessions of “%(user)s”") % {"user": account},
            "account": account,
            "opts": self.opts,
            "sessions": sessions.of_account(account, here=request.session.session_key),
        }
        return TemplateResponse(request, "admin/auth/user/sessions.html", context)

    def _send_link(self, request: HttpRequest, account: User) -> HttpResponse:
        self.invite(request, account)
        return HttpResponseRedirect(address_of(account))

    def invite(self, request: HttpRequest, account: User) -> None:
        """Send a link to `account` once all is written, and say what became of it."""
        if problem := _problem(account):
            messages.error(request, problem)
            return
        mail = actions.compose(account, by=str(request.user))

        def say() -> None:
            if actions.send(mail):
                hours = actions.hours_of_a_link()
                sentence = ngettext(
                    "A mail with a link is on its way to %(address)s. The link is valid for %(hours)d hour.",
                    "A mail with a link is on its way to %(address)s. The link is valid for %(hours)d hours.",
                    hours,
                )
                messages.info(request, sentence % {"address": account.email, "hours": hours})
            else:
                messages.error(
                    request,
                    _(
                        "The mail could not be sent: the mail server did not take it. Send the link again "
                        "later, from the page of the account."
                    ),
                )

        transaction.on_commit(say)


def _problem(account: User) -> str:
    """Say why no link can go to `account`; "" where one can."""
    if not account.is_active:
        return _("The account is closed: tick “Active” first.")
    if not account.email:
        return _("The account has no e-mail address: write one on its page first.")
    if not actions.can_send():
        return _(
            "This portal sends no mail: set a password on the page of the account, and hand it over. "
            "Whoever runs the portal can let it send (EMAIL_URL)."
        )
    return ""


class ForgottenForm(forms.Form):
    """Asks for the address that an account is known by."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link to the address that is typed, if an account has it: the answer does not say whether."""
    form = ForgottenForm(request.POST or None)
    if form.is_valid() and actions.can_send():
        actions.forgotten(form.cleaned_data["email"])
        messages.success(
            request,
            _(
                "If an account has this address, a mail with a link is on its way. Nothing there? Look "
                "among unwanted mail, or ask an administrator which address your account has."
            ),
        )
        return HttpResponseRedirect(reverse("admin:login"))
    context = {
        **admin.site.each_context(request),
        "title": _("Forgotten your password?"),
        "form": form,
        "can_send": actions.can_send(),
    }
    return TemplateResponse(request, "admin/password_forgotten.html", context)


class PasswordSetView(PasswordResetConfirmView):
    """The page that a link leads to."""

    token_generator = actions.signatures
    template_name = "admin/password_set.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Set your password")

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let the page speak the person's language, unless the browser has chosen one."""
        response = super().dispatch(*args, **kwargs)
        is_moving = isinstance(response, HttpResponseRedirect)
        if is_moving and isinstance(self.user, User) and not self._has_chosen_language():
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                actions.language_of(self.user),
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _has_chosen_language(self) -> bool:
        return check_for_language(self.request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        account = cast("User", self.user)
        told = revisions.FieldChange("password", "", "", gettext_lazy("set by a link"))
        revisions.note(account, told, by=account.get_username())
        login_throttle.mark(response, account)
        messages.success(
            self.request,
            _("Your password is set. Log in as “%(user)s”.") % {"user": account},
        )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}


class CoverForm(forms.Form):
    """Asks who stands in, in which roles, and until when."""

    user = forms.CharField(
        label=gettext_lazy("User name of who stands in for you"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, lender: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lender = lender
        self.offered = [(role.value, role.label) for role in actions.lendable(lender)]
        self.fields["roles"].choices = self.offered  # type: ignore[attr-defined]  # of a choice

    def save(self) -> bool:
        """Lend, and return whether it was allowed."""
        fields = self.cleaned_data
        stand_in = User.objects.filter(username=fields["user"]).first()
        try:
            actions.lend(self.lender, stand_in, fields["roles"], fields["until"])
        except actions.CoverRefusedError as error:
            self.add_error(None, str(error))
            return False
        return True


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the account, and lend roles of it; a second click lends nothing."""
    return idempotency.once(request, partial(_page, request, account_of(request)))


def _page(request: HttpRequest, account: User) -> HttpResponse:
    form = CoverForm(account, request.POST or None)
    if form.is_valid() and form.save():
        messages.success(request, _("Your roles are lent: both of you see it on this page."))
        return HttpResponseRedirect(request.path)
    both = models.Q(lender=account) | models.Q(stand_in=account)
    context = {
        **admin.site.each_context(request),
        "title": _("Your account"),
        "factors": [
            (second_factor.described(device), str(device._meta.model_name), device)
            for device in second_factor.devices_of(account)
        ],
        "codes_left": second_factor.codes_left(account),
        "sessions": sessions.of_account(account, here=request.session.session_key),
        "covers": [(row, cover.words(row)) for row in cover.in_force(cover.today()).filter(both)],
        "form": form,
    }
    return TemplateResponse(request, "admin/account.html", context)


@never_cache
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End the session of a name, or all others."""
    account = account_of(request)
    if request.method == "POST":
        name, own = request.POST.get("name", ""), request.session.session_key
        _say_ended(request, sessions.end(account, by=account.get_username(), name=name, but=own))
    return HttpResponseRedirect("..")


def _say_ended(request: HttpRequest, number: int) -> None:
    if not number:
        messages.info(request, _("No session was ended: the account was logged in nowhere else."))
        return
    sentence = ngettext("%(number)d session was ended.", "%(number)d sessions were ended.", number)
    messages.success(request, sentence % {"number": number})


@never_cache
def end_cover(request: HttpRequest, number: int) -> HttpResponse:
    """End a cover of one's own, given or taken."""
    account = account_of(request)
    row = Cover.objects.select_related("lender", "stand_in").filter(pk=number).first()
    if request.method == "POST" and row:
        actions.end(row, by=account)
    return HttpResponseRedirect("../..")

"""What an administrator does to an account beside its form: a link to set a password is sent, a session ended."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from publishing.permissions import NotAllowedError
from staff import idempotency, invitations, sessions
from staff.scoped import is_key


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
        if invitations.is_invited(account):
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
            "is_invited": invitations.is_invited(account),
            "language": dict(settings.LANGUAGES)[invitations.language_of(account)],
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        }
        return TemplateResponse(request, "admin/auth/user/link.html", context)

    def sessions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show where the account is logged in, and end what is chosen."""
        account = self.kept_account(request, object_id)
        if request.method == "POST":
            sessions.end(account, by=str(request.user), name=request.POST.get("name", ""))
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
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))

    def invite(self, request: HttpRequest, account: User) -> None:
        """Send a link to `account` once all is written, and say what became of it."""
        if problem := _problem(account):
            messages.error(request, problem)
            return
        mail = invitations.compose(account, by=str(request.user))

        def say() -> None:
            if invitations.send(mail):
                hours = settings.PASSWORD_RESET_TIMEOUT // 3600
                sentence = ngettext(
                    "A mail with a link is on its way to %(address)s. The link holds for %(hours)d hour.",
                    "A mail with a link is on its way to %(address)s. The link holds for %(hours)d hours.",
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
    if not invitations.can_send():
        return _(
            "This portal sends no mail: set a password on the page of the account, and hand it over. "
            "Whoever runs the portal can let it send (EMAIL_URL)."
        )
    return ""

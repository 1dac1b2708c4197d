"""Setting one's own password by a link: for whoever was invited, and for whoever forgot it."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import check_for_language, gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache

from staff import invitations, login_throttle, revisions


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
    if form.is_valid() and invitations.can_send():
        invitations.forgotten(form.cleaned_data["email"])
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
        "can_send": invitations.can_send(),
    }
    return TemplateResponse(request, "admin/password_forgotten.html", context)


class PasswordSetView(PasswordResetConfirmView):
    """The page that a link leads to."""

    token_generator = invitations.signatures
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
                invitations.language_of(self.user),
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _has_chosen_language(self) -> bool:
        return check_for_language(self.request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        account = cast("User", self.user)
        revisions.note(account, "password", "", _("set by a link"), by=account.get_username())
        login_throttle.mark(response, account)
        messages.success(
            self.request,
            _("Your password is set. Log in as “%(user)s”.") % {"user": account},
        )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}

"""The page of one's own account: how it is entered, where it is, and who stands in for its person."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from staff import cover, idempotency, lending, second_factor, sessions
from staff.models import Cover
from staff.second_factor_views import account_of


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
        self.offered = [(role.value, role.label) for role in lending.lendable(lender)]
        self.fields["roles"].choices = self.offered  # type: ignore[attr-defined]  # of a choice

    def save(self) -> bool:
        """Lend, and return whether it was allowed."""
        fields = self.cleaned_data
        stand_in = User.objects.filter(username=fields["user"]).first()
        try:
            lending.lend(self.lender, stand_in, fields["roles"], fields["until"])
        except lending.CoverRefusedError as error:
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
    both = Q(lender=account) | Q(stand_in=account)
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
        ended = sessions.end(
            account,
            by=account.get_username(),
            name=request.POST.get("name", ""),
            but=request.session.session_key,
        )
        sentence = ngettext(
            "%(number)d session was ended.", "%(number)d sessions were ended.", ended
        )
        messages.success(request, sentence % {"number": ended})
    return HttpResponseRedirect("..")


@never_cache
def end_cover(request: HttpRequest, number: int) -> HttpResponse:
    """End a cover of one's own, given or taken."""
    account = account_of(request)
    row = Cover.objects.select_related("lender", "stand_in").filter(pk=number).first()
    if request.method == "POST" and row:
        lending.end(row, by=account)
    return HttpResponseRedirect("../..")

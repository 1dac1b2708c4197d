"""Accounts in the admin: what becomes of them, and who may keep them.

An account is deactivated, and deleted only if it has done nothing. No form leads to more
permissions than one's own.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, gettext_lazy

from staff import changelists, guarded_forms, idempotency, stale_forms

#: Who grants these grants everything.
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
#: By this the record of changes names for ever who made them: given once, with the account.
NAMED = ("username",)


class AccountForm(guarded_forms.GuardedModelForm, UserChangeForm):
    """An account; its password has a form of its own."""


admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(stale_forms.GuardedAdmin, UserAdmin):
    form = AccountForm
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    actions = ("deactivate_selected",)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable, str, str] | None]:
        actions: dict = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The log names who did what: it would go with the account."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever could change a stronger account could become as strong."""
        is_allowed: bool = super().has_change_permission(request, obj)
        return is_allowed and (not isinstance(obj, User) or _may_keep(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = () if _is_superuser(request) else RIGHTS if obj is None else (*RIGHTS, *NAMED)
        return (*super().get_readonly_fields(request, obj), "last_login", "date_joined", *fixed)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        return idempotency.once(
            request, partial(super().user_change_password, request, id, form_url)
        )

    @admin.action(permissions=["change"], description=gettext_lazy("Deactivate the selected users"))
    @transaction.atomic
    def deactivate_selected(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts.filter(is_active=True):
            if account == request.user or not self.has_change_permission(request, account):
                sentence = _("“%(user)s” stays active: you cannot close this account.")
                messages.error(request, sentence % {"user": account})
                continue
            account.is_active = False
            account.save(update_fields=["is_active"])
            self.log_change(request, account, _("Deactivated."))
            messages.success(request, _("“%(user)s” is deactivated.") % {"user": account})


@admin.register(Group)
class RightsAdmin(stale_forms.GuardedAdmin, GroupAdmin):
    """Groups of rights. They are a matter of administrators: others could widen their own."""

    form = guarded_forms.GuardedModelForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _is_superuser(request)


class LoggedAdmin(changelists.ForgivingListAdmin):
    """What axes saw: read, and forgotten when it is old, but not edited."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class LoggedAttemptAdmin(LoggedAdmin, AccessAttemptAdmin):  # type: ignore[misc]  # axes has no types
    pass


@admin.register(AccessFailureLog)
class LoggedFailureAdmin(LoggedAdmin, AccessFailureLogAdmin):  # type: ignore[misc]  # axes has no types
    pass


@admin.register(AccessLog)
class LoggedLoginAdmin(LoggedAdmin, AccessLogAdmin):  # type: ignore[misc]  # axes has no types
    pass


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_keep(request: HttpRequest, account: User) -> bool:
    return isinstance(request.user, User) and may_keep(request.user, account)


def keep_the_log(sender: type[User], instance: User, **others: Any) -> None:
    """Refuse to delete an account that did something: Django would delete the log of it too.

    The one signal of the project: what Django declares as CASCADE can be refused nowhere else, by
    whatever door it comes. Past the ORM the foreign key of the log refuses it.
    """
    entries = LogEntry.objects.filter(user=instance)
    if entries.exists():
        sentence = _(
            "“%(user)s” stands in the log, which outlives its users: deactivate the account."
        )
        raise ProtectedError(sentence % {"user": instance}, set(entries[:1]))


def may_keep(keeper: User, account: User) -> bool:
    """Whether `keeper` may close, open or rename `account`, or set how it is reached and entered.

    Who does one of these can use all of its rights: they must be the keeper's own. A closed account
    has none at the moment, and would have them again.
    """
    if keeper.is_superuser:
        return True
    return not account.is_superuser and granted_to(account) <= keeper.get_all_permissions()


def granted_to(account: User) -> set[str]:
    """Return the rights that `account` was given, itself or by its groups, be it open or closed."""
    permissions = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    return {
        f"{app}.{code}"
        for app, code in permissions.values_list("content_type__app_label", "codename")
    }

"""Accounts in the admin: what becomes of them, and who may keep them.

An account is deactivated, and deleted only if it has done nothing. No form leads to more
permissions than one's own.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, gettext_lazy

from staff import idempotency, revisions, roles, sessions, stale_forms
from staff.accounts import forms, views
from staff.accounts.forms import SCOPE, AccountForm, InvitationForm, RolesForm, may_assign
from staff.conflicts import NO, YES
from staff.forms import GuardedModelForm

#: Who grants these grants everything.
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
#: What a superuser alone gives.
STRONGEST = ("is_superuser", "user_permissions")
SCOPE_IN_WORDS = tuple(f"{name}_in_words" for name in SCOPE)
#: By this the record of changes names for ever who made them: given once, with the account.
NAMED = ("username",)


admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(views.AccountPages, stale_forms.GuardedAdmin, UserAdmin):
    form = AccountForm
    add_form = InvitationForm
    change_form_template = "admin/auth/user/change_form.html"
    list_display = (
        *("username", "first_name", "last_name", "roles", "entry", "is_active", "last_login"),
    )
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            gettext_lazy("Personal info"),
            {"fields": ("first_name", "last_name", "email", "mail_language")},
        ),
        (
            gettext_lazy("Role and scope"),
            {"fields": ("is_active", "is_staff", "groups", *SCOPE)},
        ),
        (
            gettext_lazy("Rights beyond the roles"),
            {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)},
        ),
        (gettext_lazy("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "first_name", "last_name", "email", "mail_language")},
        ),
        (gettext_lazy("Role and scope"), {"fields": ("groups", *SCOPE)}),
    )
    actions = ("deactivate_selected",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The log names who did what: it would go with the account."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever could change a stronger account could become as strong."""
        is_allowed: bool = super().has_change_permission(request, obj)
        return is_allowed and (not isinstance(obj, User) or _may_keep(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed: tuple[str, ...] = () if obj is None else NAMED
        if _is_superuser(request):
            fixed = ()
        elif may_assign(request.user, obj):
            fixed = (*fixed, *STRONGEST)
        else:
            fixed = (*fixed, *RIGHTS, *SCOPE, *SCOPE_IN_WORDS)
        return (*super().get_readonly_fields(request, obj), "last_login", "date_joined", *fixed)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Say in words what an account reaches, to whoever may not set it."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) and may_assign(request.user, obj):
            return fieldsets
        if obj is None:
            return fieldsets[:1]
        return [
            (name, {**options, "fields": _in_words(options["fields"])})
            for name, options in fieldsets
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> type[ModelForm]:
        form: type[ModelForm] = super().get_form(request, obj, change=change, **options)
        if obj is None and not may_assign(request.user, obj):
            for name in ("groups", *SCOPE):
                form.base_fields.pop(name, None)
        if "groups" in form.base_fields:
            groups = forms.offered_groups(request.user, obj)
            form.base_fields["groups"].queryset = groups  # type: ignore[attr-defined]  # of a choice among rows
        return form

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, account: User) -> str:
        return ", ".join(str(roles.name_of(group)) for group in account.groups.all())

    @admin.display(description=gettext_lazy("Hosts, with those below them"))
    def hosts_in_words(self, account: User) -> str:
        return forms.scope_in_words(account, "hosts")

    @admin.display(description=gettext_lazy("Bodies, with those below them"))
    def bodies_in_words(self, account: User) -> str:
        return forms.scope_in_words(account, "bodies")

    @admin.display(description=gettext_lazy("Languages of a translator"))
    def languages_in_words(self, account: User) -> str:
        return forms.scope_in_words(account, "languages")

    def save_links(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_links(request, form, formsets, change)
        if isinstance(form, RolesForm):
            form.save_scope()
        if change and not form.instance.is_active:
            sessions.end(form.instance, by=str(request.user))
        if not change:
            self.invite(request, form.instance)

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
            closed = revisions.FieldChange("is_active", "", YES, NO)
            revisions.note(account, closed, by=str(request.user))
            sessions.end(account, by=str(request.user))
            self.log_change(request, account, gettext_lazy("Deactivated."))
            messages.success(request, _("“%(user)s” is deactivated.") % {"user": account})


@admin.register(Group)
class RightsAdmin(stale_forms.GuardedAdmin, GroupAdmin):  # type: ignore[misc]  # names of arguments differ
    """Groups of rights. They are a matter of administrators: others could widen their own."""

    form = GuardedModelForm
    list_display = ("name", "role")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _is_superuser(request) and not roles.is_role(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _is_superuser(request) and not roles.is_role(obj)

    @admin.display(description=gettext_lazy("role"))
    def role(self, group: Group) -> str:
        return roles.label_of(group) if roles.is_role(group) else "–"


def _in_words(fields: Any) -> tuple[str, ...]:
    return tuple(f"{name}_in_words" if name in SCOPE else name for name in fields)


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_keep(request: HttpRequest, account: User) -> bool:
    return isinstance(request.user, User) and may_keep(request.user, account)


def keep_the_log(sender: type[User], instance: User, **others: Any) -> None:
    """Refuse to delete an account that did something: Django would delete the log of it too.

    Listens to `pre_delete`: what Django declares as CASCADE can be refused nowhere else, by whatever
    door it comes. Past the ORM the foreign key of the log refuses it. Raises ProtectedError.
    """
    entries = LogEntry.objects.filter(user=instance)
    if entries.exists():
        sentence = _(
            "“%(user)s” stands in the log, which outlives its users: deactivate the account."
        )
        raise ProtectedError(sentence % {"user": instance}, set(entries[:1]))


def may_keep(keeper: User, account: User) -> bool:
    """Whether `keeper` may close, open or rename `account`, or set how it is reached and entered.

    Who does one of these can use all of its rights: they must be the keeper's own, or of a role, where
    the keeper may give roles. A closed account has none at the moment, and would have them again.
    """
    if keeper.is_superuser:
        return True
    by_roles = roles.Role.values if keeper.has_perm(forms.ASSIGN) else ()
    beyond = granted_to(account, but=by_roles)
    return not account.is_superuser and beyond <= keeper.get_all_permissions()


def granted_to(account: User, *, but: Collection[str] = ()) -> set[str]:
    """Return the rights that `account` was given, itself or by groups that are not `but`, be it open or closed."""
    groups = account.groups.exclude(name__in=but)
    permissions = Permission.objects.filter(Q(user=account) | Q(group__in=groups))
    return {
        f"{app}.{code}"
        for app, code in permissions.values_list("content_type__app_label", "codename")
    }

"""What becomes of an account, and who may keep it.

It is deactivated, and deleted only if it has done nothing.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _


def keep_the_log(sender: type[User], instance: User, **others: Any) -> None:
    """Refuse to delete an account that did something: Django would delete the log of it too.

    The one signal of the project: what Django declares as CASCADE can be refused nowhere else, by
    whatever door it comes. Past the ORM the foreign key of the log refuses it.
    """
    entries = LogEntry.objects.filter(user=instance)
    if entries.exists():
        told = _("“%(user)s” stands in the log, which outlives its users: deactivate the account.")
        raise ProtectedError(told % {"user": instance}, set(entries[:1]))


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
    given = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    return {
        f"{app}.{code}" for app, code in given.values_list("content_type__app_label", "codename")
    }

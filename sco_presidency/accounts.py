"""What becomes of an account: it is deactivated, and deleted only if it has done nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import ProtectedError
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

"""Cover in an absence: somebody lends her roles to a colleague until a day, the last one included.

What is lent are roles that the lender holds herself at that moment, with her limits, and never what was lent to
her; accounts are not lent. It ends by itself with the day in the presidency's zone, with the role, and with the account
of the lender. The host's role, whose limits hold for all that an account does, is lent among hosts alone. ADR 0029.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import Permission, User
from django.db import models
from django.utils import timezone

from publishing import clock
from staff.models import Cover
from staff.roles import Role

#: What is never lent.
KEPT = {Role.ADMINISTRATOR}
#: By role who lends it.
Lent = dict[str, set[User]]
#: By the key of an account the languages into which it translates.
Languages = dict[int, Collection[str]]


def today() -> date:
    """The day in the presidency's zone, wherever the portal's clock stands: rights follow real days."""
    return timezone.localdate(timezone=clock.zone())


def own_roles(account: User) -> set[str]:
    """Return the roles that `account` holds itself. Two queries, with those of `lent_to`; kept with the account."""
    return _held(account)[0]


def in_force(day: date) -> models.QuerySet[Cover]:
    """Return what is lent on `day`; the last day is one of it."""
    at_the_desk = {"lender__is_active": True, "lender__is_staff": True}
    rows = Cover.objects.filter(until__gte=day, ended_at=None, **at_the_desk)
    return rows.select_related("lender", "stand_in")


def lent_to(account: User) -> Lent:
    """Return by role who lends it to `account` today. Two queries, with those of `own_roles`; kept with the account."""
    return _held(account)[1]


def languages_of(account: User, holders: Collection[User]) -> frozenset[str]:
    """Return what `holders`, who are `account` or lend to it, translate into. No query beside those of `own_roles`."""
    languages = _held(account)[2]
    return frozenset(code for one in holders for code in languages.get(one.pk, ()))


def _held(account: User) -> tuple[set[str], Lent, Languages]:
    kept: tuple[set[str], Lent, Languages] | None = getattr(account, "_held", None)
    if kept is None:
        kept = account._held = _read(account)  # type: ignore[attr-defined]  # kept there
    return kept


def _read(account: User) -> tuple[set[str], Lent, Languages]:
    covers = list(in_force(today()).filter(stand_in=account))
    held: dict[int, set[str]] = {account.pk: set()}
    rows = User.groups.through.objects.filter(
        user__in={account.pk, *(cover.lender_id for cover in covers)}, group__name__in=Role.values
    )
    languages: Languages = {}
    for key, role, codes in rows.values_list("user", "group__name", "user__assignment__languages"):
        held.setdefault(key, set()).add(role)
        languages[key] = codes or ()
    own, lent = held[account.pk], Lent()
    for cover in covers:
        for role in set(cover.roles) & held.get(cover.lender_id, set()) - KEPT:
            if (role == Role.HOST) == (Role.HOST in own):
                lent.setdefault(role, set()).add(cover.lender)
    return own, lent, languages


def lenders_to(account: Any) -> str:
    """Return for whom `account` may act today."""
    if not isinstance(account, User) or account.is_superuser:
        return ""
    return ", ".join(sorted({str(one) for lenders in lent_to(account).values() for one in lenders}))


def words(row: Cover) -> str:
    """Return the roles of `row` in words."""
    return ", ".join(str(Role(role).label) for role in row.roles)


def for_whom(account: Any) -> str:
    """Return for whom `account` acts, where what it does took a right that was lent; "" where it did not."""
    return ", ".join(sorted(str(lender) for lender in getattr(account, "_acted_for", ())))


def name_of(account: Any) -> str:
    """Return the login of who acts, and for whom."""
    name, whom = str(account.get_username()), for_whom(account)
    return f"{name} → {whom}"[:150] if whom else name


def stands_apart(account: Any, right: str, others: Collection[int]) -> bool:
    """Whether `account` holds `right` by itself, or lent by somebody who is none of `others` (primary keys).

    Whoever holds it from one of these alone would look at something in the name of those who made it.
    """
    if ModelBackend().has_perm(account, right):
        return True
    return any(lender.pk not in others for lender in _lent_rights(account).get(right, ()))


class CoverBackend(BaseBackend):
    """Answers Django's question for a right with what was lent. It stands behind the one that knows the own rights."""

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set(_lent_rights(user_obj)) if obj is None else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        lenders = _lent_rights(user_obj).get(perm) if obj is None else None
        if lenders is None:
            return False
        user_obj._acted_for = {*getattr(user_obj, "_acted_for", ()), *lenders}
        return True

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(right.startswith(f"{app_label}.") for right in _lent_rights(user_obj))


def _lent_rights(account: Any) -> dict[str, set[User]]:
    """Return by right who lends it. A query more where there is any; kept with the account."""
    if not isinstance(account, User) or account.is_superuser or not account.is_active:
        return {}
    lent = lent_to(account)
    kept: dict[str, set[User]] | None = getattr(account, "_lent_rights", None)
    if kept is None:
        kept = account._lent_rights = _read_rights(lent) if lent else {}  # type: ignore[attr-defined]  # kept there
    return kept


def _read_rights(lent: dict[str, set[User]]) -> dict[str, set[User]]:
    rights: dict[str, set[User]] = {}
    rows = Permission.objects.filter(group__name__in=lent)
    for app, code, role in rows.values_list("content_type__app_label", "codename", "group__name"):
        rights.setdefault(f"{app}.{code}", set()).update(lent[role])
    return rights

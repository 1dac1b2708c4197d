"""Roles are lent and given back: see staff.cover for what they are worth meanwhile."""

from collections.abc import Collection
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import cover, revisions
from staff.models import Cover
from staff.roles import Role

#: Days for which roles are lent at most.
LONGEST = 90
#: What the log calls roles that were lent, and given back.
LENT = "cover"


class CoverRefusedError(Exception):
    """The text is for whoever wants to lend."""


def lendable(account: User) -> list[Role]:
    return [role for role in Role if role in cover.own_roles(account) - cover.KEPT]


@transaction.atomic
def lend(lender: User, stand_in: User | None, roles: Collection[str], until: date) -> Cover:
    """Lend `roles` of `lender` to `stand_in` until the end of a day.

    Raises CoverRefusedError.
    """
    if stand_in is None or stand_in == lender or not (stand_in.is_active and stand_in.is_staff):
        raise CoverRefusedError(_("Nobody else with this user name works at the desk."))
    if not roles or not set(roles) <= set(lendable(lender)):
        raise CoverRefusedError(_("Choose roles of your own."))
    if not cover.today() <= until <= cover.today() + timedelta(days=LONGEST):
        sentence = _("Choose a day from today on, within %(number)d days.")
        raise CoverRefusedError(sentence % {"number": LONGEST})
    if (Role.HOST in roles) != (Role.HOST in cover.own_roles(stand_in)):
        raise CoverRefusedError(
            _(
                "The role “Host” is lent to another host’s account alone, and nothing else is lent to one: "
                "its limits hold for all that an account does."
            )
        )
    row = Cover.objects.create(lender=lender, stand_in=stand_in, roles=sorted(roles), until=until)
    revisions.note(lender, LENT, "", in_words(row), by=lender.get_username())
    return row


@transaction.atomic
def end(row: Cover, *, by: User) -> None:
    """End `row` now. Both may."""
    if by not in (row.lender, row.stand_in) or row.ended_at:
        return
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    revisions.note(row.lender, LENT, in_words(row), "", by=by.get_username())


def in_words(row: Cover) -> str:
    return f"{row.stand_in}: {cover.words(row)} ({row.until:%Y-%m-%d})"

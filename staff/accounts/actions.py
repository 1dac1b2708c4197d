"""What is done for accounts: links by which a person sets the password of her own account, and roles that are lent.

A link is for whoever is invited, and who forgot it. It is signed, holds for PASSWORD_RESET_TIMEOUT, and ends with the
first password that is set by it, with another address for mails, with a login, and while the account is closed. Nobody
but its reader knows it.

Roles are lent and given back: see staff.cover for what they are worth meanwhile.
"""

import logging
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from threading import Thread, current_thread
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.functional import lazy
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from i18n.texts import CODES
from publishing import failures
from staff import cover, revisions
from staff.models import Assignment, Cover, Revision
from staff.revisions import FieldChange
from staff.roles import Role

logger = logging.getLogger(__name__)
#: What a thread is called that sends mail while its reader is answered.
THREAD = "mail"
#: What the log calls a link that was sent.
LINK = "password_link"
#: How many links somebody who is not logged in may have sent to an account, in which time.
MOST, WITHIN = 3, timedelta(hours=1)


class PasswordLinks(PasswordResetTokenGenerator):
    """The signatures of links. A closed account has none that holds."""

    key_salt = "staff.accounts.actions"

    def check_token(self, user: Any, token: str | None) -> bool:
        return user is not None and user.is_active and super().check_token(user, token)


signatures = PasswordLinks()


def can_send() -> bool:
    """Whether this portal has a way out for mail."""
    return bool(settings.DEFAULT_FROM_EMAIL)


def is_invited(account: User) -> bool:
    """Whether `account` was never used: its person has set no password yet."""
    return account.last_login is None and not account.has_usable_password()


def language_of(account: User) -> str:
    """Return the language in which the portal writes to the person. One query."""
    row = Assignment.objects.filter(user=account).first()
    code = row.mail_language if row else ""
    return code if code in CODES else settings.LANGUAGE_CODE


def hours_of_a_link() -> int:
    """Return for how many hours a link holds."""
    return settings.PASSWORD_RESET_TIMEOUT // 3600


def compose(account: User, *, by: str) -> EmailMessage:
    """Return the mail with a link for `account`, in its language, and write down that `by` sent one."""
    key = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("admin:password_set", args=[key, signatures.make_token(account)])
    context = {
        "name": account.get_short_name() or account.get_username(),
        "username": account.get_username(),
        "link": settings.PUBLIC_ORIGIN + path,
        "hours": hours_of_a_link(),
        "by": by,
        "is_new": is_invited(account),
    }
    with translation.override(language_of(account)):
        subject = (
            _("Your account at the Presidency portal")
            if context["is_new"]
            else _("Set a new password at the Presidency portal")
        )
        text = render_to_string("mail/password_link.txt", context)
    revisions.note(account, FieldChange(LINK, "", "", account.email), by=by)
    return EmailMessage(subject, text, to=[account.email])


def send(message: EmailMessage) -> bool:
    """Send a mail; return whether it went out. The log and the desk name nobody to whom it should have gone."""
    try:
        message.send()
    except OSError as error:  # all faults of SMTP too
        logger.error("A mail could not be sent: %s.", type(error).__name__)
        failures.note(failures.MAIL, type(error).__name__)
        return False
    failures.over(failures.MAIL)
    return True


def forgotten(email: str) -> Thread | None:
    """Send a link to each account with this address. Nobody learns by the answer, or by its time, whether there is one."""
    mails = [
        compose(account, by=account.get_username())
        for account in _accounts_with(email)
        if _links_sent(account) < MOST
    ]
    if not mails:
        return None
    thread = Thread(target=lambda: _send_all(mails), name=THREAD)
    thread.start()
    return thread


def _send_all(mails: list[EmailMessage]) -> None:
    for mail in mails:
        send(mail)
    if current_thread().name == THREAD:
        connection.close()  # of this thread alone


def _accounts_with(email: str) -> Iterator[User]:
    """Yield the open accounts with that address which have a password, or are to set their first one."""
    for account in User.objects.filter(email__iexact=email, is_active=True):
        is_same = plain(account.email) == plain(email)
        if is_same and (account.has_usable_password() or is_invited(account)):
            yield account


def plain(address: str) -> str:
    """Return an address as it is compared: no letter of another script passes for one of these (CVE-2019-19844)."""
    return unicodedata.normalize("NFKC", address).casefold()


def _links_sent(account: User) -> int:
    kind = ContentType.objects.get_for_model(User)
    lately = Revision.objects.filter(
        kind=kind, object_id=str(account.pk), field=LINK, saved_at__gt=timezone.now() - WITHIN
    )
    return lately.count()


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
    told = FieldChange(LENT, "", "", in_words_lazy(row))
    revisions.note(lender, told, by=lender.get_username())
    return row


@transaction.atomic
def end(row: Cover, *, by: User) -> None:
    """End `row` now. Both may; whoever comes second finds it ended."""
    if by not in (row.lender, row.stand_in):
        return
    if not Cover.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
        return
    told = FieldChange(LENT, "", in_words_lazy(row), "")
    revisions.note(row.lender, told, by=by.get_username())


def in_words(row: Cover) -> str:
    return f"{row.stand_in}: {cover.words(row)} ({row.until:%Y-%m-%d})"


in_words_lazy = lazy(in_words, str)

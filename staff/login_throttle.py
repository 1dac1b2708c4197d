"""Guessing of passwords is slowed, whether many addresses try one name, or one address many names.

Axes closes one name at one address (AXES_FAILURE_LIMIT). Beyond that every wrong password makes the
next try wait a little longer, for all who were never there before: nobody can lock an editor out
who comes from a place or with a browser that has logged in as this editor. What is counted stands
in the database, or in Redis (`staff.guesses`), by the address of who asks: behind a proxy of the
portal's own, the one that it passes on (`client_address`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Count, Max
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

#: Wrong passwords older than this are forgotten.
REMEMBERED = timedelta(hours=1)
#: A place from which nobody has logged in for so long is a strange one.
KNOWN_FOR = timedelta(days=180)
#: Characters of a name that Django gives an account.
LONGEST_NAME = 150
COOKIE = "known_editor"
SALT = "staff.login_throttle"


@dataclass(frozen=True)
class Patience:
    """So many wrong passwords are free; then the wait doubles from `first` to `longest` seconds."""

    free: int
    first: int
    longest: int

    def wait(self, failures: int) -> timedelta:
        if failures < self.free:
            return timedelta(0)
        doubled = self.first * 2 ** min(failures - self.free, 20)
        return timedelta(seconds=min(doubled, self.longest))


#: Short, because an editor in a strange place waits too.
OF_A_NAME = Patience(free=10, first=15, longest=60)
OF_AN_ADDRESS = Patience(free=6, first=30, longest=900)


class InDatabase(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts in the tables of axes, which all processes and machines share."""

    def counted(self, now: datetime, **who: Any) -> tuple[int, datetime | None]:
        """Return how many wrong passwords there were by a `username` or `ip_address`, and the last."""
        wrong = AccessFailureLog.objects.filter(attempt_time__gt=now - REMEMBERED, **who)
        totals = wrong.order_by().aggregate(number=Count("pk"), last=Max("attempt_time"))
        return totals["number"], totals["last"]


def seconds_to_wait(request: HttpRequest, username: str, now: datetime) -> int:
    """Return for how long nobody may try a password of `username` from here; 0 for those known."""
    address = get_client_ip_address(request)
    until = max(
        _until(now, OF_A_NAME, username=username), _until(now, OF_AN_ADDRESS, ip_address=address)
    )
    if until <= now or is_known(request, username, address, now):
        return 0
    return -int((now - until).total_seconds() // 1)


def _until(now: datetime, patience: Patience, **who: Any) -> datetime:
    number, last = AxesProxyHandler.get_implementation().counted(now, **who)
    return (last or now) + patience.wait(number)


def is_known(request: HttpRequest, username: str, address: str | None, now: datetime) -> bool:
    """Whether this editor has logged in from this address, or with this browser."""
    since = now - KNOWN_FOR
    logins = AccessLog.objects.filter(username=username, ip_address=address, attempt_time__gt=since)
    return _bears_mark(request, username) or logins.exists()


# --- the mark of a browser ---------------------------------------------------------------


def mark(response: HttpResponse, user: User) -> None:
    """Let the browser prove that `user` has logged in with it, until the password changes."""
    response.set_cookie(
        COOKIE,
        signing.dumps([user.get_username(), user.get_session_auth_hash()], salt=SALT),
        max_age=KNOWN_FOR,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _bears_mark(request: HttpRequest, username: str) -> bool:
    try:
        name, proof = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except (signing.BadSignature, ValueError):
        return False
    user = User.objects.filter(username=username).first()
    return user is not None and [name, proof] == [username, user.get_session_auth_hash()]


class PatientLoginForm(AdminAuthenticationForm):
    """Tries no password while guesses are slowed; what was typed as the name stays."""

    #: Seconds until another try.
    wait = 0

    def clean(self) -> dict[str, Any]:
        username, request = self.cleaned_data.get("username"), self.request
        if username and len(username) > LONGEST_NAME:
            # Nobody's: PostgreSQL could not even count it.
            raise self.get_invalid_login_error()
        if username and request is not None:
            self.wait = seconds_to_wait(request, username, timezone.now())
        if self.wait:
            sentence = ngettext(
                "Too many wrong passwords lately. Wait %(number)d second, then try again.",
                "Too many wrong passwords lately. Wait %(number)d seconds, then try again.",
                self.wait,
            )
            raise ValidationError(sentence % {"number": self.wait})
        cleaned: dict[str, Any] = super().clean()
        return cleaned


#: For what is no address (a proxy that is set up in another way): nobody asks from here (RFC 1122, 3.2.1.3).
NOWHERE = "0.0.0.0"  # noqa: S104  # nothing listens


def client_address(request: HttpRequest) -> str:
    """Return the address that our proxy was asked from: the last in X-Forwarded-For.

    Whoever asks may write the addresses before it. The throttling of logins counts by this
    one, else a stranger could lock an editor out from everywhere. Of IPv6 it is the network of one
    subscriber (/64), who has all the addresses in it.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    address = str(forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"])
    try:
        found = ip_address(address)
    except ValueError:
        return NOWHERE
    if found.version == 4:
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)

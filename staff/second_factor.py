"""The second factor of a login: an app that shows codes (TOTP), a passkey, or a recovery code. ADR 0028.

A session that was begun with a password alone is *half a login* while a factor is due: for every door but the pages
of the second factor, and the way out, it is nobody's. It is due where the account has one, and, with SECOND_FACTOR_REQUIRED, to
whoever may publish.
"""

from base64 import b32encode
from binascii import unhexlify
from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy
from django_otp import login
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from django_otp_webauthn.models import WebAuthnCredential

from i18n.texts import StrOrPromise, lazy_sentence
from staff import revisions

#: What a session that was begun with a password says of an account that has a factor.
DUE = "second_factor_due"
#: What the log calls a factor that came or went.
FACTOR = "second_factor"
#: How many recovery codes are made at a time.
CODES = 10
#: Seconds for which the secret on the page of a new app holds.
SECRET_HOLDS = 3600
SALT = "staff.second_factor"
#: Where a session that is half a login is let through: to the factor, and out.
OPEN, DESK = ("/admin/second-factor/", "/admin/logout/"), "/admin/"


class WaitError(Exception):
    """Wrong codes are slowed down: `seconds` until the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


# --- who needs one ----------------------------------------------------------------------------


def devices_of(account: User) -> list[Device]:
    """Return the apps and passkeys of `account`. Two queries."""
    return [
        *TOTPDevice.objects.devices_for_user(account, confirmed=True).order_by("pk"),
        *WebAuthnCredential.objects.devices_for_user(account, confirmed=True).order_by("pk"),
    ]


def is_demanded(account: Any) -> bool:
    """Whether `account` may not work without a second factor: it may publish, or record what the public reads."""
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(account, User):
        return False
    rights = {name.partition(".")[2].partition("_")[0] for name in account.get_all_permissions()}
    return account.is_superuser or bool(rights & {"publish", "record"})


def is_due(request: HttpRequest, account: Any) -> bool:
    """Whether the session of `request` is half a login. No query of its own."""
    if not isinstance(account, User) or getattr(account, "otp_device", None) is not None:
        return False
    return bool(request.session.get(DUE)) or is_demanded(account)


def hold_back(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let half a login be nobody's for every door but that of the second factor (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(OPEN):
            return answer(request)
        account = request.user
        request.user = SimpleLazyObject(  # type: ignore[assignment]  # as Django's own middleware does
            lambda: AnonymousUser() if is_due(request, account) else _itself(account)
        )
        is_asked = request.method in ("GET", "HEAD") and request.path_info.startswith(DESK)
        if is_asked and account.is_authenticated and is_due(request, account):
            return HttpResponseRedirect(address(request.get_full_path()))
        return answer(request)

    return middleware


def _itself(account: Any) -> Any:
    """Return what stands in `account`, which two middlewares have wrapped and `is_due` has unwrapped.

    An attribute of it is asked for a few hundred times on each page of the desk, and each wrapping asks the next.
    """
    while type(account) is SimpleLazyObject:
        account = account._wrapped
    return account


def address(next_address: str) -> str:
    """Return the page that asks for the second factor, and leads on to `next_address`."""
    return f"{reverse('admin:second_factor')}?{urlencode({'next': next_address})}"


# --- proving it -------------------------------------------------------------------------------


@transaction.atomic
def prove(request: HttpRequest, account: User, code: str) -> bool:
    """Let the session of `request` be a whole login if `code` is right. Raises WaitError for who must wait."""
    code = "".join(code.split()).casefold()
    kind = TOTPDevice if code.isdecimal() and len(code) == 6 else StaticDevice
    devices = list(kind.objects.devices_for_user(account, confirmed=True).select_for_update())
    waits = [wait for wait in map(_seconds_to_wait, devices) if wait]
    if devices and len(waits) == len(devices):
        raise WaitError(min(waits))
    for device in devices:
        if device.verify_token(code):
            complete(request, device)
            return True
    return False


def _seconds_to_wait(device: Device) -> int:
    is_allowed, told = device.verify_is_allowed()
    if is_allowed:
        return 0
    return int((told["locked_until"] - timezone.now()).total_seconds()) + 1


def complete(request: HttpRequest, device: Device) -> None:
    """Make the session of `request` a whole login, under a new key."""
    login(request, device)
    request.session[DUE] = False
    request.session.cycle_key()


# --- enrolling --------------------------------------------------------------------------------


def may_enrol(account: User) -> bool:
    """Whether `account` may add a factor here: whoever has one proves it first."""
    return account.otp_device is not None or not devices_of(account)  # type: ignore[attr-defined]  # by django-otp


def new_secret() -> str:
    """Return the secret of an app to come, signed for its page."""
    return signing.dumps(default_key(), salt=SALT)


def secret_of(signed: str) -> str:
    """Return what new_secret signed. Raises signing.BadSignature for anything else, and for what is too old."""
    secret: str = signing.loads(signed, salt=SALT, max_age=SECRET_HOLDS)
    return secret


def in_letters(secret: str) -> str:
    """Return a secret as it is typed into an app, four letters a group."""
    letters = b32encode(unhexlify(secret)).decode()
    return " ".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def drawing(account: User, secret: str) -> SafeString:
    """Return the code that a telephone reads, as SVG without a style: the policy allows none."""
    link = TOTPDevice(user=account, key=secret).config_url
    drawn = segno.make(link, error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff"))  # noqa: S308 (segno drew it)


@transaction.atomic
def add_app(account: User, secret: str, code: str, name: str) -> TOTPDevice | None:
    """Add an app that has shown `code`; None if it has not. The code is not taken a second time."""
    code = "".join(code.split())
    if not (code.isascii() and code.isdecimal()):
        return None
    totp = TOTP(unhexlify(secret), drift=0)
    if not totp.verify(int(code), tolerance=1):
        return None
    device = TOTPDevice.objects.create(user=account, key=secret, name=name, last_t=totp.t())
    note(account, "", described_lazy(device), by=account.get_username())
    return device


def described(device: Device) -> str:
    """Return what a factor is called."""
    kind = _("App with codes") if isinstance(device, TOTPDevice) else _("Passkey")
    return f"{kind}: {device.name}" if device.name else kind


described_lazy = lazy(described, str)


def note(account: User, before: StrOrPromise, after: StrOrPromise, *, by: str) -> None:
    """Write into the log of the desk which factor of `account` came or went."""
    revisions.note(account, revisions.FieldChange(FACTOR, "", before, after), by=by)


@transaction.atomic
def remove(account: User, device: Device, *, by: str) -> None:
    """Take a factor away, and the recovery codes with the last one."""
    device.delete()
    if not devices_of(account):
        StaticDevice.objects.filter(user=account).delete()
    note(account, described_lazy(device), "", by=by)


@transaction.atomic
def reset(account: User, *, by: str) -> int:
    """Take all factors and recovery codes of `account` away; return how many factors there were."""
    devices = devices_of(account)
    for device in devices:
        remove(account, device, by=by)
    StaticDevice.objects.filter(user=account).delete()
    return len(devices)


# --- recovery codes ---------------------------------------------------------------------------


@transaction.atomic
def new_codes(account: User) -> list[str]:
    """Return ten codes, each for one login, in the place of those that were left. They are shown this once."""
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account, name="recovery")
    codes = [
        StaticToken.random_token() + StaticToken.random_token()[:4] for _number in range(CODES)
    ]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    told = lazy_sentence(gettext_lazy("%(number)d recovery codes"), {"number": CODES})
    note(account, "", told, by=account.get_username())
    return [f"{code[:4]} {code[4:8]} {code[8:]}" for code in codes]


def codes_left(account: User) -> int:
    number: int = StaticToken.objects.filter(device__user=account).count()
    return number

"""Where an account is logged in: read from the sessions themselves, of which none is stored twice, and ended there."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from i18n.texts import StrOrPromise, lazy_sentence
from staff import revisions, second_factor

#: What a session keeps of its beginning.
BEGUN = "begun"
#: What the log calls sessions that were ended.
SESSIONS = "sessions"
#: Programs and systems in what a browser says of itself, those first that others name too.
BROWSERS = {
    "YaBrowser": "Yandex Browser",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrom(e|ium)": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone|iPad": "iOS",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class LoginSession:
    """A session of an account. It is named by a digest: its key would open it."""

    name: str
    begun_at: datetime | None
    address: str
    browser: StrOrPromise
    is_this: bool
    row: Session


def note_login(sender: Any, request: HttpRequest, user: User, **others: Any) -> None:
    """Note in a session that begins where it did, and whether a second factor is due: by whatever door one logs in."""
    request.session[BEGUN] = {
        "at": timezone.now().isoformat(),
        "address": get_client_ip_address(request) or "",
        "agent": request.headers.get("User-Agent", "")[:300],
    }
    request.session[second_factor.DUE] = bool(second_factor.devices_of(user))


def of_account(account: User, *, here: str | None = "") -> list[LoginSession]:
    """Return the sessions of `account`, the newest first; `here` is the key of the one that asks. One query."""
    found = list(_sessions(account, here))
    return sorted(found, key=lambda one: str(one.begun_at), reverse=True)


def _sessions(account: User, here: str | None) -> Iterator[LoginSession]:
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        content = row.get_decoded()
        if content.get(SESSION_KEY) == str(account.pk):
            begun = content.get(BEGUN) or {}
            yield LoginSession(
                name=hashlib.sha256(row.session_key.encode()).hexdigest()[:20],
                begun_at=datetime.fromisoformat(begun["at"]) if begun else None,
                address=begun.get("address", ""),
                browser=browser_of(begun.get("agent", "")),
                is_this=row.session_key == here,
                row=row,
            )


def browser_of(agent: str) -> StrOrPromise:
    """Return the program and the system that a browser says it is."""
    names = [
        next((name for sign, name in known.items() if re.search(sign, agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or _("unknown")


def end(account: User, *, by: str, name: str = "", but: str | None = "") -> int:
    """End the session of that name, or all but the one with the key `but`; return how many ended."""
    ended = [
        one
        for one in of_account(account, here=but)
        if (one.name == name if name else not one.is_this)
    ]
    Session.objects.filter(pk__in=[one.row.pk for one in ended]).delete()
    for one in ended:
        words = {"browser": one.browser, "address": one.address or "–"}
        told = lazy_sentence("%(browser)s %(address)s", words)
        revisions.note(account, revisions.FieldChange(SESSIONS, "", told, ""), by=by)
    return len(ended)

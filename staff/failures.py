"""What the portal does by itself and fails in, in the words of the desk. publishing.failures keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing import clock
from publishing.failures import MAIL, Failure
from staff.scope import scope_of

#: By the name under which it is noted, what the desk has of it.
WORDS: dict[str, Promise] = {
    MAIL: _("Mail is not sent: whoever waits for an invitation or a link gets none."),
    "backup": _("No backup is made."),
    "check_records": _("What the API tells differs from what is stored, or could not be compared."),
    "drain_outbox": _("The search lacks something that went public."),
    "make_programme": _("The programme on paper is not renewed."),
    "mirror": _("The copy of the pages for an outage is not renewed."),
    "prune": _("What is no longer needed is not cleared away."),
    "snapshot": _("The copy of the data for an outage is not renewed."),
}


@dataclass(frozen=True)
class Failing:
    words: Promise
    since: datetime
    zone: str
    said: str


def failing(request: HttpRequest) -> list[Failing]:
    """Return what fails at present, the longest first, for an account without limits. A query at most."""
    if scope_of(request.user).is_limited:
        return []
    rows = Failure.objects.filter(name__in=list(WORDS))
    return [Failing(WORDS[row.name], row.since, clock.zone().key, row.said) for row in rows]

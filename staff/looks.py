"""A form that is sent only to see what it would do: kept for its writer, and shown at an address of its own.

So that page is one that was asked for, not sent: Back and a refresh ask for it again, and a browser has nothing to ask about
sending twice. What was sent is tried each time it is looked at. It goes once the form is carried out.
"""

import hashlib
import re

from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from publishing.permissions import editor_of
from staff import idempotency, kept_forms
from staff.models import KeptForm, write_over

#: In the address: which look it is; and where it leads instead of to what the public would see: back to the form, or to the
#: whole page in a language.
LOOK, BACK, WHOLE = kept_forms.LOOK, "back", "whole"
_SIGN = re.compile("[0-9a-f]{24}")
#: What is kept of a look, besides in which tab it was: all that was sent, as a query string.
_SENT = "sent"
#: Of what a page sends, what is not of the form.
_OF_THE_PAGE = ("csrfmiddlewaretoken", idempotency.ONCE, kept_forms.TAB, "preview", BACK, WHOLE)
#: Looks that are kept of one person: the oldest goes.
MOST = 20


def is_sent(request: HttpRequest) -> bool:
    """Whether a form was sent for anything but to be carried out."""
    return request.method == "POST" and "save" not in request.POST


def begin(request: HttpRequest) -> idempotency.LookRedirect:
    """Keep what was sent, and lead to where it is looked at, filled in again, or seen as a whole page."""
    sent = request.POST.copy()
    for name in _OF_THE_PAGE:
        sent.pop(name, None)
    text = sent.urlencode()
    sign = hashlib.sha256(text.encode()).hexdigest()[:24]
    row = KeptForm(
        user=editor_of(request),
        address=_address(request),
        tab=sign,
        values={_SENT: text, kept_forms.TAB: kept_forms.tab_of(request)},
        kept_at=timezone.now(),
    )
    write_over(row, "values", "kept_at")
    of_user = KeptForm.objects.filter(user=editor_of(request), address__endswith=f"?{LOOK}")
    older = of_user.order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
    of_user.filter(pk__in=list(older)).delete()
    way = QueryDict(mutable=True)
    way[LOOK] = sign
    if BACK in request.POST:
        way[BACK] = "yes"
    if WHOLE in request.POST:
        way[WHOLE] = request.POST[WHOLE]
    before = kept_forms.query_of(request)
    return idempotency.LookRedirect(
        f"{request.path}?{'&'.join(filter(None, (before, way.urlencode())))}"
    )


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what the page is filled in with: what was just sent, or is looked at; None of a form that is opened."""
    if request.method == "POST":
        return request.POST
    row = _of_page(request).first() if asked(request) else None
    return QueryDict(row.values[_SENT]) if row else None


def way(request: HttpRequest, name: str) -> str:
    """Return what a page is asked for besides, by a button or in the address of a look."""
    parameters = request.POST if request.method == "POST" else request.GET
    return parameters.get(name, "")


def asked(request: HttpRequest) -> str:
    """Return the sign of the look that the address names; "" of none."""
    sign = request.GET.get(LOOK, "")
    return sign if _SIGN.fullmatch(sign) else ""


def _of_page(request: HttpRequest) -> "models.QuerySet[KeptForm]":
    return KeptForm.objects.filter(
        user=editor_of(request), address=_address(request), tab=asked(request)
    )


def _address(request: HttpRequest) -> str:
    return f"{request.path}?{LOOK}"

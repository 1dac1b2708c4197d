"""What is typed into a form of the admin and not saved: kept on the server, for its writer alone.

The page sends it half a second after the last key (static/admin-theme/keep.js). Each tab of a browser keeps its own of
each form, and finds it there again: after a change of language, after Back. What another tab kept, or a browser that
died, is offered beside the form and never put into it unasked: it may be meant for another new thing. Nothing that is
kept goes before it is saved, or thrown away.

It comes with what the form showed then, so that a save meets whatever others wrote since (staff.conflicts). What
belongs to a row below the form goes by the key of the row: `photos-#12-alt_en`, or as the first of those that are new,
`photos-+0-alt_en`. What finds no field on the form any more is shown beside it.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.permissions import editor_of
from staff import idempotency, payloads
from staff.conflicts import SHOWN
from staff.models import LONGEST_ADDRESS, KeptFile, KeptForm, Proposal, write_over
from staff.scope import is_key

#: The hidden field that says in which tab a form was filled in.
TAB = "kept_tab"
#: In the address of a form: the proposal that is written anew.
AGAIN = "again"
_TAB = re.compile(r"[\w-]{0,40}")
#: A field of a row below a form: photos-1-alt_en.
_ROW = re.compile(r"(.+)-([0-9]{1,4})-(.+)")
_NUMBER = re.compile(r"[0-9]{1,4}")
#: The same as it is kept, where the row is new; what KeptFile.field holds.
_NEW_ROW, LONGEST_FIELD = re.compile(r"([a-z_]+)-\+([0-9]{1,4})-([a-z_]+)"), 100
#: And one that is only looked at: staff.looks.
LOOK = "look"
_OF_A_LOOK = re.compile("(?:^|&)(?:look|back|whole)=[^&]*")
#: Characters that are kept of one form, and forms of one person: the oldest goes.
LONGEST, MOST = 500_000, 100


def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep what was typed; without values, forget it. Answers with the moment, an ISO time with its offset.

    Asked for with GET it says who is logged in, and with which token forms are sent. A form that was made for
    another account is refused (409). Raises BadRequest for what no page of ours sends.
    """
    user = editor_of(request)
    if request.method == "GET":
        return JsonResponse({"account": user.get_username(), "token": get_token(request)})
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    address, tab, values, key, files = _sent(payloads.sent(request))
    if idempotency.writer_of(key) not in (None, user.pk):
        return JsonResponse({"kept": None}, status=HTTPStatus.CONFLICT)
    if files:
        _move_files(user, address, files)
    of_user = KeptForm.objects.filter(user=user)
    now = timezone.now()
    if not set(values) - {SHOWN}:
        of_user.filter(address=address, tab=tab).delete()
        return JsonResponse({"kept": None})
    row = KeptForm(user=user, address=address, tab=tab, values=values, kept_at=now)
    write_over(row, "values", "kept_at")
    older = of_user.order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
    of_user.filter(pk__in=list(older)).delete()
    return JsonResponse({"kept": timezone.localtime(now).isoformat(timespec="seconds")})


@transaction.atomic
def _move_files(user: User, address: str, files: Mapping[str, str]) -> None:
    """Let files that are kept follow their rows, which another number of the page was given; the rest comes after them.

    `files` says by the name of a field the digests of those that the page offers there.
    """
    rows = KeptFile.objects.filter(user=user, address=address).defer("content").order_by("pk")
    kept_rows = [(row, place) for row in rows if (place := _NEW_ROW.fullmatch(row.field))]
    named = {digest: name for name, told in files.items() for digest in told.split()}
    behind = count(1 + max(int(place[2]) for name in files if (place := _NEW_ROW.fullmatch(name))))
    places: dict[tuple[str, str], KeptFile] = {}
    for row, place in sorted(kept_rows, key=lambda one: int(one[1][2])):
        name = named.get(row.digest, "")
        while not name or (row.tab, name) in places:
            name = f"{place[1]}-+{next(behind)}-{place[3]}"
        places[row.tab, name] = row
    # Not two in one place, half-way: the first way takes each to a place of its own.
    for row, _place in kept_rows:
        KeptFile.objects.filter(pk=row.pk).update(field=f"{row.pk}")
    for (_tab, name), row in places.items():
        KeptFile.objects.filter(pk=row.pk).update(field=name)


def _sent(payload: Any) -> tuple[str, str, dict[str, str], str, dict[str, str]]:
    """Return the address of a form, its tab, what was typed, the key of its page, and which files are in which rows."""
    try:
        address, values = payload["address"], payload["values"]
        tab, key = payload.get("tab", ""), payload.get("once", "")
        files = payload.get("files", {})
        is_right = (
            isinstance(address, str)
            and isinstance(key, str)
            and _TAB.fullmatch(tab)
            and address.startswith(reverse("admin:index"))
            and len(address) <= LONGEST_ADDRESS
            and not address.endswith(f"?{LOOK}")
            and all(isinstance(value, str) for value in (*values.values(), *files.values()))
            and all(_NEW_ROW.fullmatch(name) and len(name) <= LONGEST_FIELD for name in files)
            and sum(map(len, (*values, *values.values()))) <= LONGEST
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRequest(_("This is no form of the administration.")) from error
    if not is_right or "\0" in address:
        raise BadRequest(_("This is no form of the administration."))
    readable = {name.replace("\0", ""): value.replace("\0", "") for name, value in values.items()}
    return address, tab, readable, key, files


def tab_of(request: HttpRequest) -> str:
    """Return the sign of the tab that sent a form; "" of none that is a sign."""
    tab = request.POST.get(TAB, "")
    return tab if _TAB.fullmatch(tab) else ""


def name_of(form: Any, formset: Any, name: str) -> str:
    """Return by what a field of a form, or of a row below it, is kept: rows go by their keys, new ones by their place."""
    if formset is None:
        return str(form.add_prefix(name))
    key, number = form.instance.pk, int(form.prefix.rpartition("-")[2])
    place = f"#{key}" if key else f"+{number - formset.initial_form_count()}"
    return f"{formset.prefix}-{place}-{name}"


def name_sent(values: Mapping[str, Any], name: str) -> str:
    """Return the same of a field that was sent, of a new row or of none."""
    row = _ROW.fullmatch(name)
    stored = str(values.get(f"{row[1]}-INITIAL_FORMS", "")) if row else ""
    if row is None or not _NUMBER.fullmatch(stored):
        return name
    return f"{row[1]}-+{int(row[2]) - int(stored)}-{row[3]}"


def address_of(request: HttpRequest) -> str:
    """Return by what the form of a page goes whose address says in its query what it is about."""
    query = query_of(request)
    return f"{request.path}?{hashlib.sha256(query.encode()).hexdigest()[:16]}"


def query_of(request: HttpRequest) -> str:
    """Return the query of a form's address, without what is of a look at it (staff.looks): the form is the same one."""
    return _OF_A_LOOK.sub("", request.META.get("QUERY_STRING", "")).removeprefix("&")


def sign_of(proposal: int) -> str:
    """Return by which sign a form knows the texts of a proposal that is written anew: no tab has it by itself."""
    return f"{AGAIN}-{proposal}"


def asked_again(request: HttpRequest) -> str:
    """Return the sign of the proposal that the address asks to write anew; "" of none."""
    key = request.GET.get(AGAIN, "")
    return sign_of(int(key)) if is_key(Proposal, key) else ""


def kept(request: HttpRequest, address: str = "") -> list[KeptForm]:
    """Return what the user has typed into the form at an address, or at this one, and not saved, tab by tab. One query.

    The newest comes first.
    """
    return list(_of_form(request, address).order_by("-kept_at", "-pk"))


def context(
    request: HttpRequest, address: str = "", *, hidden: bool = False, sent: bool = False
) -> dict[str, Any]:
    """Return what a page with a form is told of what is kept of it.

    `hidden`: it shows in hidden fields what was typed; `sent`: what it shows was sent, and may not have been kept before.
    """
    rows = [
        {
            "tab": row.tab,
            "at": timezone.localtime(row.kept_at).isoformat(timespec="seconds"),
            "values": row.values,
        }
        for row in kept(request, address)
    ]
    again = asked_again(request)
    return {
        "kept": rows,
        "kept_address": address,
        "kept_again": again,
        "kept_hidden": hidden,
        "kept_sent": sent or request.method == "POST",
    }


def forget(request: HttpRequest, address: str = "") -> None:
    """Take away what the tab had kept of the form that it sent, and all that it looked at before: it is saved.

    Without JavaScript no tab has a sign: the look that the address names goes.
    """
    user, tab = editor_of(request), tab_of(request)
    seen = models.Q(tab=request.GET.get(LOOK, ""))
    if tab:
        seen |= models.Q(**{f"values__{TAB}": tab})
    looks = models.Q(seen, address=f"{request.path}?{LOOK}")
    typed = models.Q(address=address or request.path, tab=tab)
    KeptForm.objects.filter(typed | looks, user=user).delete()


def is_carried_out(response: HttpResponse) -> bool:
    """Whether what was typed into a form is saved, and need not be kept."""
    return idempotency.is_done(response) and not isinstance(
        response, idempotency.NothingDoneRedirect
    )


def once(
    request: HttpRequest, answer: Callable[[], HttpResponse], address: str = ""
) -> HttpResponse:
    """Return what `idempotency.once` gives, and forget what was kept of a form that was carried out."""
    response = idempotency.once(request, answer)
    if request.method == "POST" and is_carried_out(response):
        forget(request, address)
    return response


def _of_form(request: HttpRequest, address: str) -> "models.QuerySet[KeptForm]":
    user = editor_of(request)
    return KeptForm.objects.filter(user=user, address=address or request.path)

"""What is typed into a form of the admin is kept before it is saved: on the server, for its writer alone.

The page sends it half a second after the last key (static/admin-theme/keep.js), and whoever opens the form
again finds it there: after a change of language, after Back, after the browser died. It comes with
what the form showed then, so that a save meets whatever others wrote since (staff.conflicts). A save
that succeeds takes it away. While the session has ended the browser's tab keeps it.
"""

from typing import Any, cast

import orjson
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.conflicts import SHOWN
from staff.models import LONGEST_ADDRESS, KeptForm

#: Characters that are kept of one form, and forms of one person: the oldest goes.
LONGEST, MOST = 500_000, 100


def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep what was typed; without values, forget it. Answers with the moment, an ISO time with its offset.

    Raises BadRequest for what no page of ours sends.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    address, values = _sent(request.body)
    user = cast(User, request.user)
    of_user = KeptForm.objects.filter(user=user)
    now = timezone.now()
    if not set(values) - {SHOWN}:
        of_user.filter(address=address).delete()
        return JsonResponse({"kept": None})
    KeptForm.objects.update_or_create(
        user=user, address=address, defaults={"values": values, "kept_at": now}
    )
    older = of_user.order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
    of_user.filter(pk__in=list(older)).delete()
    return JsonResponse({"kept": timezone.localtime(now).isoformat(timespec="seconds")})


def _sent(body: bytes) -> tuple[str, dict[str, str]]:
    try:
        sent: Any = orjson.loads(body)
        address, values = sent["address"], sent["values"]
        is_right = (
            isinstance(address, str)
            and address.startswith(reverse("admin:index"))
            and len(address) <= LONGEST_ADDRESS
            and all(isinstance(value, str) for value in values.values())
            and sum(map(len, (*values, *values.values()))) <= LONGEST
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(_("This is no form of the administration.")) from error
    if not is_right or "\0" in address:
        raise BadRequest(_("This is no form of the administration."))
    return address, {
        name.replace("\0", ""): value.replace("\0", "") for name, value in values.items()
    }


def kept(request: HttpRequest) -> KeptForm | None:
    """Return what the user has typed into the form at this address and not saved. One query."""
    return KeptForm.objects.filter(user=cast(User, request.user), address=request.path).first()


def forget(request: HttpRequest) -> None:
    """Take away what was kept of the form at this address: it is saved."""
    KeptForm.objects.filter(user=cast(User, request.user), address=request.path).delete()

"""A form that is sent twice, by a double click, is carried out once and answered alike.

Each page with such a form holds a key of its own. The first time it is carried out, the key is kept
with where that led and what was said; whoever sends it again is led there and told the same.

The key says, signed, for which account the page was made: what was typed there is sent by this account alone.
"""

import hashlib
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

from publishing import records
from publishing.models import SentForm
from publishing.permissions import editor_of
from publishing.storage import removed_on_error

#: The hidden field that holds the key.
ONCE = "once"
KEY = re.compile(r"[0-9a-f]{32}(?::[0-9]+:[\w-]+)?")
#: What answers a form in a small window that Django's admin opens beside another form.
CLOSING = "admin/popup_response.html"
#: How long a key is kept: a page may lie in a browser's cache, but nobody clicks for so long.
KEPT = timedelta(days=2)


def new_key(account: Any) -> str:
    """Return a key for a page that is made for `account`; one of nobody names nobody."""
    key = uuid.uuid4().hex
    return _signer().sign(f"{key}:{account.pk}") if account.pk else key


def writer_of(key: str) -> int | None:
    """Return the number of the account for which the page with this key was made; None where it does not say."""
    try:
        return int(_signer().unsign(key).rpartition(":")[2])
    except (signing.BadSignature, ValueError):
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt="staff.idempotency")


class NothingDoneRedirect(HttpResponseRedirect):
    """Leads away from a form that is not carried out, or was before: what is typed there stays kept."""


class LookRedirect(NothingDoneRedirect):
    """Leads to what a form would do: sent again, it is looked at again."""


class LedElsewhereError(Exception):
    """Leads away from a form that is not carried out, because what it asks for is under way."""

    def __init__(self, response: HttpResponseRedirect) -> None:
        super().__init__(response.url)
        self.response = response


def once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `answer` gives, or what it gave when this very form was carried out.

    What is posted waits for its turn: the second click, until the first is done; and of two new
    things with one address the second finds the first. Files that came with what is refused, or
    fails, are removed again.
    """
    if request.method != "POST":
        return answer()
    with removed_on_error() as files, transaction.atomic():
        records.take_turn()
        try:
            with transaction.atomic():
                response = _carried_out(request, answer)
        except LedElsewhereError as error:
            files.remove()
            return error.response
        if not is_done(response):
            files.remove()
        return response


def is_done(response: HttpResponse) -> bool:
    """Whether a form was carried out: it leads on, or closes the small window in which something was added or changed."""
    templates = getattr(response, "template_name", None) or ()
    return isinstance(response, HttpResponseRedirect) or CLOSING in templates


def _carried_out(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    key = key_of(request)
    if not key:
        return answer()
    return _repeat(request, key) or _keep(request, key, answer())


def key_of(request: HttpRequest) -> str:
    """Return what tells this form, with what is in it, from all others; "" for one without a key.

    Whoever goes back to a form that was carried out and writes something else sends another.
    """
    if not KEY.fullmatch(request.POST.get(ONCE, "")):
        return ""
    fields = sorted(item for item in request.POST.lists() if item[0] != "csrfmiddlewaretoken")
    # What was kept of an earlier one goes by what the page says of it: it is gone when the form is carried out.
    uploads = [
        (name, file)
        for name in request.FILES
        for file in request.FILES.getlist(name)
        if not hasattr(file, "kept")
    ]
    files = sorted((name, str(file.name), _digest(file)) for name, file in uploads)
    content = repr((request.path, fields, files))
    return hashlib.sha256(content.encode(errors="backslashreplace")).hexdigest()


def _digest(file: UploadedFile) -> str:
    """Return what tells a file from another of its name and size: one that was put right may have both."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _repeat(request: HttpRequest, key: str) -> HttpResponse | None:
    done = SentForm.objects.filter(key=key, user=editor_of(request)).first()
    if done is None:
        return None
    pending = _pending_messages(request)
    for level, text, is_html in map(tuple, done.told):
        if (level, text, is_html) not in pending:
            # It was safe when it was said, and nobody else can write it.
            messages.add_message(request, level, mark_safe(text) if is_html else text)  # noqa: S308
    return NothingDoneRedirect(done.led_to)


def _keep(request: HttpRequest, key: str, response: HttpResponse) -> HttpResponse:
    """Keep the key of a form that was carried out: whatever was refused comes as a page."""
    if isinstance(response, HttpResponseRedirect) and not isinstance(response, LookRedirect):
        SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
        SentForm.objects.create(
            key=key, user=editor_of(request), led_to=response.url, told=_pending_messages(request)
        )
    return response


def _pending_messages(request: HttpRequest) -> list[tuple[int, str, bool]]:
    """Return what waits to be said, and leave it."""
    storage: Any = messages.get_messages(request)
    sentences = [(m.level, str(m.message), isinstance(m.message, SafeData)) for m in storage]
    storage.used = False
    return sentences

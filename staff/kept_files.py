"""Files that came with a form which was refused: kept for its writer alone, until the form is sent again.

A page cannot fill in a file for its reader. So it names, at the field, the file that came, with a box that is ticked;
what is sent with the box, and with no other file in that field, is sent as if the file had been chosen again. It is
checked as any other each time. It lies in the database, where no address leads to it, and goes when the form is saved
or after two days (`manage.py prune`).
"""

import hashlib
import io
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.storage import too_much
from staff.models import LONGEST_ADDRESS, KeptFile

#: Ends the name of the box beside a field for a file.
KEPT = "-kept"
#: Bytes that are kept of one person, the oldest go: of two forms with as much as one may bring.
MOST = 2 * settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def put_back(request: HttpRequest) -> None:
    """Put what was kept into the fields in which nothing else was chosen."""
    for name, digest in _named(request).items():
        if name not in request.FILES:
            request.FILES[name] = _upload(name, _of_form(request).filter(digest=digest).first())
    uploads = [one for one in request.FILES.values() if isinstance(one, UploadedFile)]
    if sum(one.size or 0 for one in uploads) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        for upload in uploads:
            upload.prepared = too_much()  # type: ignore[attr-defined]  # as publishing.storage does


def _upload(name: str, row: KeptFile | None) -> UploadedFile:
    """Return a file as the form reads it: one that is gone is refused, and not left out."""
    if row is None:
        upload = InMemoryUploadedFile(io.BytesIO(), name, _("The file"), None, 1, None)
        upload.prepared = ValidationError(_("It is no longer kept here: choose it again."))  # type: ignore[attr-defined]  # as publishing.storage does
    else:
        content = io.BytesIO(bytes(row.content))
        upload = InMemoryUploadedFile(content, name, row.name, row.content_type, row.size, None)
    upload.kept = row  # type: ignore[attr-defined]  # for `keep`, and for the key of the form
    return upload


def keep(request: HttpRequest, sent: Iterable[Any]) -> None:
    """Keep what came with the forms of a page that refuses them, and say at each field what becomes of it."""
    for form in sent:
        for name, field in form.fields.items():
            upload = form.files.get(form.add_prefix(name)) if form.is_bound else None
            if isinstance(field, forms.FileField) and isinstance(upload, UploadedFile):
                row = getattr(upload, "kept", None)
                if row is None and name not in form.errors:
                    row = _row_of(request, upload)
                shown = form[name]  # what a page was asked already keeps what it said
                shown.help_text = _told(shown.html_name, upload, row, field.help_text)


def forget(request: HttpRequest) -> None:
    """Take away what came with the form that was saved."""
    _of_form(request).filter(digest__in=_named(request).values()).delete()


def _of_form(request: HttpRequest) -> "models.QuerySet[KeptFile]":
    return KeptFile.objects.filter(user=cast(User, request.user), address=request.path)


def _named(request: HttpRequest) -> dict[str, str]:
    """Return by the name of its field which file the page names."""
    names = (name for name in request.POST if name.endswith(KEPT))
    return {name.removesuffix(KEPT): request.POST[name].replace("\0", "") for name in names}


def _row_of(request: HttpRequest, upload: UploadedFile) -> KeptFile | None:
    """Keep a file; None where the address is longer than any of ours."""
    if len(request.path) > LONGEST_ADDRESS:
        return None
    upload.seek(0)
    content = upload.read()
    row, _is_new = KeptFile.objects.update_or_create(
        user=cast(User, request.user),
        address=request.path,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "name": str(upload.name).replace("\0", "")[:255],
            "content_type": str(upload.content_type or "").replace("\0", "")[:100],
            "size": len(content),
            "content": content,
            "kept_at": timezone.now(),
        },
    )
    _make_room(row)
    return row


def _make_room(newest: KeptFile) -> None:
    """Let the oldest files of a person go where all have more than is kept."""
    rows = KeptFile.objects.filter(user=newest.user).order_by("-kept_at", "-pk")
    room, gone = MOST, []
    for key, size in rows.values_list("pk", "size"):
        room -= size
        if room < 0 and key != newest.pk:
            gone.append(key)
    KeptFile.objects.filter(pk__in=gone).delete()


def _told(name: str, upload: UploadedFile, row: KeptFile | None, help_text: Any) -> SafeString:
    names = {"name": upload.name, "size": filesizeformat(upload.size or 0)}
    if row is None:
        words = _("“%(name)s” was not kept: choose another, or the same once more.") % names
        return format_html("<strong>{}</strong> {}", words, help_text)
    words = _("“%(name)s”, %(size)s, is kept, and saved with the form unless you choose another.")
    box = '<label class="kept-file"><input type="checkbox" name="{}" value="{}" checked> <strong>{}</strong></label> {}'
    return format_html(box, name + KEPT, row.digest, words % names, help_text)

"""Files that came with a form which was refused: kept for its writer alone, until the form is saved.

A page cannot fill in a file for its reader. So it names, at the field, what is kept for it, with the choice: save it with
the form, throw it away, or leave it for now. The answer to a refused form has chosen what came; a form that is opened
anew, after a change of language, after Back, offers all that is kept of it, and nothing is chosen. What is chosen is
sent, where no other file is in that field, as if it had been picked again, and checked as any other each time. It lies in the
database, where no address leads to it, and goes when the form is saved with it, or after two days (`manage.py prune`).

A file goes by its tab, as texts do (staff.kept_forms), and by the name of its field there: `file`, or
`photos-+0-upload` in the first of the rows that are new. Another file that a tab sends in a field takes its place.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.db import models
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.permissions import editor_of
from publishing.storage import too_much
from staff import kept_forms
from staff.models import LONGEST_ADDRESS, KeptFile, write_over

#: Ends the name of the choice beside a field for a file.
KEPT = "-kept"
#: Begins the choice that throws a file away; the one that leaves all where they are.
DROPPED, LEFT = "-", "later"
#: How long a file is kept.
KEPT_FOR = timedelta(days=2)
#: Bytes that are kept of one person, the oldest go: of two forms with as much as one may bring.
MOST = 2 * settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def put_back(request: HttpRequest) -> None:
    """Put what was kept and is chosen into the fields in which nothing else is, and throw away what is to go."""
    for name, choice in _chosen(request).items():
        if choice.startswith(DROPPED):
            _throw_away(request, choice.removeprefix(DROPPED))
        elif name not in request.FILES:
            rows = _of_form(request).filter(digest=choice)
            own = rows.filter(field=kept_forms.name_sent(request.POST, name))
            request.FILES[name] = _upload(name, own.first() or rows.first())
    uploads = [one for one in request.FILES.values() if isinstance(one, UploadedFile)]
    if sum(one.size or 0 for one in uploads) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        for upload in uploads:
            upload.prepared = too_much()  # type: ignore[attr-defined]  # as publishing.storage does


def _throw_away(request: HttpRequest, digest: str) -> None:
    rows = _of_form(request).filter(digest=digest)
    for name in rows.values_list("name", flat=True)[:1]:
        messages.info(request, _("Thrown away: “%(name)s”.") % {"name": name})
    rows.delete()


def _upload(name: str, row: KeptFile | None) -> UploadedFile:
    """Return a file as the form reads it: one that is gone is refused, and not left out."""
    if row is None:
        upload = InMemoryUploadedFile(io.BytesIO(), name, _("The file"), None, 1, None)
        upload.prepared = ValidationError(_("It is no longer kept here: choose it again."))  # type: ignore[attr-defined]  # as publishing.storage does
    else:
        content = io.BytesIO(bytes(row.content))
        upload = InMemoryUploadedFile(content, name, row.name, row.content_type, row.size, None)
    upload.kept = row  # type: ignore[attr-defined]  # for `offer`, and for the key of the form
    return upload


@dataclass(frozen=True)
class Offers:
    """What a page says above its form: of the files whose choice stands beside a field, and of those without one."""

    #: By the name of a file, the id of its field; what came with a form that is refused is chosen already.
    open: list[tuple[str, str]] = field(default_factory=list)
    #: By the name of a field that is gone, the digest of its file, and what is said of that.
    left: list[tuple[str, str, str]] = field(default_factory=list)


def offer(request: HttpRequest, form: Any, formsets: Sequence[Any] = ()) -> Offers:
    """Say at each field what is kept for it, and return what is said above; keep first what came with a refused form."""
    if not _asks_for_files(form, formsets):
        return Offers()
    asked = dict(_places(form, formsets))
    came = {name: _came(request, name, place) for name, place in asked.items()}
    places = {name: place for name, place in asked.items() if not place.field.disabled}
    rows, told = _without_content(request), Offers()
    for name, place in places.items():
        own = list({row.digest: row for row in rows if row.field == name}.values())
        if own:
            place.help_text = _choice(place, own, came[name])
        if came[name] is None:
            told.open.extend((row.name, place.id_for_label) for row in own)
    left = (row for row in rows if row.field not in places)
    told.left.extend((row.field, row.digest, _described(row)) for row in left)
    return told


def _came(request: HttpRequest, name: str, place: BoundField) -> KeptFile | None:
    """Keep what came in a field, and say there of what cannot be kept that it was not."""
    upload = place.form.files.get(place.html_name) if place.form.is_bound else None
    if not isinstance(upload, UploadedFile):
        return None
    row = _row_of(request, name, upload, is_wrong=bool(place.errors))
    if row is None:
        words = _("“%(name)s” was not kept: choose another, or the same once more.")
        said = words % {"name": upload.name}
        place.help_text = format_html("<strong>{}</strong> {}", said, place.help_text)
    else:
        _make_room(request)
    return row


def _choice(place: BoundField, rows: Sequence[KeptFile], came: KeptFile | None) -> SafeString:
    """Return the help of a field with what is kept for it, and what may become of that."""
    name, one = place.html_name + KEPT, "<strong>{}</strong> {}{}"
    chosen = came.digest if came else LEFT
    told = []
    for row in rows:
        take = _("Save “%(name)s” with the form, unless another is chosen") % {"name": row.name}
        drop = _("Throw “%(name)s” away") % {"name": row.name}
        taken = _radio(name, row.digest, take, chosen)
        dropped = _radio(name, DROPPED + row.digest, drop, chosen)
        told.append(format_html(one, _described(row), taken, dropped))
    leave = _radio(name, LEFT, _("Leave it for now: it is not saved"), chosen)
    group = (
        '<span class="kept-files" role="radiogroup" aria-label="{}" data-files="{}">{}{}</span> {}'
    )
    label = _("Kept of what you sent and was not saved")
    digests = " ".join(row.digest for row in rows)
    return format_html(group, label, digests, SafeString("".join(told)), leave, place.help_text)


def _radio(name: str, value: str, words: str, chosen: str) -> SafeString:
    checked = SafeString(" checked") if value == chosen else ""
    radio = '<label><input type="radio" name="{}" value="{}"{}> {}</label> '
    return format_html(radio, name, value, checked, words)


def _described(row: KeptFile) -> str:
    """Return which file is kept, and until when."""
    until = date_format(timezone.localtime(row.kept_at + KEPT_FOR), "DATETIME_FORMAT")
    words = _("“%(name)s”, %(size)s: kept for you until %(until)s.")
    return words % {"name": row.name, "size": filesizeformat(row.size), "until": until}


def forget(request: HttpRequest) -> None:
    """Take away what came with the form that was saved, and in whose place another file came with it."""
    names = [name for name in request.FILES if "\0" not in name]  # of no field of ours
    filled = [kept_forms.name_sent(request.POST, name) for name in names]
    in_place = models.Q(tab=kept_forms.tab_of(request), field__in=filled)
    taken = models.Q(digest__in=_chosen(request).values())
    _of_form(request).filter(in_place | taken).delete()


def keep_again(
    request: HttpRequest, address: str, tab: str, files: Mapping[str, UploadedFile]
) -> None:
    """Keep files, by the names of their fields, for a form that will be opened at an address."""
    for name, upload in files.items():
        _write((request.user, address, tab), name, upload)
    _make_room(request)


def new_rows(request: HttpRequest, prefix: str) -> int:
    """Return how many new rows a form that is opened needs, so that each file which is kept finds its field."""
    if request.method != "GET":
        return 0
    row = re.compile(re.escape(prefix) + r"-\+(\d{1,3})-")
    places = [row.match(one.field) for one in _without_content(request)]
    return max((int(place[1]) + 1 for place in places if place), default=0)


def _asks_for_files(form: Any, formsets: Sequence[Any]) -> bool:
    fields = [*form.fields.values()]
    for formset in formsets:
        fields += formset.form.base_fields.values()
    return any(isinstance(one, forms.FileField) for one in fields)


def _places(form: Any, formsets: Sequence[Any]) -> Iterator[tuple[str, BoundField]]:
    """Yield the fields of a page for files, by the names under which these are kept: locked ones too."""
    rows = [(row, formset) for formset in formsets for row in formset.forms]
    for one, formset in ((form, None), *rows):
        for name, asked in one.fields.items():
            if isinstance(asked, forms.FileField):
                yield kept_forms.name_of(one, formset, name), one[name]


def _of_form(request: HttpRequest) -> "models.QuerySet[KeptFile]":
    rows = KeptFile.objects.filter(user=editor_of(request), address=request.path)
    return rows.filter(kept_at__gt=timezone.now() - KEPT_FOR)


def _without_content(request: HttpRequest) -> list[KeptFile]:
    """Return what is kept of the form, the newest first. One query for a page that is opened."""
    known: dict[str, list[KeptFile]] = vars(request)
    if request.method != "GET" or "kept_files" not in known:
        known["kept_files"] = list(_of_form(request).defer("content").order_by("-kept_at", "-pk"))
    return known["kept_files"]


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Return by the name of its field which file is chosen, or is to go."""
    names = (name for name in request.POST if name.endswith(KEPT))
    choices = {name.removesuffix(KEPT): request.POST[name].replace("\0", "") for name in names}
    return {name: choice for name, choice in choices.items() if choice not in ("", LEFT)}


def _row_of(
    request: HttpRequest, name: str, upload: UploadedFile, *, is_wrong: bool
) -> KeptFile | None:
    """Keep a file; None for one with which something is wrong, and where the address is longer than any of ours."""
    row: KeptFile | None = getattr(upload, "kept", None)
    form = (request.user, request.path, kept_forms.tab_of(request))
    if row is not None:
        rows = KeptFile.objects.filter(**_columns(form), field=name)
        rows.exclude(pk=row.pk).delete()
        row.tab, row.field = form[2], name
        if KeptFile.objects.filter(pk=row.pk).update(tab=row.tab, field=row.field):
            return row
    return None if is_wrong or len(request.path) > LONGEST_ADDRESS else _write(form, name, upload)


def _columns(form: tuple[Any, str, str]) -> dict[str, Any]:
    return dict(zip(("user", "address", "tab"), form, strict=True))


def _write(form: tuple[Any, str, str], name: str, upload: UploadedFile) -> KeptFile:
    upload.seek(0)
    content = upload.read()
    told = {
        "digest": hashlib.sha256(content).hexdigest(),
        "name": str(upload.name).replace("\0", "")[:255],
        "content_type": str(upload.content_type or "").replace("\0", "")[:100],
        "size": len(content),
        "content": content,
        "kept_at": timezone.now(),
    }
    row = KeptFile(**_columns(form), field=name, **told)
    write_over(row, *told)
    return row


def _make_room(request: HttpRequest) -> None:
    """Let the oldest files of a person go where all have more than is kept, and say which; the newest stays."""
    rows = KeptFile.objects.filter(user=editor_of(request)).order_by("-kept_at", "-pk")
    room, gone = MOST, {}
    for place, (key, size, name) in enumerate(rows.values_list("pk", "size", "name")):
        room -= size
        if room < 0 and place:
            gone[key] = name
    if gone:
        KeptFile.objects.filter(pk__in=gone).delete()
        words = _("To make room for what you sent, this is no longer kept for you: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(gone.values())})

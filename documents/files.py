"""Uploaded files: what they must be, and what a reader is told of them.

An upload is a PDF that can be read from end to end. The header, the end mark and the way from the end to the table of objects are those of
ISO 32000-1, 7.5. It is a check of form: nothing in the file is run.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from documents.pdf import scrutinise
from publishing.storage import no_room, prepare

FOLDER = "documents"
LARGEST = 20 * 1024 * 1024  # bytes
TAIL = 1024  # bytes in which the end mark must stand

HEADER = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*$")
#: A table of objects, or a stream that holds one (since PDF 1.5).
OBJECTS = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")


@dataclass(frozen=True)
class FileFacts:
    """A stored file: its address, its type ("PDF"), its size in bytes, None when it is lost."""

    url: str
    type: str
    size: int | None


def facts_of(file: FieldFile) -> FileFacts | None:
    """Return what a reader is told of `file`; None where nothing was uploaded."""
    if not file.name:
        return None
    try:
        size = file.size
    except OSError:
        size = None
    return FileFacts(file.url, PurePath(file.name).suffix.lstrip(".").upper(), size)


def check_pdf(file: File) -> None:
    """Raise ValidationError unless `file` is a whole PDF of at most LARGEST bytes."""
    size = file.size or 0
    if size > LARGEST:
        raise ValidationError(
            _("The file has %(size)s. Upload one of at most %(largest)s.")
            % {"size": filesizeformat(size), "largest": filesizeformat(LARGEST)}
        )
    if not HEADER.match(_read(file, 0, 16)):
        raise ValidationError(_("This is not a PDF. Save the document as PDF and upload that."))
    end = END.search(_read(file, max(0, size - TAIL), TAIL).rstrip(b"\0"))
    if end is None or not OBJECTS.match(_read(file, int(end[1]), 64)):
        raise ValidationError(_("The PDF is damaged or cut short. Save it anew and upload that."))


def check_upload(upload: UploadedFile) -> UploadedFile:
    """Return `upload`, a whole PDF that does nothing but show pages. Raises ValidationError."""
    check_pdf(upload)
    scrutinise(upload)
    return upload


def prepare_paper(request: HttpRequest) -> None:
    """Look through the PDF that was sent, before the turn to write is taken."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        prepare(upload, check_upload)


def store_for(form: forms.Form | forms.ModelForm, field: str, name: str) -> None:
    """Store the upload that `form` took, and let its cleaned data hold the name in the storage.

    An upload that the disk does not take is an error of the form.
    """
    try:
        name_in_storage = default_storage.save(
            f"{FOLDER}/{name}", form.cleaned_data[field], max_length=100
        )
    except OSError as error:
        form.add_error(field, no_room(error))
    else:
        form.cleaned_data[field] = name_in_storage


def _read(file: File, start: int, length: int) -> bytes:
    file.seek(start)
    content: bytes = file.read(length)
    file.seek(0)
    return content

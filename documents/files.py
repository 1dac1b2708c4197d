"""Uploaded files: what they must be, and what a reader is told of them.

An upload is a PDF that can be read from end to end. The header, the end mark and the way from the end to the table of
objects are those of ISO 32000-1, 7.5. It is a check of form: nothing in the file is run. Every object of it is looked
at: what in it acts on whoever opens it, or keeps readers out.
"""

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _, gettext_lazy
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from i18n.texts import StrOrPromise
from publishing.storage import no_room, prepare

#: Of a file of 20 MB there are some tens of thousands.
MOST_OBJECTS = 100_000
#: Of the processor, whatever else it does: ten thousand plain objects take about one.
MOST_SECONDS = 15
#: 12.6.4, and ISO 32000-2: what an action does, beside going to a place in the paper.
ACTIONS = (
    *("/Launch", "/GoToR", "/GoToE", "/Thread"),  # start a program, open another file
    *("/SubmitForm", "/ImportData"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
)
#: 12.6.4.7: where a link may lead. A script and a file of a reader's machine have schemes as well.
LINKED = re.compile(r"(?i)(https?|mailto|tel):|(?![a-z][a-z0-9+.-]*:)(?![\\/]{2})")
#: 12.5.6: annotations that carry a file or play one.
CARRIERS = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")

ENCRYPTED = gettext_lazy(
    "The PDF is encrypted: programs that read aloud or search could not open it. "
    "Save it without a password and upload that."
)
SCRIPT = gettext_lazy(
    "The PDF holds a script, which would run on the machines of readers. "
    "Print it to a new PDF and upload that."
)
ACTION = gettext_lazy(
    "The PDF holds an action that starts a program, opens another file, sends data or plays "
    "something. "
    "Print it to a new PDF and upload that."
)
ATTACHMENT = gettext_lazy(
    "The PDF holds other files. Upload each of them on its own, "
    "and print this one to a new PDF without them."
)
TOO_MUCH = gettext_lazy(
    "The PDF consists of too many parts to be looked through. "
    "Print it to a new PDF, or divide it, and upload that."
)
DAMAGED = gettext_lazy("The PDF is damaged or cut short. Save it anew and upload that.")


def scrutinise(file: File) -> None:
    """Raise ValidationError for a PDF that is encrypted, damaged, or holds more than pages."""
    file.seek(0)
    until = time.thread_time() + MOST_SECONDS
    try:
        hazard = _hazard(PdfReader(file), until)
    except Exception as error:  # a file that was made to break programs may break this one anyhow
        logging.getLogger(__name__).info("An uploaded PDF cannot be read.", exc_info=error)
        hazard = DAMAGED
    finally:
        file.seek(0)
    if hazard:
        raise ValidationError(hazard)


def _hazard(reader: PdfReader, until: float) -> StrOrPromise | None:
    if reader.is_encrypted:
        return ENCRYPTED
    numbers = [
        (number, generation) for generation, table in reader.xref.items() for number in table
    ]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        return TOO_MUCH
    if not reader.pages:
        return DAMAGED
    for number, generation in numbers:
        for dictionary in _dictionaries(
            reader.get_object(IndirectObject(number, generation, reader))
        ):
            if hazard := _hazard_of(dictionary):
                return hazard
        if time.thread_time() > until:
            return TOO_MUCH
    return None


def _dictionaries(value: Any) -> Iterator[DictionaryObject]:
    """Yield the dictionaries in one object, not those of others that it points to."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting += [part.raw_get(name) for name in part]
        elif isinstance(part, ArrayObject):
            waiting += list.__iter__(part)


def _hazard_of(dictionary: DictionaryObject) -> StrOrPromise | None:
    kinds = {
        str(dictionary.raw_get(name)) for name in ("/S", "/Subtype", "/Type") if name in dictionary
    }
    if {"/JS", "/JavaScript", "/XFA"} & dictionary.keys() or "/JavaScript" in kinds:
        return SCRIPT
    if {"/EmbeddedFiles", "/EF"} & dictionary.keys() or kinds & {"/EmbeddedFile", *CARRIERS}:
        return ATTACHMENT
    return ACTION if kinds.intersection(ACTIONS) or _leads_out(dictionary) else None


def _leads_out(dictionary: DictionaryObject) -> bool:
    """Whether `dictionary` opens what lies outside of the paper, unasked or by something else than a link."""
    if (
        isinstance(dictionary, StreamObject) and "/F" in dictionary
    ):  # 7.3.8.2: its bytes are in another file
        return True
    addresses = (dictionary[name] for name in ("/URI", "/Base") if name in dictionary)
    if not all(LINKED.match(_text(address)) for address in addresses):
        return True
    return any(_is_link(action) for action in _automatic_actions(dictionary))


def _automatic_actions(dictionary: DictionaryObject) -> Iterator[Any]:
    """Yield the actions of `dictionary` that nobody has to click for (12.6.3)."""
    if "/OpenAction" in dictionary:
        yield dictionary["/OpenAction"]
    if "/AA" in dictionary and isinstance(triggers := dictionary["/AA"], DictionaryObject):
        yield from (triggers[name] for name in triggers)


def _is_link(action: Any) -> bool:
    return isinstance(action, DictionaryObject) and "/URI" in action


def _text(value: Any) -> str:
    """Return a string of a PDF without what programs pass over in an address."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return re.sub(r"[\x00-\x20]", "", text)


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

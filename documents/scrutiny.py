"""What in a PDF acts on whoever opens it, or keeps readers out.

Every object of the file is looked at, none is run. Names are those of ISO 32000-1.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from django.core.files.base import File
    from django.utils.functional import _StrPromise

#: Of a file of 20 MB there are some tens of thousands.
MOST_OBJECTS = 300_000
#: 12.6.4: what an action does, beside going to a place.
ACTIONS = ("/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound")
#: 12.5.6: annotations that carry a file or play one.
CARRIERS = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")

ENCRYPTED = _(
    "The PDF is encrypted: programs that read aloud or search could not open it. "
    "Save it without a password and upload that."
)
SCRIPT = _(
    "The PDF holds a script, which would run on the machines of readers. "
    "Print it to a new PDF and upload that."
)
ACTION = _(
    "The PDF holds an action that starts a program, sends data or plays something. "
    "Print it to a new PDF and upload that."
)
ATTACHMENT = _(
    "The PDF holds other files. Upload each of them on its own, "
    "and print this one to a new PDF without them."
)
DAMAGED = _("The PDF is damaged or cut short. Save it anew and upload that.")


def scrutinise(file: File) -> None:
    """Raise ValidationError for a PDF that is encrypted, damaged, or holds more than pages."""
    file.seek(0)
    try:
        found = _hazard(PdfReader(file))
    except Exception as error:  # a file that was made to break programs may break this one anyhow
        logging.getLogger(__name__).info("An uploaded PDF cannot be read.", exc_info=error)
        found = DAMAGED
    finally:
        file.seek(0)
    if found:
        raise ValidationError(found)


def _hazard(reader: PdfReader) -> _StrPromise | None:
    if reader.is_encrypted:
        return ENCRYPTED
    numbers = [(number, made) for made, table in reader.xref.items() for number in table]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS or not reader.pages:
        return DAMAGED
    for number, made in numbers:
        for found in _dictionaries(reader.get_object(IndirectObject(number, made, reader))):
            if hazard := _hazard_of(found):
                return hazard
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


def _hazard_of(found: DictionaryObject) -> _StrPromise | None:
    kinds = {str(found.raw_get(name)) for name in ("/S", "/Subtype", "/Type") if name in found}
    if {"/JS", "/JavaScript", "/XFA"} & found.keys() or "/JavaScript" in kinds:
        return SCRIPT
    if {"/EmbeddedFiles", "/EF"} & found.keys() or kinds & {"/EmbeddedFile", *CARRIERS}:
        return ATTACHMENT
    return ACTION if kinds.intersection(ACTIONS) else None

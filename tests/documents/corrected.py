"""A document that was published, and is corrected."""

from datetime import date
from typing import Any

from documents.actions import Correction, Wording
from documents.models import Document, DocumentVersion
from tests.acting import corrections

REASON = {"en": "A page was missing.", "ru": "Не было страницы."}


def corrected(
    document: Document,
    on: date = date(2020, 12, 3),
    reason: dict[str, str] = REASON,
    **wording: Any,
) -> DocumentVersion:
    """Correct `document`, by default by another link, and return what it was."""
    wording = wording or {"external_url": f"https://text.example/{on}/"}
    return corrections.correct(document, Correction(on, reason), Wording(**wording))

"""The one way in which the text of a public document changes: in the open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents.models import Document, DocumentVersion
from i18n.characters import each_cleaned, one_line
from i18n.texts import CODES, all_texts, column, set_texts
from publishing import four_eyes, permissions, records, translations


class CorrectionRefusedError(Exception):
    """Says to an editor why a document cannot be corrected so, and what to do instead."""


@dataclass(frozen=True)
class Correction:
    """The day of the correction, and what was wrong, by language code."""

    on: date
    reason: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", each_cleaned(self.reason))


@dataclass(frozen=True)
class Wording:
    """What a correction changes; None leaves it alone. Texts by language code."""

    titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    languages: list[str] | None = None
    external_url: str | None = None
    #: A file, or the name of one that is stored.
    file: File | str | None = None

    def __post_init__(self) -> None:
        titles = {code: one_line(text) for code, text in self.titles.items()}
        object.__setattr__(self, "titles", titles)
        object.__setattr__(self, "summaries", each_cleaned(self.summaries))


@transaction.atomic
def correct(
    document: Document, correction: Correction, wording: Wording, *, by: permissions.Actor
) -> DocumentVersion:
    """Keep what the public has read as an earlier version, and return it; tell the new one.

    Raises NotAllowedError, AloneError where a second person has to look first, and CorrectionRefusedError for a draft, without a reason in every required language,
    for a day before the adoption or the correction before, for one after that of `by`, and when
    nothing changes.
    """
    permissions.demand(by, permissions.RECORD, document)
    four_eyes.demand_second(by, document)
    records.take_turn()
    document.refresh_from_db(from_queryset=Document.objects.select_for_update())
    last = document.versions.order_by("-number").first()
    _check(document, correction, last)
    if by.today and (problem := corrected_ahead(correction.on, by.today)):
        raise CorrectionRefusedError(problem)
    changes = _changes(document, wording)
    earlier = _version_until_now(document, correction, number=last.number + 1 if last else 1)
    for name, texts in (("title", wording.titles), ("summary", wording.summaries)):
        new = {code: text for code, text in texts.items() if column(name, code) in changes}
        translations.set_together(document, name, new, correction.on)
    for name, value in changes.items():
        setattr(document, name, value)
    earlier.save(force_insert=True)
    document.save()
    records.record(document)
    return earlier


def corrected_ahead(day: date | None, today: date) -> str:
    """Return why nothing can be corrected on `day` yet, or ""."""
    return _("A correction cannot lie in the future.") if day and day > today else ""


def _required_languages() -> tuple[str, ...]:
    return tuple(settings.PUBLISHING_REQUIRED_LANGUAGES)


def _check(document: Document, correction: Correction, last: DocumentVersion | None) -> None:
    if document.is_draft:
        raise CorrectionRefusedError(_("Nobody has read “%s” yet: edit the draft.") % document)
    if not all(correction.reason.get(code) for code in _required_languages()):
        raise CorrectionRefusedError(
            _("Say what was wrong in every required language: it is shown to the public.")
        )
    earliest = last.superseded_on if last else document.adopted_on
    if correction.on < earliest:
        raise CorrectionRefusedError(
            _("What is corrected stands here since %(day)s: it cannot be corrected before.")
            % {"day": date_format(earliest)}
        )


def _version_until_now(
    document: Document, correction: Correction, *, number: int
) -> DocumentVersion:
    """Return the version that `document` has been until now, unsaved."""
    version = DocumentVersion(
        document=document,
        number=number,
        languages=document.languages,
        external_url=document.external_url,
        file=document.file.name,
        superseded_on=correction.on,
    )
    for name in ("title", "summary"):
        texts = all_texts(document, name)
        set_texts(version, name, {code: text or "" for code, text in texts.items()})
    set_texts(version, "reason", {code: correction.reason.get(code, "") for code in CODES})
    return version


def _changes(document: Document, wording: Wording) -> dict[str, Any]:
    """Return what differs in `wording`, by column of `document`."""
    values: dict[str, Any] = {
        column(name, code): text
        for name, texts in (("title", wording.titles), ("summary", wording.summaries))
        for code, text in texts.items()
    }
    for name in ("languages", "external_url", "file"):
        if (value := getattr(wording, name)) is not None:
            values[name] = value
    changes = {name: value for name, value in values.items() if _present(document, name) != value}
    if not changes:
        raise CorrectionRefusedError(_("Nothing is corrected: change the text, or its place."))
    if not all(changes.get(column("title", code), True) for code in _required_languages()):
        raise CorrectionRefusedError(_("A title can change, but not go."))
    return changes


def _present(document: Document, name: str) -> Any:
    value = getattr(document, name)
    return "" if value is None else value

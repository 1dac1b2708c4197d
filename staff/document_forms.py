"""What the form asks by which an editor corrects a document in the open.

What somebody proposes to correct waits, and an approval sends the form on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator, URLValidator
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from documents.actions import (
    Correction,
    CorrectionRefusedError,
    Wording,
    correct,
    corrected_ahead,
)
from documents.files import check_upload, prepare_paper, store_for
from documents.models import Document
from i18n.fields import AddressInput
from i18n.texts import CODES, LANGUAGE_TAG, bcp47, content_languages, in_each, written_texts
from publishing import clock
from publishing.permissions import RECORD, may_propose
from publishing.storage import prepared
from staff import conflicts, revisions
from staff.fact_forms import FactDayField, FactForm, FieldGroup, text_fields, text_name
from staff.forms import LinesField, PublishableForm, publication_state
from staff.proposals.doors import Door, ProposalRefusedError, Sending
from staff.proposals.edits import faults_of, item_and_day, no_longer
from staff.proposals.outcomes import Outcome, ProposedDifference

language_tag = RegexValidator(
    LANGUAGE_TAG,
    _("Write a language code (BCP 47) like ru, en or zh-Hans."),
)


@dataclass(frozen=True)
class FileOfDraft:
    """A file that visitors cannot fetch yet, under the address at which the desk shows it."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name


class DraftFileInput(AdminFileWidget):
    """Leads to the file of a draft by the preview, to which whoever may see the draft has access."""

    def format_value(self, value: Any) -> Any:
        file: Any = super().format_value(value)
        document = getattr(file, "instance", None)
        if document is None or document.is_published:
            return file
        address = reverse("admin:documents_document_preview_file", args=[document.pk, file.name])
        return FileOfDraft(file.name, address)


class DocumentForm(PublishableForm):
    """A paper: as a PDF of our own, or behind a link."""

    languages = LinesField(
        label=_("Languages of the text"),
        help_text=_("The languages in which the paper itself exists, one code a line."),
        line_validators=[language_tag],
        required=False,
    )
    sources = LinesField(
        label=_("Sources"),
        help_text=_("Addresses of pages, one a line."),
        line_validators=[URLValidator(schemes=["http", "https"])],
        required=False,
    )

    def lock(self) -> None:
        """The text that the public has read is corrected in the open."""
        if not self.instance.is_draft:
            for name in ("file", "external_url"):
                if name in self.fields and getattr(self.instance, name):
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("The public reads it: use “Correct…”.")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        return prepared(file, check_upload) if isinstance(file, UploadedFile) else file

    def clean(self) -> dict[str, Any]:
        """Store the file as soon as all else is right: a full disk is told here."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if isinstance(file, UploadedFile) and not self.errors:
            slug = cleaned.get("slug") or self.instance.slug
            store_for(self, "file", f"{slug}.pdf")
        return cleaned


class CorrectionForm(FactForm):
    """Made for one document, on one day. Hands on only what the editor changed."""

    counter = "version"
    unguarded = ("corrected_on",)

    version = forms.IntegerField(widget=forms.HiddenInput)
    corrected_on = FactDayField(label=_("Corrected on"))
    file = forms.FileField(
        label=_("New file"), required=False, help_text=_("A PDF of at most 20 MB.")
    )
    external_url = AddressInput(label=_("Link to the text"), required=False, max_length=500)
    languages = LinesField(
        label=_("Languages of the text"), line_validators=[language_tag], required=False
    )

    def __init__(
        self,
        document: Document,
        today: date,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.document, self.today = document, today
        self.number = document.versions.count() + 1
        self.fields |= text_fields("reason", rows=3)
        self.fields |= text_fields("title", length=400, rows=2)
        self.fields |= text_fields("summary", rows=3)
        self.initial.update(
            version=self.number,
            corrected_on=today,
            external_url=document.external_url,
            languages=document.languages,
        )
        for name in ("title", "summary"):
            for code, text in written_texts(document, name).items():
                self.initial[text_name(name, code)] = text or ""

    def state(self) -> dict[str, tuple[str, str, str]]:
        number = str(self.number)
        version = (number, str(_("Version")), number)
        return {**publication_state(self.document), "version": version}

    def clean_version(self) -> int:
        version: int = self.cleaned_data["version"]
        if version != self.number:
            raise forms.ValidationError(
                _("The document was corrected after you opened this form: open it anew.")
            )
        return version

    def clean_corrected_on(self) -> date:
        day: date | None = self.cleaned_data["corrected_on"]
        if problem := corrected_ahead(day, self.today):
            raise forms.ValidationError(problem)
        return day or self.today

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        return prepared(file, check_upload) if file is not None else None

    def clean(self) -> dict[str, Any]:
        """Store the new file as soon as all else is right: a full disk is told here."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("file") is not None and not self.errors:
            store_for(self, "file", f"{self.document.slug}-{self.number + 1}.pdf")
        return cleaned

    def correction(self) -> Correction:
        return Correction(self.cleaned_data["corrected_on"], self.written("reason"))

    def wording(self) -> Wording:
        return Wording(
            titles=self._changed("title"),
            summaries=self._changed("summary"),
            languages=self._new("languages"),
            external_url=self._new("external_url"),
            file=self.cleaned_data["file"],
        )

    def groups(self) -> Iterator[FieldGroup]:
        """Yield the fields in the order of the page."""
        hint = _("Visitors read it. Write it in every language.")
        yield self.by_language(_("What was wrong"), "reason", hint)
        yield self.together(_("Since when"), "corrected_on")
        yield self.together(_("The text"), "file", "external_url", "languages")
        yield self.by_language(_("Title"), "title")
        yield self.by_language(_("Summary"), "summary")
        yield from self.asked_years()

    def _changed(self, name: str) -> dict[str, str]:
        """Return the text `name` in each language in which the editor changed it."""
        names = {code: text_name(name, code) for code in CODES}
        return {c: self.cleaned_data[n] for c, n in names.items() if n in self.changed_data}

    def _new(self, name: str) -> Any:
        return self.cleaned_data[name] if name in self.changed_data else None


def _carry_out(sending: Sending) -> Outcome:
    request, proposal = sending.request, sending.proposal
    document = Document.objects.get(pk=proposal.object_id)
    if not may_propose(proposal.proposer, RECORD, document):
        raise ProposalRefusedError(no_longer(proposal))
    form = CorrectionForm(document, clock.today(), request.POST, request.FILES)
    form.meet(conflicts.values_in(conflicts.shown_in(request.POST), conflicts.ALONE))
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)), form.conflicts)
    told = in_each(lambda: tuple(differences_of(form)))
    correct(document, form.correction(), form.wording(), by=sending.by)
    return Outcome(DOOR.label(proposal), told)


def differences_of(form: FactForm) -> Iterator[ProposedDifference]:
    """Yield what a valid form of facts changes, a text by its name and its language."""
    legends = {
        bound.name: str(group.legend)
        for group in form.groups()  # type: ignore[attr-defined]  # of each form of facts
        if group.by_language
        for bound in group.fields
    }
    tags = {
        text_name(name, code): bcp47(code)
        for name in ("reason", "title", "summary")
        for code, _name in content_languages()
    }
    for change in revisions.changes(form, ()):
        legend = legends.get(change.field)
        label = f"{legend}, {change.label}" if legend else str(change.label)
        before, after = str(change.before), str(change.after)
        yield ProposedDifference(
            label, before, after, tags.get(change.field, ""), linked=change.linked
        )


DOOR = Door(
    RECORD,
    lambda _proposal: _("correction"),
    _carry_out,
    (CorrectionRefusedError,),
    work_on_files=lambda request, _document: prepare_paper(request),
    hangs_on=item_and_day,
)

"""What the form asks by which an editor corrects a document in the open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.admin_forms import language_tag
from documents.corrections import Correction, Wording
from documents.files import checked, store_for
from publishing.admin_forms import LinesField, publication_state
from publishing.fact_forms import DayField, FactForm, Group, text_fields, text_name
from publishing.fields import AddressInput
from publishing.languages import CODES, written_texts
from publishing.uploads import prepared

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

    from documents.models import Document


class CorrectionForm(FactForm):
    """Made for one document, on one day. Hands on only what the editor changed."""

    counter = "version"
    unguarded = ("corrected_on",)

    version = forms.IntegerField(widget=forms.HiddenInput)
    corrected_on = DayField(label=_("Corrected on"))
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
        if day is not None and day > self.today:
            raise forms.ValidationError(_("A correction cannot lie in the future."))
        return day or self.today

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        return prepared(file, checked) if file is not None else None

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

    def groups(self) -> Iterator[Group]:
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

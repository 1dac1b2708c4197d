from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from documents.corrections import was_public
from documents.files import checked, store_for
from publishing.admin_forms import LinesField, PublishableForm
from publishing.uploads import prepared

language_tag = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    _("Write a language code (BCP 47) like ru, en or zh-Hans."),
)


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
        if was_public(self.instance):
            for name in ("file", "external_url"):
                if name in self.fields and getattr(self.instance, name):
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("The public reads it: use “Correct…”.")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        return prepared(file, checked) if isinstance(file, UploadedFile) else file

    def clean(self) -> dict[str, Any]:
        """Store the file as soon as all else is right: a full disk is told here."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if isinstance(file, UploadedFile) and not self.errors:
            slug = cleaned.get("slug") or self.instance.slug
            store_for(self, "file", f"{slug}.pdf")
        return cleaned

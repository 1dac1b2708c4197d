from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image

from events.models import Photo
from events.pictures import decoded, keep
from publishing.admin_forms import LinesField, PublishableForm


class EventForm(PublishableForm):
    """Identity, texts and relations. Facts change by the acts of events/acts."""

    sources = LinesField(
        label=_("Sources"),
        help_text=_("Addresses of pages, one a line."),
        line_validators=[URLValidator(schemes=["http", "https"])],
        required=False,
    )


class PhotoForm(forms.ModelForm):
    """A new photo with its picture; of one that is there, the texts and the order."""

    upload = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, at most 15 MB. Where and with what it was taken is not kept."
        ),
    )

    class Meta:
        model = Photo
        fields = ("alt", "credit", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # It stays a field, because the admin lays out the same ones for every photo.
            upload = self.fields["upload"]
            upload.required, upload.disabled, upload.widget = False, True, forms.HiddenInput()

    def clean_upload(self) -> Image.Image | None:
        upload = self.cleaned_data["upload"]
        return decoded(upload) if upload else None

    def save(self, commit: bool = True) -> Photo:
        if self.cleaned_data["upload"]:
            kept = keep(self.cleaned_data["upload"])
            photo = self.instance
            photo.digest, photo.width, photo.height = kept.digest, kept.width, kept.height
        saved: Photo = super().save(commit)
        return saved

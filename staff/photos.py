"""Photos in the forms of the admin: of an event, or of news."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from events import images
from events.actions import photos
from events.models import AbstractPhoto, kinds_of_photos
from i18n.texts import StrOrPromise, text_of
from publishing import clock, storage
from publishing.permissions import Actor, may
from staff import cover, deleted, kept_files, revisions, stale_forms
from staff.conflicts import NO, YES
from staff.forms import GuardedFormSet, GuardedModelForm
from staff.parallel_texts import ParallelTexts
from staff.scope import ScopedInline


class HiddenFile(forms.HiddenInput):
    """Stands where a picture was uploaded. Of the photos of a form the first says how all of it is sent: with files."""

    needs_multipart_form = True


class PhotoForm(GuardedModelForm):
    """A new photo with its picture; of one that is there, the texts and the order."""

    upload = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, at most 15 MB. Where and with what it was taken is not kept."
        ),
    )

    class Meta:
        fields = ("alt", "credit", "licence", "position", "is_held_back")

    def lock(self) -> None:
        if self.instance.pk:
            # It stays a field, because the admin lays out the same ones for every photo.
            upload = self.fields["upload"]
            upload.required, upload.disabled, upload.widget = False, True, HiddenFile()

    def clean_upload(self) -> images.EncodedPicture | None:
        upload = self.cleaned_data["upload"]
        return storage.prepared(upload, made_of) if upload else None

    def clean(self) -> dict[str, Any]:
        """Store the picture as soon as all else is right: a full disk is told here, and loses nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and (picture := cleaned.get("upload")):
            try:
                images.keep(picture)
            except OSError as error:
                self.add_error("upload", storage.no_room(error))
        return cleaned

    def save(self, commit: bool = True) -> AbstractPhoto:
        if picture := self.cleaned_data["upload"]:
            file, row = picture.kept, self.instance
            row.digest, row.width, row.height = file.digest, file.width, file.height
        photo: AbstractPhoto = super().save(commit)
        return photo


#: Pictures of the files that were sent last, by their digests: what waits for a second person is looked at page by page.
#: At most so many, of about a megabyte each, in the memory of a process.
_MADE: OrderedDict[str, images.EncodedPicture] = OrderedDict()
MOST_MADE = 8


def made_of(upload: UploadedFile) -> images.EncodedPicture:
    """Make the pictures of `upload`, or find those of the same file. Raises ValidationError."""
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    picture = _MADE.get(digest) or images.make(images.decoded(upload))
    _MADE[digest] = picture
    while len(_MADE) > MOST_MADE:
        _MADE.popitem(last=False)
    return picture


@dataclass(frozen=True)
class NewPicture:
    """A picture that a form brings: in which field, and what is said of it."""

    field: str
    label: str
    said: str


def new_pictures(formsets: Sequence[Any]) -> Iterator[NewPicture]:
    """Yield the pictures that come with valid rows."""
    for formset in formsets:
        for row in formset.forms:
            picture = getattr(row, "cleaned_data", {}).get("upload")
            if isinstance(picture, images.EncodedPicture) and row not in formset.deleted_forms:
                label = revisions.label_in_row(row, row["upload"].label)
                yield NewPicture(row.add_prefix("upload"), str(label), _said_of(row, picture.kept))


@dataclass(frozen=True)
class Moved:
    """In which order the photos of a page stand, and would stand, each line a photo by what it shows."""

    label: StrOrPromise
    before: str
    after: str


def moved(formsets: Sequence[Any]) -> Iterator[Moved]:
    """Yield the order of the photos of valid forms, where those that are there change places, or new ones come between."""
    for formset in formsets:
        stored = [row for row in formset.initial_forms if isinstance(row, PhotoForm)]
        new = [row for row in formset.extra_forms if isinstance(row, PhotoForm)]
        left = [row for row in stored if row not in formset.deleted_forms]
        before = sorted(stored, key=lambda row: (row.initial["position"], row.instance.pk))
        added = [row for row in new if row.has_changed() and row not in formset.deleted_forms]
        # Of one position the older stands first.
        after = sorted(
            [*sorted(left, key=lambda row: row.instance.pk), *added],
            key=lambda row: row.cleaned_data.get("position") or 0,
        )
        if after != [*(row for row in before if row in left), *added]:
            yield Moved(_("order of the photos"), _in_order(before), _in_order(after))


def _in_order(rows: Sequence[PhotoForm]) -> str:
    return "\n".join(f"{n}. {row.instance.alt}" for n, row in enumerate(rows, start=1))


def _said_of(row: PhotoForm, kept: images.Kept) -> str:
    upload: Any = row.files[row.add_prefix("upload")]
    words = gettext("new picture: %(name)s, %(size)s, shown with %(width)d × %(height)d pixels")
    size = filesizeformat(upload.size)
    return words % {"name": upload.name, "size": size, "width": kept.width, "height": kept.height}


def only_holds_back(form: Any, formsets: Sequence[Any]) -> bool:
    """Whether all that valid forms change is that photos are held back, which takes them from the public's sight."""
    changed = [row.changed_data for formset in formsets for row in formset.forms]
    held = [row.changed_data for row in _newly_held_back(formsets)]
    others = [names for names in changed if names and names != ["is_held_back"]]
    return not (form.has_changed() or others) and len(held) == sum(map(bool, changed)) > 0


def stay_held_back(form: Any, formsets: Sequence[Any]) -> bool:
    """Whether all that valid forms change is of photos that nobody but the desk sees then either."""
    rows = [row for formset in formsets for row in formset.forms if row.has_changed()]
    held = [
        row
        for row in stale_forms.stored_rows(formsets)
        if isinstance(row, PhotoForm) and row.cleaned_data.get("is_held_back")
    ]
    return not form.has_changed() and len(held) == len(rows) > 0


def hold_back(request: HttpRequest, formsets: Sequence[Any]) -> None:
    """Hold back at once what valid rows hold back, whatever else they ask for: that right the form has asked about."""
    login = cover.name_of(request.user)
    for row in _newly_held_back(formsets):
        photo = type(row.instance)._base_manager.get(pk=row.instance.pk)
        photos.hold_back(photo, by=Actor.system(login, clock.now()))
        field, label = row.add_prefix("is_held_back"), row["is_held_back"].label
        label = revisions.label_in_row(row, label)
        revisions.note(photo.page, revisions.FieldChange(field, label, NO, YES), by=login)
        messages.success(request, gettext("Held back at once: “%(photo)s”.") % {"photo": photo})


def _newly_held_back(formsets: Sequence[Any]) -> list[PhotoForm]:
    photo_rows = (
        row
        for row in stale_forms.stored_rows(formsets)
        if isinstance(row, PhotoForm) and "is_held_back" in row.changed_data
    )
    return [row for row in photo_rows if row.cleaned_data.get("is_held_back")]


#: Under which name the rows of photos stand in a form: by that of the relation.
NAME_OF_ROWS = "photos"


class PhotoInline(ScopedInline, ParallelTexts, TranslationStackedInline):
    """The photos on the page of a thing."""

    verbose_name, verbose_name_plural = _("photo"), _("photos")
    form = PhotoForm
    formset = GuardedFormSet
    extra = 0
    fields = ("upload", "picture", "alt", "credit", "licence", "position", "is_held_back")
    readonly_fields = ("picture",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **_more: Any) -> int:
        """Make room for what is kept of new photos: each is offered in a row of its own."""
        return kept_files.new_rows(request, NAME_OF_ROWS)

    @admin.display(description=_("picture"))
    def picture(self, photo: AbstractPhoto) -> SafeString | str:
        if not photo.digest:
            return "–"
        picture = (
            '<picture><source type="image/avif" srcset="{}">'
            '<img src="{}" alt="{}" width="240" height="{}" loading="lazy"></picture>'
        )
        addresses = photo.narrowest_url("avif"), photo.narrowest_url("jpg")
        height = round(photo.height * 240 / photo.width)
        return format_html(picture, *addresses, text_of(photo, "alt"), height)


class PhotoPages(stale_forms.GuardedAdmin):
    """Adds to the form of a thing the photos on its page: beside an inline of theirs."""

    def prepare_uploads(self, request: HttpRequest) -> None:
        super().prepare_uploads(request)
        uploads = [
            upload
            for name, upload in request.FILES.items()
            if name.endswith("-upload") and isinstance(upload, UploadedFile)
        ]
        kinds = [kind for kind in kinds_of_photos() if kind.page_model() is self.model]
        if uploads and not any(may(request.user, "add", kind) for kind in kinds):
            raise PermissionDenied  # the admin would save all else, and leave the photos out unsaid
        for upload in uploads:
            storage.prepare(upload, made_of)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        """Save photos. One that is deleted is kept for a while, with its files: staff.deleted."""
        kept_by = cover.name_of(request.user)
        if issubclass(formset.model, AbstractPhoto):
            for row in formset.deleted_forms:
                if row.instance.pk:
                    deleted.keep(row.instance, by=kept_by)
        super().save_formset(request, form, formset, change)

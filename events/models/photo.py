from typing import Self

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.images import name_of, sources_of
from events.models.event import Event
from i18n.fields import LineField
from i18n.texts import in_any_language
from publishing.models import SmallNumberField
from publishing.querysets import looked_at


class PhotoQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Seen by whoever sees their event: without those that are held back."""
        return self.filter(models.Q(is_held_back=False) | models.Q(pk__in=looked_at(self.model)))

    def public(self) -> Self:
        """Seen by everybody, on pages of whichever presidency."""
        return self.shown().filter(event__in=Event.objects.published_anywhere())


PhotoManager = models.Manager.from_queryset(PhotoQuerySet)


class Photo(models.Model):
    """A photo of an event, as events.images keeps it in its widths and formats.

    It is as public as its event, or held back until it is released. Nothing of the upload is known but
    its pixels.
    """

    REQUIRED_TEXTS = ("alt", "credit")

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="photos", verbose_name=_("event")
    )
    alt = LineField(_("what it shows"), max_length=300)
    credit = LineField(_("credit"), max_length=200)
    #: As its owner calls it, in every language: CC BY 4.0. Empty where nobody said it.
    licence = LineField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("Under which it may be used, as its owner says: CC BY 4.0."),
    )
    position = SmallNumberField(_("order"), default=0)
    is_held_back = models.BooleanField(
        _("held back"),
        default=False,
        help_text=_(
            "Visitors do not see it, and its file cannot be fetched, until this is taken back or a "
            "bundle shows it."
        ),
    )
    #: Names the files; width and height, in pixels, are those of the largest.
    digest = models.CharField(max_length=24, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    objects = PhotoManager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("event_id", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="photo_has_a_size"
            ),
            # A CHECK passes on NULL.
            *(
                models.CheckConstraint(
                    condition=in_any_language(field, ("isnull", False), ("gt", "")),
                    name=f"photo_has_{field}",
                )
                for field in ("alt", "credit")
            ),
        ]
        indexes = [models.Index(fields=("digest",), name="photo_by_digest")]

    def __str__(self) -> str:
        return f"{self.position}. {self.alt} ({self.credit})"

    @property
    def url(self) -> str:
        """The address of the JPEG, which every program reads."""
        return default_storage.url(name_of(self.digest, self.width, "jpg"))

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The better formats, the best first, each with its `srcset`."""
        return list(sources_of(self.digest, self.width))

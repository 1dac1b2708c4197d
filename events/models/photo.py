"""What is kept of a photo, on whosever page it stands; and the photos of events."""

from typing import Any, ClassVar, Self, cast

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.images import name_of, sources_of, widths_of
from events.models.event import Event
from i18n.fields import LineField
from i18n.texts import in_any_language
from publishing.models import SmallNumberField
from publishing.querysets import looked_at


class PhotoQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Seen by whoever sees their page: without those that are held back."""
        return self.filter(models.Q(is_held_back=False) | models.Q(pk__in=looked_at(self.model)))

    def public(self) -> Self:
        """Seen by everybody, on pages of whichever presidency."""
        kind = cast("type[AbstractPhoto]", self.model)
        pages = kind.page_model().objects.published_anywhere()
        return self.shown().filter(**{f"{kind.PAGE}__in": pages})


PhotoManager = models.Manager.from_queryset(PhotoQuerySet)


class AbstractPhoto(models.Model):
    """A photo, as events.images keeps it in its widths and formats.

    It is as public as the thing on whose page it stands, or held back until it is released. Nothing of the
    upload is known but its pixels. The same picture may stand on several pages.
    """

    REQUIRED_TEXTS = ("alt", "credit")
    #: Names the link to the thing on whose page it stands, of which it is a part.
    PAGE: ClassVar[str]

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
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="%(class)s_has_a_size"
            ),
            # A CHECK passes on NULL.
            *(
                models.CheckConstraint(
                    condition=in_any_language(field, ("isnull", False), ("gt", "")),
                    name=f"%(class)s_has_{field}",
                )
                for field in ("alt", "credit")
            ),
        ]
        indexes = [models.Index(fields=("digest",), name="%(class)s_by_digest")]

    def __str__(self) -> str:
        return f"{self.position}. {self.alt} ({self.credit})"

    @classmethod
    def page_model(cls) -> type[Any]:
        """Return of which publishable model the things are on whose pages these photos stand."""
        return cast("type[Any]", cls._meta.get_field(cls.PAGE).related_model)

    @property
    def page(self) -> Any:
        """The thing on whose page it stands."""
        return getattr(self, self.PAGE)

    @property
    def url(self) -> str:
        """The address of the JPEG, which every program reads."""
        return default_storage.url(name_of(self.digest, self.width, "jpg"))

    def narrowest_url(self, ending: str) -> str:
        """The address of its narrowest picture in one format, for a page that shows it small."""
        return default_storage.url(name_of(self.digest, widths_of(self.width)[0], ending))

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The better formats, the best first, each with its `srcset`."""
        return list(sources_of(self.digest, self.width))


class Photo(AbstractPhoto):
    """A photo of an event."""

    PAGE = "event"

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="photos", verbose_name=_("event")
    )

    class Meta(AbstractPhoto.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("event_id", "position", "pk")


def kinds_of_photos() -> list[type[AbstractPhoto]]:
    """Return every model of photos: that of events, and those of the apps above, whose files are kept alike."""
    return [model for model in apps.get_models() if issubclass(model, AbstractPhoto)]

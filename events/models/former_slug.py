from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class FormerSlug(models.Model):
    """The slug that an event had while it was public: it leads to the event for ever, and is nobody else's.

    Written by events.actions.addresses alone.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="former_slugs", verbose_name=_("event")
    )
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.slug

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import constraints, querysets
from events.enums import ChangeKind
from events.models.change import Change
from events.models.event import Event
from i18n.fields import ProseField

DecisionManager = models.Manager.from_queryset(querysets.DecisionQuerySet)


class Decision(models.Model):
    """One act that was decided of several events at once: their changes name it, and tell it.

    Its day, reason and source are those of its changes: they were written once for all of them. It is
    public while one of its events is. Append-only, as its changes are (ADR 0020).
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=ChangeKind)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    #: A name, as it was then: it outlives the account. Never told to the public.
    recorded_by = models.CharField(_("recorded by"), max_length=150, blank=True)
    events = models.ManyToManyField(Event, through="events.Change", related_name="decisions")

    #: What it was to each event that is public, where a queryset has loaded it.
    public_changes: list[Change]

    objects = DecisionManager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ()
        ordering = ("pk",)
        constraints = constraints.DECISION

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("events:decision", args=[self.slug])

    @property
    def updated_at(self) -> datetime:
        return self.recorded_at


class AddedReason(models.Model):
    """The reason of a change in a language in which nobody had given it: added, never altered."""

    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="added_reasons", verbose_name=_("change")
    )
    language = models.CharField(_("language"), max_length=10)
    text = ProseField(_("reason"))
    added_at = models.DateTimeField(_("recorded"), default=timezone.now)
    #: A name, as it was then.
    added_by = models.CharField(_("recorded by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("added reason")
        verbose_name_plural = _("added reasons")
        default_permissions = ()
        ordering = ("pk",)
        constraints = constraints.ADDED_REASON

    def __str__(self) -> str:
        return f"{self.change_id} {self.language}"

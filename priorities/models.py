"""The goals that Russia published for its year in the chair."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from presidencies.belonging import Belonging
from priorities.querysets import PriorityQuerySet
from priorities.states import Strand
from publishing.fields import AddressField, LineField, ProseField

PriorityManager = models.Manager.from_queryset(PriorityQuerySet)


class Priority(Belonging):
    """One goal, and the strand (mark and colour) under which its events are drawn."""

    REQUIRED_TEXTS = ("title", "summary")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = LineField(_("title"), max_length=300)
    summary = ProseField(_("summary"), blank=True)
    description = ProseField(_("description"), blank=True)
    strand = models.CharField(_("strand"), max_length=10, choices=Strand)
    position = models.PositiveSmallIntegerField(_("position"))
    source_url = AddressField(_("source"), max_length=500, blank=True)

    objects = PriorityManager()

    class Meta(Belonging.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ("position",)
        constraints = [
            *Belonging.Meta.constraints,
            models.CheckConstraint(
                condition=Q(strand__in=Strand.values), name="priority_strand_known"
            ),
            models.UniqueConstraint(
                fields=("presidency", "position"), name="priority_one_at_a_position"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("priorities:detail", args=[self.slug])

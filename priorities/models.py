"""The goals that were published for a presidency, and the strands that gather them."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from i18n.fields import AddressField, LineField, ProseField
from i18n.texts import all_texts
from presidencies.current import (
    Belonging,
    BelongingQuerySet,
    PresidencyKey,
    clashes,
    current_pk,
    names_in_sentence,
)
from presidencies.models import Presidency
from priorities.enums import RUNNING, Colour, Mark, Sign
from publishing.models import SmallNumberField, Translated


class PriorityQuerySet(BelongingQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def of(self, presidency: int | None) -> Self:
        """Public or not, those of the presidency with that key; of a new thing, of the current one."""
        return self.filter(presidency=presidency or current_pk())

    def published_anywhere(self) -> Self:
        """With the strand, without which none is drawn."""
        return super().published_anywhere().select_related("strand")


class StrandQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def shown(self) -> Self:
        """Those of the presidency that is shown, in their order."""
        return self.filter(presidency=current_pk()).in_order()

    def named_by_files(self) -> Self:
        """Their keys are given anew in each presidency: a file means its own."""
        return self.filter(presidency=current_pk())


PriorityManager = models.Manager.from_queryset(PriorityQuerySet)
StrandManager = models.Manager.from_queryset(StrandQuerySet)


class Strand(Translated):
    """What gathers priorities of one presidency under a mark and a colour; partners know its key."""

    REQUIRED_TEXTS = ("name",)

    presidency = PresidencyKey(
        Presidency,
        on_delete=models.PROTECT,
        editable=False,
        related_name="strands",
        verbose_name=_("presidency"),
    )
    slug = models.SlugField(_("key"), max_length=20)
    name = LineField(_("name"), max_length=60)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour)
    position = SmallNumberField(_("position"))

    objects = StrandManager()

    class Meta(Translated.Meta):
        verbose_name = _("strand")
        verbose_name_plural = _("strands")
        ordering = ("presidency_id", "position")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mark__in=Mark.values), name="strand_mark_known"
            ),
            models.CheckConstraint(
                condition=models.Q(colour__in=Colour.values), name="strand_colour_known"
            ),
            models.CheckConstraint(condition=~models.Q(slug=RUNNING), name="strand_key_is_free"),
            models.UniqueConstraint(fields=("presidency", "slug"), name="strand_one_of_a_key"),
            models.UniqueConstraint(
                fields=("presidency", "position"), name="strand_one_at_a_position"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for a key or a position that cannot be its own."""
        faults = clashes(self, "slug", "position")
        if self.slug == RUNNING:
            faults["slug"] = gettext(
                "What serves no priority is called so: give the strand another key."
            )
        if faults:
            raise ValidationError(faults)

    @property
    def sign(self) -> Sign:
        return Sign(self.slug, self.mark, self.colour, tuple(all_texts(self, "name").items()))


class Priority(Belonging):
    """One goal, and the strand (mark and colour) under which its events are drawn."""

    REQUIRED_TEXTS = ("title", "summary")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = LineField(_("title"), max_length=300)
    summary = ProseField(_("summary"), blank=True)
    description = ProseField(_("description"), blank=True)
    strand = models.ForeignKey(
        Strand, on_delete=models.PROTECT, related_name="priorities", verbose_name=_("strand")
    )
    position = SmallNumberField(_("position"))
    source_url = AddressField(_("source"), max_length=500, blank=True)

    objects = PriorityManager()

    class Meta(Belonging.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ("position",)
        constraints = [
            *Belonging.Meta.constraints,
            models.UniqueConstraint(
                fields=("presidency", "position"), name="priority_one_at_a_position"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raise ValidationError for the strand of another presidency, and a position that is taken."""
        super().clean()
        faults = clashes(self, "position")
        own = self.presidency_id or current_pk()
        if self.strand_id and self.strand.presidency_id != own:
            faults["strand"] = gettext("The strand is of another presidency: choose one of this.")
        if faults:
            raise ValidationError(faults)

    def get_absolute_url(self) -> str:
        return reverse("priorities:detail", args=[self.slug])

    def ties(self, target: Presidency) -> list[str]:
        """Name the strand that `target` lacks, and the events of others that it would leave behind."""
        strand, problems = self.strand, []
        if not target.strands.filter(slug=strand.slug).exists():
            problem = gettext(
                "“%(presidency)s” has no strand “%(key)s” for it: add one with this key first."
            )
            problems.append(problem % {"presidency": target, "key": strand.slug})
        events = list(self.events.exclude(presidency=target).order_by("pk"))
        if events:
            problem = ngettext(
                "%(count)d event of another presidency serves it (%(events)s): take the priority "
                "off that event first.",
                "%(count)d events of another presidency serve it (%(events)s): take the priority "
                "off these events first.",
                len(events),
            )
            problems.append(problem % {"count": len(events), "events": names_in_sentence(events)})
        return problems

    def fit(self, target: Presidency) -> tuple[str, ...]:
        """Stand last, under the strand of the same key."""
        self.strand = target.strands.get(slug=self.strand.slug)
        last = target.priority_set.aggregate(last=models.Max("position"))["last"]
        self.position = (last or 0) + 1
        return ("strand", "position")

"""What goes public together."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from events.models import Change
from i18n.fields import LineField
from publishing.permissions import PUBLISH


class Deed(models.TextChoices):
    """What a bundle does to a thing, in the order in which it is done."""

    ACT = "act", _("act")
    #: Answers an act of an earlier bundle by the act that truthfully undoes it.
    UNDO = "undo", _("undoing")
    PUBLISH = "publish", _("publication")
    SHOW = "show", _("photo shown")
    HIDE = "hide", _("photo held back")
    WITHDRAW = "withdraw", _("withdrawal")


class BundleQuerySet(models.QuerySet["Bundle"]):
    def released_since(self, moment: datetime) -> "BundleQuerySet":
        """Those that somebody sent out alone, in an emergency."""
        return self.filter(released_by__isnull=False, done_at__gte=moment)


class Bundle(models.Model):
    """Things that go public at one moment, all of them or none. Kept for ever, like a log.

    Written by staff.bundles.actions alone.
    """

    name = LineField(_("name"), max_length=200)
    #: For when it is meant; None: for the moment at which somebody presses.
    planned_for = models.DateTimeField(_("planned for"), null=True)
    in_every_language = models.BooleanField(_("in every language"), default=True)
    #: The bundle that it rolls back.
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("put together by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    #: When all of it was done, by the real clock.
    done_at = models.DateTimeField(_("went out"), null=True)
    #: Who sent it out in an emergency, without a second person, and why: shown to all.
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.TextField(blank=True)
    #: What was in it, as it was, when its moment was set: staff.bundles.items.
    looked_at = models.CharField(max_length=16, blank=True)
    #: What would stop it, by language code, as the worker last saw while its moment was set.
    problems = models.JSONField(default=dict)
    #: What came of trying it, and on what that hangs: staff.bundles.trials.
    tried = models.JSONField(null=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        default_permissions = ("view", PUBLISH)
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True, why="")
                | (models.Q(released_by__isnull=False, done_at__isnull=False) & ~models.Q(why="")),
                name="bundle_released_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("admin:staff_bundle_change", args=[self.pk])

    @property
    def is_published(self) -> bool:
        """Whether it went out: asked by publishing.schedule."""
        return self.done_at is not None

    @property
    def foretold(self) -> list[str]:
        """What would stop it, in the language of the reader."""
        return self.problems.get(get_language() or "") or next(iter(self.problems.values()), [])


#: Deeds that go out under the eyes of two people, beside acts.
FOR_TWO = (Deed.PUBLISH, Deed.SHOW, Deed.UNDO)


class BundleItemQuerySet(models.QuerySet["BundleItem"]):
    def of_two_people(self) -> "BundleItemQuerySet":
        """Those that go out under the eyes of another than whoever put them in, where two people are asked for."""
        acts = models.Q(deed=Deed.ACT) & ~models.Q(code="cancel")
        return self.filter(acts | models.Q(deed__in=FOR_TWO))


class BundleItem(models.Model):
    """One thing of a bundle, and what is done to it."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    kind = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey("kind", "object_id")
    deed = models.CharField(max_length=10, choices=Deed)
    #: Of an act: its code, and its form as it was filled in, name by name.
    code = models.CharField(max_length=20, blank=True)
    sent = models.JSONField(default=dict)
    #: Who answers for it; whoever sends the bundle out is another person where two are asked for.
    put_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    #: By the real clock; None of what was put in by an older release.
    put_in_at = models.DateTimeField(null=True)
    #: The step that an act wrote, and of an undoing the step that it answers.
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BundleItemQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("bundle", "kind", "object_id", "deed"), name="bundleitem_once"
            ),
            models.CheckConstraint(
                condition=models.Q(deed__in=Deed.values), name="bundleitem_deed_known"
            ),
            models.CheckConstraint(
                condition=(models.Q(deed=Deed.ACT) & ~models.Q(code=""))
                | (~models.Q(deed=Deed.ACT) & models.Q(code="")),
                name="bundleitem_act_has_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id}: {self.deed} {self.kind_id}/{self.object_id}"

    @property
    def needs_two_people(self) -> bool:
        """Whether it is one `of_two_people`."""
        return self.deed in FOR_TWO or (self.deed == Deed.ACT and self.code != "cancel")

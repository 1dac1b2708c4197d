"""What is to become public, or to cease to be, at a set moment: the rows of publishing.schedule."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language


class ScheduledAction(models.TextChoices):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class ScheduleState(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    #: It could not be done when its moment came; `said` tells why.
    REFUSED = "refused"
    #: Somebody took it back, or it had become needless.
    CANCELLED = "cancelled"


class ScheduledPublication(models.Model):
    """One item that is published, or withdrawn, by itself at a moment. Kept for ever, like a log.

    Written by publishing.schedule alone.
    """

    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey("kind", "object_id")
    action = models.CharField(max_length=10, choices=ScheduledAction)
    due_at = models.DateTimeField()
    #: Whose right is asked again at the moment.
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ScheduleState, default=ScheduleState.WAITING)
    #: When it was done, refused or cancelled, by the real clock.
    settled_at = models.DateTimeField(null=True)
    #: Why it was refused, by language code.
    said = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[tuple[str, ...]] = ("due_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "object_id", "action"),
                condition=models.Q(state=ScheduleState.WAITING),
                name="scheduledpublication_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ScheduleState.WAITING, settled_at__isnull=True)
                | (~models.Q(state=ScheduleState.WAITING) & models.Q(settled_at__isnull=False)),
                name="scheduledpublication_settled",
            ),
            models.CheckConstraint(
                condition=models.Q(action__in=ScheduledAction.values)
                & models.Q(state__in=ScheduleState.values),
                name="scheduledpublication_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=("due_at",),
                condition=models.Q(state=ScheduleState.WAITING),
                name="scheduledpublication_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind_id}/{self.object_id} {self.due_at:%Y-%m-%dT%H:%M%z}"

    @property
    def why(self) -> str:
        """Why it was refused, in the language of the reader, or ""."""
        texts: dict[str, str] = self.said
        return texts.get(get_language() or "") or next(iter(texts.values()), "")

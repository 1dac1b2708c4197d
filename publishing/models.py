"""What all public things share: their publication, at once or at a set moment, and the record of what was told."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from i18n.fields import MadeField, PlainInMigrations
from i18n.texts import for_reader
from publishing import permissions, years
from publishing.enums import Publication
from publishing.failures import Failure as Failure
from publishing.language_fields import SourceLanguageField, StatesField
from publishing.querysets import PublicRecordQuerySet, looked_at

PublicRecordManager = models.Manager.from_queryset(PublicRecordQuerySet)


def default_source_language() -> str:
    """Return the code of the language that texts are written in first, unless staff says otherwise."""
    return str(settings.PUBLISHING_SOURCE_LANGUAGE)


class BoundedDayField(PlainInMigrations, models.DateField):
    """A day of the portal's years."""

    default_validators = [years.validate_day]


class BoundedYearField(PlainInMigrations, models.PositiveSmallIntegerField):
    """One of the portal's years."""

    default_validators = [years.validate_year]


class SmallNumberField(PlainInMigrations, models.PositiveSmallIntegerField):
    """A number that each database holds: SQLite would take a larger one, which PostgreSQL does not."""

    default_validators = [MaxValueValidator(32_767)]


class Translated(models.Model):
    """A thing whose texts are written in one language and translated into the others. ADR 0010.

    The first two columns are set by publishing.workflow and publishing.translations.
    `updated_at` is true after every write: partners synchronise on it.
    """

    source_language = SourceLanguageField(
        _("source language"), max_length=10, make=default_source_language, editable=False
    )
    #: By language code, and only what is not plain: `draft`: true, when the translation is kept
    #: from the public; `confirmed`: by field, the digest of the source text that it was last
    #: confirmed against; `since`: the ISO day on which the source moved away from that.
    translation_states = StatesField(_("translations"), default=dict, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = (
            "add",
            "change",
            "delete",
            "view",
            permissions.TRANSLATE,
        )


class Publishable(Translated):
    """A thing that editors draft, publish and withdraw, never delete.

    `publication` is set by publishing.workflow alone.
    """

    #: The field of the day that it bears before the public, which cannot lie ahead; "" without one.
    OWN_DAY: ClassVar[str] = ""

    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=Publication,
        default=Publication.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta(Translated.Meta):
        abstract = True
        default_permissions = (*Translated.Meta.default_permissions, permissions.PUBLISH)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publication__in=Publication.values),
                name="%(class)s_publication_known",
            ),
            models.CheckConstraint(
                condition=models.Q(publication=Publication.DRAFT)
                | models.Q(published_at__isnull=False),
                name="%(class)s_published_at_set",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        """Whether the public has never seen it."""
        return self.publication == Publication.DRAFT

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED or self.pk in looked_at(type(self))


def random_mark() -> str:
    """Return what no other record, and no other epoch, is marked with."""
    return secrets.token_hex(4)


class PublicRecord(models.Model):
    """What the public was told of one item at one time, as a JSON text in all languages.

    `number` rises with every record, in the order of commits. A tombstone (`withdrawn`)
    holds no text. After a restore a number may be given again, and `mark` tells the two apart.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=120)
    document = models.TextField(_("document"), blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    is_latest = models.BooleanField(_("latest"), default=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    mark = MadeField(max_length=8, make=random_mark, editable=False)

    objects = PublicRecordManager()

    class Meta:
        verbose_name = _("public record")
        verbose_name_plural = _("public records")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=models.Q(is_latest=True),
                name="publicrecord_one_latest",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=True, document="")
                | (models.Q(withdrawn=False) & ~models.Q(document="")),
                name="publicrecord_text_or_tombstone",
            ),
        ]
        indexes = [
            models.Index(
                fields=("kind", "number"),
                condition=models.Q(is_latest=True),
                name="publicrecord_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}/{self.key}"


class ToldPhoto(models.Model):
    """A photo that the public was told of once, by the name of its files: one that shows no more is gone, and not unknown.

    Written by publishing.records alone, and never taken away.
    """

    digest = models.CharField(max_length=24, primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class RecordCounter(models.Model):
    """The number of the newest record. Its single row is the lock that orders writers.

    `epoch` is another after each restore: publishing.records.renew_epoch.
    """

    value = models.PositiveBigIntegerField(default=0)
    epoch = MadeField(max_length=8, make=random_mark, editable=False)

    def __str__(self) -> str:
        return str(self.value)


class OutboxMessage(models.Model):
    """A thing of which the public was told anew, and that a listener has yet to follow.

    Written in the transaction that tells the public, by publishing.outbox alone, and taken away when
    it was followed.
    """

    #: As it is registered.
    listener = models.CharField(max_length=20)
    #: The thing, as its public record is named.
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    #: How often it could not be followed.
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(listener="") & ~models.Q(kind="") & ~models.Q(key=""),
                name="outboxmessage_names_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listener}: {self.kind}/{self.key}"


class SentForm(models.Model):
    """A form of the admin that was carried out; staff.idempotency says why it is kept for a while."""

    key = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    led_to = models.TextField()
    told = models.JSONField(default=list)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "key"), name="sentform_once"),
        ]
        indexes = [models.Index(fields=("sent_at",), name="sentform_age")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class StandingClock(models.Model):
    """The day at which the demonstration clock stands. One row, or none."""

    day = models.DateField(_("day"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="standingclock_single_row"),
        ]

    def __str__(self) -> str:
        return self.day.isoformat()


class Stamp(models.Model):
    """A name of what the public may be shown, in one row or none. Written by triggers alone: publishing.stamp."""

    value = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="stamp_single_row")]

    def __str__(self) -> str:
        return self.value


class TableStamp(models.Model):
    """A name of what one table holds: another after each write to it. Written by triggers alone."""

    name = models.CharField(max_length=63, primary_key=True)
    value = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.name


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
    #: Who chose the moment, and who approved it where that was another; "" of an older one.
    set_by = models.CharField(max_length=150, blank=True)
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
        return for_reader(self.said) or ""

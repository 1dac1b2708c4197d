"""What people at the desk say to each other about a thing. Nothing of it is ever public, and nothing is deleted."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from i18n.characters import cleaned


class Comment(models.Model):
    """What somebody said. It stays; that it is resolved can be said and taken back."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | models.Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="%(class)s_resolved_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ItemCommentQuerySet(models.QuerySet["ItemComment"]):
    def about(self, item: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(item)
        return self.filter(kind=kind, object_id=item.pk)


class ItemComment(Comment):
    """What somebody said of an item: of an event, on its page at the desk."""

    kind = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey("kind", "object_id")

    objects = ItemCommentQuerySet.as_manager()

    class Meta(Comment.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kind", "object_id"), name="itemcomment_about")
        ]


def said(text: str) -> str:
    """Return what somebody typed as it is stored. Raises ValidationError for nothing."""
    if not (said_text := cleaned(text)):
        raise ValidationError(_("Write what you want to say."))
    return said_text


def comment(item: models.Model, text: str, *, by: Any) -> ItemComment:
    """Keep what the account `by` says of `item`. Raises ValidationError for nothing."""
    kind = ContentType.objects.get_for_model(item)
    text = said(text)
    return ItemComment.objects.create(kind=kind, object_id=item.pk, author=by, text=text)


@transaction.atomic
def resolve(comments: Iterable[Comment], key: str, *, by: Any) -> None:
    """Say that one of `comments` is dealt with, by the account `by`, or for None that it is open again.

    One that there is not is passed over.
    """
    for row in comments:
        if str(row.pk) == key:
            row.resolved_by, row.resolved_at = by, timezone.now() if by else None
            row.save(update_fields=["resolved_by", "resolved_at"])

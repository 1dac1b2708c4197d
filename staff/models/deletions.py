"""What was deleted at the desk, and can be brought back for a while."""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class DeletedItem(models.Model):
    """A draft, or a photo, as its rows stood when somebody deleted it: staff.deleted."""

    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    name = models.CharField(max_length=400)
    #: As Django's serializer tells them, in JSON: the thing itself is the first.
    rows = models.TextField()
    #: The login, as in the log.
    deleted_by = models.CharField(max_length=150)
    deleted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("deleted_at",), name="deleteditem_age")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

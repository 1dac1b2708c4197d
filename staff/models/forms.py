"""What the desk keeps of forms: what was typed, who has one open, what each save wrote, and links to what it would show."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Characters of an address.
LONGEST_ADDRESS = 300


def write_over(row: models.Model, *names: str) -> None:
    """Write `row` where there is none yet that is the same by its constraint; where there is, these columns of it.

    In one statement: another tab of the same person may write or delete it at the same moment.
    """
    (rule,) = (one for one in row._meta.constraints if isinstance(one, models.UniqueConstraint))
    type(row)._base_manager.bulk_create(
        [row], update_conflicts=True, unique_fields=rule.fields, update_fields=names
    )


class KeptForm(models.Model):
    """What somebody has typed into a form of the admin and not saved, in one tab of a browser: staff.kept_forms."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    #: The path of the form's page.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    #: Of the tab, a sign by which it knows its own.
    tab = models.CharField(max_length=40, default="", blank=True)
    #: By name of a field its text, as it was typed.
    values = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "address", "tab"), name="keptform_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kept_at",), name="keptform_age")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.address}"


class KeptFile(models.Model):
    """A file that came with a form which was refused, until the form is sent again: staff.kept_files."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    #: The path of the form's page.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    #: Of the tab that sent it, as `KeptForm.tab`; and the field of the form, as staff.kept_forms.name_of calls it.
    tab = models.CharField(max_length=40, default="", blank=True)
    field = models.CharField(max_length=100)
    #: Of the content, SHA-256: by this the page names it.
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("user", "address", "tab", "field"), name="keptfile_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kept_at",), name="keptfile_age")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.address}: {self.name}"


class Presence(models.Model):
    """Who has the form of a thing open, and who works on it alone: staff.open_forms."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    #: The path of the form's page.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    since = models.DateTimeField(default=timezone.now)
    #: When the page last said that it is open.
    seen_at = models.DateTimeField(default=timezone.now)
    #: When the form was taken over from the others who have it open.
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "address"), name="presence_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("address", "seen_at"), name="presence_at"),
            models.Index(fields=("seen_at",), name="presence_age"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.address}"


class Revision(models.Model):
    """What one save of a form in the admin made of one field. Append-only: the database refuses the rest.

    Written by staff.revisions. An account is named by its login, as the log of changes does it: no key
    binds it, so that the log outlives whoever wrote.
    """

    kind = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=40)
    item = GenericForeignKey("kind", "object_id")
    #: What the item was called then: it may be deleted since.
    name = models.CharField(max_length=400)
    #: The field of the form; of a row below it with the prefix of the row: `photos-3-alt_en`.
    field = models.CharField(max_length=100)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    #: By part (name, label, before, after) how each language says it, where they say it differently.
    words = models.JSONField(null=True)
    saved_by = models.CharField(max_length=150)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = ("view",)
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kind", "object_id"), name="revision_item"),
            models.Index(fields=("saved_at",), name="revision_week"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.field}"


class PreviewLink(models.Model):
    """A link by which somebody without an account sees a thing as the public would: staff.previews.links.

    The link itself is known to whoever has it: what is kept is its digest.
    """

    digest = models.CharField(max_length=64, unique=True)
    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.CharField(max_length=40)
    item = GenericForeignKey("kind", "object_id")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preview_links"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    #: When it was taken back, and by the account of which login.
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    #: How often its page was asked for, and when last.
    reads = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="previewlink_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="")),
                name="previewlink_revoked_by_somebody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kind", "object_id"), name="previewlink_item"),
            models.Index(fields=("expires_at",), name="previewlink_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id}/{self.object_id}: {self.expires_at:%Y-%m-%d %H:%M}"

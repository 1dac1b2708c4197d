"""What the desk keeps for the people who work at it, and what goes public together. Nothing of it is itself ever public."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from bodies.models import Body
from events.models import Change
from hosts.models import Host
from i18n.fields import LineField
from publishing.permissions import PUBLISH
from staff.comments import ItemComment as ItemComment
from staff.proposed import (
    Proposal as Proposal,
    ProposalComment as ProposalComment,
    ProposalFile as ProposalFile,
)

#: Characters of an address.
LONGEST_ADDRESS = 300


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


class Assignment(models.Model):
    """Whose events an account prepares, and into which languages it translates: staff.scope.

    It limits accounts in the role of a host, and of a translator; of others it says the language of mails alone.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignment"
    )
    #: Each with those below it.
    hosts = models.ManyToManyField(Host, blank=True, related_name="+", verbose_name=_("hosts"))
    bodies = models.ManyToManyField(Body, blank=True, related_name="+", verbose_name=_("bodies"))
    #: Codes of languages.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    #: The code of the language in which the portal writes to this person; "" says nothing of it.
    mail_language = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("role and scope")
        verbose_name_plural = _("roles and scopes")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self.user)


class Cover(models.Model):
    """Roles that one account lends to another while its person is away: staff.cover. Kept when it has ended."""

    lender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covers_given"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covers_taken"
    )
    roles = models.JSONField()
    #: The last day, in the presidency's zone.
    until = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("until", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(lender=models.F("stand_in")), name="cover_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lender_id} → {self.stand_in_id}: {self.until}"


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
    #: What was in it, as it was, when its moment was set: staff.bundles.actions.
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

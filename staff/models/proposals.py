"""What somebody proposes to make public, and what was said of it: the rows of staff.proposals. ADR 0025."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from staff.comments import Comment

#: The deed that is about several events, that of its reason, and the field that names them.
DECISION, REASON, CHOSEN = "decide", "reason", "event"


def kept(sent: QueryDict, *, but: Collection[str] = ()) -> dict[str, list[str]]:
    """Return by name of a field what was sent, as JSON of every database holds it; without the fields of `but`."""
    return {
        name.replace("\0", ""): [text.replace("\0", "") for text in values]
        for name, values in sent.lists()
        if name not in but
    }


class ProposalState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("a proposal", "waiting")
    APPROVED = "approved", pgettext_lazy("a proposal", "approved")
    #: By whoever proposed it, without a second person; `why` is shown to all.
    RELEASED = "released", pgettext_lazy("a proposal", "released in an emergency")
    REJECTED = "rejected", pgettext_lazy("a proposal", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("a proposal", "taken back")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.WAITING)

    def released_since(self, moment: datetime) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.RELEASED, settled_at__gte=moment)


class Proposal(models.Model):
    """A form of the desk that was sent, and waits for a second person to send it on. Kept for ever, like a log.

    Written by staff.proposals alone.
    """

    kind = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey("kind", "object_id")
    #: What the item was called then: a draft may be deleted since.
    name = models.CharField(max_length=400)
    #: Which form it is: the door that sends it on.
    deed = models.CharField(max_length=20)
    #: Of an action its code; "" for doors that have one form.
    code = models.CharField(max_length=40, blank=True)
    #: By name of a field the values that were sent, what the page showed among them.
    sent = models.JSONField()
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    #: By the real clock.
    settled_at = models.DateTimeField(null=True)
    #: Why it was rejected, or released in an emergency.
    why = models.TextField(blank=True)
    #: What came of trying it last, and while it waits the token of what that hangs on. Stays to be read once it is over.
    tried = models.JSONField(null=True)

    #: Who changed since what it makes public, where that was asked: staff.proposals.
    writers: frozenset[int] | None = None

    objects = ProposalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("proposed_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(
                    state=ProposalState.WAITING, settled_at__isnull=True, settled_by__isnull=True
                )
                | (
                    ~models.Q(state=ProposalState.WAITING)
                    & models.Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
                name="proposal_settled",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=(ProposalState.APPROVED, ProposalState.REJECTED),
                    settled_by=models.F("proposer"),
                ),
                name="proposal_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=(ProposalState.RELEASED, ProposalState.REJECTED), why=""
                ),
                name="proposal_reasoned",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ProposalState.values), name="proposal_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kind", "object_id"), name="proposal_item"),
            models.Index(fields=("state", "settled_at"), name="proposal_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.code}: {self.name}"

    @property
    def thing(self) -> Any:
        """The item, where it is known to be there."""
        return self.item

    @property
    def keys(self) -> set[int]:
        """The keys of all things that it would change: of a decision, of its events."""
        events = self.sent.get(CHOSEN, ()) if self.deed == DECISION else ()
        return {self.object_id, *map(int, events)}

    @property
    def others(self) -> int:
        """How many events it is about beside the one that it names: of a decision, or of the reason of one."""
        events = self.sent.get(CHOSEN, ()) if self.deed in (DECISION, REASON) else ()
        return len({self.object_id, *map(int, events)}) - 1

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.WAITING

    def data(self) -> QueryDict:
        """Return what was sent, as a form reads it."""
        values = QueryDict(mutable=True)
        for name, one in self.sent.items():
            values.setlist(name, one)
        return values


class ProposalFile(models.Model):
    """A file that came with a proposal: in the database, where no address leads to it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("proposal", "field"), name="proposalfile_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.field}: {self.name}"


class ProposalComment(Comment):
    """What somebody said of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")

    class Meta(Comment.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.text[:40]}"

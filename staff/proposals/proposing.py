"""What is sent waits for a second person: kept as it was sent, tried, and told. ADR 0025."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from publishing import clock, four_eyes
from publishing.permissions import editor_of
from staff import conflicts, kept_files
from staff.idempotency import ONCE, LedElsewhereError
from staff.kept_forms import TAB
from staff.models.proposals import (
    CHOSEN,
    DECISION,
    REASON,
    Proposal,
    ProposalFile,
    ProposalQuerySet,
    kept,
)
from staff.proposals.doors import DOORS, Door, ProposalRefusedError
from staff.proposals.outcomes import Outcome
from staff.proposals.trials import Files, files_by_proposal, tried, tried_and_kept

#: Of what was sent, what belongs to its page alone.
OF_THE_PAGE = {"csrfmiddlewaretoken", ONCE, TAB}
#: What `ProposalFile.field` holds.
LONGEST_FIELD = 100


def waits(request: HttpRequest, item: models.Model) -> bool:
    """Whether what is sent by `request` to change `item` waits for a second person."""
    return not getattr(request, "approves", False) and four_eyes.waits(item)


@transaction.atomic
def propose(
    request: HttpRequest, item: models.Model, deed: str, code: str = "", events: Sequence[int] = ()
) -> Proposal:
    """Keep what was sent, valid as it was, for a second person; `events` are those of a decision, or of its reason.

    Raises LedElsewhereError where the same waits already.
    """
    choices = {name for name in request.POST if name.endswith(kept_files.KEPT)}
    sent = kept(request.POST, but=OF_THE_PAGE | choices)
    if events:
        sent[CHOSEN] = list(map(str, events))
    if same := _same(request, item, deed, code, sent):
        raise LedElsewhereError(said_again(request, same))
    proposal = Proposal.objects.create(
        kind=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        name=str(type(item)._base_manager.get(pk=item.pk))[:400],
        deed=deed,
        code=code,
        sent=sent,
        proposer=editor_of(request),
    )
    files = files_by_proposal(request)[proposal.pk] = Files()
    for name, file in request.FILES.items():
        assert isinstance(file, UploadedFile)  # noqa: S101 (the last of a field, never all)
        # Not under a name that no field of ours has, and that no column holds.
        if "\0" not in name and len(name) <= LONGEST_FIELD:
            _keep_file(proposal, name, file)
            files.appendlist(name, file)
    if (door := DOORS[deed]).hangs_on:
        # A refusal is tried at each look.
        with suppress(ProposalRefusedError):
            tried_and_kept(request, proposal, door, conflicts.shown_items([proposal.thing]))
    return proposal


def _keep_file(proposal: Proposal, name: str, file: UploadedFile) -> None:
    file.seek(0)
    ProposalFile.objects.create(
        proposal=proposal,
        field=name,
        name=str(file.name).replace("\0", "")[:255],
        content_type=str(file.content_type or "").replace("\0", "")[:100],
        content=file.read(),
    )


@transaction.atomic
def propose_if_possible(
    request: HttpRequest,
    item: models.Model,
    door: tuple[str, Door],
    code: str = "",
    events: Sequence[int] = (),
) -> Proposal:
    """Keep what was sent for a second person, where it could be done now; `door` goes by its name.

    Raises ProposalRefusedError, and then keeps nothing.
    """
    deed, way = door
    proposal = propose(request, item, deed, code, events)
    if proposal.tried is None:
        tried(request, proposal, way)
    return proposal


def said(request: HttpRequest, proposal: Proposal) -> HttpResponseRedirect:
    """Say that something waits, and lead to where it does."""
    sentence = _(
        "Proposed: %(items)s. The public sees it once a second person has approved it; you are told on "
        "the first page."
    )
    if proposal.tried and Outcome.of_kept(proposal.tried["outcome"]).stays_hidden:
        sentence = _(
            "Proposed: %(items)s. It is written once a second person has approved it, and stays held back; you are "
            "told on the first page."
        )
    messages.success(request, sentence % {"items": in_quotes(proposal)})
    return HttpResponseRedirect(reverse("admin:proposal", args=[proposal.pk]))


def _same(
    request: HttpRequest, item: models.Model, deed: str, code: str, sent: Mapping[str, Any]
) -> Proposal | None:
    """Return what waits and says the very same of `item`, shown as it was. Files are not compared: they are others."""
    if any(request.FILES.values()):
        return None
    rows = of_item(item).waiting().filter(deed=deed, code=code, object_id=item.pk, files=None)
    return next((row for row in rows if row.sent == sent), None)


def said_again(request: HttpRequest, proposal: Proposal) -> HttpResponseRedirect:
    """Say that the same waits already, since when and by whose hand, and lead there."""
    sentence = _(
        "The same is proposed already, by %(who)s, %(when)s: it waits for a second person, and nothing was added."
    )
    messages.info(request, sentence % by_whom(proposal))
    return HttpResponseRedirect(reverse("admin:proposal", args=[proposal.pk]))


def by_whom(proposal: Proposal) -> dict[str, str]:
    """Return who proposed it, and when, for a sentence."""
    moment = timezone.localtime(proposal.proposed_at, clock.zone())
    return {"who": str(proposal.proposer), "when": date_format(moment, "DATETIME_FORMAT")}


def in_quotes(proposal: Proposal, name: str = "") -> str:
    """Return what a proposal is about, in quotation marks: of a decision, and of its reason, one event and how many others."""
    others = proposal.others
    if not others:
        return _("“%(item)s”") % {"item": name or proposal.name}
    words = ngettext(
        "“%(item)s” and %(count)d other event", "“%(item)s” and %(count)d other events", others
    )
    return words % {"item": name or proposal.name, "count": others}


def of_item(item: models.Model) -> ProposalQuerySet:
    """Return the proposals about `item`, those about several events of which it is one too."""
    kind = ContentType.objects.get_for_model(item)
    # Of a decision, and of its reason, all events are kept as text: '["1", "2"]'.
    among = models.Q(deed__in=(DECISION, REASON), among__contains=f'"{item.pk}"')
    rows = Proposal.objects.filter(kind=kind).annotate(among=KT(f"sent__{CHOSEN}"))
    rows = rows.filter(models.Q(object_id=item.pk) | among)
    return rows.select_related("proposer", "settled_by")

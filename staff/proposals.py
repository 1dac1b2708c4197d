"""What waits for a second person: proposed, approved, rejected, taken back, and what is said of it. ADR 0025.

Each form of the desk that can wait says of itself what a proposal is while it is sent on. A proposal can be written anew
by its proposer: its texts stand in the form again, with what the page showed then.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from i18n.characters import cleaned
from i18n.texts import StrOrPromise, lazy_sentence
from publishing import clock, four_eyes, outbox, records
from publishing.permissions import Actor, demand, may, name_of_right
from publishing.storage import removed_on_error
from staff import comments, conflicts, cover, hands, revisions
from staff.conflicts import SHOWN, Conflict
from staff.idempotency import ONCE
from staff.kept_forms import AGAIN, TAB, sign_of
from staff.models import KeptForm
from staff.proposed import (
    CHOSEN,
    DECISION as DECISION,
    REASON as REASON,
    Proposal,
    ProposalComment,
    ProposalFile,
    ProposalQuerySet,
    ProposalState,
    kept,
)
from staff.proposed_outcomes import (
    Outcome as Outcome,
    ProposedDifference as ProposedDifference,
    token_of,
)

Files = MultiValueDict[str, UploadedFile]
#: The forms that can wait.
EDIT, ACT, PUBLICATION, CORRECTION = "edit", "act", "publish", "correct"
TRANSLATION, ADDRESS, MOVE = "translate", "address", "move"


class ProposalRefusedError(Exception):
    """Says why a proposal is not carried out: what is wrong by now, and what somebody changed meanwhile."""

    def __init__(self, problem: str, conflicts: Sequence[Conflict] = ()) -> None:
        super().__init__(problem)
        self.conflicts = tuple(conflicts)


def logged(what: StrOrPromise) -> revisions.Aside:
    """Return what the log says of a proposal of `what`."""
    return revisions.Aside(lazy_sentence(gettext_lazy("Proposed: %(what)s"), {"what": what}))


@dataclass(frozen=True)
class Sending:
    """A proposal on its way: `request` is as its proposer sent it, `by` whoever answers for it now."""

    proposal: Proposal
    item: Any
    request: HttpRequest
    by: Actor
    is_trial: bool = False


@dataclass(frozen=True)
class Door:
    """A form of the desk that can wait: which right lets somebody approve it, and how it is sent on.

    `carry_out` raises ProposalRefusedError, or an error of the writer in `refusals`.
    """

    right: str
    label: Callable[[Proposal], StrOrPromise]
    carry_out: Callable[[Sending], Outcome]
    refusals: tuple[type[Exception], ...] = ()
    #: Works on the files of a form that was sent about an item, before the turn to write is taken.
    work_on_files: Callable[[HttpRequest, Any], None] | None = None
    #: On what its outcome hangs beside the item, the rights of its proposer and the release. None: on more than few
    #: questions could tell; then each look tries it anew.
    hangs_on: Callable[[Proposal], str] | None = None
    #: Whether it makes the thing public as it stands by then, and not what was sent alone.
    shows_all: bool = False


#: The forms that can wait, by `Proposal.deed`: staff.review names them all.
DOORS: dict[str, Door] = {}

#: Of what was sent, what belongs to its page alone.
OF_THE_PAGE = {"csrfmiddlewaretoken", ONCE, TAB}
#: What `Change.recorded_by` holds.
LONGEST_NAME = 150
#: What `ProposalFile.field` holds.
LONGEST_FIELD = 100


def waits(request: HttpRequest, item: models.Model) -> bool:
    """Whether what is sent by `request` to change `item` waits for a second person."""
    return not getattr(request, "approves", False) and four_eyes.waits(item)


@transaction.atomic
def propose(
    request: HttpRequest, item: models.Model, deed: str, code: str = "", events: Sequence[int] = ()
) -> Proposal:
    """Keep what was sent, valid as it was, for a second person; `events` are those of a decision, or of its reason."""
    sent = kept(request.POST, but=OF_THE_PAGE)
    if events:
        sent[CHOSEN] = list(map(str, events))
    proposal = Proposal.objects.create(
        kind=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        name=str(type(item)._base_manager.get(pk=item.pk))[:400],
        deed=deed,
        code=code,
        sent=sent,
        proposer=cast("User", request.user),
    )
    files = _files_by_proposal(request)[proposal.pk] = Files()
    for field, file in request.FILES.items():
        assert isinstance(file, UploadedFile)  # noqa: S101 (the last of a field, never all)
        # Not under a name that no field of ours has, and that no column holds.
        if "\0" not in field and len(field) <= LONGEST_FIELD:
            _keep_file(proposal, field, file)
            files.appendlist(field, file)
    if (door := DOORS[deed]).hangs_on:
        # A refusal is tried at each look.
        with suppress(ProposalRefusedError):
            _tried_and_kept(request, proposal, door, conflicts.shown_items([proposal.thing]))
    return proposal


def _keep_file(proposal: Proposal, field: str, file: UploadedFile) -> None:
    file.seek(0)
    ProposalFile.objects.create(
        proposal=proposal,
        field=field,
        name=str(file.name).replace("\0", "")[:255],
        content_type=str(file.content_type or "").replace("\0", "")[:100],
        content=file.read(),
    )


def _tried_and_kept(request: HttpRequest, proposal: Proposal, door: Door, shown: str) -> Outcome:
    """Try a proposal, and keep what came of that for whoever looks at it next. Raises ProposalRefusedError."""
    token = _token(proposal, door, shown)
    outcome = tried(request, proposal, door)
    proposal.tried = {"token": token, "outcome": outcome.kept()}
    # Another may have answered it meanwhile: nothing is kept of what no longer waits.
    Proposal.objects.waiting().filter(pk=proposal.pk).update(tried=proposal.tried)
    return outcome


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
    kind = ContentType.objects.get_for_model(item)
    rows = Proposal.objects.filter(kind=kind, object_id=item.pk)
    return rows.select_related("proposer", "settled_by")


def may_settle(account: Any, proposal: Proposal, door: Door) -> bool:
    """Whether `account` has the right to decide about a proposal, were it another's, and not from its makers."""
    return (
        proposal.item is not None
        and may(account, door.right, proposal.item)
        and (account.pk in makers(proposal) or _stands_apart(account, proposal, door))
    )


def _stands_apart(account: Any, proposal: Proposal, door: Door) -> bool:
    model = type(_item(proposal))
    return cover.stands_apart(account, name_of_right(door.right, model), makers(proposal))


def makers(proposal: Proposal) -> set[int]:
    """Return who is no second person to a proposal: whoever proposed it, and whoever changed since what it makes public."""
    return {proposal.proposer_id, *writers(proposal)}


def writers(proposal: Proposal) -> frozenset[int]:
    """Return who changed what a proposal makes public since it was proposed. A query; none where it was asked of many."""
    if proposal.writers is None:
        read_writers([proposal])
    return proposal.writers or frozenset()


def read_writers(rows: Iterable[Proposal]) -> None:
    """Read of all `rows` by one query who changed what they make public."""
    asked = {
        row: (row.kind_id, row.object_id, row.proposed_at)
        for row in rows
        if row.is_waiting and DOORS[row.deed].shows_all
    }
    found = hands.since(asked.values())
    for row in rows:
        row.writers = found[asked[row]] if row in asked else frozenset()


def work_on_files(request: HttpRequest, proposal: Proposal, door: Door) -> None:
    """Decode, encode and look through the files of a proposal, once for all that `request` asks of it.

    Comes before the transaction in which it is tried or approved: that keeps every other writer waiting.
    """
    if proposal.item is not None and door.work_on_files and _files_of(request, proposal):
        door.work_on_files(as_sent(request, proposal, is_trial=True), proposal.item)


def would_do(request: HttpRequest, proposal: Proposal, door: Door, shown: str) -> Outcome:
    """Return what the proposal would do now, of an item of which a page shows `shown`. Raises ProposalRefusedError.

    It was tried when it was proposed: what came of that is read, and nothing is written, while all on which it hangs is
    as it was then. Where that is otherwise, the first look tries it anew and keeps what came of it for the next.
    """
    kept = proposal.tried
    if kept and kept["token"] == _token(proposal, door, shown):
        return Outcome.of_kept(kept["outcome"])
    if door.hangs_on is None:
        return tried(request, proposal, door)
    return _tried_and_kept(request, proposal, door, shown)


def _token(proposal: Proposal, door: Door, shown: str) -> str:
    return token_of(proposal, shown, door.hangs_on(proposal) if door.hangs_on else "")


def forget_outcome(proposal: Proposal) -> None:
    """Let what the proposal would do be tried anew from now on."""
    Proposal.objects.filter(pk=proposal.pk).update(tried=None)


def tried(request: HttpRequest, proposal: Proposal, door: Door) -> Outcome:
    """Return what the proposal would do now. Nothing stays written. Raises ProposalRefusedError."""
    work_on_files(request, proposal, door)
    with transaction.atomic(), removed_on_error() as files:
        outcome = trial_of(request, proposal, door)
        files.remove()
        transaction.set_rollback(True)
    return outcome


def trial_of(request: HttpRequest, proposal: Proposal, door: Door) -> Outcome:
    """Do what the proposal asks for, and tell no machine.

    Belongs inside a transaction that is rolled back, and after `work_on_files`.
    """
    by = Actor.system(proposal.proposer.get_username(), clock.now())
    with outbox.together() as waiting, records.together() as pending:
        outcome = _sent_on(request, proposal, door, by, is_trial=True)
        pending.rows.clear()
        waiting.clear()
    return outcome


@transaction.atomic
def approve(
    request: HttpRequest, proposal: Proposal, door: Door, *, by: Actor, why: str = ""
) -> Outcome:
    """Carry out a proposal under the names of both. One's own only in an emergency: with a reason, for all to read.

    Comes after `work_on_files`. Raises NotAllowedError for whoever lacks the right, and ProposalRefusedError.
    """
    row = _locked(proposal)
    is_own = _account(by).pk in makers(row)
    demand(by, door.right, _item(row))
    if is_own and not cleaned(why):
        raise ProposalRefusedError(_refusal(row, by))
    if not is_own and not _stands_apart(_account(by), row, door):
        raise ProposalRefusedError(
            _(
                "You would approve it with the right of %(name)s, who proposed it: somebody else looks at it."
            )
            % {"name": row.proposer}
        )
    both = f"{row.proposer.get_username()} / {by.name}"
    name = by.name if row.proposer_id == _account(by).pk or len(both) > LONGEST_NAME else both
    outcome = _sent_on(request, row, door, replace(by, name=name, approves=True))
    state = ProposalState.RELEASED if is_own else ProposalState.APPROVED
    _settle(row, state, by, cleaned(why) if is_own else "")
    return outcome


def _refusal(proposal: Proposal, by: Actor) -> str:
    """Return why `by`, who made what a proposal shows, does not approve it alone."""
    if proposal.proposer_id == _account(by).pk:
        return _(
            "Nobody approves what they have proposed: somebody else looks at it. In an emergency give "
            "the reason, which everybody at the desk will read."
        )
    return _(
        "You changed it after %(name)s proposed it, and nobody else has seen that: somebody else approves it, or %(name)s "
        "takes it back, looks at it and sends it anew. In an emergency give the reason, which everybody at the desk "
        "will read."
    ) % {"name": proposal.proposer}


@transaction.atomic
def reject(proposal: Proposal, door: Door, *, by: Actor, why: str) -> None:
    """Say no to a proposal, and why. Raises NotAllowedError, and ProposalRefusedError without a reason."""
    row = _locked(proposal)
    demand(by, door.right, _item(row))
    if row.proposer_id == _account(by).pk:
        raise ProposalRefusedError(_("It is yours: take it back instead."))
    if not cleaned(why):
        raise ProposalRefusedError(_("Say why: whoever proposed it reads it."))
    _settle(row, ProposalState.REJECTED, by, cleaned(why))


@transaction.atomic
def take_back(proposal: Proposal, *, by: Actor) -> None:
    """End one's own proposal. Raises ProposalRefusedError for another's."""
    row = _locked(proposal)
    if row.proposer_id != _account(by).pk:
        raise ProposalRefusedError(_("Only whoever proposed it takes it back: reject it instead."))
    _settle(row, ProposalState.WITHDRAWN, by)


@transaction.atomic
def comment(proposal: Proposal, text: str, *, by: Actor) -> None:
    """Say something of a proposal. Raises ProposalRefusedError for an empty comment."""
    try:
        text = comments.said(text)
    except ValidationError as error:
        raise ProposalRefusedError(str(error.message)) from error
    ProposalComment.objects.create(proposal=proposal, author=_account(by), text=text)


def resolve(proposal: Proposal, key: str, *, by: Actor, is_resolved: bool) -> None:
    """Say that a comment is dealt with, or that it is open again; one that there is not is passed over."""
    comments.resolve(proposal.comments.all(), key, by=_account(by) if is_resolved else None)


def _sent_on(
    request: HttpRequest, proposal: Proposal, door: Door, by: Actor, *, is_trial: bool = False
) -> Outcome:
    sending = Sending(
        proposal, _item(proposal), as_sent(request, proposal, is_trial=is_trial), by, is_trial
    )
    try:
        return door.carry_out(sending)
    except door.refusals as error:
        raise ProposalRefusedError(str(error)) from error


def as_sent(request: HttpRequest, proposal: Proposal, *, is_trial: bool) -> HttpRequest:
    """Return `request` as if its proposer sent the form again. What a trial says is said to nobody."""
    sent: Any = copy(request)
    sent.method, sent.user, sent.approves = "POST", proposal.proposer, True
    sent._post, sent._files = proposal.data(), _files_of(request, proposal)
    if is_trial:
        sent._messages = CookieStorage(sent)
    return cast("HttpRequest", sent)


def _files_of(request: HttpRequest, proposal: Proposal) -> Files:
    """Return the files of a proposal, for one request the same ones: with what is made of them (publishing.storage)."""
    known = _files_by_proposal(request)
    if proposal.pk not in known:
        files = known[proposal.pk] = Files()
        for file in proposal.files.all():
            upload = SimpleUploadedFile(file.name, bytes(file.content), file.content_type)
            files.appendlist(file.field, upload)
    return known[proposal.pk]


def _files_by_proposal(request: HttpRequest) -> dict[int, Files]:
    """Return the files of proposals that `request` has asked for, by their keys."""
    known: dict[int, Files] = vars(request).setdefault("files_by_proposal", {})
    return known


def _locked(proposal: Proposal) -> Proposal:
    """Read a proposal anew under a lock: of two who decide at once the second finds it decided."""
    records.take_turn()
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("proposer")
    row = rows.get(pk=proposal.pk)
    if not row.is_waiting:
        raise ProposalRefusedError(
            _("It was decided meanwhile: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def _item(proposal: Proposal) -> models.Model:
    if proposal.item is None:
        raise ProposalRefusedError(_("“%(item)s” is no longer there.") % {"item": proposal.name})
    return cast("models.Model", proposal.item)


def _account(by: Actor) -> User:
    """Return the account of somebody who is logged in at the desk."""
    return cast("User", by.account)


def _settle(row: Proposal, state: ProposalState, by: Actor, why: str = "") -> None:
    row.state, row.why = state, why
    row.settled_by, row.settled_at, row.tried = _account(by), timezone.now(), None
    row.save(update_fields=["state", "why", "settled_by", "settled_at", "tried"])


OPEN = (ProposalState.WAITING, ProposalState.REJECTED, ProposalState.WITHDRAWN)


def is_possible(proposal: Proposal) -> bool:
    """Whether its form can be filled in again: files and choices among rows would have to be chosen anew."""
    return proposal.deed in (EDIT, ACT) and proposal.state in OPEN


def begin(request: HttpRequest, proposal: Proposal) -> str:
    """Take the user's own proposal back, if it waits, and return the address of its form.

    Raises ProposalRefusedError for another's, and for one that is done.
    """
    if proposal.proposer_id != request.user.pk or not is_possible(proposal):
        raise ProposalRefusedError(
            _("Only whoever proposed it writes it anew, and not what is done.")
        )
    if proposal.is_waiting:
        take_back(proposal, by=Actor("", None, request.user))
    if proposal.deed == ACT:
        address = reverse("admin:events_event_act", args=[proposal.object_id, proposal.code])
        return f"{address}?{AGAIN}={proposal.pk}"
    opts = proposal.thing._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_change"
    address = reverse(name, args=[quote(proposal.object_id)])
    texts = revisions.texts_of(type(proposal.thing)) | {SHOWN}
    values = {name: one[-1] for name, one in proposal.sent.items() if name in texts and one}
    KeptForm.objects.update_or_create(
        user=request.user,
        address=address,
        tab=sign_of(proposal.pk),
        defaults={"values": values, "kept_at": timezone.now()},
    )
    return f"{address}?{AGAIN}={proposal.pk}"


def asked_for(request: HttpRequest, item: object, code: str) -> QueryDict | None:
    """Return what was sent of the user's own act that the address asks to write anew; None for none."""
    key = request.GET.get(AGAIN, "")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    rows = Proposal.objects.filter(proposer_id=request.user.pk, deed=ACT, code=code)
    row = rows.filter(pk=int(key)).first()
    if row is None or row.item != item:
        return None
    data = row.data()
    for name in ("save", "preview", "whole"):
        data.pop(name, None)
    return data

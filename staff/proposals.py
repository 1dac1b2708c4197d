"""What waits for a second person: proposed, approved, rejected, taken back, and what is said of it. ADR 0025.

Each form of the desk that can wait says of itself what a proposal is while it is sent on. A proposal can be written anew
by its proposer: its texts stand in the form again, with what the page showed then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from i18n.characters import cleaned
from i18n.texts import StrOrPromise, lazy_sentence
from publishing import clock, four_eyes, outbox, records
from publishing.models import SentForm
from publishing.permissions import Actor, demand, may, name_of_right
from publishing.storage import removed_on_error
from staff import comments, conflicts, cover, hands, kept_files, revisions
from staff.conflicts import SHOWN, Conflict
from staff.idempotency import ONCE, LedElsewhereError
from staff.kept_forms import AGAIN, TAB, name_sent, sign_of
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
class WrittenAnew:
    """What was written into a form: its texts as staff.kept_forms keeps them, and in words what has to be chosen anew."""

    values: Mapping[str, str] = field(default_factory=dict)
    chosen: Sequence[str] = ()


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
    #: What its form is filled in with to be written anew, of what was sent.
    anew: "Callable[[HttpRequest, Proposal], WrittenAnew] | None" = None
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
        proposer=cast("User", request.user),
    )
    files = _files_by_proposal(request)[proposal.pk] = Files()
    for name, file in request.FILES.items():
        assert isinstance(file, UploadedFile)  # noqa: S101 (the last of a field, never all)
        # Not under a name that no field of ours has, and that no column holds.
        if "\0" not in name and len(name) <= LONGEST_FIELD:
            _keep_file(proposal, name, file)
            files.appendlist(name, file)
    if (door := DOORS[deed]).hangs_on:
        # A refusal is tried at each look.
        with suppress(ProposalRefusedError):
            _tried_and_kept(request, proposal, door, conflicts.shown_items([proposal.thing]))
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
    if door.hangs_on is None:
        return tried(request, proposal, door)
    kept = proposal.tried
    if kept and kept["token"] == _token(proposal, door, shown):
        return Outcome.of_kept(kept["outcome"])
    return _tried_and_kept(request, proposal, door, shown)


def _token(proposal: Proposal, door: Door, shown: str) -> str:
    return token_of(proposal, shown, door.hangs_on(proposal) if door.hangs_on else "")


def forget_outcome(proposal: Proposal) -> None:
    """Let what the proposal would do be tried anew from now on; what came of it last stays to be read, once it is over."""
    if proposal.tried:
        proposal.tried = _over(proposal.tried["outcome"])
        Proposal.objects.filter(pk=proposal.pk).update(tried=proposal.tried)


def _over(outcome: dict[str, Any]) -> dict[str, Any]:
    """Return as what an outcome is kept that holds no more, or never by itself: there is no such token."""
    return {"token": "", "outcome": outcome}


def keep_outcome(request: HttpRequest, proposal: Proposal) -> None:
    """Keep what the proposal would do, where each look tries it anew: it is over in a moment, and still to be read."""
    door = DOORS[proposal.deed]
    if proposal.is_waiting and proposal.tried is None and door.hangs_on is None:
        with suppress(ProposalRefusedError):
            kept = _over(tried(request, proposal, door).kept())
            Proposal.objects.waiting().filter(pk=proposal.pk).update(tried=kept)


def was_to_do(proposal: Proposal) -> Outcome | None:
    """Return what a proposal did that is over, or would have done as it was tried last; None where that is not known."""
    return Outcome.of_kept(proposal.tried["outcome"]) if proposal.tried else None


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
    row.tried = _over(outcome.kept())
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
    row.settled_by, row.settled_at = _account(by), timezone.now()
    row.tried = _over(row.tried["outcome"]) if row.tried else None
    row.save(update_fields=["state", "why", "settled_by", "settled_at", "tried"])
    # Whoever goes back to the form and sends it again proposes again: it is no second click any more.
    SentForm.objects.filter(
        user=row.proposer, led_to=reverse("admin:proposal", args=[row.pk])
    ).delete()


OPEN = (ProposalState.WAITING, ProposalState.REJECTED, ProposalState.WITHDRAWN)


def is_possible(proposal: Proposal) -> bool:
    """Whether its form can be filled in again."""
    return proposal.deed in (EDIT, ACT, DECISION, CORRECTION) and proposal.state in OPEN


def begin(request: HttpRequest, proposal: Proposal) -> str:
    """Take the user's own proposal back, if it waits, and return the address of its form.

    What has to be chosen anew is said: choices among rows. Its files are offered in the form. Raises ProposalRefusedError for another's, and for one that is done.
    """
    if proposal.proposer_id != request.user.pk or not is_possible(proposal):
        raise ProposalRefusedError(
            _("Only whoever proposed it writes it anew, and not what is done.")
        )
    if proposal.is_waiting:
        keep_outcome(request, proposal)
        take_back(proposal, by=Actor("", None, request.user))
    anew = DOORS[proposal.deed].anew
    written = anew(as_sent(request, proposal, is_trial=True), proposal) if anew else WrittenAnew()
    if written.chosen:
        sentence = _("What is no text has to be chosen anew: %(what)s.")
        messages.warning(request, sentence % {"what": "; ".join(written.chosen)})
    address = _form_of(request, proposal, written)
    _offer_files(request, proposal, address.partition("?")[0])
    return address


def _offer_files(request: HttpRequest, proposal: Proposal, address: str) -> None:
    """Let the form of a proposal offer the files that came with it."""
    sent, files = proposal.data(), _files_of(request, proposal).items()
    again = {name_sent(sent, name): one for name, one in files if isinstance(one, UploadedFile)}
    kept_files.keep_again(request, address, sign_of(proposal.pk), again)
    if again:
        sentence = _("Offered again at their fields, to be chosen there: %(what)s.")
        names = "; ".join(str(file.name) for file in again.values())
        messages.warning(request, sentence % {"what": names})


def _form_of(request: HttpRequest, proposal: Proposal, written: WrittenAnew) -> str:
    """Return the address of the form of a proposal, which knows what was written in it."""
    key, anew = proposal.object_id, f"{AGAIN}={proposal.pk}"
    match proposal.deed:
        case "act":
            return f"{reverse('admin:events_event_act', args=[key, proposal.code])}?{anew}"
        case "correct":
            return f"{reverse('admin:documents_document_correct', args=[key])}?{anew}"
        case "decide":
            events = "".join(f"{CHOSEN}={key}&" for key in sorted(proposal.keys))
            return f"{reverse('admin:events_event_decide')}?{events}{anew}"
    opts = proposal.thing._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(key)])
    values = {SHOWN: proposal.sent.get(SHOWN, [""])[-1], **written.values}
    KeptForm.objects.update_or_create(
        user=cast("User", request.user),
        address=address,
        tab=sign_of(proposal.pk),
        defaults={"values": values, "kept_at": timezone.now()},
    )
    return f"{address}?{anew}"


def asked_for(request: HttpRequest, deed: str, **which: Any) -> QueryDict | None:
    """Return what was sent of the user's own `deed` that the address asks to write anew; None for none.

    `which` says of which thing, or what act, by the fields of a proposal.
    """
    key = request.GET.get(AGAIN, "")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    rows = Proposal.objects.filter(proposer_id=request.user.pk, deed=deed, **which)
    row = rows.filter(pk=int(key)).first()
    if row is None:
        return None
    data = row.data()
    for name in ("save", "preview", "whole"):
        data.pop(name, None)
    return data

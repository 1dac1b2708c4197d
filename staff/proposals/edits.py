"""What somebody writes into the form of a public thing: it waits, and an approval sends the form on."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms import ModelForm, Textarea
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from events.models import AbstractPhoto
from i18n.texts import StrOrPromise, bcp47, column, content_languages, in_each
from publishing import clock, storage
from publishing.models import Translated
from publishing.permissions import PUBLISH, NotAllowedError
from publishing.translations import free_texts
from staff import conflicts, kept_forms, kinds, photos, revisions, stale_forms
from staff.models.proposals import Proposal
from staff.proposals import doors, proposing
from staff.proposals.doors import EDIT, Door, ProposalRefusedError, Sending, WrittenAnew
from staff.proposals.outcomes import Outcome, ProposedDifference

#: What is said of a form that others overtook, to whoever looks at what was sent in it.
STALE = gettext_lazy(
    "This was changed after it was proposed. Nothing is written yet: compare what is stored now with what was "
    "proposed, and reject it, or let it be written anew."
)


class ProposedEdits(stale_forms.GuardedAdmin):
    """Makes a proposal of what is sent where it would change what is public."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        context["has_review"] = settings.FOUR_EYES
        if (item := context.get("original")) is not None:
            context["waits"] = proposing.waits(request, item)
            context["proposals"] = _waiting(request, item) if settings.FOUR_EYES else ()
        return super().render_change_form(request, context, *others, **more)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not (change and proposing.waits(request, obj)):
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        waits = change and proposing.waits(request, form.instance)
        if not waits or photos.only_holds_back(form, formsets):
            super().save_related(request, form, formsets, change)
        elif stale_forms.is_touched(form, formsets):
            photos.hold_back(request, formsets)
            request.proposal = proposing.propose(request, form.instance, EDIT)  # type: ignore[attr-defined]  # below
            storage.discard()

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        if getattr(request, "proposal", None):
            return doors.logged(gettext_lazy("texts and links"))
        return super().construct_change_message(request, form, formsets, add)

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        if proposal := getattr(request, "proposal", None):
            return proposing.said(request, proposal)
        return super().response_change(request, obj)


def _waiting(request: HttpRequest, item: models.Model) -> list[tuple[Proposal, bool]]:
    """Return what waits of `item`, and whether the user may look at it: of several events they may not see all."""
    rows = list(proposing.of_item(item).waiting())
    kind = ContentType.objects.get_for_model(item)
    others = {key for row in rows for key in row.keys} - {item.pk}
    seen = {key for _kind, key in kinds.visible(request, ((kind, key) for key in others))}
    return [(row, row.keys <= {item.pk, *seen}) for row in rows]


def _carry_out(sending: Sending) -> Outcome:
    """Send the form as its proposer did, and save it under the eyes of whoever answers for it."""
    request, proposal = sending.request, sending.proposal
    desk: Any = admin.site.get_model_admin(type(sending.item))
    try:
        item = desk.get_object(request, str(proposal.object_id))
    except NotAllowedError as error:  # outside of what the proposer reaches by now
        raise ProposalRefusedError(no_longer(proposal)) from error
    if item is None or not desk.has_change_permission(request, item):
        raise ProposalRefusedError(no_longer(proposal))
    form, formsets = _forms(desk, request, item)
    if not all([form.is_valid(), all_valid(formsets)]):
        collided = [c for c in stale_forms.all_conflicts(form, formsets) if not c.merged]
        raise ProposalRefusedError(" ".join(_faults(form, formsets)), collided)
    told = in_each(lambda: tuple(_with_pictures(proposal, form, formsets)))
    if not any(told.values()):
        raise ProposalRefusedError(
            _("Nothing is left to change: what was proposed stands already.")
        )
    stays_hidden = photos.stay_held_back(form, formsets)
    saved = desk.save_form(request, form, change=True)
    desk.save_model(request, saved, form, True)
    desk.save_related(request, form, formsets, True)
    return Outcome(gettext_lazy("texts and links"), told, stays_hidden)


def form_of(desk: Any, request: HttpRequest, item: models.Model) -> Any:
    """Return the form of `item` as Django's admin makes it of what was sent."""
    fields = flatten_fieldsets(desk.get_fieldsets(request, item))
    form_class = desk.get_form(request, item, change=True, fields=fields)
    return form_class(request.POST, request.FILES, instance=item)


def _forms(desk: Any, request: HttpRequest, item: models.Model) -> tuple[Any, list[Any]]:
    """Return the form of `item` and those of the rows below it."""
    form = form_of(desk, request, item)
    formsets, _inlines = desk._create_formsets(request, form.instance, change=True)
    return form, formsets


def _with_pictures(
    proposal: Proposal, form: Any, formsets: Sequence[Any]
) -> Iterator[ProposedDifference]:
    """Yield what the forms change, each new picture before what is said of it."""
    pictures = dict(_pictures(proposal, formsets))
    for row, difference in _differences(form, formsets):
        if row in pictures:
            yield pictures.pop(row)
        yield difference
    yield from pictures.values()
    for order in photos.moved(formsets):
        yield ProposedDifference(str(order.label), order.before, order.after)


def _differences(form: Any, formsets: Sequence[Any]) -> Iterator[tuple[str, ProposedDifference]]:
    """Yield what each field changes, with the prefix of its form."""
    item = form.instance
    texts = free_texts(type(item)) if isinstance(item, Translated) else ()
    columns = {
        column(text.name, code): (f"{text.verbose_name}, {name}", bcp47(code))
        for text in texts
        for code, name in content_languages()
    }
    of_photos = {
        column(name, code): bcp47(code)
        for name in AbstractPhoto.REQUIRED_TEXTS
        for code, _name in content_languages()
    }
    for change in revisions.changes(form, formsets):
        row, _dash, name = change.field.rpartition("-")
        own = str(change.label), of_photos.get(name, "") if row else ""
        label, language = columns.get(change.field, own)
        before, after = str(change.before), str(change.after)
        yield row, ProposedDifference(label, before, after, language, linked=change.linked)


def _pictures(
    proposal: Proposal, formsets: Sequence[Any]
) -> Iterator[tuple[str, ProposedDifference]]:
    for new in photos.new_pictures(formsets):
        address = reverse("admin:proposal_picture", args=[proposal.pk, new.field])
        row = new.field.rpartition("-")[0]
        yield row, ProposedDifference(new.label, "", new.said, picture=address)


def _faults(form: Any, formsets: Sequence[Any]) -> Iterator[str]:
    rows = [row for formset in formsets for row in formset.forms]
    for one in (form, *rows):
        yield from faults_of(one)
    for formset in formsets:
        yield from map(_to_reviewer, formset.non_form_errors())


def faults_of(form: Any) -> Iterator[str]:
    """Yield what is wrong with a form, in words."""
    for name, errors in form.errors.items():
        label = f"{form[name].label}: " if name in form.fields else ""
        yield from (f"{label}{_to_reviewer(error)}" for error in errors)


def _to_reviewer(error: StrOrPromise) -> str:
    """Return what a form says to its editor as whoever looks at it is told it."""
    return str(STALE if error == conflicts.STALE else error)


def no_longer(proposal: Proposal) -> str:
    return _(
        "%(who)s may no longer propose this. Reject it, or let somebody who may propose it anew."
    ) % {"who": proposal.proposer}


def item_alone(_proposal: Proposal) -> str:
    """Say of a form that what it does hangs on nothing but its item: not on the day, as far as that only allows more."""
    return ""


def item_and_day(_proposal: Proposal) -> str:
    """Say of a form that what it does hangs on the day too."""
    return str(clock.today())


#: Fields that hold a text, as a browser calls them: what is kept of them comes back into the form (keep.js).
TEXTS = {"text", "url", "date", "time", "number"}


def _anew(request: HttpRequest, proposal: Proposal) -> WrittenAnew:
    """Return what the proposer changed, by the names that staff.kept_forms has for fields; and what is no text, in words."""
    desk: Any = admin.site.get_model_admin(type(proposal.item))
    item = desk.get_object(request, str(proposal.object_id))
    if item is None:
        return WrittenAnew()
    form, formsets = _forms(desk, request, item)
    values, chosen = {}, []
    for one, formset in [(form, None), *((row, some) for some in formsets for row in some.forms)]:
        for name in one.changed_data if formset is None or one.has_changed() else ():
            bound = one[name]
            widget = bound.field.widget
            if isinstance(widget, Textarea) or getattr(widget, "input_type", "") in TEXTS:
                values[kept_forms.name_of(one, formset, name)] = str(bound.data or "")
            elif not revisions.SILENT.search(name):
                is_stored_row = formset is not None and one.instance.pk
                label = revisions.label_in_row(one, bound.label) if is_stored_row else bound.label
                chosen.append(f"{label} – {conflicts.in_words_lazy(bound.field, bound.data)}")
    return WrittenAnew(values, chosen)


def _work_on_files(request: HttpRequest, item: models.Model) -> None:
    desk: Any = admin.site.get_model_admin(type(item))
    desk.prepare_uploads(request)


DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("texts and links"),
    _carry_out,
    work_on_files=_work_on_files,
    hangs_on=item_alone,
    anew=_anew,
)

"""The base of every form in the admin: a stale one undoes nothing, an untouched one writes nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy

from publishing import records
from staff import (
    conflicts,
    exports,
    forms,
    history,
    idempotency,
    kept_files,
    kept_forms,
    log,
    open_forms,
    revisions,
)
from staff.scope import is_key

#: Characters of a text that somebody changed meanwhile, in the message after a save.
LONGEST_TOLD = 200

#: In the address of a form: the revision whose earlier text is put into it.
RESTORE = "restore"
#: Said where an earlier text is asked for that finds no field.
NOT_RESTORED = gettext_lazy(
    "The earlier text is not put into the form: what it belonged to is gone, or you do not change it here."
)


class GuardedAdmin(log.LoggingAdmin, exports.ExportedListAdmin):
    """Locks a row before it is compared and written, and writes what the editor changed."""

    form = forms.GuardedModelForm
    change_form_template = "admin/publishing/guarded_change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and self._may_write(request, object_id):
            kept_files.put_back(request)
            self.prepare_uploads(request)
        context = {**kept_forms.context(request), **(extra_context or {})}
        if object_id:
            context["presence"] = open_forms.token(request)
        if request.method == "GET" and RESTORE in request.GET:
            item = self.get_object(request, unquote(object_id)) if object_id else None
            context["restored"] = history.asked_for(request, item)
        answer = partial(super().changeform_view, request, object_id, form_url, context)
        response = idempotency.once(request, answer)
        if request.method == "POST" and idempotency.is_done(response):
            kept_forms.forget(request)
            kept_files.forget(request)
        return response

    def prepare_uploads(self, request: HttpRequest) -> None:
        """Work on what takes long, before the turn to write is taken. See publishing.storage."""

    def _may_write(
        self, request: HttpRequest, object_id: str | None, item: models.Model | None = None
    ) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, item)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out what no row can be known by: an address may tell a form anything."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self._can_be(name, value)}

    def _can_be(self, name: str, value: Any) -> bool:
        field = getattr(self.model, name, None)
        relation = getattr(field, "field", None)
        if not isinstance(relation, models.ForeignKey | models.ManyToManyField):
            return True
        keys = value if isinstance(value, list) else [value]
        return all(is_key(relation.remote_field.model, key) for key in keys)

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet, *others: Any
    ) -> HttpResponse | None:
        """Leave out what no row can be known by, and refuse what is outside: a script may choose anything."""
        data = request.POST.copy()
        keys = data.getlist(ACTION_CHECKBOX_NAME)
        data.setlist(ACTION_CHECKBOX_NAME, [key for key in keys if is_key(self.model, key)])
        self.refuse_outside(request, keys)
        request.POST = data  # type: ignore[assignment]  # a copy may be altered
        return super().response_action(request, queryset, *others)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """What was typed into the form of a thing that is gone is shown, and stays kept."""
        match = request.resolver_match
        if request.method == "POST" and match and str(match.url_name).endswith("_change"):
            raise Http404
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc,no-any-return]  # Django's own

    def _get_preserved_qsl(
        self, request: HttpRequest, preserved_filters: str
    ) -> list[tuple[str, str]]:
        """Leave out what was put into the form when it was opened: it is saved, and would be put over what comes next."""
        pairs = super()._get_preserved_qsl(request, preserved_filters)  # type: ignore[misc]  # Django's own
        return [pair for pair in pairs if pair[0] not in (RESTORE, kept_forms.AGAIN)]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return idempotency.once(request, partial(self._history, request, object_id, extra_context))

    def _history(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        item = self.get_object(request, unquote(object_id))
        rows = []
        if item is not None and self.has_view_or_change_permission(request, item):
            may_change = self.has_change_permission(request, item)
            rows = history.of_item(item, may_change=may_change, reader=request.user)
        context = {"revisions": rows, **(extra_context or {})}
        answer = super().history_view(request, object_id, context)
        for entry in getattr(answer, "context_data", {}).get("action_list", ()):
            entry.change_message = log.sentence_of(entry, request.user)
        return answer

    def response_add(
        self, request: HttpRequest, obj: models.Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Lead on to where the editor may look: not each who may add may also see."""
        if "_continue" in request.POST and not self.has_view_or_change_permission(request, obj):
            data = request.POST.copy()
            del data["_continue"]
            request.POST = data  # type: ignore[assignment]  # a copy may be altered
        return super().response_add(request, obj, post_url_continue)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        """Find the item; for a write, wait for our turn, lock it and read it anew."""
        item: models.Model | None = super().get_object(request, object_id, from_field)
        if item is not None and request.method == "POST":
            records.take_turn()
            rows = self.model._base_manager.select_for_update()
            if not rows.filter(pk=item.pk).exists():
                return None
            item.refresh_from_db(from_queryset=rows)
        return item

    def written(self, form: ModelForm) -> list[str]:
        """Return the columns that a save of `form` writes: those that the editor changed."""
        columns = {field.name for field in form.instance._meta.concrete_fields}
        return [name for name in form.changed_data if name in columns]

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        if not change:
            super().save_model(request, obj, form, change)
        elif names := self.written(form):
            obj.save(update_fields=names)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        if not change or is_touched(form, formsets):
            told = revisions.record(request, form, formsets)
            request.told_changes = told  # type: ignore[attr-defined]  # for the log
            self.save_links(request, form, formsets, change)

    def save_links(
        self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        """Save what hangs on the row. Not called where nothing was changed."""
        super().save_related(request, form, formsets, change)

    # --- what is said ---------------------------------------------------------------------

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        request.merged = list(all_conflicts(form, formsets or ()))  # type: ignore[attr-defined]  # below
        if add or is_touched(form, formsets):
            message = super().construct_change_message(request, form, formsets, add)
            told = getattr(request, "told_changes", [])
            return message if add or not told else log.logged(message, told, form.instance)
        request.is_untouched = True  # type: ignore[attr-defined]  # for message_user
        return []

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: Any = messages.INFO,
        *others: Any,
        **more: Any,
    ) -> None:
        """Say of what was saved untouched that it stays, in the place of success."""
        if getattr(request, "is_untouched", False):
            message, level = _("You changed nothing, so nothing was written."), messages.INFO
        super().message_user(request, message, level, *others, **more)
        for merged in getattr(request, "merged", ()):
            words = _("Changed by somebody else meanwhile, and kept: %(field)s – %(text)s")
            parts = {"field": merged.label, "text": Truncator(merged.stored).chars(LONGEST_TOLD)}
            super().message_user(request, words % parts, messages.INFO)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        item, form = context.get("original"), context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if self._may_write(request, item and str(item.pk), item):
            context["kept_files"] = kept_files.offer(request, form, formsets)
        if item is not None:
            context |= guard_context(item, form, formsets)
        if request.method == "GET" and RESTORE in request.GET:
            restored = context.get("restored")
            if restored is None or not restored.values.keys() <= _names(form, formsets):
                context["restored"] = None
                messages.warning(request, NOT_RESTORED)
        return super().render_change_form(request, context, *others, **more)


def stored_rows(formsets: Sequence[Any]) -> Iterator[ModelForm]:
    """Yield the forms of the rows that there are already, in the order of the page."""
    for formset in formsets:
        yield from formset.initial_forms


def _names(form: ModelForm, formsets: Sequence[Any]) -> set[str]:
    """Return the names of the fields on a page in which somebody may write."""
    forms_of_page = [form, *stored_rows(formsets)]
    return {
        one.add_prefix(name)
        for one in forms_of_page
        for name, field in one.fields.items()
        if not field.disabled
    }


def guard_context(item: models.Model, form: Any, formsets: Sequence[Any] = ()) -> dict[str, Any]:
    """Return what a page with a form says of edit conflicts, and what it hides."""
    when, who = last_change(item)
    met = list(all_conflicts(form, formsets))
    return {
        "shown": conflicts.shown_by(form, formsets),
        "conflicts": met,
        "together": [
            *(one for one in met if one.merged),
            *(all_alone(form, formsets) if met else ()),
        ],
        "changed_at": when,
        "changed_by": who,
    }


def is_touched(form: ModelForm, formsets: Sequence[Any]) -> bool:
    """Whether the editor changed anything."""
    return form.has_changed() or any(formset.has_changed() for formset in formsets)


def all_conflicts(form: Any, formsets: Sequence[Any]) -> Iterator[conflicts.Conflict]:
    """Yield what somebody changed while the page was open, in the order of the page."""
    yield from conflicts.conflicts_of(form)
    for formset in formsets:
        yield from conflicts.conflicts_of(formset)
        for row in formset.initial_forms:
            yield from conflicts.conflicts_of(row)


def all_alone(form: Any, formsets: Sequence[Any]) -> Iterator[conflicts.Conflict]:
    """Yield what the editor of a stale page wrote and nobody else did, in the order of the page."""
    for one in (form, *stored_rows(formsets)):
        if isinstance(one, conflicts.GuardedForm):
            yield from one.alone()


def last_change(item: models.Model) -> tuple[datetime | None, str]:
    """Return when `item` was changed last and by whom: "" for what is not in the log."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk)
    )
    entry = entries.select_related("user").order_by("-action_time").first()
    updated: datetime | None = getattr(item, "updated_at", None)
    if entry is None or (updated and entry.action_time < updated):
        return updated, ""
    return entry.action_time, str(entry.user)

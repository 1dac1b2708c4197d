"""Reasons that were given in one language: which wait for a translator, and the page on which they are added."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _, gettext_lazy

from events.actions.changes import ChangeRefusedError
from events.actions.reasons import add_reason, told_with
from events.models import Change, Event
from i18n.texts import CODES, content_languages, text_of
from publishing import clock
from publishing.enums import TranslationState
from publishing.permissions import TRANSLATE, Actor, may
from staff import idempotency
from staff.fact_forms import text_fields, text_name
from staff.scope import scope_of
from staff.scoped import ScopedAdmin, is_key
from staff.translations import Task, Work
from website.presenters.decision import title_of
from website.presenters.headlines import headline


class ReasonForm(forms.Form):
    """Asks for the reason of `change` in the languages in which nobody has given it."""

    def __init__(self, change: Change, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.reasons = {code: text for code, text in change.reasons().items() if text}
        values, fields = data or {}, text_fields("reason", rows=3)
        for code, _label in content_languages():
            name = text_name("reason", code)
            # What somebody wrote is kept on the page, also where the language was filled meanwhile.
            if code not in self.reasons or values.get(name):
                self.fields[name] = fields[name]

    def leave_out(self, codes: Iterable[str]) -> None:
        """Ask for none of the languages that are not the translator's."""
        for code in codes:
            self.fields.pop(text_name("reason", code), None)

    def texts(self) -> dict[str, str]:
        """Return what was written, by language."""
        values = {code: self.cleaned_data.get(text_name("reason", code), "") for code in CODES}
        return {code: text for code, text in values.items() if text}


class ReasonPages(ScopedAdmin):
    """Adds to the admin of changes the page on which a reason is translated."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/reason/",
            self.admin_site.admin_view(self.reason_view),
            name="events_change_reason",
        )
        return [page, *super().get_urls()]

    def reason_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return idempotency.once(request, partial(self._reason_once, request, object_id))

    def _reason_once(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what was given, to whoever sees events; then add what a translator sends."""
        may_look = self.admin_site.get_model_admin(Event).has_view_permission(request)
        may_add = may(request.user, TRANSLATE, Event)
        if not may_look or (request.method == "POST" and not may_add):
            raise PermissionDenied
        self.refuse_outside(request, [object_id])
        change = Change.objects.filter(pk=object_id).first() if is_key(Change, object_id) else None
        if change is None:
            raise Http404
        form = ReasonForm(change, request.POST if request.method == "POST" else None)
        form.leave_out(
            code for code in CODES if not may(request.user, TRANSLATE, change.event, code)
        )
        if form.is_bound and form.is_valid():
            try:
                add_reason(change, form.texts(), by=Actor.of(request.user, clock.now()))
            except ChangeRefusedError as error:
                form.add_error(None, str(error))
            else:
                return self._added(request, change)
        return self._reason_page(request, change, form)

    def _added(self, request: HttpRequest, change: Change) -> HttpResponse:
        for one in told_with(change):
            self.log_change(request, one.event, _("Reason translated."))
        messages.success(request, _("The reason was added. Visitors read it now."))
        return HttpResponseRedirect(request.path)

    def _reason_page(self, request: HttpRequest, change: Change, form: ReasonForm) -> HttpResponse:
        names, scope = dict(content_languages()), scope_of(request.user)
        shown = [one for one in told_with(change) if scope.covers(one)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translate the reason"),
            "subtitle": _name(shown),
            "opts": self.opts,
            "form": form,
            "may_add": may(request.user, TRANSLATE, Event),
            "reasons": [(code, names[code], text) for code, text in form.reasons.items()],
            "events": [one.event for one in shown],
        }
        return TemplateResponse(request, "admin/events/change/reason.html", context)


def work(request: HttpRequest, site: AdminSite, code: str) -> Iterator[Work]:
    """Yield the reasons that wait in a language, if the user may see events: a decision's once. Two queries."""
    if not site.get_model_admin(Event).has_view_permission(request):
        return
    alike: dict[object, list[Change]] = {}
    rows = scope_of(request.user).within(Change.objects.lacking_reason(code))
    for change in rows.select_related("event").order_by("-pk"):
        alike.setdefault(change.decision_id or change.pk, []).append(change)
    if alike:
        tasks = [_task(changes) for changes in alike.values()]
        yield Work(str(gettext_lazy("reasons of changes")), tasks)


def _task(changes: list[Change]) -> Task:
    return Task(
        name=_name(changes),
        url=reverse("admin:events_change_reason", args=[changes[0].pk]),
        state=TranslationState.ABSENT,
        since=None,
        changed=(),
        lacking=(str(Change._meta.get_field("reason").verbose_name),),
    )


def _name(changes: list[Change]) -> str:
    """Return what happened, and to which event; of a decision, to how many."""
    first = changes[0]
    if first.decision_id:
        return title_of(first.kind, len(changes))
    words = {"what": headline(first.state()), "event": text_of(first.event, "title")}
    return _("%(what)s: %(event)s") % words

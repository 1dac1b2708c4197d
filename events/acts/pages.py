"""The pages on which an editor changes the facts of an event: a form, then what will be seen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from events.acts.forms import BareForm
from events.acts.preview import in_words, preview
from events.acts.table import ACTS, Act, offered
from events.changes import ChangeRefusedError
from events.rows.cards import city_names, place_of
from events.rows.clock_times import say_event
from events.rows.steps import steps
from events.states import Format, Status
from publishing import clock

if TYPE_CHECKING:
    from events.models import Event

FORM = "admin/events/event/act.html"
PREVIEW = "admin/events/event/act_preview.html"


class ActPages(admin.ModelAdmin):
    """Adds to the admin of events the acts that an event allows, and the pages behind them."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/act/<slug:code>/",
            self.admin_site.admin_view(self.act_view),
            name="events_event_act",
        )
        return [page, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **options: Any
    ) -> HttpResponse:
        event = options.get("obj")
        if event is not None and event.pk:
            may_act = self.has_change_permission(request, event)
            context["acts"] = offered(event, clock.today()) if may_act else []
            context["steps"] = steps(event.changes.all(), city_names())
        return super().render_change_form(request, context, *others, **options)

    @transaction.atomic
    def act_view(self, request: HttpRequest, object_id: str, code: str) -> HttpResponse:
        """Show the form; then, when it is valid, what will be seen; then save."""
        act, event = ACTS.get(code), self.get_object(request, object_id)
        if act is None or event is None:
            raise Http404
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        now = clock.now()
        if act not in offered(event, now.date()):
            messages.error(request, _("This is not possible in the present state of the event."))
            return self._to_event(event)
        form = act.form(event, now.date(), request.POST if request.method == "POST" else None)
        if not form.is_bound or "back" in request.POST or not form.is_valid():
            return self._page(request, FORM, event, {"act": act, "form": form})
        try:
            return self._answer(request, event, act, form, now)
        except ChangeRefusedError as error:
            form.add_error(None, str(error))
            return self._page(request, FORM, event, {"act": act, "form": form})

    def _answer(
        self, request: HttpRequest, event: Event, act: Act, form: BareForm, now: datetime
    ) -> HttpResponse:
        if "save" not in request.POST:
            shown = preview(event, act, form, now)
            context = {"act": act, "form": form, "previews": shown}
            return self._page(request, PREVIEW, event, context)
        change = act.write(event, form)
        self.log_change(request, event, in_words(change) or str(_("Closed without outcome.")))
        messages.success(request, _("Saved: “%(event)s”.") % {"event": event.title})
        return self._to_event(event)

    def _page(
        self, request: HttpRequest, template: str, event: Event, context: dict[str, Any]
    ) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            **context,
            "title": context["act"].label,
            "subtitle": event.title,
            "opts": self.opts,
            "original": event,
            "present": facts_in_words(event),
        }
        return TemplateResponse(request, template, page)

    def _to_event(self, event: Event) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))


def facts_in_words(event: Event) -> list[str]:
    """Return date, place, format and status of `event`, in the active language."""
    facts = [say_event(event), place_of(event)]
    labels = [Format(event.format).label, Status(event.status).label]
    return [fact for fact in (*facts, *map(str, labels)) if fact]

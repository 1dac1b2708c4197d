"""Reasons that were given in one language: which wait for a translator, and the page on which they are added."""

from collections.abc import Iterator
from functools import partial

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
from i18n.texts import CODES, content_languages
from publishing import clock
from publishing.enums import TranslationState
from publishing.permissions import TRANSLATE, Actor, may
from staff import kept_forms, translation_status
from staff.fact_forms import ReasonForm
from staff.log import LoggingAdmin
from staff.models.proposals import REASON
from staff.proposals import doors, proposing
from staff.proposals.doors import ProposalRefusedError
from staff.scope import ScopedAdmin, is_key, scope_of
from staff.translation_status import name_of_change
from staff.translations import Task, Work


class ReasonPages(LoggingAdmin, ScopedAdmin):
    """Adds to the admin of changes the page on which a reason is translated."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/reason/",
            self.admin_site.admin_view(self.reason_view),
            name="events_change_reason",
        )
        return [page, *super().get_urls()]

    def reason_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return kept_forms.once(request, partial(self._reason_once, request, object_id))

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
                if _waits(request, change):
                    return self._proposed(request, change)
                add_reason(change, form.texts(), by=Actor.of(request.user, clock.now()))
            except (ChangeRefusedError, ProposalRefusedError) as error:
                form.add_error(None, str(error))
            else:
                return self._added(request, change)
        return self._reason_page(request, change, form)

    def _proposed(self, request: HttpRequest, change: Change) -> HttpResponse:
        door, told = (REASON, translation_status.REASON_DOOR), told_with(change)
        events = [one.event_id for one in told]
        proposal = proposing.propose_if_possible(
            request, change.event, door, str(change.pk), events
        )
        what = doors.logged(gettext_lazy("translation of a reason"))
        for one in told:
            self.log_change(request, one.event, what)
        return proposing.said(request, proposal)

    def _added(self, request: HttpRequest, change: Change) -> HttpResponse:
        for one in told_with(change):
            self.log_change(request, one.event, gettext_lazy("Reason translated."))
        is_read = any(one.event.is_published for one in told_with(change))
        read = _("The reason was added. Visitors read it now.")
        unread = _("The reason was added. Visitors read it once the event is published.")
        messages.success(request, read if is_read else unread)
        return HttpResponseRedirect(request.path)

    def _reason_page(self, request: HttpRequest, change: Change, form: ReasonForm) -> HttpResponse:
        names, scope = dict(content_languages()), scope_of(request.user)
        shown = [one for one in told_with(change) if scope.covers(one)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translate the reason"),
            "subtitle": name_of_change(shown),
            "waits": _waits(request, change),
            "opts": self.opts,
            "form": form,
            **kept_forms.context(request),
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
        name=name_of_change(changes),
        url=reverse("admin:events_change_reason", args=[changes[0].pk]),
        state=TranslationState.ABSENT,
        since=None,
        changed=(),
        lacking=(str(Change._meta.get_field("reason").verbose_name),),
    )


def _waits(request: HttpRequest, change: Change) -> bool:
    """Whether a second person looks at a translation first: any of the events is public."""
    return any(proposing.waits(request, one.event) for one in told_with(change))

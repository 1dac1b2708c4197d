"""The form of an act that a bundle takes later: filled in and looked at as ever, then put in instead of saved."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy

from events.actions.changes import ChangeRefusedError
from events.models import Event
from publishing import clock
from publishing.permissions import RECORD, Actor, may
from publishing.workflow import PublicationRefusedError
from staff import conflicts, exports, kept_forms, looks
from staff.actions.registry import ACTIONS, Action, offered
from staff.actions.views import FORM, page_of_act, preview
from staff.bundles import actions, deeds
from staff.bundles.items import new_item
from staff.bundles.second_person import looking
from staff.log import LoggingAdmin
from staff.models import Bundle, Deed
from staff.models.proposals import kept
from staff.scope import scope_of

PREVIEW = "admin/staff/bundle/act_preview.html"
#: Of what a page sends, nothing that is of the form of an act.
BESIDE = {
    "csrfmiddlewaretoken",
    "once",
    "shown",
    kept_forms.TAB,
    "preview",
    "back",
    "save",
    deeds.DAY,
}


class ActPages(LoggingAdmin, exports.ExportedListAdmin):
    """Adds to the admin of bundles the page on which an act is filled in."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/act/<int:id>/<slug:code>/",
            self.admin_site.admin_view(self._act_view),
            name="staff_bundle_act",
        )
        return [page, *super().get_urls()]

    def _act_view(self, request: HttpRequest, object_id: str, **which: Any) -> HttpResponse:
        bundle = self.bundle_of(request, object_id)  # type: ignore[attr-defined]  # of BundleAdmin
        return kept_forms.once(request, partial(self._act, request, bundle, which))

    def _act(self, request: HttpRequest, bundle: Bundle, which: dict[str, Any]) -> HttpResponse:
        """Show the form; then, when it is valid, what will be seen; then put it in."""
        event, action = _event_of(request, which["id"]), ACTIONS.get(which["code"])
        by = actions.at_its_moment(bundle, Actor.of(request.user, clock.now()))
        if action is None or by.now is None:
            raise Http404
        sent = looks.sent(request)
        data = _data(bundle, event, action) if sent is None else sent
        form = action.form(event, by.now.date(), data)
        form.meet(conflicts.values_in(conflicts.shown_in(form.data), conflicts.ALONE))
        is_opened = sent is None  # what was typed is refused on its page
        context = {"act": action, "form": form, "back": bundle.get_absolute_url(), "bundle": bundle}
        context["is_opened"] = is_opened
        if action not in offered(event, by.now):
            problem = _("This is not possible in the present state of the event.")
            return self._refused(request, event, context, problem)
        if is_opened and (problem := actions.second_act(bundle, event, action.code)):
            return self._refused(request, event, context, problem)
        is_again = bool(looks.way(request, looks.BACK))
        is_ready = not is_opened and (is_again or form.is_valid())
        if is_ready and looks.is_sent(request):
            return looks.begin(request)
        if is_again or not is_ready:
            return self._act_page(request, FORM, event, context)
        try:
            if "save" in request.POST:
                return self._put_in(request, bundle, event, action)
            context["previews"] = preview(event, action, form, looking(by), by.now)
        except (ChangeRefusedError, PublicationRefusedError) as error:
            form.add_error(None, str(error))
            return self._act_page(request, FORM, event, context)
        return self._act_page(request, PREVIEW, event, context)

    def _refused(
        self, request: HttpRequest, event: Event, context: dict[str, Any], problem: str
    ) -> HttpResponse:
        """Say why the act is not possible, or no longer: what was typed stays."""
        if context["is_opened"]:
            messages.error(request, problem)
            return HttpResponseRedirect(context["back"])
        context["form"].full_clean()
        context["form"].add_error(None, problem)
        return self._act_page(request, FORM, event, context)

    def _put_in(
        self, request: HttpRequest, bundle: Bundle, event: Event, action: Action
    ) -> HttpResponse:
        by = Actor.of(request.user, clock.now())
        day = actions.at_its_moment(bundle, by).today
        sent = kept(request.POST, but=BESIDE)
        sent[deeds.DAY] = [day.isoformat() if day else ""]
        actions.add(bundle, new_item(event, Deed.ACT, code=action.code, sent=sent), by=by)
        self.log_change(request, bundle, gettext_lazy("Put in."))
        messages.success(request, _("Put in: nothing is public before the bundle goes out."))
        return HttpResponseRedirect(bundle.get_absolute_url())

    def _act_page(
        self, request: HttpRequest, template: str, event: Event, context: dict[str, Any]
    ) -> HttpResponse:
        is_sent = not context["is_opened"]
        kept_texts = kept_forms.context(request, hidden=template == PREVIEW, sent=is_sent)
        site = self.admin_site.each_context(request)
        return TemplateResponse(request, template, site | page_of_act(event, context) | kept_texts)


def _event_of(request: HttpRequest, key: int) -> Event:
    """Return the event that is acted on. Raises Http404 and PermissionDenied."""
    event: Event | None = scope_of(request.user).within(Event.objects.filter(pk=key)).first()
    if event is None:
        raise Http404
    if not may(request.user, RECORD, event):
        raise PermissionDenied
    return event


def _data(bundle: Bundle, event: Event, action: Action) -> QueryDict | None:
    """Return what the form is filled in with when it is opened: what is in the bundle already."""
    same = new_item(event, Deed.ACT)
    rows = bundle.items.filter(kind=same.kind, object_id=event.pk, deed=Deed.ACT, code=action.code)
    item = rows.first()
    if item is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in item.sent.items():
        data.setlist(name, values)
    data["sequence"] = str(event.sequence)
    return data

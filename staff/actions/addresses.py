"""The page on which the address of a public event changes: it says what becomes of the old one."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy

from events.actions import addresses
from events.actions.addresses import AddressRefusedError
from events.models import Event
from i18n.texts import lazy_sentence
from publishing import clock
from publishing.permissions import PUBLISH, Actor, may
from staff import idempotency
from staff.fact_forms import AddressForm
from staff.kinds import address_of
from staff.proposals import addresses as proposed_addresses, proposing
from staff.proposals.doors import ADDRESS, ProposalRefusedError, logged
from staff.scope import ScopedAdmin


class AddressPages(ScopedAdmin):
    """Adds to the admin of events the page behind “Change the address…”."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/address/",
            self.admin_site.admin_view(self.address_view),
            name="events_event_address",
        )
        return [page, *super().get_urls()]

    def address_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return idempotency.once(request, partial(self._ask_address, request, object_id))

    def _ask_address(self, request: HttpRequest, object_id: str) -> HttpResponse:
        event = self.get_object(request, object_id)
        if not isinstance(event, Event):
            raise Http404
        if not may(request.user, PUBLISH, event):
            raise PermissionDenied
        form = AddressForm(event, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                return self._move_address(request, event, form.cleaned_data["slug"])
            except (AddressRefusedError, ProposalRefusedError) as error:
                form.add_error("slug", str(error))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change the address"),
            "subtitle": event.title,
            "opts": self.opts,
            "original": event,
            "form": form,
            "former": event.former_slugs.all(),
            "waits": proposing.waits(request, event),
        }
        return TemplateResponse(request, "admin/events/event/address.html", context)

    def _move_address(self, request: HttpRequest, event: Event, slug: str) -> HttpResponse:
        if proposing.waits(request, event):
            door = (ADDRESS, proposed_addresses.DOOR)
            proposal = proposing.propose_if_possible(request, event, door)
            self.log_change(request, event, logged(gettext_lazy("another address")))
            return proposing.said(request, proposal)
        old = addresses.move_to(event, slug, by=Actor.of(request.user, clock.now()))
        names = {"old": old, "new": event.slug}
        words = lazy_sentence(gettext_lazy("Address: %(old)s → %(new)s"), names)
        self.log_change(request, event, words)
        messages.success(request, str(words))
        return HttpResponseRedirect(address_of(event))

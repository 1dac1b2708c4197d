"""How an event is made in the admin: one form for its texts and for what is known of its facts."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy

from events.actions import creation
from events.models import Event
from i18n.texts import lazy_sentence
from places.actions import cities_called, found_or_made, places_called
from places.models import City
from publishing import clock
from publishing.permissions import RECORD, Actor, may
from staff import idempotency
from staff.base import PublishableAdmin
from staff.foreign_names import ONE
from staff.kinds import address_of
from staff.log import in_each_language
from staff.new_events import NAMES_OF_CITY, WHICH, NewEventForm, known_cities
from staff.parallel_texts import ParallelColumns

#: What is asked of a new event, in the order of the page.
TEXTS = (gettext_lazy("Texts"), {"fields": ("title", "short_title", "lead")})
WHAT = (gettext_lazy("What it is"), {"fields": ("kind", "level", "membership")})
WHEN = (
    gettext_lazy("When"),
    {
        "fields": (
            ("exactness", "first_day", "last_day"),
            ("opens", "closes"),
            ParallelColumns.named(gettext_lazy("Date in words"), "words"),
        ),
        "description": gettext_lazy(
            "As exactly as it is known: a part of a month, say, or nothing yet. Words only where the days "
            "do not say it all."
        ),
    },
)
WHERE = (
    gettext_lazy("Where"),
    {
        "fields": (
            ("meeting_format", "city"),
            WHICH,
            NAMES_OF_CITY,
            ParallelColumns.named(gettext_lazy("Venue"), "hall"),
        ),
        "description": gettext_lazy(
            "The building or the hall, when it is known, in each language."
        ),
    },
)
WHO = (gettext_lazy("Who"), {"fields": ("host", "chair", "bodies", "priorities")})
TOLD = (gettext_lazy("Who announced it"), {"fields": (("source_url", "announced_on"),)})
MORE = (gettext_lazy("More"), {"fields": ("title_origin", "slug", "summary", "sources")})
#: What takes the right to prepare the facts of a draft.
OF_FACTS = (WHEN[0], WHERE[0], TOLD[0])


class NewEventPages(PublishableAdmin):
    """The page on which an event is made, and what becomes of what it asks."""

    add_fieldsets = (TEXTS, WHAT, WHEN, WHERE, WHO, TOLD, MORE)

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **options: Any,
    ) -> type[ModelForm]:
        if obj is not None:
            return super().get_form(request, obj, change=change, **options)
        form = super().get_form(request, obj, change=change, form=NewEventForm, **options)
        form.today = clock.today()  # type: ignore[attr-defined]  # of NewEventForm
        form.asks_facts = may(request.user, RECORD, Event())  # type: ignore[attr-defined]
        form.may_make_cities = may(request.user, "add", City)  # type: ignore[attr-defined]
        return form

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Leave out the facts for whoever may not set them."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None:
            return fieldsets
        if not may(request.user, RECORD, Event()):
            fieldsets = [one for one in fieldsets if one[0] not in OF_FACTS]
        return fieldsets

    def prepare_uploads(self, request: HttpRequest) -> None:
        """Look up what is not known here before the turn to write is taken: it takes a while."""
        super().prepare_uploads(request)
        if (name := request.POST.get("city", "").strip()) and not cities_called(name):
            places_called(name)

    def save_links(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_links(request, form, formsets, change)
        if not change and isinstance(form, NewEventForm) and form.asks_facts:
            self._begin(request, form)

    def _begin(self, request: HttpRequest, form: NewEventForm) -> None:
        by, city = Actor.of(request.user, clock.now()), form.known_city
        if form.place is not None:
            city, is_new = found_or_made(form.place, form.names_of_city(), by=by)
            if is_new:
                self._tell_of_city(request, city)
        creation.begin(form.instance, form.moves(city), form.announcement(), by=by)

    def _tell_of_city(self, request: HttpRequest, city: City) -> None:
        self.log_addition(request, city, [{"added": {}}])
        sentence = _(
            "“%(city)s” is a new city, and public: its coordinates and time zone are GeoNames’. "
            "Its names are edited under “Cities”."
        )
        messages.info(request, sentence % {"city": city})

    # --- a draft like another event ---------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/clone/",
            self.admin_site.admin_view(self.clone_view),
            name="events_event_clone",
        )
        return [page, *super().get_urls()]

    def clone_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            self._original(request, object_id)
            return HttpResponseNotAllowed(["POST"])
        return idempotency.once(request, partial(self._clone, request, object_id))

    def _original(self, request: HttpRequest, object_id: str) -> Event:
        """Return the event, for whoever may see it: all others are refused, however they ask."""
        original = self.get_object(request, object_id)
        if not isinstance(original, Event):
            raise Http404
        if not self.has_view_or_change_permission(request, original):
            raise PermissionDenied
        return original

    def _clone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        original = self._original(request, object_id)
        by, with_dates = Actor.of(request.user, clock.now()), "dates" in request.POST
        event = creation.clone(original, with_dates=with_dates, by=by)
        sentence = gettext_lazy("Made of “%(event)s”.")
        made, unnamed = (lazy_sentence(sentence, {"event": one}) for one in (original, ONE))
        self.log_addition(request, event, in_each_language(made, event, about=(original, unnamed)))
        messages.success(
            request,
            _("This is a draft made of “%(event)s”: say now what is different.")
            % {"event": original.title},
        )
        return HttpResponseRedirect(address_of(event))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **options: Any
    ) -> HttpResponse:
        if options.get("add"):
            context["known_cities"] = known_cities()
        return super().render_change_form(request, context, *others, **options)

"""Whose clock a reader wants beside that of the venue: asked once, and remembered if he says so.

The cookie holds a capital and nothing about the reader. It is set only when he chooses one, on the
page of an event. What is shown depends on it only where a clock time is, and such a page says so in its
headers: all other pages are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _

from events.plan_memory import names_of_places
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import text_of
from places.models import City, PlaceNames
from publishing.forms import OneOfField, ParametersForm

PARAMETER = COOKIE = "clock"
YEAR = 365 * 24 * 60 * 60  # seconds


class ClockChoice(ParametersForm):
    clock = OneOfField(label=_("Also show the time in"), any_label=_("the venue alone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.capitals = _capitals()
        choices = [(slug, str(text_of(city, "name"))) for slug, city in self.capitals.items()]
        field = self.fields["clock"]
        if isinstance(field, OneOfField):
            field.offer(sorted(choices, key=lambda choice: reading_key(choice[1])))

    @classmethod
    def of(cls, request: HttpRequest) -> ClockChoice:
        """Return what `request` asks for, or else what was chosen before.

        Raises BadParametersError for a capital that is not offered; an old cookie is passed over.
        """
        form = cls.read(request)
        if PARAMETER in request.GET:
            return form
        stored_choice = cls({PARAMETER: request.COOKIES.get(COOKIE, "")})
        return stored_choice if stored_choice.is_valid() else form

    @property
    def city(self) -> City | None:
        return self.capitals.get(self.cleaned_data["clock"])

    def remember(self, request: HttpRequest, response: HttpResponse) -> None:
        """Let `response` say that it is made for this reader, and keep what he has just chosen."""
        made_for_one_reader(response)
        if PARAMETER not in request.GET:
            return
        if self.city is None:
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        response.set_cookie(
            COOKIE,
            self.city.slug,
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _capitals() -> dict[str, City]:
    return {city.slug: city for city in City.objects.capitals_of_members()}


def readers_names(request: HttpRequest) -> PlaceNames:
    """Return the names of places and the capital that was chosen before, for a page of events.

    One query more where one was chosen. The view passes its answer through `by_readers_clock`.
    """
    names, slug = names_of_places(), request.COOKIES.get(COOKIE, "")
    city = _capitals().get(slug) if slug else None
    return names.with_clock_of(city) if city else names


def by_readers_clock(response: HttpResponse, events: Iterable[EventState]) -> HttpResponse:
    """Let a page that lists `events` say that it is made for one reader, if one has a clock time."""
    if any(event.period.clock for event in events):
        made_for_one_reader(response)
    return response


def made_for_one_reader(response: HttpResponse) -> None:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)

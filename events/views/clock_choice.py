"""Whose clock a reader wants beside that of the venue: asked once, and remembered if he says so.

The cookie holds a capital and nothing about the reader. It is set only when he chooses one, on the
page of an event, and read only where a clock time is shown, so that all other pages are the same for
everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _

from places.models import City
from publishing.collation import reading_key
from publishing.forms import OneOfField, ParametersForm
from publishing.languages import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PARAMETER = COOKIE = "clock"
ASKED = "_readers_clock"
YEAR = 365 * 24 * 60 * 60  # seconds


class ClockChoice(ParametersForm):
    clock = OneOfField(label=_("Also show the time in"), any_label=_("the venue alone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.capitals = _capitals()
        named = [(slug, str(text_of(city, "name"))) for slug, city in self.capitals.items()]
        field = self.fields["clock"]
        if isinstance(field, OneOfField):
            field.offer(sorted(named, key=lambda choice: reading_key(choice[1])))

    @classmethod
    def of(cls, request: HttpRequest) -> ClockChoice:
        """Return what `request` asks for, or else what was chosen before.

        Raises BadParametersError for a capital that is not offered; an old cookie is passed over.
        """
        form = cls.read(request)
        if PARAMETER in request.GET:
            return form
        remembered = cls({PARAMETER: request.COOKIES.get(COOKIE, "")})
        return remembered if remembered.is_valid() else form

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


def remembered_city(request: HttpRequest) -> City | None:
    """Return the capital that was chosen before; at most one query a request.

    The answer depends on the reader from here on: `vary_by_clock` says so in its headers.
    """
    if not hasattr(request, ASKED):
        chosen = request.COOKIES.get(COOKIE, "")
        setattr(request, ASKED, _capitals().get(chosen) if chosen else None)
    found: City | None = getattr(request, ASKED)
    return found


def vary_by_clock(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let an answer that was made by the reader's clock say so (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if hasattr(request, ASKED):
            made_for_one_reader(response)
        return response

    return middleware


def made_for_one_reader(response: HttpResponse) -> None:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)

"""The images that other sites show beside a link to a page."""

import logging
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.models import Event
from events.state import EventState
from i18n.texts import current_language
from places.models import PlaceNames
from publishing import clock, etags, gone
from themes.models import Theme
from website.presenters.event import profile
from website.presenters.event_card import card
from website.share_images.content import Poster, event_poster, site_poster, theme_poster
from website.share_images.drawing import image_of
from website.share_images.text import MissingLettersError

logger = logging.getLogger(__name__)

#: Seconds for which a copy may be used unasked: a withdrawn event takes its image along.
FRESH = 3600
#: Says nothing, in every language.
PLAIN = "img/share.png"


@require_safe
def event_image(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    event = gone.public_or_404(Event.objects.for_cards(), slug=slug)
    names = PlaceNames.read()
    event_card = card(EventState.of(event), clock.now(), names)
    poster = event_poster(event_card, profile(event_card, (), names))
    if digest != poster.digest:
        return redirect(reverse("event_share_image", args=[slug, poster.digest]))
    return _answer(request, poster, slug)


@require_safe
def theme_image(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    poster = theme_poster(gone.public_or_404(Theme.objects.all(), slug=slug))
    if digest != poster.digest:
        return redirect(reverse("theme_share_image", args=[slug, poster.digest]))
    return _answer(request, poster, f"-theme-{slug}-")


@require_safe
def site_image(request: HttpRequest, digest: str) -> HttpResponse:
    poster = site_poster()
    if digest != poster.digest:
        return redirect(reverse("share_image", args=[poster.digest]))
    return _answer(request, poster, "-site-")


def _answer(request: HttpRequest, poster: Poster, name: str) -> HttpResponse:
    etag = etags.tag(poster.digest)
    return etags.answer(request, etag, partial(_image, poster, name), max_age=FRESH)


def _image(poster: Poster, name: str) -> HttpResponse:
    try:
        image = image_of(poster, f"{current_language()}.{name}")
    except MissingLettersError:
        logger.warning("A share image has no letters for its text.", exc_info=True)
        return redirect(static(PLAIN))
    return HttpResponse(image, content_type="image/png")

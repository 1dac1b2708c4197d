"""The images that other sites show beside a link to a page."""

import logging
from collections.abc import Callable
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
from website.presenters.as_of import plan_days
from website.presenters.event import profile
from website.presenters.event_card import card
from website.share_images import drawing, plan
from website.share_images.drawing import (
    Picture,
    event_poster,
    plan_poster,
    site_poster,
    theme_poster,
)
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
    return _answer(request, poster, slug, partial(drawing.drawn, poster))


@require_safe
def theme_image(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    poster = theme_poster(gone.public_or_404(Theme.objects.all(), slug=slug))
    if digest != poster.digest:
        return redirect(reverse("theme_share_image", args=[slug, poster.digest]))
    return _answer(request, poster, f"-theme-{slug}-", partial(drawing.drawn, poster))


@require_safe
def site_image(request: HttpRequest, digest: str) -> HttpResponse:
    poster = site_poster()
    if digest != poster.digest:
        return redirect(reverse("share_image", args=[poster.digest]))
    return _answer(request, poster, "-site-", partial(drawing.drawn, poster))


@require_safe
def changes_image(request: HttpRequest, digest: str) -> HttpResponse:
    days = plan_days(clock.today())
    if days is None:
        return redirect(reverse("share_image", args=[site_poster().digest]))
    poster = plan_poster(days)
    if digest != poster.digest:
        return redirect(reverse("changes_share_image", args=[poster.digest]))
    return _answer(request, poster, "-changes-", partial(plan.drawn, poster))


Draw = Callable[[], bytes]


def _answer(request: HttpRequest, picture: Picture, name: str, draw: Draw) -> HttpResponse:
    etag = etags.tag(picture.digest)
    return etags.answer(request, etag, partial(_image, picture, name, draw), max_age=FRESH)


def _image(picture: Picture, name: str, draw: Draw) -> HttpResponse:
    try:
        image = drawing.image_of(picture, f"{current_language()}.{name}", draw)
    except MissingLettersError:
        logger.warning("A share image has no letters for its text.", exc_info=True)
        return redirect(static(PLAIN))
    return HttpResponse(image, content_type="image/png")

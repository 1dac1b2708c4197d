"""What a link to the preview of a bundle leads to, for people without an account."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from i18n.texts import current_language
from publishing import clock
from publishing.permissions import Actor
from staff.bundles import preview
from staff.bundles.preview import Addresses, file_of, page_of
from staff.models import Bundle, PreviewLink
from staff.previews import state
from staff.previews.views import followed_link
from website import previews


@followed_link(Bundle)
def door(_request: HttpRequest, _link: PreviewLink, token: str) -> HttpResponseBase:
    """Lead on to the language that the browser asks for."""
    address = reverse("bundle_preview_list", args=[token, current_language()])
    return previews.sealed(HttpResponseRedirect(address))


@followed_link(Bundle, counted=True)
def contents(request: HttpRequest, link: PreviewLink, token: str, code: str) -> HttpResponseBase:
    """Name the pages of the bundle."""
    bundle, at = _bundle(link), _addresses(link, token)
    with translation.override(code):
        pages = [
            (thing, at.page(code, number))
            for number, thing in enumerate(preview.pages_of(bundle), start=1)
        ]
        languages = state.language_links(
            lambda language: reverse("bundle_preview_list", args=[token, language]), code
        )
        context = {"pages": pages, "languages": languages, "at": at, "zone": clock.zone().key}
        return previews.sealed(render(request, "previews/bundle.html", context))


@followed_link(Bundle)
def page(
    request: HttpRequest, link: PreviewLink, token: str, code: str, number: int
) -> HttpResponseBase:
    return page_of(request, _bundle(link), code, number, _addresses(link, token))


@followed_link(Bundle)
def file(request: HttpRequest, link: PreviewLink, token: str, name: str) -> HttpResponseBase:
    return file_of(request, _bundle(link), name, Actor.of(link.made_by, clock.now()))


def _bundle(link: PreviewLink) -> Bundle:
    return cast(Bundle, link.item)


def _addresses(link: PreviewLink, token: str) -> Addresses:
    def of_page(code: str, number: int) -> str:
        return reverse("bundle_preview_page", args=[token, code, number])

    code = current_language() if current_language() in dict(settings.LANGUAGES) else "en"
    return Addresses(
        by=Actor.of(link.made_by, clock.now()),
        page=of_page,
        files=f"{reverse('bundle_preview', args=[token])}media/",
        back=reverse("bundle_preview_list", args=[token, code]),
        maker=link.made_by.get_full_name() or link.made_by.get_username(),
        until=link.expires_at.astimezone(clock.zone()),
    )

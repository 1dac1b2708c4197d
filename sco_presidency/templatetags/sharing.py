"""What a page says of itself to other sites: Open Graph (https://ogp.me)."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from news.models import Article
from presidencies.current import said
from publishing.languages import current_language, language_locale, offered, script_and_country
from publishing.templatetags.portal import alternates
from sco_presidency.sharing.drawing import HEIGHT, WIDTH
from sco_presidency.sharing.poster import Poster, event_poster, site_poster
from sco_presidency.templatetags.blocks import block_text

register = template.Library()


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: template.Context) -> dict[str, Any]:
    """Tell the title, the description and the image of the page, and its other languages."""
    language = current_language()
    translated = context.get("translated_languages")
    others = [code for code in (translated or offered()) if code != language]
    poster, address = poster_of(context)
    return {
        "site": said("title"),
        "title": block_text(context, "title"),
        "description": block_text(context, "description"),
        "url": alternates(context)["canonical"],
        "locale": locale_name(language),
        "other_locales": [locale_name(code) for code in others],
        "article": article if isinstance(article := context.get("article"), Article) else None,
        "image": context["request"].build_absolute_uri(address),
        "width": WIDTH,
        "height": HEIGHT,
        "alt": poster.alt,
    }


def poster_of(context: template.Context) -> tuple[Poster, str]:
    """Return the poster of the page's event, else of the whole portal, and its address."""
    card, profile = context.get("card"), context.get("profile")
    if card and profile:
        poster = event_poster(card, profile)
        return poster, reverse("event_share_image", args=[card.event.slug, poster.digest])
    poster = site_poster()
    return poster, reverse("share_image", args=[poster.digest])


def locale_name(code: str) -> str:
    """Return a language as Open Graph names it, with the country of most who speak it: ru_RU."""
    language, (_script, country) = language_locale(code).language, script_and_country(code)
    return f"{language}_{country}" if country else language

"""What the head of a page says to other programs: Open Graph (https://ogp.me) to other sites, and
schema.org to search engines, beside its own document."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.plan_memory import names_of_places
from i18n.texts import current_language, language_locale, offered, script_and_country, text_of
from i18n.typography import loose
from news.models import Article
from presidencies.current import presidency_text
from themes.models import Theme
from website.jsonld import as_script, breadcrumb_jsonld, event_jsonld, held_by
from website.presenters.event import Profile, profile as profile_of
from website.presenters.event_card import Card
from website.presenters.pictures import ArticlePicture
from website.share_images.drawing import (
    HEIGHT,
    WIDTH,
    PlanPoster,
    Poster,
    event_poster,
    plan_poster,
    site_poster,
    theme_poster,
)
from website.templatetags.portal import alternates, block_text

register = template.Library()


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: template.Context) -> dict[str, Any]:
    """Tell the title, the description and the image of the page, and its other languages."""
    language = current_language()
    languages = context.get("translated_languages")
    other_languages = [code for code in (languages or offered()) if code != language]
    image = image_of(context)
    return {
        "site": presidency_text("title"),
        "title": block_text(context, "title"),
        "description": block_text(context, "description"),
        "url": alternates(context)["canonical"],
        "locale": locale_name(language),
        "other_locales": [locale_name(code) for code in other_languages],
        "article": article if isinstance(article := context.get("article"), Article) else None,
        "image": image,
        "image_url": context["request"].build_absolute_uri(image.url),
    }


@dataclass(frozen=True)
class SharedImage:
    """What other sites show beside a link to the page. `url` is relative to the page."""

    url: str
    alt: str
    type: str = "image/png"
    width: int = WIDTH
    height: int = HEIGHT


def image_of(context: template.Context) -> SharedImage:
    """Return the photo of an article, or of its event, else the poster of the page."""
    picture = context.get("picture")
    if isinstance(picture, ArticlePicture) and picture.photo:
        photo = picture.photo
        alt = str(text_of(photo, "alt"))
        return SharedImage(photo.url, alt, "image/jpeg", photo.width, photo.height)
    poster, address = poster_of(context)
    return SharedImage(address, poster.alt)


def poster_of(context: template.Context) -> tuple[Poster | PlanPoster, str]:
    """Return the poster of the page's event or of the one that an article tells of, of its theme, or of the
    plan's changes, else of the portal, and its address."""
    card, profile = context.get("card"), context.get("profile")
    if card and profile:
        return _event_poster(card, profile)
    if isinstance(picture := context.get("picture"), ArticlePicture) and picture.card:
        return _event_poster(picture.card, profile_of(picture.card, (), names_of_places()))
    if isinstance(theme := context.get("theme"), Theme):
        poster = theme_poster(theme)
        return poster, reverse("theme_share_image", args=[theme.slug, poster.digest])
    if days := context.get("shared_days"):
        plan = plan_poster(days)
        return plan, reverse("changes_share_image", args=[plan.digest])
    poster = site_poster()
    return poster, reverse("share_image", args=[poster.digest])


def _event_poster(card: Card, profile: Profile) -> tuple[Poster, str]:
    poster = event_poster(card, profile)
    return poster, reverse("event_share_image", args=[card.event.slug, poster.digest])


def locale_name(code: str) -> str:
    """Return a language as Open Graph names it, with the country of most who speak it: ru_RU."""
    language, (_script, country) = language_locale(code).language, script_and_country(code)
    return f"{language}_{country}" if country else language


#: Name and address of each step between the front page and the page itself, in the component.
BETWEEN = (("section", "section_url"), ("parent", "parent_url"))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.RequestContext) -> SafeString:
    """Tell the breadcrumb, in whose component the tag stands, as data."""
    request: HttpRequest = context.request
    steps = [(_("Home"), reverse("home"))]
    steps += [(context[name], context[url]) for name, url in BETWEEN if context.get(name)]
    steps.append((context["label"], request.path))
    link = request.build_absolute_uri
    document = breadcrumb_jsonld([(plain(name), link(url)) for name, url in steps])
    return format_html('<script type="application/ld+json">{}</script>', as_script(document))


@register.simple_tag(takes_context=True)
def event_data(context: template.RequestContext) -> SafeString:
    """Tell the event of the page as data, with the image that other sites show of it."""
    card, (_poster, image) = context["card"], poster_of(context)
    images = context["photos_jsonld"] or context.request.build_absolute_uri(image)
    document = event_jsonld(card.event, context["names"], context["url"], images, card=card)
    if document is None:
        return SafeString()
    document |= held_by(context["hosts"], context["url"])
    return format_html('<script type="application/ld+json">{}</script>\n', as_script(document))


def plain(label: Any) -> str:
    """Return a label without its markup: names in another language carry a `lang`."""
    words = unescape(strip_tags(label)) if isinstance(label, SafeString) else str(label)
    return loose(words)

"""What a page tells search engines in the words of schema.org, beside its own document."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.jsonld import as_script, event_jsonld, held_by
from publishing.typography import loose
from sco_presidency.jsonld import breadcrumb_jsonld
from sco_presidency.templatetags.sharing import poster_of

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

#: Name and address of each step between the front page and the page itself, in the component.
BETWEEN = (("section", "section_url"), ("parent", "parent_url"))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.RequestContext) -> SafeString:
    """Tell the breadcrumb, in whose component the tag stands, as data."""
    request: HttpRequest = context.request
    steps = [(_("Home"), reverse("home"))]
    steps += [(context[name], context[url]) for name, url in BETWEEN if context.get(name)]
    steps.append((context["label"], request.path))
    absolute = request.build_absolute_uri
    told = breadcrumb_jsonld([(plain(name), absolute(url)) for name, url in steps])
    return format_html('<script type="application/ld+json">{}</script>', as_script(told))


@register.simple_tag(takes_context=True)
def event_data(context: template.RequestContext) -> SafeString:
    """Tell the event of the page as data, with the image that other sites show of it."""
    card, (_poster, image) = context["card"], poster_of(context)
    images = context["photos_jsonld"] or context.request.build_absolute_uri(image)
    told = event_jsonld(
        card.event, context["names"], context["url"], images, is_planned=card.is_planned
    )
    if told is None:
        return SafeString()
    told |= held_by(context["hosts"], context["url"])
    return format_html('<script type="application/ld+json">{}</script>\n', as_script(told))


def plain(label: Any) -> str:
    """Return a label without its markup: names in another language carry a `lang`."""
    words = unescape(strip_tags(label)) if isinstance(label, SafeString) else str(label)
    return loose(words)

"""The portal, the bodies and the way to a page in the words of schema.org, for search engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from events.jsonld import CONTEXT
from presidencies.current import said
from publishing.languages import bcp47, current_language, text_of

if TYPE_CHECKING:
    from bodies.models import Body
    from hosts.models import Host


def website_jsonld(url: str) -> dict[str, Any]:
    """Return the portal (https://schema.org/WebSite), whose front page stands at `url`."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": said("title"),
        "inLanguage": bcp47(current_language()),
        "about": {
            "@type": "Organization",
            "name": said("organisation"),
            "alternateName": said("organisation_short"),
        },
    }


def body_jsonld(body: Body, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return `body` (https://schema.org/Organization); a date as exactly as it is known."""
    url, name = absolute(body.get_absolute_url()), text_of(body, "name")
    short_name = text_of(body, "short_name").value
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.value,
        "alternateName": short_name if short_name != name.value else "",
        "description": text_of(body, "description").value,
        "foundingDate": body.founded_on,
        "location": _seat(body),
        "parentOrganization": _parent(body, absolute),
        "sameAs": body.website,
    }
    return {name: value for name, value in document.items() if value}


def host_jsonld(host: Host, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return `host` (https://schema.org/Organization)."""
    url, name = absolute(host.get_absolute_url()), text_of(host, "name")
    short_name = text_of(host, "short_name").value
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.value,
        "alternateName": short_name if short_name != name.value else "",
        "parentOrganization": _above(host, absolute),
        "sameAs": host.website,
    }
    return {name: value for name, value in document.items() if value}


def _above(host: Host, absolute: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := host.parent) is None:
        return None
    url = absolute(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").value}


def _seat(body: Body) -> dict[str, Any] | None:
    if body.seat is None:
        return None
    city = text_of(body.seat, "name").value
    address = {"addressLocality": city, "addressCountry": body.seat.country.code}
    return {"@type": "Place", "name": city, "address": {"@type": "PostalAddress", **address}}


def _parent(body: Body, absolute: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := body.public_parent) is None:
        return None
    url = absolute(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").value}


def breadcrumb_jsonld(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page (https://schema.org/BreadcrumbList): names and absolute addresses."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }

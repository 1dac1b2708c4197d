"""Which language a request asks for: by the header of its browser, or by a slip in its address."""

from __future__ import annotations

import re

from babel.core import get_global
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_supported_language_variant

#: One range of an Accept-Language with its weight (RFC 9110, 12.4.2 and 12.5.4).
RANGE = re.compile(
    r"\s*([a-z]{1,8}(?:-[a-z0-9]{1,8}){0,4}|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?)\s*)?"
)


class AskedLanguage(LocaleMiddleware):
    """Django's choice of the language, but for an Accept-Language that refuses some.

    Django passes over the weights: `ru;q=0`, "anything but Russian", would lead to Russian.
    """

    def process_request(self, request: HttpRequest) -> None:
        header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        request.META["HTTP_ACCEPT_LANGUAGE"] = accepted_language(header)
        super().process_request(request)


def accepted_language(header: str) -> str:
    """Return the language of the portal that an Accept-Language likes best, and does not refuse.

    What is no range is passed over. Who refuses every language gets the default one all the same.
    """
    weights = _weights(header)
    refusals = [code for code in _codes() if _is_refused(code, weights)]
    ranges = sorted(weights.items(), key=lambda pair: -pair[1])
    preferences = [_language_of_range(name, weights) for name, weight in ranges if weight > 0]
    candidates = [code for code in (*preferences, *_codes()) if code and code not in refusals]
    return candidates[0] if candidates else settings.LANGUAGE_CODE


def _codes() -> list[str]:
    """Return the languages of the portal, the default one first."""
    codes = [code for code, _name in settings.LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def _weights(header: str) -> dict[str, float]:
    ranges = (RANGE.fullmatch(part) for part in header.lower().split(","))
    return {match[1]: float(match[2] or 1) for match in ranges if match}


def _is_refused(code: str, weights: dict[str, float]) -> bool:
    """Whether the longest range that holds `code` has no weight (RFC 4647, 3.3.1)."""
    ranges = [name for name in weights if f"{code}-".startswith(f"{name}-")]
    return bool(ranges) and weights[max(ranges, key=len)] == 0


def _language_of_range(name: str, weights: dict[str, float]) -> str:
    """Return the language that a range leads to, for "*" the first that has none of its own; or ""."""
    if name == "*":
        languages = [_language_of(other_name) for other_name in weights]
        return next((code for code in _codes() if code not in languages), "")
    return _language_of(name)


def _language_of(name: str) -> str:
    try:
        return get_supported_language_variant(name)
    except LookupError:
        return ""


# --- addresses ------------------------------------------------------------------------


def language_meant(part: str, default: str) -> str:
    """Return the language that the first part of an address means: ru for "RU", "ru-RU" and "rus".

    A language that the portal does not speak means `default`; "" is for what is no language.
    """
    name = part.lower().replace("_", "-")
    if not RANGE.fullmatch(name) or name == "*":
        return ""
    generic, _hyphen, region = name.partition("-")
    alias = get_global("language_aliases").get(generic, generic)
    country = get_global("likely_subtags").get(f"und_{generic.upper()}", "")
    for candidate in (name, f"{alias}-{region}" if region else alias, country.partition("_")[0]):
        if code := _language_of(candidate):
            return code
    return default if name in LANG_INFO or alias in LANG_INFO else ""

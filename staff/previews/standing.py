"""What a preview says of itself: how the thing stands before the public, and in which languages it is shown."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from i18n.addresses import LanguageLink
from i18n.texts import bcp47
from publishing.enums import Publication
from publishing.models import Publishable


def said_of(item: Publishable) -> str:
    """Return how `item` stands, in the active language."""
    match item.publication:
        case Publication.PUBLISHED:
            return _("Preview. This is public already.")
        case Publication.WITHDRAWN:
            return _("Preview: not public. It was withdrawn.")
    return _("Preview: not public. It is a draft.")


def said_of_typed() -> str:
    return _("Preview: not public. With what was typed and is not saved.")


def said_after(action: str) -> str:
    return _("Preview: not public. As it would be after “%(action)s”: nothing is saved.") % {
        "action": action
    }


def language_links(address: Callable[[str], str], shown: str) -> list[LanguageLink]:
    """Return the same preview in each language, in the order of LANGUAGES."""
    return [
        LanguageLink(name, bcp47(code), address(code), code == shown)
        for code, name in settings.LANGUAGES
    ]

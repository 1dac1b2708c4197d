"""How a host is called where it stands beside others: by its short name, where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.translations import listed_text

if TYPE_CHECKING:
    from hosts.models import Host
    from publishing.languages import Text


def short_text(host: Host) -> Text:
    """Return the short name of `host`; its name where there is none in this language."""
    short = listed_text(host, "short_name")
    return short if short.value and not short.is_fallback else listed_text(host, "name")

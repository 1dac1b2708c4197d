"""In which form an address is answered, where it is a refusal too."""

from __future__ import annotations

import base64
import hashlib
import re

#: Endings of addresses that programs ask for; those of DATA are told as RFC 9457 has it.
DATA = ("json", "geojson", "webmanifest")
FILES = ("ics", "csv", "xlsx", "atom", "rss", "xml", "txt", "pdf", "png", "jpg", "webp", "avif")


def ending_of(path: str) -> str:
    """Return what stands behind the last point of the last part of `path`; "" for a page."""
    _name, point, ending = path.rpartition("/")[2].rpartition(".")
    return ending if point else ""


def style_hashes(page: str) -> list[str]:
    """Return the CSP sources of the <style> elements of `page` (CSP 3, section 2.3.1)."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    ]

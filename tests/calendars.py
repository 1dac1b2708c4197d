"""Reads calendar files with parsers that share no code with their writer."""

from __future__ import annotations

import re

import ics
import vobject

CRLF = b"\r\n"


def content_lines(content: bytes) -> list[str]:
    """Return the unfolded lines of an iCalendar stream, and check its form (RFC 5545, 3.1)."""
    assert content.endswith(CRLF)
    physical = content.removesuffix(CRLF).split(CRLF)
    assert [line for line in physical if len(line) > 75] == []
    assert [line for line in physical if b"\n" in line or b"\r" in line] == []
    assert [line for line in physical if any(byte < 32 and byte != 9 for byte in line)] == []
    for line in physical:
        line.decode()  # no character is cut in two
    return content.replace(CRLF + b" ", b"").decode().removesuffix("\r\n").split("\r\n")


def properties(content: bytes, component: str = "VEVENT") -> dict[str, str]:
    """Return the properties of the only `component`, by name; parameters are part of the value."""
    lines = content_lines(content)
    assert lines.count(f"BEGIN:{component}") == 1
    inside = lines[lines.index(f"BEGIN:{component}") + 1 : lines.index(f"END:{component}")]
    return {
        name: line.removeprefix(name) for line in inside for name in re.findall(r"^[\w-]+", line)
    }


def read_by_vobject(content: bytes) -> vobject.base.Component:
    return vobject.readOne(content.decode())


def read_by_ics(content: bytes) -> ics.Calendar:
    return ics.Calendar(content.decode())

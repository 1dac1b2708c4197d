"""A page on which staff do more than edit texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Door:
    """One deed: the right that it takes, its page, what is posted, and whether it was done.

    `button`: it is offered on a page of the item; else in a list. Doors of the same `beside` are
    offered on one page of one item.
    """

    right: str
    make: Callable[[], Any]
    address: Callable[[Any], str]
    sent: Callable[[Any], Any]
    done: Callable[[Any], bool]
    button: bool = True
    beside: str = ""


def admin_page(name: str, item: Any) -> str:
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_{name}", args=[item.pk])


def changelist(item: Any) -> str:
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_changelist")

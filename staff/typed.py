"""What somebody typed into a form that was sent: told again where it is not carried out."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from staff import idempotency, kept_files, kept_forms
from staff.conflicts import SHOWN

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
#: Fields that nobody typed: of the page, and its buttons.
SILENT = {
    *(SHOWN, idempotency.ONCE, kept_forms.TAB, "sequence", "version"),
    *("post", "action", "index", "select_across", "confirmed", "deed"),
    *("save", "preview", "back", "whole", "plan", "try", "add"),
}


def may_be_told(request: HttpRequest) -> bool:
    """Whether what was posted can be shown again: no password is ever written into a page."""
    fields = set(request.POST) - {TOKEN}
    return bool(fields) and not any("password" in name for name in fields)


def fields(form_data: MultiValueDict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield all that was sent, by the names of the fields."""
    for name, values in form_data.lists():
        if name != TOKEN:
            yield from ((name, value) for value in values)


def files(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the files that came with a form, by the names of their fields: none can be written into a page."""
    uploads = [(name, one) for name, one in request.FILES.items() if not hasattr(one, "kept")]
    return sorted((name, str(getattr(one, "name", ""))) for name, one in uploads)


def to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a page sends again, without the choice of a kept file in whose place another was chosen."""
    passed_over = {name + kept_files.KEPT for name, _file in files(request)}
    return [(name, value) for name, value in fields(request.POST) if name not in passed_over]


def texts(form_data: MultiValueDict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield of it what a person wrote or chose."""
    for name, value in fields(form_data):
        is_silent = name in SILENT or name.startswith("_") or "__prefix__" in name
        if value and not is_silent and not name.endswith(("_FORMS", "-id", kept_files.KEPT)):
            yield name, value

"""Query strings as forms: a bad value is refused by name, never guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

#: A page number above this names no page that could exist.
HIGHEST_PAGE = 100_000


class BadParametersError(BadRequest):
    """Parameters of a query string are wrong; `faults` holds (name, value, what is allowed)."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{name}: {allowed}" for name, _value, allowed in faults))


class ParametersForm(forms.Form):
    """The parameters of a page. Unknown ones are ignored; none is required."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @classmethod
    def read(cls, request: HttpRequest) -> Self:
        """Return the form with `cleaned_data`.

        Raises BadParametersError, which becomes a 400 page that names every wrong parameter.
        """
        form = cls(request.GET)
        if not form.is_valid():
            raise BadParametersError(
                [
                    (name, request.GET.get(name, ""), " ".join(map(str, errors)))
                    for name, errors in form.errors.items()
                ]
            )
        return form


class OneOfField(forms.ChoiceField):
    """One of a closed list of codes; a wrong one is answered with the list.

    `any_label` is what a form shows for no choice: "All kinds".
    """

    def __init__(self, *, any_label: Any = "", **kwargs: Any) -> None:
        self.any_label = any_label
        super().__init__(**kwargs)

    def offer(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Let the field take one of `choices`, or none."""
        self.choices = [("", self.any_label), *choices]

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            choices = cast("Iterable[tuple[str, object]]", self.choices)
            codes = [str(code) for code, _label in choices if code]
            raise forms.ValidationError(_("Allowed: %(codes)s.") % {"codes": ", ".join(codes)})


class PageNumberField(forms.IntegerField):
    """A page of a list, from 1."""

    def __init__(self) -> None:
        message = gettext_lazy("A page number is a whole number from 1.")
        super().__init__(
            min_value=1,
            max_value=HIGHEST_PAGE,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
        )

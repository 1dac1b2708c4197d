"""What every door of the API has in common, whatever its version: a query string read through a form."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from api.fields import Several, Value
from api.middleware import preflight
from api.problems import InvalidParametersError, WrongParameter

#: A longer name is cut before it is shown.
SHOWN = 60


class NoParameters(forms.Form):
    """Of an answer that cannot be narrowed."""


def read_parameters(parameters: type[forms.Form], query: QueryDict) -> dict[str, Any]:
    """Return the values of `query`, None or [] where it is silent.

    Raises InvalidParametersError, which names each parameter that is unknown, empty,
    repeated or wrong.
    """
    form = parameters(query)
    wrong = [*_strange_parameters(form, query)]
    if not wrong and not form.is_valid():
        wrong = [
            WrongParameter(name, " ".join(map(str, errors)), _values_of(form.fields[name]))
            for name, errors in form.errors.items()
        ]
    if wrong:
        raise InvalidParametersError(wrong)
    return form.cleaned_data


def _strange_parameters(form: forms.Form, query: QueryDict) -> list[WrongParameter]:
    wrong = []
    for name, values in query.lists():
        field = form.fields.get(name)
        if field is None:
            detail = "There is no such parameter here."
            wrong.append(WrongParameter(name[:SHOWN], detail, sorted(form.fields)))
        elif "" in values:
            wrong.append(WrongParameter(name, "It is empty.", _values_of(field)))
        elif len(values) > 1 and not isinstance(field, Several):
            wrong.append(WrongParameter(name, "Give it once."))
    return wrong


def _values_of(field: forms.Field) -> list[str] | None:
    return field.allowed_values() if isinstance(field, Value) else None


MAX_AGE = 60  # seconds


class PublicView(APIView):
    """A door that only reads: GET, HEAD, and OPTIONS for scripts of other sites."""

    #: Its name in the description, after that of the kind.
    operation: str = ""
    #: What it tells, in the description; `{kind}` is what is told of.
    summary: str = ""
    #: What may stand in the query string.
    parameters: type[forms.Form] = NoParameters

    def shape(self) -> Serializer:
        """Return the shape of the answer, for the description."""
        raise NotImplementedError

    def options(  # type: ignore[override]  # without REST framework's own description
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return preflight()

    def query_values(self, request: Request) -> dict[str, Any]:
        """Return what the query string asks for. Raises InvalidParametersError."""
        return read_parameters(self.parameters, request.query_params)


class NotFoundView(PublicView):
    """Every address below /api/ where nothing is."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

"""What every door of the API has in common, whatever its version: a query string read through a form."""

from functools import cache, lru_cache
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from api.fields import Several, Slugs, Value
from api.middleware import preflight
from api.problems import InvalidParametersError, WrongParameter

#: A longer name is cut before it is shown.
SHOWN = 60
#: Queries whose values are kept.
KEPT = 256


class NoParameters(forms.Form):
    """Of an answer that cannot be narrowed."""


def read_parameters(parameters: type[forms.Form], query: QueryDict) -> dict[str, Any]:
    """Return the values of `query`, None or [] where it is silent.

    Raises InvalidParametersError, which names each parameter that is unknown, empty,
    repeated or wrong.
    """
    if _asks_rows(parameters, query):
        return _read(parameters, query)
    return dict(_read_once(parameters, query.urlencode()))


def _asks_rows(parameters: type[forms.Form], query: QueryDict) -> bool:
    """Whether it depends on rows what the values of `query` mean."""
    return any(isinstance(field, Slugs) for name, field in _fields(parameters) if name in query)


@cache
def _fields(parameters: type[forms.Form]) -> list[tuple[str, forms.Field]]:
    return list(parameters().fields.items())


@lru_cache(maxsize=KEPT)
def _read_once(parameters: type[forms.Form], query: str) -> dict[str, Any]:
    """Return the values of a query that programs ask again and again: to make a form takes longer than the rest."""
    return _read(parameters, QueryDict(query))


def _read(parameters: type[forms.Form], query: QueryDict) -> dict[str, Any]:
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


#: What an Accept may name (RFC 9110, 12.5.1); whatever else would do is left to REST framework.
JSON = ("*/*", "application/*", "application/json")


def takes_json(accept: str) -> bool:
    """Whether a client that says `accept` surely takes JSON."""
    return any(item.partition(";")[0].strip() in JSON for item in accept.split(","))


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

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse who takes no JSON; an open door has no versions, no rights and no limits to look at."""
        if not takes_json(request.headers.get("Accept", "*/*")):
            super().initial(request, *args, **kwargs)

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

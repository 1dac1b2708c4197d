"""What every door of the API has in common, whatever its version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from api.middleware import preflight
from api.parameters import NoParameters, validated

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

    def asked(self, request: Request) -> dict[str, Any]:
        """Return what the query string asks for. Raises InvalidParametersError."""
        return validated(self.parameters, request.query_params)


class NotFoundView(PublicView):
    """Every address below /api/ where nothing is."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

"""The addresses of the portal, and two at which it fails: no reader can bring that about."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from sco_presidency import urls as portal
from sco_presidency.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def forbidden(request: HttpRequest, language: str) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest, language: str) -> HttpResponse:
    raise RuntimeError("A fault on purpose.")


urlpatterns = [
    path("<str:language>/showcase/forbidden/", forbidden),
    path("<str:language>/showcase/broken/", broken),
    *portal.urlpatterns,
]

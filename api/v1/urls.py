from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **parts: object) -> HttpResponse:
    raise Http404


app_name = "v1"
urlpatterns = [
    path("events/", soon, name="event-list"),
    path("schema/", soon, name="schema"),
]

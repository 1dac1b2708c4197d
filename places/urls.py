from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **parts: object) -> HttpResponse:
    raise Http404


app_name = "places"
urlpatterns = [
    path("countries/", soon, name="countries"),
    path("countries/<slug:slug>/", soon, name="country"),
]

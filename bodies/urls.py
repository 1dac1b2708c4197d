from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **parts: object) -> HttpResponse:
    raise Http404


app_name = "bodies"
urlpatterns = [
    path("bodies/", soon, name="list"),
    path("bodies/<slug:slug>/", soon, name="detail"),
]

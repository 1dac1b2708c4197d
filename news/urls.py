from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **parts: object) -> HttpResponse:
    raise Http404


app_name = "news"
urlpatterns = [
    path("news/", soon, name="list"),
    path("news.rss", soon, name="rss"),
    path("news/<int:year>/<int:month>/<int:day>/<slug:slug>/", soon, name="detail"),
]

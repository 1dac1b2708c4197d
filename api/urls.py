from django.urls import include, path

from api.views import NotFoundView

app_name = "api"
urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("", NotFoundView.as_view()),
    # With its slash, so that an address without one is still redirected.
    path("<path:rest>/", NotFoundView.as_view()),
]

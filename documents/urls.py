from django.urls import path, register_converter

from documents import views

app_name = "documents"


class VersionNumber:
    """A number from 1, written in one way only."""

    regex = "[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(VersionNumber, "version")

urlpatterns = [
    path("documents/", views.document_list, name="list"),
    path("documents/<slug:slug>/", views.document_detail, name="detail"),
    path("documents/<slug:slug>@<version:number>/", views.document_detail, name="version"),
]

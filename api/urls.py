from django.urls import include, path

from api.v1 import views
from api.views import NotFoundView


def _doors(name: str, kind: str, list_view: type[views.ListView] = views.ListView) -> list:
    return [
        path(f"{kind}/", list_view.as_view(kind=kind), name=f"{name}-list"),
        path(f"{kind}/<slug:slug>/", views.DetailView.as_view(kind=kind), name=f"{name}-detail"),
    ]


V1 = [
    path("", views.RootView.as_view(), name="root"),
    path("schema/", views.SchemaView.as_view(), name="schema"),
    path("presidencies/", views.PresidencyListView.as_view(), name="presidency-list"),
    path(
        "presidencies/<slug:slug>/",
        views.PresidencyDetailView.as_view(),
        name="presidency-detail",
    ),
    *_doors("event", "events", views.EventListView),
    path(
        "events/<slug:slug>/changes/",
        views.ChangesView.as_view(kind="events"),
        name="event-changes",
    ),
    *_doors("decision", "decisions"),
    *_doors("news", "news", views.BelongingListView),
    *_doors("priority", "priorities", views.BelongingListView),
    *_doors("theme", "themes", views.BelongingListView),
    *_doors("body", "bodies"),
    *_doors("host", "hosts"),
    *_doors("country", "countries"),
    *_doors("city", "cities"),
    *_doors("document", "documents", views.DocumentListView),
]

app_name = "api"
urlpatterns = [
    path("v1/", include((V1, "v1"))),
    path("", NotFoundView.as_view()),
    # With its slash, so that an address without one is still redirected.
    path("<path:rest>/", NotFoundView.as_view()),
]

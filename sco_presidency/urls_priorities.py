from django.urls import path

from sco_presidency.views import priorities

app_name = "priorities"

urlpatterns = [
    path("priorities/", priorities.priority_list, name="list"),
    path("priorities/<slug:slug>/", priorities.priority_detail, name="detail"),
]

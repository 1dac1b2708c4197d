from django.urls import path

from sco_presidency.views import bodies

app_name = "bodies"

urlpatterns = [
    path("bodies/", bodies.body_list, name="list"),
    path("bodies/<slug:slug>/", bodies.body_detail, name="detail"),
]

from django.urls import path

from sco_presidency.views import hosts

app_name = "hosts"

urlpatterns = [
    path("hosts/", hosts.host_list, name="list"),
    path("hosts/<slug:slug>/", hosts.host_detail, name="detail"),
]

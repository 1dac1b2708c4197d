from django.urls import path

from sco_presidency.views import countries

app_name = "places"

urlpatterns = [
    path("countries/", countries.country_list, name="countries"),
    path("countries/<slug:slug>/", countries.country_detail, name="country"),
]

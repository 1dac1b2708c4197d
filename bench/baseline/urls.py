from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from bench.baseline import api, views

urlpatterns = [
    path("api/v1/events/", api.EventList.as_view()),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("calendar/", views.calendar, name="calendar"),
        path("calendar/<int:year>/<int:month>/", views.month, name="month"),
        path("events/<slug:slug>/", views.event, name="event"),
    ),
]

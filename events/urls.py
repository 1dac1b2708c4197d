from django.urls import path, register_converter

from events import feeds
from events.addresses import FourDigits, TwoDigits
from events.views import calendar, dates, detail

register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "mm")

app_name = "events"

urlpatterns = [
    path("calendar/", calendar.plan, name="plan"),
    path("calendar/by-priority/", calendar.by_priority, name="by_priority"),
    path("calendar/by-body/", calendar.by_body, name="by_body"),
    path("calendar/by-place/", calendar.by_place, name="by_place"),
    path("calendar/<yyyy:year>/", dates.year, name="year"),
    path("calendar/<yyyy:year>/<mm:month>/", dates.month, name="month"),
    path("calendar/<yyyy:year>/<mm:month>/<mm:day>/", dates.day, name="day"),
    path("calendar.ics", feeds.plan_ics, name="calendar_ics"),
    path("events/<slug:slug>/", detail.event_detail, name="detail"),
    path("events/<slug:slug>.json", detail.event_json, name="json"),
    path("events/<slug:slug>.ics", feeds.event_ics, name="ics"),
    path("priorities/<slug:slug>/calendar.ics", feeds.priority_ics, name="priority_ics"),
    path("bodies/<slug:slug>/calendar.ics", feeds.body_ics, name="body_ics"),
    path("countries/<slug:slug>/calendar.ics", feeds.country_ics, name="country_ics"),
]

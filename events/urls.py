from django.urls import path, register_converter

from events import change_feeds, feeds
from events.addresses import FourDigits, StepNumber, TwoDigits
from events.views import calendar, dates, detail, past, steps

register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "mm")
register_converter(StepNumber, "step")

app_name = "events"

urlpatterns = [
    path("calendar/", calendar.plan, name="plan"),
    path("calendar/by-priority/", calendar.by_priority, name="by_priority"),
    path("calendar/by-body/", calendar.by_body, name="by_body"),
    path("calendar/by-place/", calendar.by_place, name="by_place"),
    path("calendar/<yyyy:year>/", dates.year, name="year"),
    path("calendar/<yyyy:year>/<mm:month>/", dates.month, name="month"),
    path("calendar/<yyyy:year>/<mm:month>/<mm:day>/", dates.day, name="day"),
    path("calendar/as-on/", past.as_on_any, name="as_on_any"),
    path("calendar/as-on/<str:day>/", past.as_on, name="as_on"),
    path("calendar/changes/", past.changes, name="changes"),
    path("calendar/changes.atom", change_feeds.changes_atom, name="changes_atom"),
    path("calendar/changes.json", change_feeds.changes_json, name="changes_json"),
    path("calendar.ics", feeds.plan_ics, name="calendar_ics"),
    path("events/<slug:slug>/", detail.event_detail, name="detail"),
    path("events/<slug:slug>/steps/<step:number>/", steps.step, name="step"),
    path("events/<slug:slug>.json", detail.event_json, name="json"),
    path("events/<slug:slug>.ics", feeds.event_ics, name="ics"),
    path("priorities/<slug:slug>/calendar.ics", feeds.priority_ics, name="priority_ics"),
    path("bodies/<slug:slug>/calendar.ics", feeds.body_ics, name="body_ics"),
    path("countries/<slug:slug>/calendar.ics", feeds.country_ics, name="country_ics"),
]

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from events.addresses import FourDigits, StepNumber, TwoDigits
from events.renditions.offered import CALENDAR, GEO, Ending
from events.views import calendar, change_feeds, dates, detail, feeds, past, steps, taking

View = Callable[..., HttpResponse]

register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "mm")
register_converter(Ending, "ending")
register_converter(StepNumber, "step")

app_name = "events"


def in_every_form(folder: str, view: View, name: str) -> list[URLPattern]:
    """Return the addresses of the calendars of one kind of thing: to subscribe to, and the others."""
    address = f"{folder}/<slug:slug>/calendar"
    return [
        path(f"{address}.ics", view, {"rendition": CALENDAR}, name=f"{name}_ics"),
        path(f"{address}.<ending:rendition>", view, name=f"{name}_as"),
    ]


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
    path("calendar.ics", taking.plan, {"rendition": CALENDAR}, name="calendar_ics"),
    path("calendar.<ending:rendition>", taking.plan, name="plan_as"),
    path("calendar/by-priority.<ending:rendition>", taking.plan, name="by_priority_as"),
    path("calendar/by-body.<ending:rendition>", taking.plan, name="by_body_as"),
    path("calendar/by-place.<ending:rendition>", taking.plan, name="by_place_as"),
    path("calendar/by-place.geojson", taking.plan, {"rendition": GEO}, name="by_place_geojson"),
    path("calendar/<yyyy:year>.<ending:rendition>", taking.year, name="year_as"),
    path("calendar/<yyyy:year>/<mm:month>.<ending:rendition>", taking.month, name="month_as"),
    path("calendar/<yyyy:year>/<mm:month>/<mm:day>.<ending:rendition>", taking.day, name="day_as"),
    path("events/<slug:slug>/", detail.event_detail, name="detail"),
    path("events/<slug:slug>/steps/<step:number>/", steps.step, name="step"),
    path("events/<slug:slug>.json", detail.event_json, name="json"),
    path("events/<slug:slug>.ics", feeds.event_ics, name="ics"),
    *in_every_form("priorities", taking.priority, "priority"),
    *in_every_form("bodies", taking.body, "body"),
    *in_every_form("hosts", taking.host, "host"),
    *in_every_form("countries", taking.country, "country"),
    path(
        "countries/<slug:slug>/calendar.geojson",
        taking.country,
        {"rendition": GEO},
        name="country_geojson",
    ),
]

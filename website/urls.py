"""Which address leads to which page. The name before the colon of `events:detail` is that of a list here."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path, re_path, register_converter

from website.calendar_views import CALENDAR_VIEWS, CalendarView
from website.exports.formats import CALENDAR, GEO, Ending
from website.views import (
    as_of,
    bodies,
    calendar,
    changes,
    countries,
    documents,
    events,
    exports,
    hosts,
    news,
    plan,
    priorities,
    search,
    themes,
)

View = Callable[..., HttpResponse]

# --- numbers in addresses ---------------------------------------------------------------


class FourDigits:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{int(value):04}"


class TwoDigits:
    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{int(value):02}"


class FromOne:
    """A number from 1, written in one way only."""

    regex = "[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "mm")
register_converter(Ending, "ending")
register_converter(FromOne, "step")
register_converter(FromOne, "version")


def in_every_form(folder: str, view: View, name: str) -> list[URLPattern]:
    """Return the addresses of the calendars of one kind of thing: to subscribe to, and the others."""
    address = f"{folder}/<slug:slug>/calendar"
    return [
        path(f"{address}.ics", view, {"export_format": CALENDAR}, name=f"{name}_ics"),
        path(f"{address}.<ending:export_format>", view, name=f"{name}_as"),
    ]


#: What draws the page of each view of the calendar.
PAGES: dict[str, View] = {
    "plan": plan.plan,
    "by_priority": plan.by_priority,
    "by_body": plan.by_body,
    "by_place": plan.by_place,
    "year": calendar.year,
    "month": calendar.month,
    "week": calendar.week,
    "day": calendar.day,
}


def of_view(view: CalendarView) -> list[URLPattern]:
    """Return the addresses of a view of the calendar: its page, and the same in every form."""
    address = f"calendar/{view.route}".rstrip("/")
    of_files = {"view": view}
    patterns = [
        path(f"{address}/", PAGES[view.name], name=view.name),
        path(
            f"{address}.<ending:export_format>", exports.calendar, of_files, name=f"{view.name}_as"
        ),
    ]
    if view.has_map:
        of_map = {**of_files, "export_format": GEO}
        patterns.append(
            path(f"{address}.geojson", exports.calendar, of_map, name=f"{view.name}_geojson")
        )
    return patterns


EVENTS = [
    path(
        "calendar.ics",
        exports.calendar,
        {"view": CALENDAR_VIEWS["plan"], "export_format": CALENDAR},
        name="calendar_ics",
    ),
    *(pattern for view in CALENDAR_VIEWS.values() for pattern in of_view(view)),
    path("calendar/as-on/", as_of.as_on_any, name="as_on_any"),
    path("calendar/as-on/<str:day>/", as_of.as_on, name="as_on"),
    path("calendar/changes/", as_of.changes, name="changes"),
    path("calendar/changes.atom", changes.changes_atom, name="changes_atom"),
    path("calendar/changes.json", changes.changes_json, name="changes_json"),
    path("events/<slug:slug>/", events.event_detail, name="detail"),
    path("events/<slug:slug>/steps/<step:number>/", changes.step, name="step"),
    path("decisions/<slug:slug>/", changes.decision_detail, name="decision"),
    path("events/<slug:slug>.json", events.event_json, name="json"),
    path("events/<slug:slug>.ics", events.event_ics, name="ics"),
    *in_every_form("priorities", exports.priority, "priority"),
    *in_every_form("themes", exports.theme, "theme"),
    *in_every_form("bodies", exports.body, "body"),
    *in_every_form("hosts", exports.host, "host"),
    *in_every_form("countries", exports.country, "country"),
    path(
        "countries/<slug:slug>/calendar.geojson",
        exports.country,
        {"export_format": GEO},
        name="country_geojson",
    ),
]
BODIES = [
    path("bodies/", bodies.body_list, name="list"),
    path("bodies/<slug:slug>/", bodies.body_detail, name="detail"),
]
HOSTS = [
    path("hosts/", hosts.host_list, name="list"),
    path("hosts/<slug:slug>/", hosts.host_detail, name="detail"),
]
COUNTRIES = [
    path("countries/", countries.country_list, name="countries"),
    path("countries/<slug:slug>/", countries.country_detail, name="country"),
]
PRIORITIES = [
    path("priorities/", priorities.priority_list, name="list"),
    path("priorities/<slug:slug>/", priorities.priority_detail, name="detail"),
]
THEMES = [
    path("themes/", themes.theme_list, name="list"),
    path("themes/<slug:slug>/", themes.theme_detail, name="detail"),
    path("themes/<slug:slug>.atom", themes.theme_atom, name="atom"),
    path("themes/<slug:slug>.json", themes.theme_json, name="json"),
]
NEWS = [
    path("news/", news.news_list, name="list"),
    path("news.rss", news.news_rss, name="rss"),
    path("news.atom", news.news_atom, name="atom"),
    path("news.json", news.news_json, name="json"),
    re_path(
        r"^news/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/(?P<slug>[-a-zA-Z0-9_]+)/$",
        news.article_detail,
        name="detail",
    ),
]
DOCUMENTS = [
    path("documents/", documents.document_list, name="list"),
    path("documents/<slug:slug>/", documents.document_detail, name="detail"),
    path("documents/<slug:slug>@<version:number>/", documents.document_detail, name="version"),
]
SEARCH = [path("search/", search.search, name="search")]

urlpatterns = [
    path("", include((EVENTS, "events"))),
    path("", include((NEWS, "news"))),
    path("", include((PRIORITIES, "priorities"))),
    path("", include((THEMES, "themes"))),
    path("", include((BODIES, "bodies"))),
    path("", include((HOSTS, "hosts"))),
    path("", include((COUNTRIES, "places"))),
    path("", include((DOCUMENTS, "documents"))),
    path("", include((SEARCH, "search"))),
]

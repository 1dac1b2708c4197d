"""Every public page in every state, by name: the address that follows the language."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.showcase.scenes import Scene

SUMMIT = "events/chs-20-summit-2020/"


@dataclass(frozen=True)
class Shown:
    name: str
    path: str
    scene: Scene = Scene.DURING
    status: int = 200


HOME = (
    Shown("home", ""),
    Shown("home-before", "", Scene.BEFORE),
    Shown("home-postponed", "", Scene.POSTPONED),
    Shown("home-after", "", Scene.AFTER),
)

CALENDAR = (
    Shown("plan", "calendar/"),
    Shown("plan-filtered", "calendar/?kind=forum"),
    Shown("plan-empty", "calendar/?kind=summit&country=india"),
    Shown("by-priority", "calendar/by-priority/?kind=forum"),
    Shown("by-body", "calendar/by-body/?kind=forum"),
    Shown("by-place", "calendar/by-place/?kind=forum"),
    Shown("year", "calendar/2020/"),
    Shown("month", "calendar/2020/11/"),
    Shown("month-full", "calendar/2021/02/", Scene.AFTER),
    Shown("month-empty", "calendar/2020/11/?kind=operation"),
    Shown("week", "calendar/2020/W45/"),
    Shown("week-full", "calendar/2020/W43/"),
    Shown("week-empty", "calendar/2020/W32/?kind=forum"),
    Shown("day", "calendar/2020/10/29/"),
    Shown("day-full", "calendar/2021/02/18/", Scene.AFTER),
    Shown("day-empty", "calendar/2020/11/04/"),
    Shown("as-on", "calendar/as-on/2020-05-26/"),
    Shown("changes", "calendar/changes/"),
    Shown("changes-of-a-day", "calendar/changes/?from=2020-05-27&to=2020-05-27"),
    Shown("changes-none", "calendar/changes/?from=2020-05-30&to=2020-05-30"),
)

EVENTS = (
    Shown("event-held-moved", SUMMIT, Scene.AFTER),
    Shown("event-planned", SUMMIT),
    Shown("event-postponed", "events/investment-trade-expo-qingdao-2020/"),
    Shown("event-cancelled", "events/specimen-cancelled/", Scene.AFTER),
    Shown("event-live", "events/specimen-live/", Scene.AFTER),
    Shown("event-photos", "events/specimen-held/", Scene.AFTER),
    Shown("event-undated", "events/specimen-undated/", Scene.AFTER),
    Shown("event-vague", "events/specimen-vague/", Scene.AFTER),
    Shown("event-clock", "events/specimen-timed/?clock=beijing", Scene.AFTER),
    Shown("event-untranslated", "events/specimen-untranslated/", Scene.AFTER),
    Shown("event-withdrawn", "events/specimen-withdrawn/", Scene.AFTER, 410),
    Shown("step", f"{SUMMIT}steps/5/"),
    Shown("decision", "decisions/postponed-2020-11-09/", Scene.AFTER),
)

ORGANISATION = (
    Shown("priorities", "priorities/"),
    Shown("priority", "priorities/economic-and-interregional-cooperation/"),
    Shown("bodies", "bodies/"),
    Shown("themes", "themes/"),
    Shown("theme", "themes/victory-75/"),
    Shown("hosts", "hosts/"),
    Shown("host", "hosts/ministry-of-defence-russia/"),
    Shown("body", "bodies/heads-of-region-forum/"),
    Shown("body-parent", "bodies/rats/"),
    Shown("countries", "countries/"),
    Shown("country", "countries/russia/"),
    Shown("country-partner", "countries/nepal/"),
)

PAPERS = (
    Shown("news", "news/"),
    Shown("news-second-page", "news/?page=2"),
    Shown("news-of-a-section", "news/?section=announcement"),
    Shown("article", "news/2019/05/31/priorities-of-the-presidency/"),
    Shown("article-photos", "news/2020/10/05/specimen-article/", Scene.AFTER),
    Shown("documents", "documents/"),
    Shown("documents-filtered", "documents/?year=2020&kind=statement"),
    Shown("documents-none", "documents/?year=2001&kind=statement"),
    Shown("document", "documents/bishkek-declaration-2019/"),
    Shown("document-corrected", "documents/specimen-corrected/", Scene.AFTER),
    Shown("document-version", "documents/specimen-corrected@1/", Scene.AFTER),
    Shown("document-withdrawn", "documents/specimen-withdrawn/", Scene.AFTER, 410),
)

SEARCH = (
    Shown("search", "search/"),
    Shown("search-results", "search/?q=forum"),
    Shown("search-mistyped", "search/?q=cfvvbn"),
    Shown("search-none", "search/?q=zebra+unicorn"),
    Shown("search-one-kind", "search/?q=forum&type=news"),
)

PLAIN = (
    Shown("about", "about/"),
    Shown("subscribe", "subscribe/"),
    Shown("developers", "developers/"),
    Shown("accessibility", "accessibility/"),
    Shown("privacy", "privacy/"),
    Shown("terms", "terms/"),
    Shown("contact", "contact/"),
)

ERRORS = (
    Shown("not-found", "nowhere/", status=404),
    Shown("bad-request", "calendar/as-on/2035-01-01/", status=400),
    Shown("bad-page", "news/?page=0", status=400),
    Shown("forbidden", "showcase/forbidden/", status=403),
    Shown("broken", "showcase/broken/", status=500),
)

PAGES = (*HOME, *CALENDAR, *EVENTS, *ORGANISATION, *PAPERS, *SEARCH, *PLAIN, *ERRORS)

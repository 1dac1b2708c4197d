"""The address plan. Each app lists its own pages, with their whole path, in its urls.py.

The pages of priorities, bodies, hosts and countries show events, which their apps know nothing of: their
views stand here in the project, and so do their addresses.
"""

import functools
from types import ModuleType

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from documents import views as documents
from events.views import photos
from sco_presidency.views import (
    crawlers,
    home,
    language,
    manifest,
    plain,
    programme,
    sharing,
    standing,
)

handler400 = "sco_presidency.views.errors.bad_request"
handler403 = "sco_presidency.views.errors.forbidden"
handler404 = "sco_presidency.views.errors.not_found"
handler500 = "sco_presidency.views.errors.server_error"

#: What stands once, whatever is shown.
COMMON: list[URLPattern | URLResolver] = [
    path("", language.choose, name="language"),
    path("zh/", language.chinese, name="chinese"),
    path("zh/<path:page>", language.chinese, name="chinese_page"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:kind>-<int:number>.xml", crawlers.sitemap, name="sitemap"),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    # The address is that of `file.url`: MEDIA_URL and the name under which a file is kept.
    re_path(r"^media/(?P<name>documents/[\w.-]+)$", documents.document_file, name="file"),
    re_path(
        r"^media/photos/(?P<digest>[0-9a-f]{24})-(?P<width>[1-9][0-9]{0,4})\.(?P<ending>avif|webp|jpg)$",
        photos.photo_file,
        name="photo",
    ),
]
#: The pages of a presidency.
PAGES: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("about/", standing.about, name="about"),
    path("subscribe/", plain.subscribe, name="subscribe"),
    path("developers/", plain.developers, name="developers"),
    path("accessibility/", standing.accessibility, name="accessibility"),
    path("privacy/", standing.privacy, name="privacy"),
    path("terms/", standing.terms, name="terms"),
    path("contact/", standing.contact, name="contact"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("share-<slug:digest>.png", sharing.site_image, name="share_image"),
    path(
        "events/<slug:slug>/share-<slug:digest>.png",
        sharing.event_image,
        name="event_share_image",
    ),
    path("calendar/programme.pdf", programme.programme, name="programme"),
    path("", include("events.urls")),
    path("", include("news.urls")),
    path("", include("sco_presidency.urls_priorities")),
    path("", include("sco_presidency.urls_bodies")),
    path("", include("sco_presidency.urls_hosts")),
    path("", include("sco_presidency.urls_places")),
    path("", include("documents.urls")),
    path("", include("search.urls")),
]

urlpatterns = [*COMMON, *i18n_patterns(*PAGES, prefix_default_language=True)]


@functools.cache
def below(place: str) -> ModuleType:
    """Return the addresses under which the pages stand below `place`: presidencies/{slug}."""
    addresses = ModuleType(f"sco_presidency.urls.{place}")
    pages = path(f"{place}/", include(PAGES))
    addresses.urlpatterns = [*COMMON, *i18n_patterns(pages)]  # type: ignore[attr-defined]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(addresses, name, globals()[name])
    return addresses

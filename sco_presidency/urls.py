"""The address plan of the installation. The pages about the plan, each with its path: website.urls."""

import functools
from types import ModuleType

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from staff.bundles import views as bundle_preview
from staff.previews import views as preview
from website.views import documents, events, exports, home, pages, share_images, site

handler400 = "staff.errors.bad_request"
handler403 = "staff.errors.forbidden"
handler404 = "staff.errors.not_found"
handler500 = "staff.open_forms.server_error"

#: What stands once, whatever is shown.
COMMON: list[URLPattern | URLResolver] = [
    path("", site.choose, name="language"),
    path("zh/", site.chinese, name="chinese"),
    path("zh/<path:page>", site.chinese, name="chinese_page"),
    path("robots.txt", site.robots, name="robots"),
    path("favicon.ico", site.favicon, name="favicon"),
    path(".well-known/security.txt", site.security, name="security"),
    path("sitemap.xml", site.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:kind>-<int:number>.xml", site.sitemap, name="sitemap"),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    # What is not public, for whoever has a link to it.
    path("preview/<str:token>/bundle/", bundle_preview.door, name="bundle_preview"),
    path(
        "preview/<str:token>/bundle/media/<path:name>",
        bundle_preview.file,
        name="bundle_preview_file",
    ),
    path(
        "preview/<str:token>/bundle/<slug:code>/",
        bundle_preview.contents,
        name="bundle_preview_list",
    ),
    path(
        "preview/<str:token>/bundle/<slug:code>/<int:number>/",
        bundle_preview.page,
        name="bundle_preview_page",
    ),
    path("preview/<str:token>/", preview.door, name="preview"),
    path("preview/<str:token>/<slug:code>/", preview.page, name="preview_page"),
    path("preview/<str:token>/<slug:code>/phone/", preview.phone, name="preview_phone"),
    path("preview/<str:token>/media/<path:name>", preview.file, name="preview_file"),
    # The address is that of `file.url`: MEDIA_URL and the name under which a file is kept.
    re_path(r"^media/(?P<name>documents/[\w.-]+)$", documents.document_file, name="file"),
    re_path(
        r"^media/photos/(?P<digest>[0-9a-f]{24})-(?P<width>[1-9][0-9]{0,4})\.(?P<ending>avif|webp|jpg)$",
        events.photo_file,
        name="photo",
    ),
]
#: The pages of a presidency.
PAGES: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("about/", pages.about, name="about"),
    path("subscribe/", pages.subscribe, name="subscribe"),
    path("developers/", pages.developers, name="developers"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("terms/", pages.terms, name="terms"),
    path("contact/", pages.contact, name="contact"),
    path("map.svg", pages.map_drawing, name="map_drawing"),
    path("manifest.webmanifest", site.manifest, name="manifest"),
    path("share-<slug:digest>.png", share_images.site_image, name="share_image"),
    path(
        "calendar/changes/share-<slug:digest>.png",
        share_images.changes_image,
        name="changes_share_image",
    ),
    path(
        "events/<slug:slug>/share-<slug:digest>.png",
        share_images.event_image,
        name="event_share_image",
    ),
    path(
        "themes/<slug:slug>/share-<slug:digest>.png",
        share_images.theme_image,
        name="theme_share_image",
    ),
    path("calendar/programme.pdf", exports.programme, name="programme"),
    path("", include("website.urls")),
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

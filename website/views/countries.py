"""The countries around the table, and the events that each of them chairs or hosts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bodies.models import Body
from events.plan_memory import all_states, states_of
from hosts.models import Host
from i18n.collation import Key, reading_key
from i18n.endonyms import endonyms
from i18n.texts import all_texts, text_of
from places.models import City, Country, Role
from publishing import clock
from website.charts.map import place_map
from website.exports.formats import along_of, phase_on
from website.filters.counts import numbers_of
from website.filters.selection import Part
from website.presenters.pagination import listing
from website.sentences import say_events
from website.views.base import by_readers_clock, readers_names
from website.views.hosts import host_links, hosted_besides

ROLES = (
    (Role.MEMBER, _("Member states")),
    (Role.OBSERVER, _("Observer states")),
    (Role.DIALOGUE_PARTNER, _("Dialogue partners")),
    (Role.OTHER, _("Other host countries")),
)


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    countries, numbers = sorted(Country.objects.with_role(), key=_by_name), numbers_of("country")
    context = {
        "roles": [
            (
                role,
                heading,
                [
                    (
                        country,
                        _own_names(country),
                        numbers.get(country.slug) and say_events(numbers[country.slug]),
                    )
                    for country in countries
                    if country.role_then == role
                ],
            )
            for role, heading in ROLES
        ],
        "place_map": place_map(all_states(), City.objects.with_country(), clock.now()),
    }
    return render(request, "places/country_list.html", context)


@require_safe
def country_detail(request: HttpRequest, slug: str) -> HttpResponse:
    country = get_object_or_404(Country.objects.with_role(), slug=slug)
    part, now = Part.of_country(country), clock.now()
    events = states_of(part.events.in_plan_order())
    places, hosts = readers_names(request), Host.objects.filter(country=country)
    hosted_events = hosted_besides(hosts.states(), part)
    names = {code: name for code, name in all_texts(country, "name").items() if name}
    country_name = text_of(country, "name")
    names.pop(country_name.language, None)
    own_names = dict(_own_names(country))
    others = {code: name for code, name in names.items() if name not in own_names.values()}
    context = {
        "country": country,
        "role": Role(country.role_then),
        "name": country_name,
        "other_names": {**others, **own_names},
        "cities": sorted(country.cities.all(), key=_by_name),
        "met_cities": numbers_of("city"),
        "bodies": list(Body.objects.published().filter(seat__country=country)),
        "listing": listing(events, now, places),
        "hosted": listing(hosted_events, now, places),
        "hosts": host_links(hosts.with_own_page().for_pages()),
        "along": along_of(part, request, now),
        "phase": phase_on(now.date()),
    }
    answer = render(request, "places/country_detail.html", context)
    return by_readers_clock(answer, [*events, *hosted_events])


def _own_names(country: Country) -> list[tuple[str, str]]:
    """Return what it calls itself, where that is not what the page calls it."""
    shown = str(text_of(country, "name"))
    return [(code, name) for code, name in endonyms(country.code) if name != shown]


def _by_name(place: Country | City) -> Key:
    return reading_key(str(text_of(place, "name")))

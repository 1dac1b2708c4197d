"""Who holds an event, as its page says it: links under a label for each role."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import npgettext

from events.state import EventState
from hosts.models import Host, HostRole, short_text
from i18n.texts import Text


@dataclass(frozen=True)
class HostGroup:
    """The hosts of one role, each by the address of its page and its name."""

    label: str
    links: tuple[tuple[str, Text], ...]


def hosts_of(event: EventState) -> list[Host]:
    """Return who holds `event`, in order. One query; none where no host is known."""
    if not event.hosts:
        return []
    hosts = Host.objects.for_pages().in_bulk(
        [host_state.slug for host_state in event.hosts], field_name="slug"
    )
    return [hosts[host_state.slug] for host_state in event.hosts if host_state.slug in hosts]


def host_groups(event: EventState, hosts: Sequence[Host]) -> list[HostGroup]:
    """Return `hosts`, those of `event`, by their roles: who receives it first."""
    roles = {host_state.slug: host_state.role for host_state in event.hosts}
    groups = []
    for role in HostRole:
        links = tuple(
            (host.get_absolute_url(), short_text(host))
            for host in hosts
            if roles[host.slug] == role
        )
        if links:
            groups.append(HostGroup(_label(role, len(links)), links))
    return groups


def _label(role: HostRole, number: int) -> str:
    match role:
        case HostRole.HOST:
            return npgettext("a role", "Host", "Hosts", number)
        case HostRole.CO_HOST:
            return npgettext("a role", "Co-host", "Co-hosts", number)
        case HostRole.ORGANISER:
            return npgettext("a role", "Organiser", "Organisers", number)

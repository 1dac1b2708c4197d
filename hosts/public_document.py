"""The public document of a host."""

from typing import Any

from hosts.models import Host
from i18n.texts import all_texts
from publishing import records, translations


def host_document(host: Host) -> dict[str, Any]:
    return {
        "slug": host.slug,
        "kind": host.kind,
        "name": all_texts(host, "name"),
        "short_name": all_texts(host, "short_name"),
        "country": host.country.slug if host.country else None,
        "parent": host.parent.slug if host.parent else None,
        "body": host.public_body.slug if host.public_body else None,
        "website": host.website or None,
        **translations.told(host),
    }


records.register(records.RecordKind("hosts", Host, host_document, Host.objects.for_pages))

"""Print what partners are told, as JSON: kinds with their documents. The baseline is filled from it."""

import json
import sys

import django

from bench.product import configure


def main() -> None:
    configure()
    django.setup()
    from publishing.models import PublicRecord  # noqa: PLC0415 (settings are ready only now)

    kinds: dict[str, list[object]] = {}
    latest = PublicRecord.objects.filter(is_latest=True, withdrawn=False).order_by("number")
    for kind, document in latest.values_list("kind", "document"):
        kinds.setdefault(kind, []).append(json.loads(document))
    json.dump(kinds, sys.stdout)


if __name__ == "__main__":
    main()

"""What would stop the bundles that wait for their moment: seen ahead, while there is time to mend it. ADR 0027."""

import logging
from datetime import datetime
from typing import cast

from django.db import InterfaceError, OperationalError
from django.utils import translation

from i18n.texts import CODES
from publishing.permissions import Actor
from staff.bundles.actions import problems_of
from staff.bundles.items import moments
from staff.bundles.second_person import changed_since
from staff.models import Bundle

logger = logging.getLogger(__name__)


def look_ahead(now: datetime) -> None:
    """Note at each bundle that waits what would stop it at its moment.

    The worker does it, so that whoever opens the desk reads it in time.
    """
    for row in moments().select_related("account").prefetch_related("item"):
        try:
            problems = _in_each_language(cast(Bundle, row.item), Actor.of(row.account, now))
        except (InterfaceError, OperationalError):
            raise  # the database does not answer: the worker tries again
        except Exception:  # a fault of ours in one bundle: whatever else is due goes out
            logger.exception("It could not be looked at whether a bundle would go out: %s.", row)
            continue
        Bundle.objects.filter(pk=row.object_id, done_at=None).update(problems=problems)


def unready() -> int:
    """Count the bundles that wait and would not go out, as the worker last saw."""
    keys = moments().values_list("object_id")
    return Bundle.objects.filter(pk__in=keys, done_at=None).exclude(problems={}).count()


def _in_each_language(bundle: Bundle, by: Actor) -> dict[str, list[str]]:
    """Return by language code what would stop `bundle`; nothing where it is ready."""
    said = {}
    for code in CODES:
        with translation.override(code):
            problems = [str(problem) for problem in problems_of(bundle, by=by)]
            said[code] = [*filter(None, [changed_since(bundle)]), *problems]
    return said if any(said.values()) else {}

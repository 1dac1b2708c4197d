"""How many wrong passwords there were lately: what axes writes to the database."""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessFailureLog
from django.db.models import Count, Max

#: Wrong passwords older than this are forgotten.
REMEMBERED = timedelta(hours=1)


class InDatabase(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts in the tables of axes, which all processes and machines share."""

    def counted(self, now: datetime, **who: Any) -> tuple[int, datetime | None]:
        """Return how many wrong passwords there were by a `username` or `ip_address`, and the last."""
        wrong = AccessFailureLog.objects.filter(attempt_time__gt=now - REMEMBERED, **who)
        totals = wrong.order_by().aggregate(number=Count("pk"), last=Max("attempt_time"))
        return totals["number"], totals["last"]

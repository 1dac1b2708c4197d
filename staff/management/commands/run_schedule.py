"""`manage.py run_schedule`: publish and withdraw what is due, for as long as it runs."""

import logging
import signal
import threading
import time
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext_lazy as _

from publishing import clock, schedule
from publishing.management.base import PortalCommand
from publishing.models import Publishable, ScheduledAction, ScheduledPublication
from staff.bundles import trials
from staff.bundles.ahead import look_ahead
from staff.log import in_each_language

logger = logging.getLogger(__name__)
#: Seconds between two looks, at most: a moment that was set since is met too.
STEP = 0.4
#: Seconds between two looks at what would stop bundles.
AHEAD = 60.0
#: Seconds until the next try where the database does not answer.
LATER = 2.0


class Command(PortalCommand):
    help = (
        "Publish and withdraw what staff has set a moment for. Runs until it is told to end "
        "(SIGTERM, Ctrl-C); --once does what is due and ends."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            self.look()
            self.look_ahead()
            return
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_told: ended.set())
        looked_ahead = -AHEAD
        while not ended.is_set():
            try:
                close_old_connections()
                self.look()
                if time.monotonic() - looked_ahead > AHEAD:
                    looked_ahead = time.monotonic()
                    self.look_ahead()
                pause = min(STEP, schedule.seconds_until_next(clock.now()))
            except DatabaseError:
                logger.exception("The database does not answer: what is due waits.")
                pause = LATER
            ended.wait(pause)

    def look_ahead(self) -> None:
        look_ahead(clock.now())
        trials.look_over()

    def look(self) -> None:
        for row in schedule.carry_out(clock.now(), log):
            self.stdout.write(f"{row}: {row.state}{'. ' if row.said else ''}{row.why}")


def log(row: ScheduledPublication) -> None:
    """Write into the log of the item what the clock did in the name of whoever set it."""
    published = row.action == ScheduledAction.PUBLISH
    sentence = _("Published at the moment set.") if published else _("Withdrawn at the moment set.")
    item = cast(Publishable, row.item)
    message = in_each_language(sentence, item, is_aside=True)
    LogEntry.objects.log_actions(row.account_id, [item], CHANGE, message, single_object=True)

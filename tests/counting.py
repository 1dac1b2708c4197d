"""How many queries something takes, whatever was in memory before."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import plan_memory


def queries_of(ask: Callable[[], object]) -> int:
    """Return the number of queries of `ask`, for which the plan is read anew."""
    plan_memory._memory = plan_memory.PlanMemory()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)

"""How often a test asks the database."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import plan_memory


def queries_of(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def queries_without_memory(ask: Callable[[], object]) -> int:
    """Return how often `ask` asks where no plan is in memory, whatever ran before."""
    plan_memory._memory = plan_memory.PlanMemory()
    return queries_of(ask)

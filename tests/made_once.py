"""Rows that many tests begin with: made by the writers of the portal once, copied from then on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import get_language

from places.models import Country
from presidencies.current import current_pk
from priorities.models import Strand
from publishing import outbox
from scripts import plan_rows
from tests.factories.places import KEPT_CODES

P = ParamSpec("P")


def made_once(make: Callable[P, None]) -> Callable[P, None]:
    """Let `make`, which fills an empty portal, write the rows that it wrote the first time.

    Each clock, language, presidency and set of arguments has its own. It is filled anew where it holds something,
    and where somebody listens to what is told. Not for what lies in files.
    """

    kept: dict[tuple[object, ...], plan_rows.Rows] = {}

    @functools.wraps(make)
    def made(*args: P.args, **values: P.kwargs) -> None:
        key = (settings.PORTAL_CLOCK, get_language(), current_pk(), *args, *values.items())
        if outbox._listeners or not is_empty():
            make(*args, **values)
        elif key in kept:
            with transaction.atomic():  # rows may name others that follow
                plan_rows.write(kept[key])
        else:
            make(*args, **values)
            kept[key] = {model._meta.db_table: rows for model, rows in written()}
            KEPT_CODES.update(Country.objects.values_list("code", flat=True))

    return made


def is_empty() -> bool:
    tables = (connection.ops.quote_name(model._meta.db_table) for model in filled())
    told = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608 (our own names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told}")
        return not cursor.fetchone()[0]


def filled() -> list[type[models.Model]]:
    """Return what the writers fill: not the presidency and its strands, which stand in every test's database.

    The index of the search follows by itself, when a test asks.
    """
    others = ("search", "presidencies")
    models = (model for model in plan_rows.own_models() if model is not Strand)
    return [model for model in models if model._meta.app_label not in others]


def written() -> list[tuple[type[models.Model], tuple[list[str], object]]]:
    return [(model, plan_rows.read(model)) for model in filled() if model._base_manager.exists()]

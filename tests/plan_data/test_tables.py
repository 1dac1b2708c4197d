"""The mark of a priority: our choice, which files of others leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from priorities.models import Priority
from tests.plan_data.plan_files import Cells, tiny_plan, written
from tests.plan_data.playing import load

pytestmark = pytest.mark.django_db


def without_marks(directory: Path) -> dict[str, list[Cells]]:
    rows = tiny_plan()
    for row in rows["priorities.csv"]:
        del row["strand"]
    written(directory, rows)
    return rows


def test_known_priority_keeps_its_mark(tmp_path):
    load(written(tmp_path, tiny_plan()))

    without_marks(tmp_path)
    text = load(tmp_path)

    assert text.splitlines()[-1].startswith("Nothing changed")
    assert Priority.objects.get().strand.slug == "security"


def test_new_priority_needs_one(tmp_path):
    without_marks(tmp_path)

    with pytest.raises(CommandError) as refused:
        load(tmp_path)

    assert str(refused.value).splitlines()[1] == (
        "priorities.csv, row 2, column strand: Say under which strand of strands.csv this new "
        "priority stands."
    )
    assert not Priority.objects.exists()

"""The measures of the house count what they say that they count."""

import pytest

from scripts.measures import is_counted, measured

MODELS = """
from django.db import models
from bodies import querysets

class Body(models.Model):
    class Meta:
        ordering = ("pk",)

def double(number):
    return number * 2
"""
QUERYSETS = """
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bodies.models import Body
"""
SHAPES = """
class Body:
    pass
"""


def test_tests_scripts_migrations_and_packages_are_not_counted():
    paths = ["bodies/models.py", "tests/bodies/test_models.py", "scripts/measures.py"]
    paths += ["bodies/migrations/0001_initial.py", "bodies/__init__.py", "templates/base.html"]

    assert [path for path in paths if is_counted(path)] == ["bodies/models.py"]


def test_what_is_counted():
    sources = {"bodies/models.py": MODELS, "bodies/querysets.py": QUERYSETS, "api/rows.py": SHAPES}
    measures = measured(sources)

    assert measures.lines == 18
    assert (measures.function_p90, measures.function_max) == (2, 2)
    assert measures.shared == pytest.approx(100 * 15 / 18)  # of rows nobody knows what it holds
    assert measures.names == pytest.approx(10_000 * 3 / 18)
    assert measures.imports == pytest.approx(100 * 4 / 18)
    assert measures.double_names == ("Body",)
    assert measures.short == 3
    assert measures.circles == (("bodies.models", "bodies.querysets"),)


def test_one_way_is_no_circle():
    sources = {"bodies/models.py": MODELS, "bodies/querysets.py": "import re\n"}

    assert measured(sources).circles == ()
    assert measured(sources).double_names == ()

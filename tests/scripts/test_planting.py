"""Faults are planted one at a time, in a copy, and what notices them is named."""

from pathlib import Path

import pytest

from scripts import planting
from scripts.planting import CAUGHT, SURVIVED, Mutant, Plot, known, stages
from tests.scripts.planted import SOUND, TEST, fault

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    ("old", "new", "verdict", "by"),
    [
        ("* 2", "* 3", CAUGHT, "tests/sums/test_doubling.py::test_double"),
        ("number * 2", "abs(number) * 2", SURVIVED, ""),
        (
            "return number",
            "raise KeyError(number)",
            CAUGHT,
            "tests/sums/test_doubling.py::test_double",
        ),
    ],
)
def test_a_fault_is_caught_by_the_test_that_fails(project, old, new, verdict, by):
    with Plot.copies(project, 1, near=False) as (plot,):
        outcome = plot.tried(fault(old, new))

        assert (outcome.verdict, outcome.by) == (verdict, by)
        assert (plot.root / "sums/doubling.py").read_text() == SOUND
        assert plot.failing({"tests/sums/test_doubling.py::test_double"}, "sqlite") == set()

    assert (project / "sums/doubling.py").read_text() == SOUND


def test_a_test_that_fails_anyway_is_known(project):
    (project / "tests/sums/test_doubling.py").write_text(TEST.replace("4", "5"))

    with Plot.copies(project, 1, near=False) as (plot,):
        failing = plot.failing({"tests/sums/test_doubling.py::test_double"}, "sqlite")

    assert failing == {"tests/sums/test_doubling.py::test_double"}


@pytest.mark.parametrize(
    ("old", "fits"), [("number * 2", True), ("number", False), ("gone", False)]
)
def test_a_fault_fits_where_its_text_stands_once(project, old, fits):
    assert fault(old, "").fits(project) is fits


def test_the_nearest_tests_come_first_and_a_browser_never():
    mutant = Mutant("a-fault", "publishing/markdown.py", "", "")

    near, own, others, longest = stages(mutant, ROOT)

    assert (near, own) == (["tests/publishing/test_markdown.py"], ["tests/publishing"])
    assert others[0] == "tests"
    assert {"--ignore=tests/publishing", "--ignore=tests/browser"} <= set(others)
    assert longest == list(planting.LONGEST)


def test_the_list_names_each_fault_once_and_what_looks_at_it():
    mutants = known()

    assert len(mutants) > 300
    assert len({one.name for one in mutants}) == len(mutants)
    assert all(stages(one, ROOT)[0][0].startswith("tests/") for one in mutants)
    assert all(one.old != one.new for one in mutants)

"""Faults are planted one at a time, in a copy, and what notices them is named."""

import subprocess
from pathlib import Path

import pytest

from scripts import planting
from scripts.planting import CAUGHT, SURVIVED, Mutant, Plot, known, stages

ROOT = Path(__file__).resolve().parents[2]
SOUND = "def double(number):\n    return number * 2\n"
#: Knows nothing of a negative number.
TEST = """
from sums.doubling import double

def test_double():
    assert double(2) == 4
"""


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project of one rule and one test, known to git."""
    root = tmp_path / "project"
    for name, text in {
        "sums/doubling.py": SOUND,
        "tests/sums/test_doubling.py": TEST,
        "pytest.ini": "[pytest]\npythonpath = .\naddopts = --import-mode=importlib\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)  # noqa: S607 (whichever git)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # it needs none of ours
    monkeypatch.setattr(planting, "LONGEST", ("tests/sums",))
    return root


def fault(old: str, new: str) -> Mutant:
    return Mutant("a-fault", "sums/doubling.py", old, new)


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
    mutant = Mutant("a-fault", "publishing/workflow.py", "", "")

    near, own, others, longest = stages(mutant, ROOT)

    assert (near, own) == (["tests/publishing/test_workflow.py"], ["tests/publishing"])
    assert others[0] == "tests"
    assert {"--ignore=tests/publishing", "--ignore=tests/browser"} <= set(others)
    assert longest == list(planting.LONGEST)


def test_the_list_names_each_fault_once_and_what_looks_at_it():
    mutants = known()

    assert len(mutants) > 300
    assert len({one.name for one in mutants}) == len(mutants)
    assert all(stages(one, ROOT)[0][0].startswith("tests/") for one in mutants)
    assert all(one.old != one.new for one in mutants)

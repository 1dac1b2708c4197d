"""No app falls below its floor unseen. The workers tell what they ran; the plugin sums it up."""

from types import SimpleNamespace

import pytest

from scripts.covered_lines import Covered


@pytest.fixture
def covered() -> Covered:
    """Two workers ran three of the four lines of `bodies`, and both lines of `news`."""
    covered = Covered({"bodies": 75.0, "news": 100.0})
    covered.add({"bodies/querysets.py": ([1, 2], [3, 4]), "news/models.py": ([1], [2])})
    covered.add({"bodies/querysets.py": ([1, 3], [2, 4]), "news/models.py": ([2], [1])})
    return covered


def test_line_that_any_worker_ran_is_covered(covered: Covered):
    assert covered.files["bodies/querysets.py"].missing == [4]
    assert covered.percent("bodies") == 75
    assert covered.below() == []


def test_app_below_its_floor_is_told_with_the_missing_lines(covered: Covered):
    covered.add({"bodies/models.py": ([], [7, 8, 9])})

    assert covered.below() == ["bodies"]
    assert list(covered.table()) == [
        "bodies            42.86 %   floor  75.00 %  BELOW",
        "news             100.00 %   floor 100.00 %",
        "bodies/models.py: 7-9",
        "bodies/querysets.py: 4",
    ]


def test_app_of_which_no_worker_told_is_below():
    assert Covered({"news": 1.0}).below() == ["news"]


def test_app_is_no_part_of_one_with_a_longer_name(covered: Covered):
    covered.add({"newsletters/models.py": ([], [1])})

    assert covered.percent("news") == 100


def test_run_fails_when_an_app_is_below(covered: Covered):
    session = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    covered.finish(session)
    assert session.exitstatus == pytest.ExitCode.OK

    covered.add({"news/views.py": ([], [1])})
    covered.finish(session)

    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED

"""A run over all faults: what it keeps, what it tells, and when it is a failure."""

import json

import pytest

from scripts import mutants
from scripts.planting import CAUGHT, SURVIVED, Outcome, Plot, state_of
from tests.scripts.planted import TEST, fault

pytestmark = pytest.mark.proof

SEEN = fault("* 2", "* 3", "seen")
UNSEEN = fault("number * 2", "abs(number) * 2", "unseen")
STALE = fault("number * 5", "", "stale")


@pytest.fixture
def run(project, monkeypatch, capsys):
    """Run over some faults: the code with which it ends, and what it says."""
    monkeypatch.setattr(mutants, "ROOT", project)
    monkeypatch.setattr(mutants, "KEPT", project / "var" / "mutants.json")
    monkeypatch.setattr(mutants, "AT_ONCE", 1)
    monkeypatch.setattr(mutants, "exit_on_signals", lambda: None)
    monkeypatch.setattr(Plot, "compiled", lambda plot: None)  # not worth it for one small file
    monkeypatch.setattr(mutants.compile_messages, "main", lambda: None)

    def over(*faults, arguments=()):
        monkeypatch.setattr(mutants, "known", lambda: list(faults))
        monkeypatch.setattr("sys.argv", ["mutants", *arguments])
        return mutants.main(), capsys.readouterr().out

    return over


def test_a_survivor_is_named_kept_and_too_many_are_a_failure(run, project):
    code, said = run(SEEN, UNSEEN)

    assert code == 1
    assert "survived: unseen (sums/doubling.py)\n1 of 2 faults caught: 50.0%\n" in said
    kept = json.loads((project / "var" / "mutants.json").read_text())
    found = {name: Outcome(*told) for name, told in kept.items()}
    assert (found["seen"].verdict, found["unseen"].verdict) == (CAUGHT, SURVIVED)
    assert {one.state for one in found.values()} == {state_of(project)}


def test_a_stale_fault_is_named_loudly_and_is_a_failure(run):
    code, said = run(SEEN, STALE)

    assert code == 1
    assert "STALE stale: its text stands in sums/doubling.py 0 times" in said
    assert "1 of 1 faults caught" in said


def test_a_test_that_fails_anyway_has_caught_nothing(run, project):
    (project / "tests/sums/test_doubling.py").write_text(TEST.replace("4", "5"))

    code, said = run(SEEN)

    assert code == 1
    assert "!! fails without a fault: tests/sums/test_doubling.py::test_double" in said
    assert "0 of 1 faults caught" in said


def test_a_run_goes_on_where_it_was_until_a_file_changes(run, project):
    run(SEEN)
    _code, again = run(SEEN, UNSEEN)
    (project / "sums/doubling.py").write_text("def double(number):\n    return 2 * number\n")
    other = fault("2 * number", "3 * number", "seen")
    _code, anew = run(other)

    assert ("1/1 survived" in again, "seen  tests" in again) == (True, False)
    assert "1/1 caught" in anew


def test_what_was_not_caught_can_be_tried_alone(run, project):
    run(SEEN, UNSEEN)
    more = "\ndef test_a_negative_number():\n    assert double(-2) == -4\n"
    (project / "tests/sums/test_doubling.py").write_text(TEST + more)

    code, said = run(SEEN, UNSEEN, arguments=["--survivors"])

    assert code == 0
    assert "1/1 caught" in said
    assert "1 were tried in an earlier state of the files\n2 of 2 faults caught" in said


def test_part_of_the_list_can_be_tried(run):
    _code, said = run(SEEN, UNSEEN, arguments=["--only", "unseen"])

    assert "0 of 1 faults caught" in said

"""What the gate says at its end."""

import os
import time
from pathlib import Path

import pytest

from scripts import check, parts
from scripts.check import Checks


class OneSuite(Checks):
    """Runs nothing: what pytest would have written stands there."""

    def run(self, name, command, env=None):
        Path(env["NOT_RUN"]).write_text("tests: 2, no Pango on this machine\ntests: 1, no gettext")


def test_what_the_suite_skipped_stands_in_the_last_lines(capsys, monkeypatch):
    monkeypatch.setattr(check, "REQUIRE_ALL", False)  # the gate itself leaves nothing out
    checks = OneSuite()

    checks.run_tests("tests on SQLite", ["pytest"], {})
    checks.leave_out("PostgreSQL")
    capsys.readouterr()
    checks.exit()

    assert capsys.readouterr().out.splitlines()[-3:] == [
        "!! NOT TESTED: tests: 2, no Pango on this machine; tests: 1, no gettext; PostgreSQL",
        "",
        "Everything that was run is in order.",
    ]


def test_nothing_is_said_to_be_untested_where_everything_was_run(capsys):
    checks = Checks()

    checks.exit()

    assert "NOT TESTED" not in capsys.readouterr().out


SUITE = """
import os
open(os.environ["NOT_RUN"], "w").write("tests: 1, no gettext")
print("9 passed")
"""
WITHOUT_END = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
time.sleep(600)
"""


@pytest.mark.parametrize(("end", "failed"), [("", []), ("exit(1)", ["tests on PostgreSQL"])])
def test_a_suite_beside_another_is_told_after_it(end, failed, capfd):
    checks = Checks()

    with checks.tests_beside("tests on PostgreSQL", ["python", "-c", SUITE + end], {}):
        os.write(1, b"that on SQLite")

    out = capfd.readouterr().out
    assert out.index("that on SQLite") < out.index("tests on PostgreSQL") < out.index("9 passed")
    assert checks.failed == failed
    assert checks.left_out == ["tests: 1, no gettext"]


@pytest.mark.parametrize(("of_a_part", "failed"), [(True, []), (False, ["tests on PostgreSQL"])])
def test_a_part_of_the_suite_may_hold_nothing_for_postgresql(of_a_part, failed, capfd):
    checks = Checks(of_a_part=of_a_part)

    with checks.tests_beside("tests on PostgreSQL", ["python", "-c", "exit(5)"], {}):
        pass

    assert checks.failed == failed
    assert ("docs/testing.md" in capfd.readouterr().out) == of_a_part


def test_a_suite_beside_another_ends_with_it(monkeypatch):
    monkeypatch.setattr(parts, "GRACE", 1)  # it may not hear yet that it is asked to end
    begun = time.monotonic()
    beside = Checks().tests_beside("tests on PostgreSQL", ["python", "-c", WITHOUT_END], {})

    with pytest.raises(KeyboardInterrupt), beside:
        raise KeyboardInterrupt

    assert time.monotonic() - begun < 60

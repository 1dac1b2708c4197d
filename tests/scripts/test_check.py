"""What the gate says at its end."""

from pathlib import Path

from scripts import check
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

"""The trial of a cluster types what the runbook says, and nothing that would touch the machine itself."""

from __future__ import annotations

import re

import pytest

from scripts import cluster
from scripts.cluster import ADDRESSES, DATA, Cluster, Server, runbook

HEADINGS = ("Make a replica", "Promote the replica")


@pytest.fixture
def typed(monkeypatch, tmp_path) -> list[str]:
    """What is typed in a shell, or done to a server, instead of doing it."""
    done: list[str] = []
    monkeypatch.setattr(cluster, "in_a_shell", lambda command, **more: done.append(command))
    monkeypatch.setattr(cluster, "find_binaries", lambda: tmp_path)
    monkeypatch.setattr(cluster, "unprivileged_user", dict)
    monkeypatch.setattr(Server, "start", lambda server: done.append(f"start {server.home.name}"))
    monkeypatch.setattr(Server, "kill", lambda server: done.append(f"stop {server.home.name}"))
    monkeypatch.setattr(
        Cluster, "restart_process", lambda site, number: done.append(f"restart {number}")
    )
    return done


@pytest.mark.parametrize("heading", HEADINGS)
def test_each_line_of_the_runbook_names_its_machine(heading):
    lines = runbook(heading)

    assert len(lines) > 3
    assert {line.partition("$ ")[0] for line in lines} <= {"primary", "replica", "portal"}


@pytest.mark.parametrize("heading", HEADINGS)
def test_words_of_the_runbook_touch_the_trial_alone(heading, typed, tmp_path):
    site = Cluster(tmp_path)
    site.configure(DATABASE_URL="postgres://")

    site.follow_runbook(heading)

    told = "\n".join(typed)
    assert "restart 1\nrestart 2" in told
    assert not re.search("|".join(map(re.escape, (DATA, "/etc/", *ADDRESSES.values()))), told)


def test_promotion_stops_the_primary_first(typed, tmp_path):
    site = Cluster(tmp_path)
    site.configure(DATABASE_URL="postgres://")

    site.follow_runbook("Promote the replica")

    assert typed[0] == "stop one"


def test_other_folders_of_the_machine_are_refused(typed, tmp_path):
    server = Server(tmp_path / "one")

    with pytest.raises(ValueError, match="this would touch the machine itself"):
        server.type("rm -rf /var/lib/postgresql/16/main")

    assert typed == []


def test_heading_without_commands_is_named():
    with pytest.raises(LookupError, match="has no commands below “Nothing of the kind”"):
        runbook("Nothing of the kind")

"""Packages come by uv where it runs, else by pip; by the same hashes."""

import re
import shutil
from pathlib import Path

import pytest

from scripts import setup_venv


@pytest.fixture
def ran(monkeypatch, tmp_path: Path) -> list[list[str]]:
    """The commands that an installation runs; those of a program in `broken` fail."""
    commands: list[list[str]] = []

    def run(command: list[str]) -> int:
        commands.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(setup_venv, "run", run)
    monkeypatch.setattr(setup_venv, "VENV", tmp_path)
    monkeypatch.setattr(setup_venv, "as_pip", list)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    return commands


def programs(commands: list[list[str]]) -> list[str]:
    return ["uv" if command[0].endswith("uv") else "pip" for command in commands]


LOCK = setup_venv.ROOT / "requirements-dev.txt"


def test_uv_itself_is_installed_by_its_hash_and_alone(ran, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(setup_venv, "can_run", lambda *command: True)

    setup_venv.install(LOCK)

    assert programs(ran) == ["pip", "uv"]
    assert {"--require-hashes", "--no-deps"} <= set(ran[0])
    assert ran[1][-3:] == ["--require-hashes", "-r", str(LOCK)]
    asked = (tmp_path / "uv.txt").read_text()
    assert re.findall(r"^[^ ]+", asked, re.MULTILINE)[0].startswith("uv==")
    assert asked.count("==") == 1
    assert asked.count("--hash=sha256:") > 10


def test_where_uv_does_not_run_pip_installs(ran, monkeypatch):
    monkeypatch.setattr(setup_venv, "can_run", lambda *command: False)

    setup_venv.install(LOCK)

    assert programs(ran) == ["pip", "pip"]
    assert ran[1][-3:] == ["--require-hashes", "-r", str(LOCK)]


def test_what_uv_cannot_do_pip_does(monkeypatch, ran):
    monkeypatch.setattr(setup_venv, "locked_uv", lambda: "uv")
    monkeypatch.setattr(
        setup_venv, "run", lambda command: ran.append(command) or command[0] == "uv"
    )

    setup_venv.install(LOCK)

    assert programs(ran) == ["uv", "pip"]


def test_when_neither_can_it_says_so(monkeypatch, ran):
    monkeypatch.setattr(setup_venv, "locked_uv", lambda: "")
    monkeypatch.setattr(setup_venv, "run", lambda command: 1)

    with pytest.raises(SystemExit, match="could not be installed"):
        setup_venv.install(LOCK)


def test_uv_looks_where_pip_is_set_up_to_look(monkeypatch, tmp_path: Path):
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nindex-url = https://a.example/\nextra-index-url = file:///b file:///c\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_FIND_LINKS", "/wheels")

    options = setup_venv.as_pip()

    assert options[2:] == [
        *("--index-url", "https://a.example/"),
        *("--extra-index-url", "file:///b", "--extra-index-url", "file:///c"),
        *("--find-links", "/wheels"),
    ]

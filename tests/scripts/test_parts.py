"""A part of the gate ends, whatever it does, and tells what it took."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import parts
from scripts.parts import Part


def python(text: str, **options) -> Part:
    return Part("it", ["python", "-c", text], **options)


@pytest.fixture(autouse=True)
def _end_is_near() -> Iterator[None]:
    """Wait shortly for what is asked to end: where the suite runs in the background, Python hears no SIGINT."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "GRACE", 1)
        yield


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_part_tells_its_code_and_its_time():
    took = python("import time; time.sleep(0.2); raise SystemExit(3)").wait()

    assert (took.name, took.code, took.verdict) == ("it", 3, "FAILED")
    assert took.seconds is not None
    assert 0.2 <= took.seconds < 60


def test_processor_of_a_child_counts():
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    took = python(
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    ).wait()

    assert took.processor >= 0.5


def test_what_stands_still_is_ended_with_its_children(tmp_path: Path, capsys):
    child = tmp_path / "child"
    text = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(child.pid))\n"
        "time.sleep(600)"
    )
    part = python(text)
    while not (child.exists() and child.read_text()):
        time.sleep(0.01)

    took = part.wait(longest=0)

    assert took.code < 0
    assert "it: not done after 0 s; ended." in capsys.readouterr().out
    time.sleep(0.1)
    assert not alive(int(child.read_text()))


def test_what_does_not_listen_is_killed(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(parts, "GRACE", 0.4)
    ready = tmp_path / "ready"
    part = python(
        "import pathlib, signal, time\n"
        "for number in (signal.SIGINT, signal.SIGTERM):\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "time.sleep(600)"
    )
    while not ready.exists():
        time.sleep(0.01)

    assert part.wait(longest=0).verdict == "STOPPED by signal 9"


def test_part_aside_keeps_its_words_and_does_not_ask(capfd: pytest.CaptureFixture[str]):
    text = "import sys; print('said', repr(sys.stdin.read())); sys.stderr.write('and more')"
    part = Part.aside("it", ["python", "-c", text])

    took = part.wait()

    assert str(took).split() == ["beside", f"{took.processor:.1f}", "s", "it"]
    assert part.words().replace("\n", " ") in ("said '' and more", "and moresaid '' ")
    assert capfd.readouterr().out == ""


def test_part_that_is_given_up_leaves_nothing(monkeypatch):
    part = python("import time; time.sleep(600)")

    def interrupted(seconds: float) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        part.wait()

    with pytest.raises(ProcessLookupError):
        os.kill(part.process.pid, 0)

"""A command beside a private PostgreSQL ends with it, and ends what it started."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from scripts import with_postgres

ROOT = Path(__file__).resolve().parents[2]
#: A server that ends its worker when it is asked to end, as granian does.
SERVER = """
trap 'kill $worker; wait $worker; echo ended > {note}; exit 0' TERM
sleep 600 & worker=$!
echo $worker > {note}
wait $worker
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_server_is_asked_to_end_and_not_left_or_killed(tmp_path: Path, number: int):
    note = tmp_path / "note"
    program = (
        "from scripts import with_postgres as it; it.exit_on_signals(); "
        f"it.call(['bash', '-c', {SERVER.format(note=note)!r}], {{'PATH': '/usr/bin:/bin'}})"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as process:  # noqa: S603 (ours)
        give_up = time.monotonic() + 60
        while not (note.exists() and note.read_text()) and time.monotonic() < give_up:
            time.sleep(0.02)
        worker = int(note.read_text())

        process.send_signal(number)

        assert process.wait(60) == 128 + number
    assert note.read_text() == "ended\n"
    assert not Path(f"/proc/{worker}").exists()


def test_who_leaves_while_a_program_is_started_lets_it_end_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    started: list[subprocess.Popen[bytes]] = []

    class Slow(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started.append(self)
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(subprocess, "Popen", Slow)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    try:
        with_postgres.exit_on_signals()
        with pytest.raises(SystemExit) as left:
            with_postgres.call(["sleep", "600"], {"PATH": "/usr/bin:/bin"})
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGHUP, before[1])

    assert left.value.code == 128 + signal.SIGTERM
    assert [process.returncode for process in started] == [-signal.SIGTERM]

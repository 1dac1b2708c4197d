"""A command beside a private PostgreSQL ends with it, and ends what it started."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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

"""Bring the database up to date, load the plan into a new one, and serve the portal.

The second half of `make run`. It keeps what is in the database.
"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command

from scripts import compile_messages

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION_DAY = "2020-10-28"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_presidency.settings.dev")
    try:
        compile_messages.main()
        django.setup()
        prepare_database()
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next `make run` goes on from here.")
    serve(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")


def prepare_database() -> None:
    say("Bringing the database up to date ...")
    call_command("migrate", interactive=False)
    if not apps.get_model("events", "Event")._base_manager.exists():
        say(f"Loading the plan as on {DEMONSTRATION_DAY} ...")
        call_command("load_plan", str(ROOT / "data"), "--as-on", DEMONSTRATION_DAY)
    if not apps.get_model("presidencies", "StandingPage")._base_manager.exists():
        call_command("load_pages", str(ROOT / "data"))  # the plan was loaded before there were any
    if not apps.get_model("search", "Entry")._base_manager.exists():
        call_command("rebuild_search")  # the plan was loaded before there was a search
    call_command("ensure_staff")


def serve(host: str, port: str) -> None:
    """Become the server, so that Ctrl-C and the exit code are its own."""
    say(f"The portal: http://{host}:{port}/   its administration: http://{host}:{port}/admin/")
    say("Ctrl-C stops it. The data stays for the next time.")
    arguments = command(host, port)
    os.execv(arguments[0], arguments)  # noqa: S606 (no shell is wanted)


def command(host: str, port: str) -> list[str]:
    granian = str(Path(sys.executable).parent / "granian")
    # Each thread keeps a connection to the database.
    options = ["--interface", "wsgi", "--no-ws", "--blocking-threads", "4"]
    where = ["--host", host, "--port", port]
    return [granian, *options, *where, "sco_presidency.wsgi:application"]


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()

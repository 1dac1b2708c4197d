"""Serve a desk to learn on: `make training`. One account a role, made-up data, a database of its own.

What was done on it stays until `make training-reset`; docs/training.md holds the tasks.
"""

import os
import secrets
import sys

import django
from django.apps import apps
from django.core.management import call_command

from scripts import compile_messages, serve


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "scripts.training.settings"
    try:
        compile_messages.main()
        django.setup()
        prepare()
    except KeyboardInterrupt:
        sys.exit("\nStopped. Begin anew: make training-reset, make training.")
    serve.serve(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")


def prepare() -> None:
    from scripts.training import desk  # noqa: PLC0415 (its models need Django to be set up)

    call_command("migrate", interactive=False, verbosity=0)
    if not apps.get_model("auth", "User")._base_manager.exists():
        serve.say("Making up the training desk ...")
        desk.make()
    password = secrets.token_hex(4)
    desk.open_to(password)
    serve.say(
        "The training desk: made-up data, in a database of its own (var/training).\n"
        f"    users     {', '.join(desk.ACCOUNTS)}\n"
        f"    password  {password} (for each of them, until the next start)\n"
        "The tasks: docs/training.md · docs/training.ru.md"
    )


if __name__ == "__main__":
    main()

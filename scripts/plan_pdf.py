"""Typeset the plan to print, from a clean clone too. The second half of `make plan.pdf`."""

import os
import sys

import django
from django.core.management import CommandError, call_command

from scripts import compile_messages, serve


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_presidency.settings.dev")
    compile_messages.main()
    django.setup()
    serve.prepare_database()
    serve.say("Typesetting the programme, some seconds a language ...")
    try:
        call_command("make_programme")
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

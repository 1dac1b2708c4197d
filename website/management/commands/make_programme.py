"""`manage.py make_programme`: the plan as a PDF, in every language of the portal."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from publishing import clock, etags
from publishing.management.base import PortalCommand
from website.programme import pdf, storage


class Command(PortalCommand):
    is_task = True
    help = (
        "Typeset the programme, a PDF in each language, unless that of the newest record and of "
        "today is there. The portal offers what was made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--origin",
            default=settings.PUBLIC_ORIGIN,
            help="the address of the portal, for links on paper (default: %(default)s)",
        )
        parser.add_argument(
            "--anew", action="store_true", help="also where it is there, as after a release"
        )

    def handle(self, *args: Any, origin: str, anew: bool, **options: Any) -> None:
        with storage.alone() as is_alone:
            if is_alone:
                self.make_all(origin.rstrip("/"), anew=anew)
            else:
                self.stdout.write("Another process is making the programme: nothing to do.")

    def make_all(self, origin: str, *, anew: bool) -> None:
        # Read first: a programme may say a little more than the record it names, never less.
        number, now = etags.newest().number, clock.now()
        if not number:
            raise CommandError("Nothing is public yet: load or publish the plan first.")
        for language, _name in settings.LANGUAGES:
            path = storage.path_of(language, number, now.date())
            if anew or not path.exists():
                try:
                    path = storage.make(language, origin, number, now)
                except pdf.CannotTypesetError as error:
                    raise CommandError(str(error)) from error
                except OSError as error:
                    raise CommandError(f"The programme cannot be stored: {error}") from error
            self.stdout.write(f"{language:8} {shown(path)}")


def shown(path: Path) -> Path:
    """Return `path` as short as it can be written from here."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path

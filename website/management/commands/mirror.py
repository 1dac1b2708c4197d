"""`manage.py mirror OUT/`: the public portal as files, to read on when the application is gone."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from publishing.management.base import PortalCommand
from website.mirror.actions import Manifest, NoMirrorError, differences, make
from website.mirror.addresses import CannotMirrorError

#: Differences that are told; one is enough to know.
SHOWN = 20


class Command(PortalCommand):
    is_task = True
    help = (
        "Write every public page, with its files and the documents of the API, into a folder that "
        "opens from disk and that a web server can serve. Only what is new is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="an empty folder, or a mirror")
        parser.add_argument(
            "--origin",
            default=settings.PUBLIC_ORIGIN,
            help="the address of the portal, for links to it (default: %(default)s)",
        )
        parser.add_argument(
            "--anew", action="store_true", help="also where nothing was written, as after a release"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 where the mirror does not say what the portal says",
        )
        parser.add_argument(
            "--max-age",
            type=int,
            metavar="SECONDS",
            help="with --check: an older mirror is a failure too",
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        check: bool,
        max_age: int | None,
        **options: Any,
    ) -> None:
        try:
            if check:
                self.check_mirror(folder, max_age)
            else:
                mirror = make(folder, options["origin"], anew=options["anew"])
                self.stdout.write(
                    f"{folder}: {mirror.files} files, {mirror.written} of them new or changed, "
                    f"{mirror.removed} removed."
                )
        except (NoMirrorError, CannotMirrorError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The mirror cannot be written: {error}") from error

    def check_mirror(self, folder: Path, max_age: int | None) -> None:
        mirror = Manifest.read(folder)
        age = round((timezone.now() - mirror.made_at).total_seconds())
        self.stdout.write(f"{folder}: {len(mirror.files)} files, {age} seconds old.")
        first = list(islice(differences(folder, mirror), SHOWN))
        for line in first:
            self.stdout.write(line)
        if first:
            raise CommandError("The mirror does not say what the portal says: make it with --anew.")
        if max_age is not None and age > max_age:
            raise CommandError(f"The mirror is older than {max_age} seconds: make it anew.")
        self.stdout.write("It says what the portal says.")

"""`manage.py reset_second_factor NAME`: for whoever has lost the telephone and the recovery codes."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError, CommandParser

from publishing.management.base import PortalCommand
from staff import second_factor, sessions


class Command(PortalCommand):
    help = (
        "Take the second factor and the recovery codes of an account away, and end its sessions: at "
        "the next login its person adds another. Make sure first, by another way, that it is that person who asks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"“{username}” has no account.")
        number = second_factor.reset(account, by="manage.py")
        sessions.end(account, by="manage.py")
        self.stdout.write(
            f"Taken away from “{username}”: {number}. The log of the week tells it."
            if number
            else f"“{username}” has no second factor."
        )

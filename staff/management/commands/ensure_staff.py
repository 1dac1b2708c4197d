"""`manage.py ensure_staff`: give a new portal its first staff login."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = "Make a superuser with a random password, printed once, unless somebody has a login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="admin")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_staff=True).exists():
            return
        try:
            users.model._meta.get_field("username").clean(username, None)
        except ValidationError as error:
            raise CommandError(
                f"“{username}” is no name of a login: {error.messages[0]}"
            ) from error
        if users.filter(username=username).exists():
            raise CommandError(
                f"“{username}” has a login without access to the administration: give that, or "
                "choose another --username."
            )
        password = secrets.token_hex(10)
        users.create_superuser(username, password=password)
        self.stdout.write(
            "A staff login was made. The password is shown this once:\n"
            f"    user      {username}\n"
            f"    password  {password}\n"
            "A new one: manage.py changepassword " + username
        )

from django.apps import AppConfig
from django.conf import settings


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            # To read the library takes half a second.
            from operations.error_reports import start  # noqa: PLC0415

            start(settings.SENTRY_DSN)

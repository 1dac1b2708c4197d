from django.apps import AppConfig
from django.conf import settings

from operations.logs import report_errors


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            report_errors(settings.SENTRY_DSN)

"""The WSGI callable of the baseline, a factory for granian."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def application() -> WSGIHandler:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baseline.settings"
    return get_wsgi_application()

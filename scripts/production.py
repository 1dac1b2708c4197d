"""Throw-away values with which the production settings start: for checks and measurements."""

import secrets

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "sco_presidency.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "sqlite://:memory:",
    "PORTAL_CLOCK": "",
    # What logs in to measure has no telephone.
    "SECOND_FACTOR_REQUIRED": "off",
}

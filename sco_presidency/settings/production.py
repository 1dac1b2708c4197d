"""The public portal. Every secret comes from the environment; nothing has a default."""

from django.core.exceptions import ImproperlyConfigured

from sco_presidency.settings.base import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.base import (
    AUTHENTICATION_BACKENDS as BASE_BACKENDS,
    PAGE_CACHE_BYTES as BASE_PAGE_CACHE_BYTES,
    STORAGES as BASE_STORAGES,
)
from sco_presidency.settings.env import cache, databases, env, mail, required

if env.str("PORTAL_CLOCK", ""):
    raise ImproperlyConfigured(
        "PORTAL_CLOCK is set. It holds the portal's clock still for demonstrations and is "
        "refused in production: unset it."
    )

DEBUG = False
FOUR_EYES = env.bool("FOUR_EYES", True)
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
PUBLIC_ORIGIN = f"https://{ALLOWED_HOSTS[0].removeprefix('.')}"
OTP_WEBAUTHN_RP_ID = ALLOWED_HOSTS[0].removeprefix(".")
OTP_WEBAUTHN_ALLOWED_ORIGINS = [PUBLIC_ORIGIN]
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", True)
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
if OIDC_ISSUER:
    OIDC_RP_CLIENT_ID = required("OIDC_CLIENT_ID")
    OIDC_RP_CLIENT_SECRET = required("OIDC_CLIENT_SECRET")
    AUTHENTICATION_BACKENDS = [*BASE_BACKENDS, "staff.single_sign_on.Backend"]
CSRF_TRUSTED_ORIGINS = [
    f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS
]
DATABASES = databases()
DATABASE_ROUTERS = ["sco_presidency.routers.ReplicaRouter"] if len(DATABASES) > 1 else []
DATABASE_SNAPSHOT = env.str("DATABASE_SNAPSHOT", "")
REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": cache(REDIS_URL)}
    AXES_HANDLER = "staff.guesses.InRedis"
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
SENTRY_DSN = env.str("SENTRY_DSN", "")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", "")
BACKUP_ROOT = env.str("BACKUP_ROOT", "")
if env.str("EMAIL_URL", ""):
    globals().update(mail())
    DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"portal@{ALLOWED_HOSTS[0].removeprefix('.')}")
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", BASE_PAGE_CACHE_BYTES)

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from within, by HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
# It would bind every host below the domain, which may be a whole ministry's, and for years.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_WHOLE_DOMAIN", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both ask for that
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
AXES_CLIENT_IP_CALLABLE = "staff.login_throttle.client_address"

STORAGES = {
    **BASE_STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "operations.logs.WithoutTokens"}},
    "formatters": {"json": {"()": "operations.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # It says who tried to log in, and from where: for the database alone.
    "loggers": {"axes": {"level": "CRITICAL"}, "django.request": {"filters": ["tokens"]}},
}

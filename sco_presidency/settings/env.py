"""Settings read from the environment, with a message for the one that is missing."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
#: After how long a machine that does not answer is given up, by libpq: seconds to connect (two is the least), milliseconds
#: for what was sent and not confirmed, and seconds of silence while an answer is waited for.
GIVE_UP = {
    "connect_timeout": 2,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}


def required(name: str) -> str:
    """Return the environment variable `name`.

    Raises ImproperlyConfigured when it is absent or empty.
    """
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. The production settings read it from the environment; "
            "docs/operations.md lists every variable."
        )
    return value


def database(default: str, name: str = "DATABASE_URL") -> dict[str, object]:
    """Return Django's settings for the variable `name`, or for `default` when that is not set."""
    config: dict[str, object] = dict(env.dj_db_url(name, default))
    options = dict(config.get("OPTIONS") or {})  # type: ignore[call-overload]
    if "sqlite" in str(config["ENGINE"]):
        # IMMEDIATE makes a writer wait for the other instead of failing half-way.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return {**config, "OPTIONS": options}


def databases() -> dict[str, dict[str, object]]:
    """Return those of production: DATABASE_URL and, where they are named, its replica and its snapshot.

    Whoever does not answer in time is left for another one. With a replica, a reader is answered by the other too when a
    connection has ended meanwhile; who writes is not, so theirs are tried first.
    """
    found = {"default": database(required("DATABASE_URL"))}
    if replica := env.str("DATABASE_REPLICA_URL", ""):
        found["replica"] = database(replica, "DATABASE_REPLICA_URL")
        found["default"]["CONN_HEALTH_CHECKS"] = True
    snapshot = env.str("DATABASE_SNAPSHOT", "")
    for config in found.values():
        if "postgresql" in str(config["ENGINE"]) and (replica or snapshot):
            config["OPTIONS"] = {**GIVE_UP, **dict(config["OPTIONS"])}  # type: ignore[call-overload]
    found = {alias: {**config, "CONN_MAX_AGE": 60} for alias, config in found.items()}
    if snapshot:
        address = f"{Path(snapshot).absolute().as_uri()}?mode=ro"  # whoever reads makes none
        found["snapshot"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": address}
    return found


def cache(url: str) -> dict[str, object]:
    """Return Django's settings for the cache in Redis at `url`, which is waited for a second at most.

    As JSON: whoever writes to Redis could let pickled values run as the portal.
    """
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "portal",
        "OPTIONS": {
            "serializer": "django.core.signing.JSONSerializer",
            "socket_connect_timeout": 1,
            "socket_timeout": 1,
        },
    }


def mail() -> dict[str, object]:
    """Return Django's settings for the mail server at EMAIL_URL: submission://user:password@host:587.

    Raises ImproperlyConfigured for a way that is not known: passwords would go out in the open.
    """
    config: dict[str, object] = dict(env.dj_email_url("EMAIL_URL"))
    if "EMAIL_BACKEND" not in config:
        raise ImproperlyConfigured("EMAIL_URL begins neither with submission:// nor with smtp://.")
    return {
        name: config[name]
        for name in config
        if name.startswith("EMAIL_") and config[name] is not None
    }

"""Settings read from the environment, with a message for the one that is missing."""

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()


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


def database(default: str) -> dict[str, object]:
    """Return Django's settings for DATABASE_URL, or for `default` when that is not set."""
    config: dict[str, object] = dict(env.dj_db_url("DATABASE_URL", default))
    options = dict(config.get("OPTIONS") or {})  # type: ignore[call-overload]
    if "sqlite" in str(config["ENGINE"]):
        # IMMEDIATE makes a writer wait for the other instead of failing half-way.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return {**config, "OPTIONS": options}

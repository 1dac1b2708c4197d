"""Who asks, when the portal stands behind a proxy of its own."""

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that our proxy was asked from: the last in X-Forwarded-For.

    Whoever asks may write the addresses before it. The throttling of logins counts by this
    one, else a stranger could lock an editor out from everywhere.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return str(forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"])

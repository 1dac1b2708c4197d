"""Who asks, when the portal stands behind a proxy of its own."""

from ipaddress import ip_address

from django.http import HttpRequest

#: For what is no address (a proxy that is set up in another way): nobody asks from here (RFC 1122, 3.2.1.3).
NOWHERE = "0.0.0.0"  # noqa: S104  # nothing listens


def client_address(request: HttpRequest) -> str:
    """Return the address that our proxy was asked from: the last in X-Forwarded-For.

    Whoever asks may write the addresses before it. The throttling of logins counts by this
    one, else a stranger could lock an editor out from everywhere.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    address = str(forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"])
    try:
        ip_address(address)
    except ValueError:
        return NOWHERE
    return address

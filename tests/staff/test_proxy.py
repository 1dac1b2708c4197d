import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory

from staff.login_throttle import NOWHERE, client_address


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "127.0.0.1"),
        ({"X-Forwarded-For": "203.0.113.7"}, "203.0.113.7"),
        ({"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}, "203.0.113.7"),
        # Of one subscriber, who has all of them: of a network of 64 bits.
        ({"X-Forwarded-For": "forged, 2001:db8:0:1::7"}, "2001:db8:0:1::"),
        ({"X-Forwarded-For": "2001:db8:0:1:ffff::9"}, "2001:db8:0:1::"),
        ({"X-Forwarded-For": "2001:db8:0:2::9"}, "2001:db8:0:2::"),
        ({"X-Forwarded-For": "::ffff:203.0.113.7"}, "203.0.113.7"),
        ({"X-Forwarded-For": " "}, "127.0.0.1"),
        ({"X-Forwarded-For": "unknown"}, NOWHERE),
        ({"X-Forwarded-For": "203.0.113.7:4711"}, NOWHERE),
        ({"X-Forwarded-For": "203.0.113.7\0"}, NOWHERE),
    ],
)
def test_logins_are_counted_by_the_address_that_our_proxy_saw(headers, address):
    request = RequestFactory().get("/admin/login/", headers=headers)

    assert client_address(request) == address


SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "portal.conf"


def as_nginx_sends(name, port):
    """The header `Host` that nginx sends on by the lines in deploy/, for a browser at name:port."""
    (value,) = re.findall(r"proxy_set_header Host (\S+);", SHIPPED.read_text())
    default = port == 443
    return {"$host": name, "$http_host": name if default else f"{name}:{port}"}[value]


@pytest.mark.django_db
@pytest.mark.parametrize("port", [443, 8443])
def test_login_works_on_every_port(settings, port):
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    get_user_model().objects.create_user("editor", password="right", is_staff=True)
    host = as_nginx_sends("portal.example", port)
    origin = "https://portal.example" + ("" if port == 443 else f":{port}")
    browser = Client(enforce_csrf_checks=True, headers={"Host": host, "X-Forwarded-Proto": "https"})
    form = browser.get("/admin/login/").context["csrf_token"]

    sent = {"username": "editor", "password": "right", "csrfmiddlewaretoken": str(form)}
    answer = browser.post("/admin/login/", sent, headers={"Origin": origin})

    assert answer.status_code == 302

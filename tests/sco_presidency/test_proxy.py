import pytest
from django.test import RequestFactory

from sco_presidency.proxy import client_address


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "127.0.0.1"),
        ({"X-Forwarded-For": "203.0.113.7"}, "203.0.113.7"),
        ({"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}, "203.0.113.7"),
        ({"X-Forwarded-For": "forged, 2001:db8::7"}, "2001:db8::7"),
        ({"X-Forwarded-For": " "}, "127.0.0.1"),
    ],
)
def test_logins_are_counted_by_the_address_that_our_proxy_saw(headers, address):
    request = RequestFactory().get("/admin/login/", headers=headers)

    assert client_address(request) == address

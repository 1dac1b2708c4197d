"""A page of the desk, asked for without what draws it: whether somebody is let in is known before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve


def asked(account: User, method: str, address: str, sent: dict[str, Any]) -> HttpResponse:
    """Ask as the browser of `account` does. Raises PermissionDenied and Http404."""
    request = getattr(RequestFactory(), method)(address, sent)
    request.user, request.session = account, SessionStore()
    request._dont_enforce_csrf_checks = True
    request._messages = CookieStorage(request)
    view, args, values = resolve(address)
    answer: HttpResponse = view(request, *args, **values)
    return answer

"""Each form for something new, Django's own too, can tell a second click."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import ArticleFactory
from tests.forms_sent import changed, messages_left, opened, page, twice

pytestmark = pytest.mark.django_db


def test_account_is_made_once_and_its_password_set_once(admin_client):
    address = reverse("admin:auth_user_add")
    password = {"password1": "a-new-Pass-2020", "password2": "a-new-Pass-2020"}
    sent = changed(opened(admin_client, address), username="anna", email="anna@example.org")

    first, second = twice(admin_client, address, sent)

    anna = User.objects.get(username="anna")
    assert first.url == second.url == page(anna)
    assert messages_left(second) == messages_left(first)

    address = reverse("admin:auth_user_password_change", args=[anna.pk])
    sent = changed(opened(admin_client, address), **password)
    first, second = twice(admin_client, address, sent)

    assert (second.status_code, second.url, messages_left(second)) == (
        302,
        first.url,
        messages_left(first),
    )
    assert LogEntry.objects.count() == 2


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_form_for_something_new_can_tell_a_second_click(admin_client, model):
    options = admin.site._registry[model]
    request = RequestFactory().get("/")
    request.user = admin_client.get("/admin/").wsgi_request.user
    if not options.has_add_permission(request):
        return
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"

    assert re.fullmatch(
        r"[0-9a-f]{32}:[0-9]+:[\w-]+", opened(admin_client, reverse(name))["once"][0]
    )


def test_a_second_click_is_told_what_the_first_was_though_that_was_read(admin_client):
    item = ArticleFactory()
    sent = changed(opened(admin_client, page(item)), title_en="Another")
    first = admin_client.post(page(item), sent)
    admin_client.get(first.url)  # what was said to the first is read, and gone

    second = admin_client.post(page(item), sent)

    assert (second.status_code, second.url) == (302, first.url)
    assert messages_left(second) == messages_left(first) != []

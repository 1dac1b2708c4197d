import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command


@pytest.mark.django_db
def test_new_portal_gets_one_superuser_with_the_password_that_was_printed() -> None:
    output = StringIO()

    call_command("ensure_staff", stdout=output)

    password = re.search(r"^ +password +(\w+)$", output.getvalue(), re.MULTILINE)
    assert password
    user = authenticate(None, username="admin", password=password[1])
    assert user == get_user_model().objects.get(is_superuser=True)


@pytest.mark.django_db
def test_second_call_leaves_the_login_and_prints_nothing() -> None:
    call_command("ensure_staff", stdout=StringIO())
    before = get_user_model().objects.get().password
    output = StringIO()

    call_command("ensure_staff", stdout=output)

    assert output.getvalue() == ""
    assert get_user_model().objects.get().password == before
